import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

/** After a write everything shown is asked for again, except who is signed in: what is not on the screen is only marked old. */
export function useFresh(): () => Promise<void> {
  const client = useQueryClient()
  return useCallback(() => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' }), [client])
}
