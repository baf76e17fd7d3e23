import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call, type Reply } from '../../app/api.ts'
import type { ListState } from '../../app/list-state.ts'
import { pageSearched } from '../../ui/list-page.ts'

export type ItemRow = Reply<'GET /v1/items'>['rows'][number]
export type ItemDetail = Reply<'GET /v1/items/:id'>
export type ItemKind = ItemRow['kind']
export const itemKinds: readonly ItemKind[] = ['stock', 'service', 'freight']

export type ItemState = 'active' | 'inactive'
export const itemStates: readonly ItemState[] = ['active', 'inactive']

export function useItems(list: ListState, kind: ItemKind | undefined, state: ItemState | undefined) {
  const query = { ...pageSearched(list), kind, state }
  return useQuery({
    queryKey: ['item', 'list', query],
    queryFn: ({ signal }) => call('GET /v1/items', { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function useItem(id: string | null) {
  return useQuery({
    queryKey: ['item', id],
    queryFn: ({ signal }) => call('GET /v1/items/:id', { params: { id: id ?? '' }, signal }),
    enabled: id !== null,
  })
}

const seldom = 3_600_000

export function useUnits() {
  return useQuery({
    queryKey: ['unit', 'list'],
    queryFn: ({ signal }) => call('GET /v1/units', { signal }),
    staleTime: seldom,
  })
}

export function useTaxRates() {
  return useQuery({
    queryKey: ['tax', 'list'],
    queryFn: ({ signal }) => call('GET /v1/tax-rates', { signal }),
    staleTime: seldom,
  })
}

export interface ItemDraft {
  number: string
  name: string
  specification: string
  kind: ItemKind
  unit: string
  taxCode: string
  category: string
  listPrice: string
  floorPrice: string
  standardCost: string
  active: boolean
}

export const newItemDraft: ItemDraft = {
  number: '',
  name: '',
  specification: '',
  kind: 'stock',
  unit: 'pcs',
  taxCode: '',
  category: '',
  listPrice: '',
  floorPrice: '',
  standardCost: '',
  active: true,
}

export const itemDraftOf = (item: ItemDetail): ItemDraft => ({
  number: item.number,
  name: item.name,
  specification: item.specification,
  kind: item.kind,
  unit: item.unit,
  taxCode: item.taxCode,
  category: item.category,
  listPrice: item.listPrice ?? '',
  floorPrice: item.floorPrice ?? '',
  standardCost: item.standardCost ?? '',
  active: item.active,
})

const amount = (text: string) => text.trim().replaceAll(',', '') || null

export type ItemFacts = ReturnType<typeof itemFactsOf> & { active: boolean }

export const changeableOf = (draft: ItemDraft): ItemFacts => ({ ...itemFactsOf(draft), active: draft.active })

/** The form's texts of facts, for a form that goes on after a dispute. */
export const itemDraftFrom = (facts: ItemFacts, item: ItemDetail): ItemDraft => ({
  ...itemDraftOf(item),
  ...facts,
  listPrice: facts.listPrice ?? '',
  floorPrice: facts.floorPrice ?? '',
  standardCost: facts.standardCost ?? '',
})

export const itemVersionOf = (item: ItemDetail) => ({ facts: changeableOf(itemDraftOf(item)), version: item.version })

/** What both creating and changing send; kind, unit and number are given once. */
export function itemFactsOf(draft: ItemDraft) {
  const cost = amount(draft.standardCost)
  return {
    name: draft.name.trim(),
    specification: draft.specification.trim(),
    taxCode: draft.taxCode,
    category: draft.category.trim(),
    listPrice: amount(draft.listPrice),
    floorPrice: amount(draft.floorPrice),
    ...(cost !== null && { standardCost: cost }),
  }
}
