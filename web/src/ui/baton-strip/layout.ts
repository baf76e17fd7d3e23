import { daysBetween } from '../format.ts'
import { textWidth } from '../names.ts'
import { endOfStrip, estimateShare, presentOf, type Ruler, rulerOf, type TimeScale } from './ruler.ts'
import { type Scale, type Stretch, scaleOf } from './scale.ts'
import {
  type Attempt,
  isDelivered,
  openSegment,
  type Strip,
  type StripSegment,
  type StripTask,
  segmentName,
} from './strip.ts'
import { type Tick, ticksOf } from './ticks.ts'

export interface StripOptions {
  scale: TimeScale
  /** Shows the oldest holders too, however many. */
  unfolded?: boolean
  /** Least px of a holder: 22, or less on a strip without labels. */
  floor?: number
  zone?: string
}

/** What fits on a segment: all, all but the department, initial and short duration, the initial alone, or nothing. */
export type LabelLevel = 'full' | 'name' | 'brief' | 'initial' | 'none'

export interface SegmentBox {
  segment: StripSegment
  x: number
  width: number
  /** Px at its end in which an offer was waiting; hatched, so no text runs there. */
  tail: number
  level: LabelLevel
  /** Px that its words may take. */
  room: number
  open: boolean
  attempts: { x: number; width: number; attempt: Attempt }[]
}

export interface FoldBox {
  x: number
  width: number
  segments: StripSegment[]
}

export interface Joint {
  x: number
  kind: 'returned' | 'reversed'
  count: number
  segments: StripSegment[]
}

export interface TaskBar {
  task: StripTask
  x: number
  width: number
  lane: number
  /** Where its words have room: beside the bar, or on its beginning when it runs from end to end. */
  side: 'left' | 'right' | 'on'
  /** What stands there: beside the strip's end there may be room for the work's name alone. */
  words: string
}

export interface StripLayout {
  width: number
  height: number
  compressed: boolean
  boxes: SegmentBox[]
  fold: FoldBox | null
  joints: Joint[]
  /** Where custody ends: the present, or the closing. */
  presentX: number
  endX: number
  promise: { x: number; daysLate: number } | null
  estimate: { x: number } | null
  /** `minutes` is the working time that the holder has been given. */
  limit: { x: number; passed: boolean; minutes: number } | null
  /** From where the rail of the open segment is rouge. */
  lateRailX: number | null
  ticks: Tick[]
  seams: number[]
  tasks: TaskBar[]
  hiddenTasks: number
}

export const unfoldedMost = 12
const lanesMost = 4
const foldWidth = 88
const mergeJoints = 18

function foldOf(segments: StripSegment[], unfolded: boolean): { old: StripSegment[]; shown: StripSegment[] } {
  if (unfolded || segments.length <= unfoldedMost) return { old: [], shown: segments }
  const cut = segments.length - unfoldedMost
  return { old: segments.slice(0, cut), shown: segments.slice(cut) }
}

/** Px that must stay free beyond the present, for the seal, the open offer or the word of the closing. */
export function marginOf(strip: Strip): number {
  if (strip.closed) return 116
  if (strip.openOffer) return 44 + Math.max(textWidth(`${strip.openOffer.to.name} 待接收`), 96) + 28
  return 30
}

function stretchesOf(strip: Strip, ruler: Ruler, old: StripSegment[], shown: StripSegment[]): Stretch[] {
  const present = presentOf(strip)
  const span = (segment: StripSegment) => ({ from: ruler.at(segment.since), to: ruler.at(segment.until ?? present) })
  const stretches: Stretch[] = shown.map(span)
  const [first] = old
  const last = old.at(-1)
  if (first && last) stretches.unshift({ from: span(first).from, to: span(last).to, fixed: foldWidth })
  stretches.push({ from: ruler.at(present), to: Math.max(endOfStrip(strip, ruler), ruler.at(present)), future: true })
  return stretches
}

