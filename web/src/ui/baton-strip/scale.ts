/** One stretch of the strip: minutes on the ruler, and the px it is given. */
export interface Stretch {
  from: number
  to: number
  /** Px that it takes whatever its minutes, as the fold of the oldest holders does. */
  fixed?: number
  /** It is beyond now: not a holder's, so it has no floor of its own. */
  future?: boolean
}

export interface ScaleOptions {
  width: number
  /** Px that must stay free beyond now, for the seal and what is written there. */
  margin: number
  /** Minutes of a day on this ruler: 480 of work, or 1440. */
  dayMinutes: number
  /** Least px of a holder; 22 unless told. */
  floor?: number
}

export interface Scale {
  compressed: boolean
  /** Px of each stretch, in order. */
  widths: number[]
  /** Where a minute of the ruler lies, in px. */
  x: (minute: number) => number
}

export const segmentFloor = 22
const aloneFloor = 140
/** A day takes at most this many px, so that the first hours of an order do not fill the whole strip. */
const widestDay = 240
const steepest = 40

function spread(weights: number[], floors: number[], room: number): number[] {
  const widths = weights.map(() => 0)
  const open = new Set(weights.keys())
  let left = room
  for (;;) {
    const sum = [...open].reduce((total, index) => total + (weights[index] ?? 0), 0)
    const short = [...open].filter((index) => ((weights[index] ?? 0) * left) / (sum || 1) < (floors[index] ?? 0))
    if (short.length === 0) {
      for (const index of open) widths[index] = sum > 0 ? ((weights[index] ?? 0) * left) / sum : (floors[index] ?? 0)
      return widths
    }
    for (const index of short) {
      widths[index] = floors[index] ?? 0
      left -= floors[index] ?? 0
      open.delete(index)
    }
  }
}

function isSteep(held: Stretch[], pxPerMinute: number, floor: number): boolean {
  const lengths = held.map((one) => one.to - one.from)
  if (lengths.length < 2) return false
  const shortest = Math.min(...lengths)
  return Math.max(...lengths) > steepest * shortest || shortest * pxPerMinute < floor
}

/**
 * Gives each stretch its px: linear, or by the square root of its length when the longest would crush the shortest.
 */
export function scaleOf(stretches: Stretch[], options: ScaleOptions): Scale {
  const { width, margin, dayMinutes, floor = segmentFloor } = options
  const fixed = stretches.reduce((sum, one) => sum + (one.fixed ?? 0), 0)
  const held = stretches.filter((one) => one.fixed === undefined && !one.future)
  const past = held.reduce((sum, one) => sum + one.to - one.from, 0)
  const ahead = stretches.reduce((sum, one) => sum + (one.future ? one.to - one.from : 0), 0)
  const room = Math.max(0, width * 0.98 - fixed)
  const heldRoom = Math.max(0, Math.min(room, width - margin - fixed))
  const fitting = Math.min(room / (past + ahead || 1), past > 0 ? heldRoom / past : Number.POSITIVE_INFINITY)
  const linear = Math.min(fitting, widestDay / dayMinutes)
  const compressed = isSteep(held, linear, floor)
  const widths = compressed
    ? compressedWidths(stretches, room, heldRoom, floor)
    : linearWidths(stretches, room, linear, floor)
  return { compressed, widths, x: mapper(stretches, widths) }
}

/** A holder alone gets room for the name, even in the order's first minute; what is ahead makes way. */
function linearWidths(stretches: Stretch[], room: number, pxPerMinute: number, floor: number): number[] {
  const alone = stretches.filter((one) => one.fixed === undefined && !one.future).length === 1
  const least = alone ? Math.min(aloneFloor, room) : floor
  const widths = stretches.map((one) => {
    if (one.fixed !== undefined) return one.fixed
    return Math.max((one.to - one.from) * pxPerMinute, one.future ? 0 : least)
  })
  const held = widths.reduce((sum, one, index) => sum + (isFree(stretches[index]) ? one : 0), 0)
  return widths.map((one, index) => (stretches[index]?.future ? Math.min(one, Math.max(0, room - held)) : one))
}

const isFree = (stretch: Stretch | undefined) => stretch !== undefined && stretch.fixed === undefined && !stretch.future

function compressedWidths(stretches: Stretch[], room: number, heldRoom: number, floor: number): number[] {
  const weights = stretches.map((one) => (one.fixed === undefined ? Math.sqrt(Math.max(0, one.to - one.from)) : 0))
  const floors = stretches.map((one) => (isFree(one) ? floor : 0))
  const first = spread(weights, floors, room)
  const taken = first.reduce((sum, one, index) => sum + (isFree(stretches[index]) ? one : 0), 0)
  const tight = taken > heldRoom
  const heldWeights = weights.map((one, index) => (stretches[index]?.future ? 0 : one))
  const widths = tight ? spread(heldWeights, floors, heldRoom) : first
  return stretches.map((stretch, index) => {
    if (stretch.fixed !== undefined) return stretch.fixed
    return tight && stretch.future ? room - heldRoom : (widths[index] ?? 0)
  })
}

/** Linear within each stretch; what lies before the first or after the last stands at its end. */
function mapper(stretches: Stretch[], widths: number[]): (minute: number) => number {
  return (minute) => {
    let x = 0
    for (const [index, stretch] of stretches.entries()) {
      const width = widths[index] ?? 0
      const length = stretch.to - stretch.from
      if (minute < stretch.to || index === stretches.length - 1) {
        const share = length > 0 ? (minute - stretch.from) / length : 0
        return x + Math.min(Math.max(share, 0), 1) * width
      }
      x += width
    }
    return x
  }
}
