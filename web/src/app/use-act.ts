import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call, type EndpointKey, type Reply, type Request } from './api.ts'
import { isProblem } from './problem.ts'

/** Refusals that say the subject is no longer as the page shows it. */
const stale = new Set([404, 409, 412])

/**
 * One writing call: busy while it runs, then the queries of the touched kinds are asked again. A refusal that tells of a
 * change made elsewhere refreshes them too, so that the next look is true.
 */
export function useAct<Key extends EndpointKey>(
  key: Key,
  kinds: readonly string[],
  onDone?: (reply: Reply<Key>, request: Request<Key>) => unknown,
) {
  const client = useQueryClient()
  const send = call as (key: Key, request: Request<Key>) => Promise<Reply<Key>>
  const refresh = () => client.invalidateQueries({ predicate: ({ queryKey }) => kinds.includes(String(queryKey[0])) })
  return useMutation<Reply<Key>, Error, Request<Key>>({
    mutationFn: (request) => send(key, request),
    onSuccess: async (reply, request) => {
      await onDone?.(reply, request)
      void refresh()
    },
    onError: (error) => {
      if (isProblem(error) && stale.has(error.status)) void refresh()
    },
  })
}
