import type { HandoverCheck } from '@baton/contract/handover'
import type { Body, Reply } from '../../app/api.ts'
import { instantAt, minutesADay } from '../../ui/zone.ts'

export type Reason = Body<'POST /v1/handovers'>['reason']
export type Afterwards = NonNullable<Body<'POST /v1/handovers'>['afterwards']>
export type Candidate = Reply<'GET /v1/handovers/receivers'>['rows'][number]
export type Department = Reply<'GET /v1/departments'>['rows'][number]
export type CheckReply = Reply<'POST /v1/handovers/check'>

export const reasons: readonly Reason[] = ['next', 'leave', 'workload', 'skill', 'customer', 'leaver', 'other']

/** Hours in which the receiver is to answer; empty leaves it to the company's rule. */
export const answerChoices = ['', '1', '2', '4', '8', '24'] as const
export type AnswerChoice = (typeof answerChoices)[number]

export interface HandoverOrder {
  id: string
  number: string
  customer: string
  gross: string
}

/** What the sender has decided so far. */
export interface Plan {
  kind: 'person' | 'department'
  receiverId: string | null
  reason: Reason | null
  /** Null while the drafted summary stands as it is. */
  note: string | null
  nextAction: string
  nextActionDue: string
  answer: AnswerChoice
  afterwards: Afterwards
  leftOut: ReadonlySet<string>
  /** Who is copied, and the last day on which they may read; empty: without an end. */
  copyTo: readonly { id: string; name: string }[]
  copyUntil: string
}

export const emptyPlan: Plan = {
  kind: 'person',
  receiverId: null,
  reason: null,
  note: null,
  nextAction: '',
  nextActionDue: '',
  answer: '',
  afterwards: 'read',
  leftOut: new Set(),
  copyTo: [],
  copyUntil: '',
}

/** The end of a working day, at which a due day counts as passed. */
const evening = 18 * 60

const endOf = (day: string, zone: string): string | null => (day === '' ? null : instantAt(day, evening, zone))

export const answerAt = (choice: AnswerChoice, now: number): string | undefined =>
  choice === '' ? undefined : new Date(now + Number(choice) * 3_600_000).toISOString()

export interface Sorted {
  blocks: HandoverCheck[]
  warns: HandoverCheck[]
  passed: HandoverCheck[]
  /** Orders that cannot go as they are. */
  blocked: ReadonlySet<string>
  /** The receiver cannot take anything at all. */
  hopeless: boolean
}

export function sortChecks(checks: readonly HandoverCheck[]): Sorted {
  const blocks = checks.filter((one) => one.severity === 'block')
  return {
    blocks,
    warns: checks.filter((one) => one.severity === 'warn'),
    passed: checks.filter((one) => one.severity === 'ok'),
    blocked: new Set(blocks.flatMap((one) => (one.subjectId ? [one.subjectId] : []))),
    hopeless: blocks.some((one) => one.subjectId === null),
  }
}

/** The request, or null while something is missing. `going` are the orders that are not left out. */
export function requestOf(
  plan: Plan,
  going: readonly HandoverOrder[],
  note: string,
  zone: string,
): Body<'POST /v1/handovers'> | null {
  if (!plan.receiverId || !plan.reason || going.length === 0) return null
  return {
    to: { kind: plan.kind, id: plan.receiverId },
    subjects: going.map(({ id }) => ({ kind: 'order', id })),
    reason: plan.reason,
    note,
    nextAction: plan.nextAction,
    nextActionDue: endOf(plan.nextActionDue, zone),
    answerBy: plan.kind === 'person' ? answerAt(plan.answer, Date.now()) : undefined,
    afterwards: plan.afterwards,
    copyTo: plan.copyTo.map(({ id }) => id),
    copyUntil: plan.copyUntil === '' ? null : instantAt(plan.copyUntil, minutesADay - 1, zone),
  }
}
