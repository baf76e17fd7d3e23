import { useQuery } from '@tanstack/react-query'
import { call, type Reply } from '../../app/api.ts'
import { useRight } from '../../app/session.ts'

export type Order = Reply<'GET /v1/orders/:id'>
export type OrderLine = Order['lines'][number]
export type Strip = Reply<'GET /v1/orders/:id/strip'>
export type Delivery = Reply<'GET /v1/deliveries'>['rows'][number]
export type Invoice = Reply<'GET /v1/invoices'>['rows'][number]
export type Payment = Reply<'GET /v1/payments'>['rows'][number]
export type Task = Reply<'GET /v1/tasks'>['rows'][number]
export type Package = Reply<'GET /v1/handovers'>['rows'][number]

/** Of each kind of paper a page of this size is enough: an order has a handful. */
const many = 200

export const useOrder = (id: string) =>
  useQuery({
    queryKey: ['order', id],
    queryFn: ({ signal }) => call('GET /v1/orders/:id', { params: { id }, signal }),
  })

export const useStrip = (id: string) =>
  useQuery({
    queryKey: ['order', id, 'strip'],
    queryFn: ({ signal }) => call('GET /v1/orders/:id/strip', { params: { id }, signal }),
  })

/** What hangs on an order, each from the module it belongs to, asked for together. */
export function usePapers(id: string) {
  const delivery = useRight('delivery.read')
  const finance = useRight('finance.read')
  const tasks = useRight('tasks.read')
  const handover = useRight('handover.read')
  const query = { orderId: id, limit: many }
  const deliveries = useQuery({
    queryKey: ['order', id, 'deliveries'],
    queryFn: ({ signal }) => call('GET /v1/deliveries', { query, signal }).then(({ rows }) => rows),
    enabled: delivery,
  })
  const invoices = useQuery({
    queryKey: ['order', id, 'invoices'],
    queryFn: ({ signal }) => call('GET /v1/invoices', { query, signal }).then(({ rows }) => rows),
    enabled: finance,
  })
  const payments = useQuery({
    queryKey: ['order', id, 'payments'],
    queryFn: ({ signal }) => call('GET /v1/payments', { query, signal }).then(({ rows }) => rows),
    enabled: finance,
  })
  const work = useQuery({
    queryKey: ['order', id, 'tasks'],
    queryFn: ({ signal }) => call('GET /v1/tasks', { query, signal }).then(({ rows }) => rows),
    enabled: tasks,
  })
  const handovers = useQuery({
    queryKey: ['order', id, 'handovers'],
    queryFn: ({ signal }) => call('GET /v1/handovers', { query, signal }).then(({ rows }) => rows),
    enabled: handover,
  })
  return { deliveries, invoices, payments, tasks: work, handovers, sees: { delivery, finance, tasks, handover } }
}
export type Papers = ReturnType<typeof usePapers>

/** When the last delivery was signed; null while any is on its way. */
export function lastSigned(deliveries: readonly Delivery[] | undefined): string | null {
  const stands = deliveries?.filter(({ state }) => state !== 'reversed') ?? []
  if (stands.some(({ signedAt }) => signedAt === null)) return null
  return (
    stands
      .flatMap(({ signedAt }) => signedAt ?? [])
      .sort()
      .at(-1) ?? null
  )
}

/** What can be shipped and invoiced now, for those who would do it. */
export function useReady(id: string, state: Order['state'] | undefined) {
  const ships = useRight('delivery.ship')
  const invoices = useRight('finance.invoice')
  const shippable = useQuery({
    queryKey: ['order', id, 'shippable'],
    queryFn: ({ signal }) => call('GET /v1/orders/:id/shippable', { params: { id }, signal }),
    enabled: ships && state === 'processing',
  })
  const invoiceable = useQuery({
    queryKey: ['order', id, 'invoiceable'],
    queryFn: ({ signal }) => call('GET /v1/orders/:id/invoiceable', { params: { id }, signal }),
    enabled: invoices && (state === 'processing' || state === 'completed'),
  })
  return { shippable: shippable.data, invoiceable: invoiceable.data }
}
export type Ready = ReturnType<typeof useReady>
