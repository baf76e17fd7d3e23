import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import { call, type EndpointKey, type Reply, type Request } from './api.ts'
import { isProblem } from './problem.ts'
import { queryClient } from './query.ts'
import { meKey } from './session.ts'

/** After a write everything shown is asked for again, except who is signed in; what is not on the screen is only marked old. */
export const refresh = (): Promise<void> =>
  queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] })

/** Refusals that say the subject is no longer as the page shows it. */
const stale = new Set([404, 409, 412])
export const tellsOfChange = (error: unknown): boolean => isProblem(error) && stale.has(error.status)

/**
 * One write of a page, an endpoint or a few calls: busy until answered, then what is shown is asked for again, so that no
 * caller need know how far a write reaches. A refusal that tells of a change made elsewhere does the same.
 */
export function useAct<Key extends EndpointKey>(
  key: Key,
  onDone?: (reply: Reply<Key>, request: Request<Key>) => unknown,
): UseMutationResult<Reply<Key>, Error, Request<Key>>
export function useAct<Result, Input = void>(
  run: (input: Input) => Promise<Result>,
  onDone?: (result: Result, input: Input) => unknown,
): UseMutationResult<Result, Error, Input>
export function useAct<Result, Input>(
  act: EndpointKey | ((input: Input) => Promise<Result>),
  onDone?: (result: Result, input: Input) => unknown,
) {
  const send = call as (key: string, request: Input) => Promise<Result>
  return useMutation<Result, Error, Input>({
    mutationFn: (input) => (typeof act === 'string' ? send(act, input) : act(input)),
    onSuccess: async (result, input) => {
      await onDone?.(result, input)
      void refresh()
    },
    onError: (error) => {
      if (tellsOfChange(error)) void refresh()
    },
  })
}
