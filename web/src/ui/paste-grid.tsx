import { Button } from 'antd'
import type { ClipboardEvent, KeyboardEvent } from 'react'
import { useRef } from 'react'
import { newKey } from '../app/api.ts'
import { useWords } from '../app/language.ts'
import { usePhone } from '../app/use-media.ts'
import { formWords } from './form/words.ts'
import { Icon } from './icon.tsx'
import { plainDay, plainFigure, tableOf } from './pasted.ts'
import './own-input.css'
import './paste-grid.css'

export interface GridColumn<Name extends string> {
  name: Name
  title: string
  /** Figures stand on the right and lose their commas, days become YYYY-MM-DD; `told` and `sum` are only read. */
  kind?: 'figure' | 'day' | 'told' | 'sum'
  placeholder?: string
}

export type GridRow<Name extends string> = { key: string } & Record<Name, string>

export interface PasteGridProps<Name extends string> {
  label: string
  columns: readonly GridColumn<Name>[]
  rows: readonly GridRow<Name>[]
  onRows: (rows: GridRow<Name>[]) => void
  /** Rows are given: none is added or taken away, and a pasted row goes to the one whose first cell it names. */
  fixed?: boolean
  faultAt?: (row: number, name: Name) => string | undefined
}

export const emptyRow = <Name extends string>(columns: readonly GridColumn<Name>[]): GridRow<Name> =>
  ({ key: newKey(), ...Object.fromEntries(columns.map(({ name }) => [name, ''])) }) as GridRow<Name>

const isTold = (kind: GridColumn<string>['kind']): boolean => kind === 'told' || kind === 'sum'

/** Whether anything stands in a row. */
export const isFilled = <Name extends string>(row: GridRow<Name>, columns: readonly GridColumn<Name>[]): boolean =>
  columns.some(({ name, kind }) => !isTold(kind) && row[name].trim() !== '')

/** Rows that are typed, walked by Enter and the arrows, or pasted from a spreadsheet, beginning at the cell that has the focus. */
export function PasteGrid<Name extends string>(props: PasteGridProps<Name>) {
  const { label, columns, rows, onRows, fixed = false, faultAt } = props
  const t = useWords(formWords)
  const phone = usePhone()
  const host = useRef<HTMLTableElement>(null)
  const focus = (row: number, name: string) =>
    requestAnimationFrame(() => host.current?.querySelector<HTMLElement>(`[data-cell="${row}:${name}"]`)?.focus())
  const set = (at: number, name: Name, text: string) =>
    onRows(rows.map((row, index) => (index === at ? { ...row, [name]: text } : row)))
  const press = (event: KeyboardEvent, at: number, name: Name) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
    const step = event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    if (event.key === 'Enter' && at === rows.length - 1 && !fixed) onRows([...rows, emptyRow(columns)])
    focus(at + step, name)
  }
  const paste = (event: ClipboardEvent, at: number, name: Name) => {
    const table = tableOf(event.clipboardData.getData('text'))
    if (!table) return
    event.preventDefault()
    onRows(fixed ? filled(rows, columns, table) : spread(rows, columns, table, at, name))
  }
  return (
    <table ref={host} className="paste-grid" aria-label={label}>
      <thead className={phone ? 'hidden-text' : undefined}>
        <tr>
          {columns.map(({ name, title, kind }) => (
            <th key={name} scope="col" className={kind === 'figure' || kind === 'sum' ? 'number' : undefined}>
              {title}
            </th>
          ))}
          {!fixed && (
            <th>
              <span className="hidden-text">{t('remove')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={row.key}>
            {columns.map((column) => (
              <GridCell
                key={column.name}
                column={column}
                row={at}
                text={row[column.name]}
                fault={faultAt?.(at, column.name)}
                onText={(text) => set(at, column.name, text)}
                onKey={(event) => press(event, at, column.name)}
                onPaste={(event) => paste(event, at, column.name)}
              />
            ))}
            {!fixed && (
              <td className="paste-grid-act">
                <Button
                  type="text"
                  disabled={rows.length === 1}
                  icon={<Icon name="trash" label={t('removeRow', { count: at + 1 })} />}
                  onClick={() => onRows(rows.filter((_, index) => index !== at))}
                />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface GridCellProps<Name extends string> {
  column: GridColumn<Name>
  row: number
  text: string
  fault: string | undefined
  onText: (text: string) => void
  onKey: (event: KeyboardEvent) => void
  onPaste: (event: ClipboardEvent) => void
}

function GridCell<Name extends string>({ column, row, text, fault, onText, onKey, onPaste }: GridCellProps<Name>) {
  const { name, title, kind, placeholder } = column
  if (isTold(kind)) {
    return (
      <td data-title={title} className={kind === 'sum' ? 'paste-grid-told number' : 'paste-grid-told'}>
        {text}
      </td>
    )
  }
  return (
    <td data-title={title}>
      <input
        className={kind === 'figure' ? 'own-input number' : 'own-input'}
        aria-label={`${title} ${row + 1}`}
        aria-invalid={fault !== undefined}
        title={fault}
        data-cell={`${row}:${name}`}
        inputMode={kind === 'figure' ? 'decimal' : undefined}
        placeholder={placeholder}
        maxLength={200}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onBlur={() => kind && onText(cleaned(kind, text))}
        onKeyDown={onKey}
        onPaste={onPaste}
      />
    </td>
  )
}

const cleaned = (kind: GridColumn<string>['kind'], text: string): string =>
  kind === 'figure' ? plainFigure(text) : kind === 'day' ? plainDay(text) : text

/** Lays a table over the rows from a cell on; rows that it runs beyond are added. */
function spread<Name extends string>(
  rows: readonly GridRow<Name>[],
  columns: readonly GridColumn<Name>[],
  table: readonly string[][],
  at: number,
  from: Name,
): GridRow<Name>[] {
  const first = columns.findIndex(({ name }) => name === from)
  const laid = [...rows]
  table.forEach((cells, index) => {
    const row: GridRow<Name> = { ...(laid[at + index] ?? emptyRow(columns)) }
    cells.forEach((cell, offset) => {
      const column = columns[first + offset]
      if (column) Object.assign(row, { [column.name]: cleaned(column.kind, cell) })
    })
    laid[at + index] = row
  })
  return laid
}

/** Fills given rows: the first cell of a pasted row names one of them, its last cells are the figures, whatever stands between. */
function filled<Name extends string>(
  rows: readonly GridRow<Name>[],
  columns: readonly GridColumn<Name>[],
  table: readonly string[][],
): GridRow<Name>[] {
  const key = columns[0]!.name
  const open = columns.filter(({ kind }) => !isTold(kind))
  return rows.map((row) => {
    const cells = table.find(([named]) => named === row[key])
    if (!cells) return row
    const figures = cells.slice(Math.max(1, cells.length - open.length))
    return {
      ...row,
      ...Object.fromEntries(open.map(({ name, kind }, index) => [name, cleaned(kind, figures[index] ?? '')])),
    }
  })
}
