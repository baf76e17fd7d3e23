import { Checkbox } from 'antd'
import type { MouseEvent, ReactNode } from 'react'
import { useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import type { ListColumn, ListTableProps } from './list-column.ts'

type CardsProps<Row> = ListTableProps<Row> & { rows: readonly Row[] }

const placed = <Row,>(columns: readonly ListColumn<Row>[], place: ListColumn<Row>['phone'], row: Row): ReactNode[] =>
  columns
    .filter((column, index) => (column.phone ?? (index === 0 ? 'title' : 'line')) === place)
    .map((column) => (
      <span key={column.key} className="list-card-part">
        {column.named && <span className="quiet t12">{column.title} </span>}
        {column.render(row)}
      </span>
    ))

/** The rows of a list on a phone: two lines each, the same content as the columns. */
export function ListCards<Row>(props: CardsProps<Row>) {
  const { rows, rowKey, label } = props
  return (
    <ul className="list-cards" aria-label={label}>
      {rows.map((row) => (
        <ListCard key={rowKey(row)} row={row} {...props} />
      ))}
    </ul>
  )
}

function ListCard<Row>({ row, rowKey, rowName, columns, selection, onOpen, isQuiet }: CardsProps<Row> & { row: Row }) {
  const t = useWords(kitWords)
  const key = rowKey(row)
  const press = (event: MouseEvent) => {
    if (onOpen && (event.target as HTMLElement).closest('a, button, input, label') === null) onOpen(row)
  }
  const choose = (on: boolean) => {
    if (!selection) return
    const keys = new Set(selection.keys)
    if (on) keys.add(key)
    else keys.delete(key)
    selection.onChange(keys)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the link in its first line does the same by keyboard
    <li className={isQuiet?.(row) ? 'list-quiet' : undefined} data-row-key={key} onClick={press}>
      {selection && (
        <Checkbox
          checked={selection.keys.has(key)}
          onChange={(event) => choose(event.target.checked)}
          aria-label={t('selectRow', { name: rowName(row) })}
        />
      )}
      <div className="grow">
        <div className="list-card-line">
          <span className="grow row list-card-title">{placed(columns, 'title', row)}</span>
          <span className="row gap-8">{placed(columns, 'side', row)}</span>
        </div>
        <div className="list-card-line muted t12">
          <span className="grow row gap-8 wrap">{placed(columns, 'line', row)}</span>
          <span className="row gap-8">{placed(columns, 'note', row)}</span>
        </div>
      </div>
    </li>
  )
}
