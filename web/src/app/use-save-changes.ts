import { useAct } from './act.ts'
import { type Overlap, overlapOf } from './overlap.ts'
import { isProblem } from './problem.ts'

export interface Versioned<Facts> {
  facts: Facts
  version: number
}

/** Somebody changed the same fields meanwhile: both versions are in it, for the person to choose. */
export class Disputed<Facts> extends Error {
  readonly overlap: Overlap<Facts>

  constructor(overlap: Overlap<Facts>) {
    super('disputed')
    this.name = 'Disputed'
    this.overlap = overlap
  }
}

export interface SaveChanges<Facts> {
  read: () => Promise<Versioned<Facts>>
  send: (changes: Partial<Facts>, version: number) => Promise<unknown>
  onDone: () => unknown
}

/** Saves only what was changed. A change made elsewhere stops it only where both touched the same field. */
export function useSaveChanges<Facts extends object>({ read, send, onDone }: SaveChanges<Facts>) {
  return useAct(async ({ base, draft }: { base: Versioned<Facts>; draft: Facts }) => {
    const { mine } = overlapOf(base.facts, draft, base)
    if (Object.keys(mine).length === 0) return
    try {
      await send(mine, base.version)
    } catch (error) {
      if (!isProblem(error) || error.status !== 412) throw error
      const overlap = overlapOf(base.facts, draft, await read())
      if (overlap.fields.length > 0) throw new Disputed(overlap)
      await send(mine, overlap.version)
    }
  }, onDone)
}