/** The widest label that fits beside the hatching. */
export function levelOf(segment: StripSegment, width: number, room: number): LabelLevel {
  if (width < 44 || room < 40) return 'initial'
  const name = 34 + textWidth(segmentName(segment))
  if (width < 100 || room < name) return 'brief'
  return room < name + 6 + textWidth(segment.department.name) ? 'name' : 'full'
}

function tailOf(strip: Strip, segment: StripSegment, ruler: Ruler, width: number): number {
  if (segment.kind === 'pool') return 0
  const span = ruler.at(segment.until ?? presentOf(strip)) - ruler.at(segment.since)
  let waiting = segment.workingMinutes > 0 ? segment.waitingMinutes / segment.workingMinutes : 0
  if (segment === openSegment(strip)) {
    if (!strip.openOffer) return 0
    const waited = ruler.at(strip.now) - ruler.at(strip.openOffer.offeredAt)
    waiting = Math.max(waiting, span > 0 ? waited / span : 1)
    // An offer of this minute must be seen as well.
    return Math.min(Math.max(waiting * width, 8), Math.max(0, width - 20))
  }
  return Math.min(Math.min(waiting, 1) * width, Math.max(0, width - 20))
}

function boxesOf(strip: Strip, shown: StripSegment[], ruler: Ruler, scale: Scale, skip: number): SegmentBox[] {
  const open = openSegment(strip)
  let x = skip ? (scale.widths[0] ?? 0) : 0
  return shown.map((segment, index) => {
    const width = scale.widths[index + skip] ?? 0
    const tail = tailOf(strip, segment, ruler, width)
    const isOpen = segment === open
    const sealed = isOpen && segment.holder !== null
    const room = width - tail - (sealed ? 12 : 1)
    const box = {
      segment,
      x,
      width,
      tail,
      // On a narrow open segment the seal already says who.
      level: sealed && width < 44 ? ('none' as const) : levelOf(segment, width, room),
      room,
      open: isOpen,
      attempts: (segment.attempts ?? []).map((attempt) => {
        const from = scale.x(ruler.at(attempt.offeredAt))
        return { x: from, width: Math.max(6, scale.x(ruler.at(attempt.endedAt)) - from), attempt }
      }),
    }
    x += width
    return box
  })
}

function jointsOf(boxes: SegmentBox[], fold: FoldBox | null): Joint[] {
  const joints: Joint[] = []
  const folded = fold?.segments.filter((one) => one.entered === 'returned') ?? []
  if (fold && folded.length)
    joints.push({ x: fold.x + fold.width, kind: 'returned', count: folded.length, segments: folded })
  for (const { segment, x } of boxes) {
    if (segment.entered !== 'returned' && segment.entered !== 'reversed') continue
    const last = joints.at(-1)
    if (last && last.kind === segment.entered && x - last.x < mergeJoints) {
      last.count += 1
      last.segments.push(segment)
    } else joints.push({ x, kind: segment.entered, count: 1, segments: [segment] })
  }
  return joints
}

/** The words of a lane: 采购 · 钱大勇 · PO-0977. */
export const taskWords = (task: StripTask): string =>
  [task.department.name, task.holder?.name ?? '', task.title].filter(Boolean).join(' · ')

/** Where the words of a bar stand, of which nothing may be cut off while there is another place. */
function placeWords(task: StripTask, x: number, width: number, free: number): Pick<TaskBar, 'side' | 'words'> {
  const words = taskWords(task)
  const wide = textWidth(words) + 34
  const unclaimed = task.holder ? 0 : 72
  if (wide + unclaimed <= x) return { side: 'left', words }
  if (x + width + wide + 12 <= free) return { side: 'right', words }
  if (wide + unclaimed + 16 <= width) return { side: 'on', words }
  return { side: 'right', words: task.title }
}

