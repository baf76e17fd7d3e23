import type { ListState } from '../app/list-state.ts'

const pageSize = 50

/** What every list asks alike: so many rows, from where it was turned to. */
export const pageAsked = ({ cursor }: Pick<ListState, 'cursor'>) => ({ limit: pageSize, cursor: cursor ?? undefined })

/** The same of a list that is searched: what was typed. */
export const pageSearched = (list: Pick<ListState, 'cursor' | 'q'>) => ({ ...pageAsked(list), q: list.q || undefined })

interface Found<Row> {
  data: { rows: readonly Row[]; next?: string | null } | undefined
  error: unknown
  isFetching: boolean
  refetch: () => unknown
}

/** What a table takes of the answer, and how its pages are turned. */
export const pageFound = <Row>(list: ListState, found: Found<Row>) => ({
  rows: found.data?.rows,
  loading: found.isFetching,
  error: found.error,
  onRetry: () => void found.refetch(),
  next: found.data?.next ?? null,
  onNext: list.next,
  onPrevious: list.previous,
  pagesBefore: list.pagesBefore,
  pageSize,
})
