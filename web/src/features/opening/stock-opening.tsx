import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { nameIn } from '../../ui/departments.ts'
import { Field } from '../../ui/field.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { Card } from '../../ui/page.tsx'
import { emptyRow, type GridColumn, type GridRow, isFilled, PasteGrid } from '../../ui/paste-grid.tsx'
import { plainFigure } from '../../ui/pasted.ts'
import { tellDone } from '../../ui/undo.tsx'
import { OpeningForm } from './opening-form.tsx'
import { openingWords } from './words.ts'

type Name = 'item' | 'quantity' | 'value'

/** Goods that were in stock before, by item number, one warehouse at a time. */
export function StockOpening() {
  const t = useWords(openingWords)
  const language = useLanguage()
  const columns: GridColumn<Name>[] = [
    { name: 'item', title: t('item') },
    { name: 'quantity', title: t('quantity'), kind: 'figure' },
    { name: 'value', title: t('value'), kind: 'figure' },
  ]
  const [rows, setRows] = useState<GridRow<Name>[]>(() => [emptyRow(columns)])
  const [chosen, setChosen] = useState('')
  const [missing, setMissing] = useState<readonly string[]>([])
  const [looking, setLooking] = useState(false)
  const warehouses = useQuery({
    queryKey: ['warehouse', 'list'],
    queryFn: ({ signal }) => call('GET /v1/warehouses', { signal }),
  })
  const places = warehouses.data?.rows.filter(({ active }) => active) ?? []
  const warehouseId = chosen || (places[0]?.id ?? '')
  const open = useAct('POST /v1/stock/openings', ({ moves }) => {
    tellDone({ text: t('openedStock', { count: moves }) })
    setRows([emptyRow(columns)])
  })
  const filled = rows.filter((row) => isFilled(row, columns))
  const submit = async () => {
    setLooking(true)
    const ids = await findItems(filled.map((row) => row.item.trim())).finally(() => setLooking(false))
    const unknown = filled.map((row) => row.item.trim()).filter((number) => !ids.has(number))
    setMissing(unknown)
    if (unknown.length > 0) return
    open.mutate({
      body: {
        warehouseId,
        reason: t('stockReason'),
        lines: filled.map((row) => ({
          itemId: ids.get(row.item.trim())!,
          quantity: plainFigure(row.quantity),
          ...(row.value.trim() !== '' && { value: plainFigure(row.value) }),
        })),
      },
    })
  }
  return (
    <Card title={t('stock')} note={t('stockHint')}>
      <OpeningForm
        head={
          <Field label={t('warehouse')}>
            {(id) => (
              <OneOf
                id={id}
                value={warehouseId}
                onChange={setChosen}
                options={places.map((one) => ({ value: one.id, label: nameIn(one, language) }))}
              />
            )}
          </Field>
        }
        error={open.error}
        columns={columns}
        button={t('openStock', { count: filled.length })}
        count={filled.length}
        busy={looking || open.isPending}
        onSubmit={() => void submit()}
      >
        <PasteGrid
          label={t('stock')}
          columns={columns}
          rows={rows}
          onRows={setRows}
          faultAt={(row, name) =>
            name === 'item' && missing.includes(rows[row]?.item.trim() ?? '')
              ? t('itemsMissing', { numbers: rows[row]?.item ?? '' })
              : undefined
          }
        />
        {missing.length > 0 && (
          <p role="alert" className="t13 rouge">
            {t('itemsMissing', { numbers: [...new Set(missing)].slice(0, 8).join(language === 'zh' ? '、' : ', ') })}
          </p>
        )}
      </OpeningForm>
    </Card>
  )
}

/** Ids of items by their numbers, a few questions at a time. */
async function findItems(numbers: readonly string[]): Promise<Map<string, string>> {
  const known = new Map<string, string>()
  const asked = [...new Set(numbers)].filter(Boolean)
  for (let at = 0; at < asked.length; at += 8) {
    await Promise.all(
      asked.slice(at, at + 8).map(async (number) => {
        const { rows } = await call('GET /v1/items', { query: { q: number, limit: 20 } })
        const item = rows.find((one) => one.number.toLowerCase() === number.toLowerCase())
        if (item) known.set(number, item.id)
      }),
    )
  }
  return known
}
