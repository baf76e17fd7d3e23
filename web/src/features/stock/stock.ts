import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call, type Reply } from '../../app/api.ts'
import type { Language } from '../../app/language.ts'
import type { ListState } from '../../app/list-state.ts'
import { nameIn } from '../../ui/departments.ts'
import { pageSearched } from '../../ui/list-page.ts'

export type StockRow = Reply<'GET /v1/stock'>['rows'][number]
export type StockMove = Reply<'GET /v1/stock/moves'>['rows'][number]

/** Balances are told as events of their items; reservations as events of orders, so writes refresh both. */
export function useStock(list: ListState) {
  const query = pageSearched(list)
  return useQuery({
    queryKey: ['item', 'stock', query],
    queryFn: ({ signal }) => call('GET /v1/stock', { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function useMoves(itemId: string) {
  return useInfiniteQuery({
    queryKey: ['item', itemId, 'moves'],
    queryFn: ({ signal, pageParam }) =>
      call('GET /v1/stock/moves', { query: { itemId, limit: 30, cursor: pageParam || undefined }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

const seldom = 3_600_000

export function useWarehouses() {
  return useQuery({
    queryKey: ['warehouse', 'list'],
    queryFn: ({ signal }) => call('GET /v1/warehouses', { signal }),
    staleTime: seldom,
  })
}

/** The name of a unit by its code; the list of stock tells only the code. */
export function useUnitName(language: Language): (code: string) => string {
  const { data } = useQuery({
    queryKey: ['unit', 'list'],
    queryFn: ({ signal }) => call('GET /v1/units', { signal }),
    staleTime: seldom,
  })
  return (code) => {
    const unit = data?.rows.find((one) => one.code === code)
    return unit ? nameIn(unit, language) : ''
  }
}
