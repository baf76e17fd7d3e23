import type { Ruler } from './ruler.ts'
import type { Scale } from './scale.ts'

export interface Tick {
  x: number
  day: string
  /** Says the month as well: the first one, each month's first, and all where days are left out. */
  withMonth: boolean
  /** A line without words, where words would touch. */
  bare: boolean
}

const dayWidth = 22
const monthWidth = 46

function step(spacing: number): number {
  for (const size of [1, 2, 5, 7, 10, 14, 28]) if (spacing * size >= dayWidth + 4) return size
  return 56
}

/** One tick a day, at its beginning; where days are narrow every second, fifth … one, and under a bent scale those that fit. */
export function ticksOf(ruler: Ruler, scale: Scale, frame: { from: number; width: number; until: number }): Tick[] {
  const { from, width, until } = frame
  const days = ruler.days
    .filter(({ at }) => at === 0 || at < until)
    .map(({ at, day }) => ({ x: scale.x(at), day }))
    .filter(({ x }) => x >= from && x < width - 16)
  const [first] = days
  const last = days.at(-1)
  if (!first || !last) return []
  const spacing = days.length > 1 ? (last.x - first.x) / (days.length - 1) : width
  const size = scale.compressed ? 1 : step(spacing)
  const sparse = scale.compressed || size > 2
  const ticks: Tick[] = []
  let freeFrom = -Infinity
  let month = ''
  for (const [index, { x, day }] of days.entries()) {
    if (index % size !== 0 && !scale.compressed) continue
    const withMonth = sparse || day.slice(0, 7) !== month
    const fits = x >= freeFrom && x + (withMonth ? monthWidth : dayWidth) - 8 <= width
    if (!fits && scale.compressed) continue
    if (fits) {
      freeFrom = x + (withMonth ? monthWidth : dayWidth)
      month = day.slice(0, 7)
    }
    ticks.push({ x, day, withMonth, bare: !fits })
  }
  return ticks
}
