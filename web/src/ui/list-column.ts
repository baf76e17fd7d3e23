import type { ReactNode } from 'react'

export interface ListColumn<Row> {
  key: string
  title: ReactNode
  render: (row: Row) => ReactNode
  width?: number
  align?: 'right'
  /** The server's name of the field; gives the head its arrow. */
  sort?: string
  /** Cuts long content with an ellipsis; needs a width or takes what is left. */
  cut?: boolean
  /** Where it stands in a card on a phone: first line left or right, second line left or right, or nowhere. */
  phone?: 'title' | 'side' | 'line' | 'note' | 'none'
  /** On a phone, where there are no heads, its title stands before it: for figures that do not say what they count. */
  named?: boolean
}

export interface ListSelection {
  keys: ReadonlySet<string>
  onChange: (keys: ReadonlySet<string>) => void
}

export interface ListBulk {
  /** Beside the count: the sum of the chosen. */
  note?: ReactNode
  /** 选中全部 128 张: all that match, beyond the page. */
  all?: { count: number; onSelect: () => void }
  actions: ReactNode
}

export interface ListTableProps<Row> {
  /** Spoken name of the table. */
  label: string
  rows: readonly Row[] | undefined
  rowKey: (row: Row) => string
  /** Spoken name of a row, for its checkbox: the order's number. */
  rowName: (row: Row) => string
  columns: readonly ListColumn<Row>[]
  loading?: boolean
  error?: unknown
  onRetry?: () => void
  sort?: string
  onSort?: (sort: string) => void
  /** Cursor of the next page, null on the last; leave out for lists of one page. */
  next?: string | null
  onNext?: (cursor: string) => void
  onPrevious?: () => void
  /** Pages before this one; null when not known. */
  pagesBefore?: number | null
  pageSize?: number
  /** Capped by the server at 1,000. */
  total?: number
  selection?: ListSelection
  bulk?: ListBulk
  /** Enter, or a press on the row. */
  onOpen?: (row: Row) => void
  /** Cancelled and settled rows stand in ink3. */
  isQuiet?: (row: Row) => boolean
  /** The row shown in the drawer. */
  current?: string | null
  empty: ReactNode
  /** At the foot, after the range: 合计 ¥9,846,213.30. */
  foot?: ReactNode
}
