import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call, type Reply } from '../../app/api.ts'

export type Person = Reply<'GET /v1/persons/:id'>
export type Department = Reply<'GET /v1/departments'>['rows'][number]
export type Role = Reply<'GET /v1/roles'>['rows'][number]
export type User = Reply<'GET /v1/users'>['rows'][number]
export type Leave = Reply<'GET /v1/leave'>['rows'][number]
export type Calendar = Reply<'GET /v1/calendars'>['rows'][number]
export type Shift = Calendar['shifts'][number]
export type Day = Calendar['days'][number]
export type JournalEvent = Reply<'GET /v1/persons/:id/timeline'>['rows'][number]
export type LeftRow = Reply<'GET /v1/persons/:id/left'>['left'][number]

export const usePerson = (id: string) =>
  useQuery({
    queryKey: ['person', id],
    queryFn: ({ signal }) => call('GET /v1/persons/:id', { params: { id }, signal }),
  })

export const usePersons = (q = '', departmentId: string | null = null) =>
  useQuery({
    queryKey: ['person', 'list', departmentId, q],
    queryFn: ({ signal }) =>
      call('GET /v1/persons', { query: { departmentId: departmentId ?? undefined, q: q || undefined }, signal }),
    placeholderData: keepPreviousData,
  })

export const useDepartments = () =>
  useQuery({
    queryKey: ['department', 'list'],
    queryFn: ({ signal }) => call('GET /v1/departments', { signal }),
  })

export const useRoles = (enabled = true) =>
  useQuery({ queryKey: ['role', 'list'], queryFn: ({ signal }) => call('GET /v1/roles', { signal }), enabled })

export const useRights = () =>
  useQuery({
    queryKey: ['role', 'rights'],
    queryFn: ({ signal }) => call('GET /v1/rights', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useCalendars = (year: number) =>
  useQuery({
    queryKey: ['calendar', 'list', year],
    queryFn: ({ signal }) => call('GET /v1/calendars', { query: { year }, signal }),
    placeholderData: keepPreviousData,
  })
