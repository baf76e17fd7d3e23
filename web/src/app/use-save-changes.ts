import { useMutation, useQueryClient } from '@tanstack/react-query'
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
  kinds: readonly string[]
  onDone: () => void
}

/** Saves only what was changed. A change made elsewhere stops it only where both touched the same field. */
export function useSaveChanges<Facts extends object>({ read, send, kinds, onDone }: SaveChanges<Facts>) {
  const client = useQueryClient()
  return useMutation<void, Error, { base: Versioned<Facts>; draft: Facts }>({
    mutationFn: async ({ base, draft }) => {
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
    },
    onSuccess: () => {
      void client.invalidateQueries({ predicate: ({ queryKey }) => kinds.includes(String(queryKey[0])) })
      onDone()
    },
  })
}
