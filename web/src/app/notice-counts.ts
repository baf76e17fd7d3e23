import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from './api.ts'
import { useMe } from './session.ts'
import { tellCounts } from './shell/places.ts'

/** How many notices I have not read; the bell shows their sum, and it follows the server's events. */
export function useNoticeCounts(enabled: boolean) {
  const me = useMe()
  const counts = useQuery({
    queryKey: ['notice', me, 'counts'],
    queryFn: ({ signal }) => call('GET /v1/notices/counts', { signal }),
    enabled: enabled && me !== undefined,
  }).data
  useEffect(() => {
    if (counts) tellCounts({ notices: counts.accept + counts.todo + counts.mention + counts.copied })
  }, [counts])
  return counts
}
