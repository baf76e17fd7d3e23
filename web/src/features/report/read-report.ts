import { useQuery } from '@tanstack/react-query'
import { call } from '../../app/api.ts'

export const useReport = (id: string) =>
  useQuery({
    queryKey: ['order', id, 'report'],
    queryFn: ({ signal }) => call('GET /v1/orders/:id/report', { params: { id }, signal }),
  })
