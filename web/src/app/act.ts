import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Change, touches } from './live.ts'

/** Marks what a write touched as old: the subjects' details, the lists of their kind, and the counts beside them. */
export function refresh(client: QueryClient, changes: readonly Change[]): Promise<void> {
  const lists = new Set(changes.map(({ kind }) => `${kind}s`))
  return client.invalidateQueries({
    predicate: ({ queryKey }) => touches(changes, queryKey) || lists.has(String(queryKey[0])),
  })
}

interface Acting<Result, Input> {
  /** The subjects that the act changes. */
  changes: readonly Change[]
  onDone?: (result: Result, input: Input) => void
}

/** A write of a page: busy until answered, and then what it touched is asked for again. */
export function useAct<Input, Result>(
  run: (input: Input) => Promise<Result>,
  { changes, onDone }: Acting<Result, Input>,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: (result, input) => {
      onDone?.(result, input)
      void refresh(client, changes)
    },
  })
}
