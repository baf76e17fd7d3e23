import type { ImportDetail, ImportField, ImportFileRow, ImportKind, ImportRowState } from '@baton/contract/imports'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { addressOf, call, type Reply } from '../../app/api.ts'
import { currentLanguage, languageTag } from '../../app/language.ts'
import type { ListState } from '../../app/list-state.ts'
import { saveFile } from '../../ui/csv.ts'
import { pageAsked } from '../../ui/list-page.ts'

export type { ImportDetail, ImportField, ImportFileRow, ImportKind, ImportRowState }
export type ImportListRow = Reply<'GET /v1/imports'>['rows'][number]

export function useKinds() {
  return useQuery({
    queryKey: ['import', 'kinds'],
    queryFn: ({ signal }) => call('GET /v1/imports/kinds', { signal }),
    staleTime: 300_000,
  })
}

export function useImports(list: ListState) {
  const query = pageAsked(list)
  return useQuery({
    queryKey: ['import', 'list', query],
    queryFn: ({ signal }) => call('GET /v1/imports', { query, signal }),
    placeholderData: keepPreviousData,
  })
}

/** How often a running import is asked for when no live event comes through. */
const ASK_AGAIN_MS = 1500

export const isRunning = ({ state }: Pick<ImportDetail, 'state'>): boolean =>
  state === 'checking' || state === 'importing'

export function useImport(id: string) {
  return useQuery({
    queryKey: ['import', id],
    queryFn: ({ signal }) => call('GET /v1/imports/:id', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? ASK_AGAIN_MS : false),
  })
}

export function useRows(id: string, state: ImportRowState | undefined, list: ListState, wanted: boolean) {
  const query = { ...pageAsked(list), state }
  return useQuery({
    queryKey: ['import', id, 'rows', query],
    queryFn: ({ signal }) => call('GET /v1/imports/:id/rows', { params: { id }, query, signal }),
    placeholderData: keepPreviousData,
    enabled: wanted,
  })
}

/** Fetches a file in the reader's language and hands it to the browser. */
async function download(address: string, name: string): Promise<void> {
  const headers = { 'accept-language': languageTag(currentLanguage()) }
  const response = await fetch(address, { credentials: 'same-origin', headers })
  if (response.ok) saveFile(name, await response.text())
}

export const downloadTemplate = (kind: ImportKind, name: string) =>
  download(addressOf('GET /v1/imports/templates/:kind', { kind }), `${name}.csv`)

export const downloadRows = ({ id, fileName }: Pick<ImportDetail, 'id' | 'fileName'>, rows: 'all' | 'wrong') =>
  download(addressOf('GET /v1/imports/:id/file', { id }, { rows }), `${fileName.replace(/\.[^.]*$/, '')}-${rows}.csv`)

/** Where the things of a kind are looked at. */
export const placeOf: Record<ImportKind, string> = {
  customers: '/customers',
  items: '/items',
  stock: '/stock',
  persons: '/people',
  orders: '/orders',
}

/** The page of what a row became. */
export function subjectAt(kind: ImportKind, id: string): string {
  return kind === 'items' || kind === 'stock' ? `${placeOf[kind]}?peek=${id}` : `${placeOf[kind]}/${id}`
}
