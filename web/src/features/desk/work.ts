import type { OrderRow } from '@baton/contract/orders'
import { useQuery } from '@tanstack/react-query'
import { call, type Reply } from '../../app/api.ts'

export type Task = Reply<'GET /v1/tasks'>['rows'][number]
export type DueNote = Reply<'GET /v1/notes/due'>['rows'][number]
export type OrderName = Reply<'GET /v1/orders/names'>['rows'][number]

const most = 200

/** Tasks, notes, shipments and invoices change with their orders, so their queries are of the kind `order`. */
export function useTasks(box: 'mine' | 'pool') {
  return useQuery({
    queryKey: ['order', 'tasks', box],
    queryFn: ({ signal }) => call('GET /v1/tasks', { query: { box, limit: most }, signal }),
  })
}

export function useDueNotes() {
  return useQuery({
    queryKey: ['order', 'notes', 'due'],
    queryFn: ({ signal }) => call('GET /v1/notes/due', { signal }),
  })
}

/** Number and customer of the orders that tasks and notes speak of. */
export function useOrderNames(ids: readonly string[]): (id: string) => OrderName | undefined {
  const wanted = [...new Set(ids)].sort().join(',')
  const { data } = useQuery({
    queryKey: ['order', 'names', wanted],
    queryFn: ({ signal }) => call('GET /v1/orders/names', { query: { ids: wanted }, signal }),
    enabled: wanted !== '',
  })
  return (id) => data?.rows.find((row) => row.id === id)
}

export function useOrders(view: 'holding' | 'owned' | 'pool') {
  return useQuery({
    queryKey: ['order', 'list', 'desk', view],
    queryFn: ({ signal }) => call('GET /v1/orders', { query: { view, sort: 'promisedOn', limit: most }, signal }),
  })
}

export function useCounts() {
  return useQuery({
    queryKey: ['order', 'counts'],
    queryFn: ({ signal }) => call('GET /v1/orders/counts', { signal }),
  })
}

/** What is at risk among orders: late, due within a day, or on hold; the worst first. */
export function risksAmong(rows: readonly OrderRow[], today: string, daysTo: (day: string) => number): OrderRow[] {
  const seen = new Set<string>()
  const risky = rows.filter((row) => {
    if (seen.has(row.id) || row.state === 'completed' || row.state === 'settled' || row.state === 'cancelled')
      return false
    seen.add(row.id)
    if (row.hold !== null || row.overdue) return true
    return row.state !== 'draft' && row.promisedOn !== null && daysTo(row.promisedOn) <= 1
  })
  return risky.sort((one, other) => (one.promisedOn ?? today).localeCompare(other.promisedOn ?? today))
}
