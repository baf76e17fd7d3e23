import { clockMinutes, dayAt, dayNumber, minutesADay, momentOf } from '../zone.ts'
import { openSegment, type Strip, type WorkingWindow } from './strip.ts'

export type TimeScale = 'working' | 'natural'

/** Turns times into minutes from the order's creation, on working or on natural time. */
export interface Ruler {
  at: (time: string) => number
  /** A share of one day's own span, 1 being its end: where a mere date is drawn. */
  endOf: (day: string, share?: number) => number
  days: { at: number; day: string }[]
  /** Where days without work have been folded away. */
  seams: number[]
}

interface Span {
  day: string
  from: number
  to: number
  before: number
}

function spansOf(windows: readonly WorkingWindow[]): Span[] {
  let before = 0
  return [...windows]
    .map((one) => ({ day: one.day, base: dayNumber(one.day) * minutesADay, one }))
    .sort((a, b) => a.base + a.one.fromMinute - (b.base + b.one.fromMinute))
    .map(({ day, base, one }) => {
      const span = { day, from: base + one.fromMinute, to: base + one.toMinute, before }
      before += span.to - span.from
      return span
    })
}

function workingMinutesAt(spans: readonly Span[], clock: number): number {
  for (const span of spans) {
    if (clock < span.from) return span.before
    if (clock <= span.to) return span.before + clock - span.from
  }
  const last = spans.at(-1)
  return last ? last.before + last.to - last.from : 0
}

function workingRuler(spans: Span[], start: string, zone: string | undefined): Ruler {
  const origin = workingMinutesAt(spans, clockMinutes(start, zone))
  const at = (clock: number) => workingMinutesAt(spans, clock) - origin
  const firstDay = momentOf(start, zone).day
  const days: Ruler['days'] = []
  const seams: number[] = []
  for (const [index, span] of spans.entries()) {
    const previous = spans[index - 1]
    if (previous?.day === span.day || span.day < firstDay) continue
    days.push({ day: span.day, at: Math.max(0, span.before - origin) })
    if (previous && dayNumber(span.day) - dayNumber(previous.day) > 1) seams.push(span.before - origin)
  }
  return {
    at: (time) => at(clockMinutes(time, zone)),
    endOf: (day, share = 1) => {
      const from = at(dayNumber(day) * minutesADay)
      return from + (at((dayNumber(day) + 1) * minutesADay) - from) * share
    },
    days,
    seams: seams.filter((one) => one > 0),
  }
}

function naturalRuler(start: string, end: number, zone: string | undefined): Ruler {
  const origin = clockMinutes(start, zone)
  const first = Math.floor(origin / minutesADay)
  const days: Ruler['days'] = []
  for (let day = first; day * minutesADay - origin <= end; day += 1) {
    days.push({ day: dayAt(day), at: Math.max(0, day * minutesADay - origin) })
  }
  return {
    at: (time) => clockMinutes(time, zone) - origin,
    endOf: (day, share = 1) => (dayNumber(day) + share) * minutesADay - origin,
    days,
    seams: [],
  }
}

/** The ruler of a strip. Without a calendar only natural time can be drawn. */
export function rulerOf(strip: Strip, scale: TimeScale, zone?: string): Ruler {
  const start = strip.segments[0]?.since ?? strip.now
  if (scale === 'working' && strip.calendar.length > 0) return workingRuler(spansOf(strip.calendar), start, zone)
  const plain = naturalRuler(start, 0, zone)
  const until = endOfStrip(strip, plain)
  return naturalRuler(start, until, zone)
}

/** The moment at which custody ends on the drawing: now, or when the order was closed. */
export function presentOf(strip: Strip): string {
  if (openSegment(strip)) return strip.now
  return strip.closedAt ?? strip.segments.at(-1)?.until ?? strip.now
}

/** The last minute that has to be on the drawing. */
export function endOfStrip(strip: Strip, ruler: Ruler): number {
  const wanted = [ruler.at(presentOf(strip))]
  if (strip.promisedDate) wanted.push(ruler.endOf(strip.promisedDate))
  if (strip.estimatedDate && !strip.closed) wanted.push(ruler.endOf(strip.estimatedDate, estimateShare(strip)))
  if (strip.limitAt && openSegment(strip)) wanted.push(ruler.at(strip.limitAt))
  return Math.max(...wanted)
}

/** An estimate on the promised day itself stands a little before its end, so that both lines can be seen. */
export const estimateShare = (strip: Strip): number => (strip.estimatedDate === strip.promisedDate ? 0.6 : 0.8)
