import type { Me } from '@baton/contract/access'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from './api.ts'

export type { Me }

export const meKey = ['me'] as const

/** Who is signed in, where, and with which rights; every page may ask, the answer is shared. */
export function useSession() {
  return useQuery({
    queryKey: meKey,
    queryFn: ({ signal }) => call('GET /v1/me', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** The reader's person id, to know which holdings are mine. */
export const useMe = (): string | undefined => useSession().data?.person.id

/** Whether the reader has a right, for what is shown at all; what may be done now is told by each reply's `may`. */
export function useRight(right: string): boolean {
  return useSession().data?.rights.includes(right) ?? false
}

/** Ends this session, or all of this account's; what was read is forgotten. */
export function useSignOut(onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (everywhere: boolean) => (everywhere ? call('DELETE /v1/sessions') : call('DELETE /v1/session')),
    onSuccess: () => {
      client.clear()
      onDone()
    },
  })
}
