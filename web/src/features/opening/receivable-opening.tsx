import { useState } from 'react'
import { Link } from 'react-router'
import { useAct } from '../../app/act.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { Card } from '../../ui/page.tsx'
import { emptyRow, type GridColumn, type GridRow, isFilled, PasteGrid } from '../../ui/paste-grid.tsx'
import { plainDay, plainFigure } from '../../ui/pasted.ts'
import { tellDone } from '../../ui/undo.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { faultsOf } from './faults.ts'
import { OpeningDay, OpeningForm } from './opening-form.tsx'
import { openingWords } from './words.ts'

type Name = 'customer' | 'number' | 'issuedOn' | 'dueOn' | 'amount'

/** What customers owed before, document by document. */
export function ReceivableOpening() {
  const t = useWords(openingWords)
  const language = useLanguage()
  const format = useFormat()
  const columns: GridColumn<Name>[] = [
    { name: 'customer', title: t('customer') },
    { name: 'number', title: t('number') },
    { name: 'issuedOn', title: t('issuedOn'), kind: 'day', placeholder: t('day') },
    { name: 'dueOn', title: t('dueOn'), kind: 'day', placeholder: t('day') },
    { name: 'amount', title: t('amount'), kind: 'figure' },
  ]
  const [rows, setRows] = useState<GridRow<Name>[]>(() => [emptyRow(columns)])
  const [on, setOn] = useState('')
  const [held, setHeld] = useState<readonly string[]>([])
  const open = useAct('POST /v1/receivables/openings', ({ rows: made, total, held: stopped }) => {
    tellDone({ text: t('openedReceivables', { count: made.length, total: format.money(total) }) })
    setHeld(stopped.map(({ number }) => number))
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
          issuedOn: plainDay(row.issuedOn),
          dueOn: plainDay(row.dueOn),
          amount: plainFigure(row.amount),
        })),
      },
    })
  return (
    <Card
      title={t('receivables')}
      note={t('receivableHint')}
      actions={<Link to="/invoices?view=invoices">{t('seeAll')}</Link>}
    >
      <OpeningForm
        head={<OpeningDay value={on} onChange={setOn} />}
        error={open.error}
        columns={columns}
        button={t('openReceivables', { count: filled.length })}
        count={filled.length}
        busy={open.isPending}
        onSubmit={submit}
      >
        <PasteGrid
          label={t('receivables')}
          columns={columns}
          rows={rows}
          onRows={setRows}
          faultAt={(row, name) => faultAt(filled.indexOf(rows[row]!), name)}
        />
        {held.length > 0 && (
          <p role="alert" className="t13 ochre">
            {t('heldOrders', { numbers: held.join(language === 'zh' ? '、' : ', ') })}
          </p>
        )}
      </OpeningForm>
    </Card>
  )
}
