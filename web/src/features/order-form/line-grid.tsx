import { Button } from 'antd'
import { type KeyboardEvent, useRef } from 'react'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { type DraftLine, emptyLine, isBegun, itemFacts, rowsOf } from './draft.ts'
import { cellName, LineRow } from './line-row.tsx'
import { formWords } from './words.ts'

interface LineGridProps {
  lines: readonly DraftLine[]
  customerId: string
  includesTax: boolean
  /** The faults of one line, by field: from the server, `/lines/0/quantity`. */
  faultAt: (pointer: string) => string | undefined
  onLines: (change: (lines: DraftLine[]) => DraftLine[]) => void
}

/** The lines: typed, walked by keys, or pasted from a spreadsheet. */
export function LineGrid({ lines, customerId, includesTax, faultAt, onLines }: LineGridProps) {
  const t = useWords(formWords)
  const host = useRef<HTMLDivElement>(null)
  const focus = (row: number, column: string) =>
    requestAnimationFrame(() =>
      host.current?.querySelector<HTMLElement>(`[data-cell="${cellName(row, column)}"]`)?.focus(),
    )
  const change = (key: string, changes: Partial<DraftLine>) =>
    onLines((all) => all.map((one) => (one.key === key ? { ...one, ...changes } : one)))
  const add = () => {
    onLines((all) => [...all, emptyLine()])
    focus(lines.length, 'item')
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
    const [row, column] = ((event.target as HTMLElement).dataset.cell ?? '').split(':')
    if (row === undefined || !column) return
    const at = Number(row)
    if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      focus(at + (event.key === 'ArrowDown' ? 1 : -1), column)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (at === lines.length - 1) add()
      else focus(at + 1, 'item')
    }
  }
  const paste = (at: number) => (text: string) => {
    const rows = rowsOf(text)
    if (rows.length === 0) return false
    void readRows(rows).then((read) => {
      onLines((all) => [...all.slice(0, at), ...read, ...all.slice(at).filter(isBegun)])
      const missing = read.filter((one) => one.missing !== undefined).length
      // The field that was pasted into is gone with its line: the keys go on at what is to mend, else after the last line.
      const first = read.findIndex((one) => one.missing !== undefined)
      focus(at + (first < 0 ? read.length - 1 : first), first < 0 ? 'quantity' : 'item')
      tellDone({
        text: missing > 0 ? t('pastedMissing', { count: read.length, missing }) : t('pasted', { count: read.length }),
      })
    })
    return true
  }
  let begun = -1
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys walk the fields inside
    <div ref={host} className="line-grid" onKeyDown={press}>
      <div className="line-row line-heads" aria-hidden="true">
        <span>#</span>
        <span>{t('item')}</span>
        <span className="number">{t('quantity')}</span>
        <span>{t('stock')}</span>
        <span className="number">{t('unitPrice')}</span>
        <span className="number">{t('amount')}</span>
        <span>{t('lineDate')}</span>
        <span />
      </div>
      {lines.map((line, index) => {
        if (isBegun(line)) begun += 1
        const at = begun
        return (
          <LineRow
            key={line.key}
            line={line}
            row={index}
            customerId={customerId}
            includesTax={includesTax}
            faultAt={(field) => (isBegun(line) ? faultAt(`/lines/${at}/${field}`) : undefined)}
            onChange={(changes) => change(line.key, changes)}
            onChosen={() => focus(index, 'quantity')}
            onPaste={paste(index)}
            onRemove={lines.length > 1 ? () => onLines((all) => all.filter((one) => one.key !== line.key)) : undefined}
          />
        )
      })}
      <div className="line-foot row gap-12">
        <Button size="small" icon={<Icon name="plus" />} onClick={add}>
          {t('add')}
        </Button>
        <span className="t12 quiet desk-only">{t('linesHint')}</span>
      </div>
    </div>
  )
}

/** Pasted numbers become items; one that is not known stays, marked, with its figures. */
async function readRows(rows: ReturnType<typeof rowsOf>): Promise<DraftLine[]> {
  const numbers = [...new Set(rows.map((row) => row.number))]
  const found = await Promise.all(
    numbers.map(async (number) => {
      const { rows: items } = await call('GET /v1/items', { query: { q: number, limit: 20 } })
      return items.find((one) => one.number.toLowerCase() === number.toLowerCase())
    }),
  )
  return rows.map(({ number, quantity, unitPrice }) => {
    const item = found[numbers.indexOf(number)]
    const line = { ...emptyLine(), quantity, unitPrice }
    return item ? { ...line, ...itemFacts(item) } : { ...line, missing: number }
  })
}