function tasksOf(strip: Strip, ruler: Ruler, scale: Scale, room: number): { bars: TaskBar[]; hidden: number } {
  const urgent = [...strip.tasks].sort((a, b) => Number(a.done) - Number(b.done) || a.since.localeCompare(b.since))
  const kept = urgent.slice(0, lanesMost).sort((a, b) => a.since.localeCompare(b.since))
  const present = presentOf(strip)
  const promise = strip.promisedDate ? scale.x(ruler.endOf(strip.promisedDate)) : room
  const bars = kept.map((task, lane): TaskBar => {
    const x = scale.x(ruler.at(task.since))
    const width = Math.max(6, scale.x(ruler.at(task.until ?? present)) - x)
    const free = promise > x + width ? Math.min(promise, room) : room
    return { task, x, width, lane, ...placeWords(task, x, width, free) }
  })
  return { bars, hidden: strip.tasks.length - kept.length }
}

function limitMinutes(strip: Strip, zone: string | undefined): number {
  const open = openSegment(strip)
  if (!open || !strip.limitAt) return 0
  const ruler = rulerOf(strip, 'working', zone)
  return Math.max(0, ruler.at(strip.limitAt) - ruler.at(open.since))
}

/** The moment against which a promise is measured: the delivery, or the present while it is still to come. */
const keptAt = (strip: Strip): string | null => (isDelivered(strip.state) ? strip.deliveredAt : presentOf(strip))

function marksOf(strip: Strip, ruler: Ruler, scale: Scale, boxes: SegmentBox[], zone: string | undefined) {
  const open = boxes.find((one) => one.open)
  const limitX = strip.limitAt && open ? scale.x(ruler.at(strip.limitAt)) : null
  const passed = limitX !== null && strip.limitAt !== null && Date.parse(strip.limitAt) < Date.parse(strip.now)
  return {
    promise: strip.promisedDate
      ? {
          x: scale.x(ruler.endOf(strip.promisedDate)),
          daysLate: Math.max(0, daysBetween(strip.promisedDate, keptAt(strip) ?? strip.promisedDate, zone)),
        }
      : null,
    estimate:
      strip.estimatedDate && !strip.closed
        ? { x: scale.x(ruler.endOf(strip.estimatedDate, estimateShare(strip))) }
        : null,
    limit: limitX === null ? null : { x: limitX, passed, minutes: limitMinutes(strip, zone) },
    lateRailX: passed && open && limitX !== null ? Math.max(open.x, limitX) : null,
  }
}

/** Where everything on a strip of a given width lies. Pure: the same strip and width give the same drawing. */
export function layoutStrip(strip: Strip, width: number, options: StripOptions): StripLayout {
  const ruler = rulerOf(strip, options.scale, options.zone)
  const { old, shown } = foldOf(strip.segments, options.unfolded ?? false)
  const skip = old.length > 0 ? 1 : 0
  const scale = scaleOf(stretchesOf(strip, ruler, old, shown), {
    width,
    margin: marginOf(strip),
    dayMinutes: options.scale === 'working' && strip.calendar.length > 0 ? 480 : 1440,
    floor: options.floor,
  })
  const boxes = boxesOf(strip, shown, ruler, scale, skip)
  const fold = skip ? { x: 0, width: scale.widths[0] ?? 0, segments: old } : null
  const last = boxes.at(-1)
  const endMinute = Math.max(endOfStrip(strip, ruler), ruler.at(presentOf(strip)))
  const { bars, hidden } = tasksOf(strip, ruler, scale, width)
  return {
    width,
    height: 92 + (bars.length > 0 ? bars.length * 20 - 2 : 0),
    compressed: scale.compressed,
    boxes,
    fold,
    joints: jointsOf(boxes, fold),
    presentX: last ? last.x + last.width : 0,
    endX: scale.widths.reduce((sum, one) => sum + one, 0),
    ...marksOf(strip, ruler, scale, boxes, options.zone),
    ticks: ticksOf(ruler, scale, { from: fold?.width ?? 0, width, until: endMinute }),
    seams: ruler.seams
      .filter((minute) => minute < endMinute)
      .map(scale.x)
      .filter((x) => x > (fold?.width ?? 0)),
    tasks: bars,
    hiddenTasks: hidden,
  }
}
