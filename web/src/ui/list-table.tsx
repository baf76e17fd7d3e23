import { useRef, useState } from 'react'
import { useWords } from '../app/language.ts'
import { usePhone } from '../app/use-media.ts'
import { kitWords } from '../app/words/kit.ts'
import { ListBulkBar } from './list-bulk.tsx'
import { ListCards } from './list-cards.tsx'
import type { ListTableProps } from './list-column.ts'
import { ListFoot } from './list-foot.tsx'
import { ListRows } from './list-rows.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { useShortcuts } from './shortcuts.ts'
import { useLate } from './use-late.ts'
import './list-table.css'

export type { ListColumn, ListTableProps } from './list-column.ts'

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
