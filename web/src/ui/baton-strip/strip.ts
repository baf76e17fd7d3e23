import type { DepartmentKind } from '../departments.ts'
import type { OrderState } from '../order-state.ts'

export interface DepartmentName {
  id: string
  name: string
  kind: DepartmentKind
}

export interface PersonName {
  id: string
  name: string
}

export type SegmentEntry =
  | 'created'
  | 'accepted'
  | 'claimed'
  | 'assigned'
  | 'returned'
  | 'reversed'
  | 'pooled'
  | 'reopened'
  | 'imported'

/** An offer that came to nothing while its sender went on holding. */
export interface Attempt {
  offeredAt: string
  endedAt: string
  outcome: 'declined' | 'recalled' | 'lapsed'
  to: string
}

/** One holder's span, with its names in the reader's language. Durations are working minutes, computed by the server. */
export interface StripSegment {
  sequence: number
  kind: 'held' | 'pool'
  holder: PersonName | null
  department: DepartmentName
  since: string
  until: string | null
  workingMinutes: number
  /** The part of it at its end in which an offer waited for acceptance. */
  waitingMinutes: number
  entered: SegmentEntry
  reason: string | null
  onBehalfOf: PersonName | null
  handoverId: string | null
  attempts?: Attempt[]
}

export interface StripTask {
  id: string
  title: string
  department: DepartmentName
  holder: PersonName | null
  since: string
  until: string | null
  workingMinutes: number
  done: boolean
}

export interface OpenOffer {
  to: { kind: 'person' | 'department'; id: string; name: string }
  offeredAt: string
  answerBy: string | null
}

export interface WorkingWindow {
  day: string
  fromMinute: number
  toMinute: number
}

export interface Strip {
  subject: { kind: 'order'; id: string; number: string }
  state: OrderState
  segments: StripSegment[]
  openOffer: OpenOffer | null
  tasks: StripTask[]
  promisedDate: string | null
  /** When the last of its goods and services were with the customer; null before, or where nobody knows. */
  deliveredAt: string | null
  estimatedDate: string | null
  limitAt: string | null
  now: string
  handovers: number
  bounces: number
  /** The customer's clock: working minutes since the order was created. */
  customerMinutes: number
  closed: 'settled' | 'cancelled' | null
  closedAt: string | null
  /** Working windows from creation to the later of now and the promise. */
  calendar: WorkingWindow[]
}

/** The segment held now; a closed order has none. */
export function openSegment(strip: Pick<Strip, 'segments' | 'closed'>): StripSegment | null {
  const last = strip.segments.at(-1)
  return last && last.until === null && strip.closed === null ? last : null
}

/** Whether the promise is behind the order: late or not, time no longer adds to it. */
export const isDelivered = (state: OrderState): boolean => state === 'completed' || state === 'settled'

/** Whose name stands on a segment: its holder, or the department whose pool it lies in. */
export const segmentName = (segment: StripSegment): string => segment.holder?.name ?? segment.department.name
