import type { Strip as ApiStrip } from '@baton/contract/handover'
import type { OrderRow } from '@baton/contract/orders'
import { type Language, wordsIn } from '../../app/language.ts'
import { kitWords } from '../../app/words/kit.ts'
import { taskTitle } from '../../app/words/tasks.ts'
import { type DepartmentRef, departmentKinds, nameIn } from '../departments.ts'
import { daysBetween } from '../format.ts'
import type { MiniSegment, MiniStripData } from './mini-layout.ts'
import { type DepartmentName, isDelivered, type SegmentEntry, type Strip } from './strip.ts'

/**
 * The strip as the API delivers it, in the reader's language. Orders from another system come without tasks: when they were delivered
 * is known from what was signed.
 */
export function stripIn(strip: ApiStrip, language: Language, signedAt: string | null = null): Strip {
  const department = (one: DepartmentRef): DepartmentName => ({
    id: one.id,
    name: nameIn(one, language),
    kind: one.kind,
  })
  const { openOffer } = strip
  return {
    ...strip,
    deliveredAt: deliveredAt(strip, signedAt),
    segments: strip.segments.map((one) => ({
      ...one,
      // A closing has no segment of its own.
      entered: one.entered === 'closed' ? 'assigned' : one.entered,
      department: department(one.department),
      attempts: one.attempts.map(({ toZh, toEn, ...attempt }) => ({ ...attempt, to: language === 'zh' ? toZh : toEn })),
    })),
    openOffer: openOffer && {
      to: { kind: openOffer.to.kind, id: openOffer.to.id, name: nameIn(openOffer.to, language) },
      offeredAt: openOffer.offeredAt,
      answerBy: openOffer.answerBy,
    },
    tasks: strip.tasks.map((one) => ({
      ...one,
      title: taskTitle(one.kind, language),
      department: department(one.department),
    })),
  }
}

const delivering: readonly string[] = ['pick', 'deliver', 'perform']

function deliveredAt(strip: ApiStrip, signedAt: string | null): string | null {
  if (!isDelivered(strip.state)) return null
  const ends = strip.tasks.flatMap((one) => (one.done && one.until && delivering.includes(one.kind) ? [one.until] : []))
  return ends.sort().at(-1) ?? signedAt
}

const entries: readonly string[] = [
  'created',
  'accepted',
  'claimed',
  'assigned',
  'returned',
  'reversed',
  'pooled',
  'reopened',
  'imported',
] satisfies SegmentEntry[]

/** Without a calendar at hand a week counts five working days: near enough for a tick of a mini strip. */
const workingMinutesOf = (days: number) => (days * 480 * 5) / 7

/** The mini strip of a list's row. */
export function miniOfRow(row: OrderRow, language: Language, now: string, zone?: string): MiniStripData {
  const t = wordsIn(kitWords, language)
  const segments = row.strip.map((one, index): MiniSegment => {
    const kind = departmentKinds.find((known) => known === one.departmentKind) ?? 'management'
    return {
      sequence: index + 1,
      kind: one.kind,
      name: one.name,
      department: { name: t(kind), kind },
      since: one.since,
      minutes: one.minutes,
      waiting: one.waiting,
      entered: (entries.includes(one.entered) ? one.entered : 'accepted') as SegmentEntry,
    }
  })
  const closed = row.state === 'settled' || row.state === 'cancelled' ? row.state : null
  return {
    number: row.number,
    segments,
    open: row.holder !== null && closed === null,
    closed,
    offeredTo: row.offeredTo && nameIn(row.offeredTo, language),
    promisedInMinutes:
      row.promisedOn && !isDelivered(row.state) ? workingMinutesOf(daysBetween(now, row.promisedOn, zone)) : null,
    limitPassedMinutes: null,
  }
}
