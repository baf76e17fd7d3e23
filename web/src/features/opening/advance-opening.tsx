import { useState } from 'react'
import { Link } from 'react-router'
import { useAct } from '../../app/act.ts'
import { useWords } from '../../app/language.ts'
import { Card } from '../../ui/page.tsx'
import { emptyRow, type GridColumn, type GridRow, isFilled, PasteGrid } from '../../ui/paste-grid.tsx'
import { plainDay, plainFigure } from '../../ui/pasted.ts'
import { tellDone } from '../../ui/undo.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { faultsOf } from './faults.ts'
import { OpeningDay, OpeningForm } from './opening-form.tsx'
import { openingWords } from './words.ts'

type Name = 'customer' | 'number' | 'receivedOn' | 'amount'

/** What customers had prepaid before, payment by payment. */
export function AdvanceOpening() {
  const t = useWords(openingWords)
  const format = useFormat()
  const columns: GridColumn<Name>[] = [
    { name: 'customer', title: t('customer') },
    { name: 'number', title: t('advanceNumber') },
    { name: 'receivedOn', title: t('receivedOn'), kind: 'day', placeholder: t('day') },
    { name: 'amount', title: t('advanceLeft'), kind: 'figure' },
  ]
  const [rows, setRows] = useState<GridRow<Name>[]>(() => [emptyRow(columns)])
  const [on, setOn] = useState('')
  const open = useAct('POST /v1/advances/openings', ({ rows: made, total }) => {
    tellDone({ text: t('openedAdvances', { count: made.length, total: format.money(total) }) })
    setRows([emptyRow(columns)])
  })
  const filled = rows.filter((row) => isFilled(row, columns))
  const faultAt = faultsOf(open.error)
  const submit = () =>
    open.mutate({
      body: {
        ...(on !== '' && { on }),
        lines: filled.map((row) => ({
          customer: row.customer.trim(),
          number: row.number.trim(),
          receivedOn: plainDay(row.receivedOn),
          amount: plainFigure(row.amount),
        })),
      },
    })
  return (
    <Card
      title={t('advances')}
      note={t('advanceHint')}
      actions={<Link to="/invoices?view=payments&show=open">{t('seeAdvances')}</Link>}
    >
      <OpeningForm
        head={<OpeningDay value={on} onChange={setOn} />}
        error={open.error}
        columns={columns}
        button={t('openAdvances', { count: filled.length })}
        count={filled.length}
        busy={open.isPending}
        onSubmit={submit}
      >
        <PasteGrid
          label={t('advances')}
          columns={columns}
          rows={rows}
          onRows={setRows}
          faultAt={(row, name) => faultAt(filled.indexOf(rows[row]!), name)}
        />
      </OpeningForm>
    </Card>
  )
}
