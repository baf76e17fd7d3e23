import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { useAct } from '../../app/act.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { Field } from '../../ui/field.tsx'
import { DayInput } from '../../ui/own-input.tsx'
import { Card } from '../../ui/page.tsx'
import { emptyRow, type GridColumn, type GridRow, isFilled, PasteGrid } from '../../ui/paste-grid.tsx'
import { plainDay, plainFigure } from '../../ui/pasted.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { faultsOf } from './faults.ts'
import { openingWords } from './words.ts'
import './opening.css'

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
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (open.isPending || filled.length === 0) return
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
  }
  return (
    <Card
      title={t('receivables')}
      note={t('receivableHint')}
      actions={<Link to="/invoices?view=invoices">{t('seeAll')}</Link>}
    >
      <form className="opening" onSubmit={submit} noValidate>
        <div className="opening-head">
          <Field label={t('on')}>
            {(id, described) => <DayInput id={id} described={described} value={on} onChange={setOn} />}
          </Field>
        </div>
        <PasteGrid
          label={t('receivables')}
          columns={columns}
          rows={rows}
          onRows={setRows}
          faultAt={(row, name) => faultAt(filled.indexOf(rows[row]!), name)}
        />
        <ProblemNotice error={open.error} />
        {held.length > 0 && (
          <p role="alert" className="t13 ochre">
            {t('heldOrders', { numbers: held.join(language === 'zh' ? '、' : ', ') })}
          </p>
        )}
        <div className="opening-foot">
          <Button
            type="primary"
            htmlType="submit"
            className="push"
            loading={open.isPending}
            disabled={filled.length === 0}
          >
            {t('openReceivables', { count: filled.length })}
          </Button>
        </div>
      </form>
    </Card>
  )
}
