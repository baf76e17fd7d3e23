import { useQuery } from '@tanstack/react-query'
import { call, type Reply } from './api.ts'

export type Company = Reply<'GET /v1/company'>

/** The company as its papers show it, with its policies; the answer is shared. */
export const useCompany = () =>
  useQuery({ queryKey: ['company', 'facts'], queryFn: ({ signal }) => call('GET /v1/company', { signal }) })
