import { Checkbox } from 'antd'
import { type MouseEvent, useRef } from 'react'
import { useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import { Icon } from './icon.tsx'
import type { ListColumn, ListSelection, ListTableProps } from './list-column.ts'

/** A press on a link, button or field inside a row is its own; so is selecting text. */
function isOwnPress(event: MouseEvent): boolean {
  const target = event.target as HTMLElement
  return target.closest('a, button, input, label, .list-choose') !== null || String(getSelection()) !== ''
}

export interface ListRowsProps<Row> extends ListTableProps<Row> {
  active: string | null
  onActive: (key: string) => void
}

/** The table itself: heads that sort, rows that are walked, chosen and opened. */
export function ListRows<Row extends object>(props: ListRowsProps<Row>) {
  const { rows = [], rowKey, rowName, columns, sort, onSort, selection } = props
  const keys = rows.map(rowKey)
  const choose = useChoice(keys, selection)
  const first = keys[0] ?? null
  return (
    <div className="list-scroll">
      <table className={columns.some(({ cut }) => cut) ? 'list-rows list-fixed' : 'list-rows'}>
        <colgroup>
          {selection && <col style={{ width: 42 }} />}
          {columns.map(({ key, width }) => (
            <col key={key} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {selection && <ChoosePage keys={keys} selection={selection} />}
            {columns.map((column, index) => (
              <Head
                key={column.key}
                column={column}
                className={cellClass(columns, index)}
                sort={sort}
                onSort={onSort}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const key = keys[index]!
            return (
              <Line key={key} {...props} row={row} id={key} stop={key === (props.active ?? first)}>
                {selection && (
                  <Choose
                    name={rowName(row)}
                    chosen={selection.keys.has(key)}
                    onChoose={(wide) => choose(index, wide)}
                  />
                )}
              </Line>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Figures end on the right; where words begin after them, the cell keeps more room. */
function cellClass<Row>(columns: readonly ListColumn<Row>[], index: number): string | undefined {
  const { align, cut } = columns[index]!
  const last = align === 'right' && columns[index + 1]?.align !== 'right'
  return [align === 'right' && 'list-figure', last && 'list-last-figure', cut && 'list-cut'].filter(Boolean).join(' ')
}

interface LineProps<Row> extends ListRowsProps<Row> {
  row: Row
  id: string
  /** The one row that Tab comes to; j and k go on from there. */
  stop: boolean
  children: React.ReactNode
}

function Line<Row>(props: LineProps<Row>) {
  const { row, id, stop, columns, selection, current, isQuiet, onOpen, onActive, children } = props
  return (
    <tr
      data-row-key={id}
      data-chosen={selection?.keys.has(id) || undefined}
      className={`list-row${isQuiet?.(row) ? ' list-quiet' : ''}${current === id ? ' list-current' : ''}`}
      tabIndex={stop ? 0 : -1}
      onFocus={(event) => event.target === event.currentTarget && onActive(id)}
      onClick={(event) => {
        if (onOpen && !isOwnPress(event)) onOpen(row)
      }}
    >
      {children}
      {columns.map((column, index) => (
        <td key={column.key} className={cellClass(columns, index)}>
          {column.render(row)}
        </td>
      ))}
    </tr>
  )
}

interface HeadProps<Row> {
  column: ListColumn<Row>
  className: string | undefined
  sort: string | undefined
  onSort: ((sort: string) => void) | undefined
}

function Head<Row>({ column: { title, sort: field }, className, sort, onSort }: HeadProps<Row>) {
  if (!title) return <td className={className} />
  if (!field || !onSort)
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    )
  const falling = sort === `-${field}`
  const sorted = falling || sort === field
  return (
    <th scope="col" className={className} aria-sort={sorted ? (falling ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="list-sort" onClick={() => onSort(falling ? field : `-${field}`)}>
        {title}
        <Icon name={sorted && !falling ? 'up' : 'down'} size={12} />
      </button>
    </th>
  )
}

function Choose({ name, chosen, onChoose }: { name: string; chosen: boolean; onChoose: (wide: boolean) => void }) {
  const t = useWords(kitWords)
  return (
    <td className="list-choose">
      <Checkbox
        checked={chosen}
        aria-label={t('selectRow', { name })}
        onChange={(event) => onChoose(event.nativeEvent.shiftKey === true)}
      />
    </td>
  )
}

function ChoosePage({ keys, selection }: { keys: readonly string[]; selection: ListSelection }) {
  const t = useWords(kitWords)
  const chosen = keys.filter((key) => selection.keys.has(key)).length
  const all = chosen === keys.length
  return (
    <td className="list-choose">
      <Checkbox
        checked={all}
        indeterminate={chosen > 0 && !all}
        aria-label={t('selectPage')}
        onChange={() => {
          const next = new Set(selection.keys)
          for (const key of keys) all ? next.delete(key) : next.add(key)
          selection.onChange(next)
        }}
      />
    </td>
  )
}

/** A press chooses a row or gives it up; with Shift, every row from the last one pressed. */
function useChoice(keys: readonly string[], selection: ListSelection | undefined) {
  const last = useRef(0)
  return (index: number, wide: boolean) => {
    if (!selection) return
    const next = new Set(selection.keys)
    const on = !next.has(keys[index]!)
    const [from, to] = wide ? [last.current, index].sort((one, other) => one - other) : [index, index]
    for (const key of keys.slice(from, to! + 1)) on ? next.add(key) : next.delete(key)
    last.current = index
    selection.onChange(next)
  }
}
