import { Table, type TableProps } from 'antd'
import { type MouseEvent, useRef, useState } from 'react'
import { useWords } from '../app/language.ts'
import { usePhone } from '../app/use-media.ts'
import { kitWords } from '../app/words/kit.ts'
import { ListBulkBar } from './list-bulk.tsx'
import { ListCards } from './list-cards.tsx'
import type { ListColumn, ListTableProps } from './list-column.ts'
import { ListFoot } from './list-foot.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { useShortcuts } from './shortcuts.ts'
import { useLate } from './use-late.ts'
import './list-table.css'

export type { ListColumn, ListTableProps } from './list-column.ts'

/** A press on a link, button or field inside a row is its own; so is selecting text. */
function isOwnPress(event: MouseEvent): boolean {
  const target = event.target as HTMLElement
  return (
    target.closest('a, button, input, label, .ant-table-selection-column') !== null || String(getSelection()) !== ''
  )
}

function useRowKeys<Row>(props: ListTableProps<Row>) {
  const { rows = [], rowKey, selection, onOpen } = props
  const t = useWords(kitWords)
  const [active, setActive] = useState<string | null>(null)
  const host = useRef<HTMLDivElement>(null)
  const at = rows.findIndex((row) => rowKey(row) === active)
  const go = (index: number) => {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)]
    if (!row) return
    setActive(rowKey(row))
    const element = host.current?.querySelector<HTMLElement>(`[data-row-key="${CSS.escape(rowKey(row))}"]`)
    element?.focus({ preventScroll: true })
    element?.scrollIntoView({ block: 'nearest' })
  }
  const row = rows[at]
  const walks = [
    { keys: 'j', label: t('nextRow'), group: props.label, run: () => go(at + 1) },
    { keys: 'k', label: t('previousRow'), group: props.label, run: () => go(at < 0 ? 0 : at - 1) },
  ]
  const choose = () => row && toggle(selection, rowKey(row))
  const selects = selection ? [{ keys: 'x', label: t('keysSelect'), group: props.label, run: () => void choose() }] : []
  const opens = onOpen
    ? [{ keys: 'Enter', label: t('openWhole'), group: props.label, run: () => void (row && onOpen(row)) }]
    : []
  const clears = selection?.keys.size
    ? [{ keys: 'Escape', label: t('clear'), group: props.label, run: () => selection.onChange(new Set()) }]
    : []
  useShortcuts([...walks, ...selects, ...opens, ...clears])
  return { host, active: row ? active : null, setActive }
}

function toggle(selection: ListTableProps<unknown>['selection'], key: string) {
  if (!selection) return
  const keys = new Set(selection.keys)
  if (!keys.delete(key)) keys.add(key)
  selection.onChange(keys)
}

function antColumns<Row>(columns: readonly ListColumn<Row>[], sort: string | undefined): TableProps<Row>['columns'] {
  return columns.map((column, index) => ({
    key: column.sort ?? column.key,
    className: column.align === 'right' && columns[index + 1]?.align !== 'right' ? 'list-last-figure' : undefined,
    title: column.title,
    width: column.width,
    align: column.align,
    ellipsis: column.cut ? { showTitle: false } : undefined,
    render: (_: unknown, row: Row) => column.render(row),
    ...(column.sort && {
      sorter: true,
      showSorterTooltip: false,
      sortDirections: ['descend', 'ascend', 'descend'] as const,
      sortOrder: sort === column.sort ? ('ascend' as const) : sort === `-${column.sort}` ? ('descend' as const) : null,
    }),
  })) as TableProps<Row>['columns']
}

/** A list: rows of 36 px, keyset pages, selection, j k x Enter; on a phone each row is a card of two lines. */
export function ListTable<Row extends object>(props: ListTableProps<Row>) {
  const { rows, loading = false, error, onRetry, empty, selection, bulk, label } = props
  const phone = usePhone()
  const late = useLate(loading && rows === undefined)
  const { host, active, setActive } = useRowKeys(props)
  const chosen = selection?.keys.size ?? 0
  if (error !== undefined && error !== null) return <ProblemNotice error={error} onRetry={onRetry} />
  const isEmpty = rows !== undefined && rows.length === 0
  return (
    <div className="list" ref={host} aria-busy={loading}>
      <section className="card list-card" aria-label={label}>
        {selection && bulk && chosen > 0 && <ListBulkBar selection={selection} bulk={bulk} />}
        {rows === undefined && <ListSkeleton shown={late} />}
        {isEmpty && empty}
        {rows && !isEmpty && phone && <ListCards {...props} rows={rows} />}
        {rows && !isEmpty && !phone && <ListRows {...props} active={active} onActive={setActive} />}
      </section>
      <ListFoot {...props} />
    </div>
  )
}

interface ListRowsProps<Row> extends ListTableProps<Row> {
  active: string | null
  onActive: (key: string) => void
}

function ListRows<Row extends object>(props: ListRowsProps<Row>) {
  const {
    rows = [],
    rowKey,
    rowName,
    columns,
    sort,
    onSort,
    selection,
    onOpen,
    isQuiet,
    current,
    active,
    onActive,
  } = props
  const t = useWords(kitWords)
  const first = rows[0]
  const stop = active ?? (first ? rowKey(first) : null)
  return (
    <Table<Row>
      size="small"
      pagination={false}
      rowKey={rowKey}
      dataSource={rows as Row[]}
      columns={antColumns(columns, sort)}
      onChange={(_page, _filter, sorter) => {
        const one = Array.isArray(sorter) ? sorter[0] : sorter
        if (one?.columnKey && onSort) onSort(`${one.order === 'descend' ? '-' : ''}${String(one.columnKey)}`)
      }}
      rowClassName={(row) => `${isQuiet?.(row) ? 'list-quiet ' : ''}${current === rowKey(row) ? 'list-current' : ''}`}
      onRow={(row) => ({
        tabIndex: rowKey(row) === stop ? 0 : -1,
        onFocus: (event) => event.target === event.currentTarget && onActive(rowKey(row)),
        onClick: (event) => {
          if (onOpen && !isOwnPress(event)) onOpen(row)
        },
      })}
      rowSelection={
        selection && {
          columnWidth: 42,
          selectedRowKeys: [...selection.keys],
          onChange: (keys) => selection.onChange(new Set(keys.map(String))),
          getCheckboxProps: (row) => ({ 'aria-label': t('selectRow', { name: rowName(row) }) }) as object,
          getTitleCheckboxProps: () => ({ 'aria-label': t('selectPage') }) as object,
        }
      }
    />
  )
}

const skeletonRows = [72, 54, 66, 48, 70, 58, 63, 51]

function ListSkeleton({ shown }: { shown: boolean }) {
  const t = useWords(kitWords)
  return (
    <div className="list-skeleton" role="status">
      <span className="hidden-text">{t('loading')}</span>
      {shown && skeletonRows.map((width) => <i key={width} style={{ width: `${width}%` }} />)}
    </div>
  )
}
