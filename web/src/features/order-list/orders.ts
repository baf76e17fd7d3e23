import type { OrderRow } from '@baton/contract/orders'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { call, type Query } from '../../app/api.ts'
import type { ListState } from '../../app/list-state.ts'
import { pageSearched } from '../../ui/list-page.ts'
import { type OrderState, orderStates } from '../../ui/order-state.ts'

export type OrderQuery = Exclude<Query<'GET /v1/orders'>, undefined>
export type OrderView = NonNullable<OrderQuery['view']>
export type OrderSort = NonNullable<OrderQuery['sort']>

export const orderViews: readonly OrderView[] = [
  'holding',
  'owned',
  'department',
  'overdue',
  'due',
  'pool',
  'review',
  'all',
]

/** Parts of the URL that narrow a view; each is a chip in the box. */
export const filterNames = ['state', 'customerId', 'ownerId', 'holderId', 'q'] as const
export type FilterName = (typeof filterNames)[number]

const known = <T extends string>(all: readonly T[], text: string | null): T | undefined =>
  all.find((one) => one === text)

/** What the URL asks of the server; anything unknown in it is left out rather than refused. */
export function orderQueryOf(list: ListState): OrderQuery {
  return {
    view: known(orderViews, list.view) ?? 'all',
    sort: known<OrderSort>(['promisedOn', '-createdAt'], list.sort) ?? '-createdAt',
    state: known<OrderState>(orderStates, list.get('state')),
    customerId: list.get('customerId') ?? undefined,
    ownerId: list.get('ownerId') ?? undefined,
    holderId: list.get('holderId') ?? undefined,
    ...pageSearched(list),
  }
}

export function useOrderList(query: OrderQuery) {
  return useQuery({
    queryKey: ['order', 'list', query],
    queryFn: ({ signal }) => call('GET /v1/orders', { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function useOrderCounts() {
  return useQuery({
    queryKey: ['order', 'counts'],
    queryFn: ({ signal }) => call('GET /v1/orders/counts', { signal }),
  })
}

export function usePersons() {
  return useQuery({
    queryKey: ['person', 'list'],
    queryFn: ({ signal }) => call('GET /v1/persons', { signal }),
    staleTime: 300_000,
  })
}

const most = 5000
const step = 200

/** All orders of a view, page after page, for export; at most 5,000. */
export async function everyOrder(query: OrderQuery, onCount: (count: number) => void) {
  const rows: OrderRow[] = []
  let cursor: string | undefined
  do {
    const page = await call('GET /v1/orders', { query: { ...query, cursor, limit: step } })
    rows.push(...page.rows)
    onCount(rows.length)
    cursor = page.next ?? undefined
  } while (cursor && rows.length < most)
  return { rows, cut: cursor !== undefined }
}

const preference = 'orders.hiddenColumns'

/** Which columns the reader has put away; kept on the server, so that it is the same at every desk. */
export function useHiddenColumns() {
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey: ['preferences'],
    queryFn: ({ signal }) => call('GET /v1/preferences', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const value = data?.[preference]
  const hidden = new Set(Array.isArray(value) ? value.map(String) : [])
  const hide = async (keys: ReadonlySet<string>) => {
    const before = data
    client.setQueryData(['preferences'], { ...data, [preference]: [...keys] })
    try {
      await call('PUT /v1/preferences/:name', { params: { name: preference }, body: { value: [...keys] } })
    } catch (error) {
      client.setQueryData(['preferences'], before)
      throw error
    }
  }
  return { hidden, hide }
}
