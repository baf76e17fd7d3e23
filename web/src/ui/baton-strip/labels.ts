/** A word that wants to stand beside a line: where the line is, how wide it is, and its places in order of liking. */
export interface Wanted {
  id: string
  x: number
  width: number
  places: { row: number; side: 'left' | 'right' }[]
}

export interface Obstacle {
  row: number
  from: number
  to: number
}

export interface Placed {
  id: string
  row: number
  side: 'left' | 'right'
}

const gap = 6

/**
 * Gives each word the first of its places where it touches nothing. Earlier words win; one without a place is left out,
 * since its line and the text alternative still tell it.
 */
export function placeLabels(wanted: Wanted[], obstacles: Obstacle[], width: number): Map<string, Placed> {
  const taken = [...obstacles]
  const placed = new Map<string, Placed>()
  for (const { id, x, width: wide, places } of wanted) {
    for (const { row, side } of places) {
      const from = side === 'left' ? x - wide : x
      const to = from + wide
      if (from < -4 || to > width + 8) continue
      if (taken.some((one) => one.row === row && from < one.to + gap && to > one.from - gap)) continue
      taken.push({ row, from, to })
      placed.set(id, { id, row, side })
      break
    }
  }
  return placed
}
