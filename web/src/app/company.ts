import { useQuery } from '@tanstack/react-query'
import { call, type Reply } from './api.ts'

export type Company = Reply<'GET /v1/company'>

export const companyKey = ['company', 'facts']

/** The company as its papers show it, with its policies; the answer is shared. */
export const useCompany = () =>
  useQuery({ queryKey: companyKey, queryFn: ({ signal }) => call('GET /v1/company', { signal }) })
