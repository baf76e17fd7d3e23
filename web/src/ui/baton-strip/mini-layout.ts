import type { DepartmentKind } from '../departments.ts'
import { presentOf, rulerOf } from './ruler.ts'
import { isDelivered, openSegment, type SegmentEntry, type Strip, segmentName } from './strip.ts'

/** One holder as a list knows it. */
export interface MiniSegment {
  sequence: number
  kind: 'held' | 'pool'
  /** Of the person, or of the department whose pool it is. */
  name: string
  department: { name: string; kind: DepartmentKind }
  since: string
  minutes: number
  waiting: number
  entered: SegmentEntry
}

export interface MiniStripData {
  number: string
  segments: MiniSegment[]
  /** Whether the last segment is held now. */
  open: boolean
  closed: 'settled' | 'cancelled' | null
  offeredTo: string | null
  /** Working minutes from now to the end of the promised day; negative when it has passed, null without one or once delivered. */
  promisedInMinutes: number | null
  /** Working minutes by which the holder's limit has passed; null while it has not, or is not known. */
  limitPassedMinutes: number | null
}

/** Left and width are percent of the mini strip. */
export interface MiniPiece {
  sequence: number
  left: number
  width: number
  department: DepartmentKind
  hatched: boolean
  /** Follows another piece of the same holder, so no seam is drawn before it. */
  joined: boolean
}

export interface MiniLayout {
  pieces: MiniPiece[]
  present: number
  edge: 'held' | 'pool' | null
  promise: { left: number; late: boolean } | null
  bounces: number[]
}

/** Fifteen working days fill the column of a list, so that rows can be compared; a longer order fills it by itself. */
export const miniSpan = 15 * 480

/** Where the parts of a mini strip lie. Rows of one list share a span. */
export function layoutMini(data: MiniStripData, span = miniSpan): MiniLayout {
  const ahead = Math.max(0, data.promisedInMinutes ?? 0)
  const whole = Math.max(span, minutesOf(data) + ahead) * 1.01
  const share = (minutes: number) => (minutes * 100) / whole
  const pieces: MiniPiece[] = []
  const bounces: number[] = []
  let minutes = 0
  for (const segment of data.segments) {
    if (segment.entered === 'returned') bounces.push(share(minutes))
    pieces.push(...piecesOf(segment, minutes, share))
    minutes += segment.minutes
  }
  const last = data.segments.at(-1)
  const promise = data.promisedInMinutes
  return {
    pieces,
    present: share(minutes),
    edge: data.open && last ? last.kind : null,
    promise:
      promise === null || data.closed ? null : { left: share(Math.max(0, minutes + promise)), late: promise < 0 },
    bounces,
  }
}

function piecesOf(segment: MiniSegment, from: number, share: (minutes: number) => number): MiniPiece[] {
  const { sequence, minutes, kind } = segment
  const department = segment.department.kind
  const waiting = kind === 'pool' ? minutes : Math.min(segment.waiting, minutes)
  const working = minutes - waiting
  const pieces: MiniPiece[] = []
  if (working > 0) {
    pieces.push({ sequence, left: share(from), width: share(working), department, hatched: false, joined: false })
  }
  if (waiting > 0) {
    const left = share(from + working)
    pieces.push({ sequence, left, width: share(waiting), department, hatched: true, joined: working > 0 })
  }
  return pieces
}

/** The working time since creation. */
export const minutesOf = (data: Pick<MiniStripData, 'segments'>): number =>
  data.segments.reduce((sum, one) => sum + one.minutes, 0)

const moves: readonly SegmentEntry[] = ['accepted', 'claimed', 'assigned', 'returned', 'reversed']
export const handoversOf = (data: Pick<MiniStripData, 'segments'>): number =>
  data.segments.filter((one) => moves.includes(one.entered)).length

/** What a list shows of an order whose whole strip is at hand. */
export function miniOf(strip: Strip, zone?: string): MiniStripData {
  const ruler = rulerOf(strip, 'working', zone)
  const present = ruler.at(presentOf(strip))
  const open = openSegment(strip)
  const passed = strip.limitAt && open ? present - ruler.at(strip.limitAt) : 0
  return {
    number: strip.subject.number,
    segments: strip.segments.map((one) => ({
      sequence: one.sequence,
      kind: one.kind,
      name: segmentName(one),
      department: one.department,
      since: one.since,
      minutes: one.workingMinutes,
      waiting: one.waitingMinutes,
      entered: one.entered,
    })),
    open: open !== null,
    closed: strip.closed,
    offeredTo: strip.openOffer?.to.name ?? null,
    promisedInMinutes:
      strip.promisedDate && !isDelivered(strip.state) ? ruler.endOf(strip.promisedDate) - present : null,
    limitPassedMinutes: passed > 0 ? passed : null,
  }
}
