import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { useAct } from '../../app/act.ts'
import { useWords } from '../../app/language.ts'
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
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (open.isPending || filled.length === 0) return
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
  }
  return (
    <Card
      title={t('advances')}
      note={t('advanceHint')}
      actions={<Link to="/invoices?view=payments&show=open">{t('seeAdvances')}</Link>}
    >
      <form className="opening" onSubmit={submit} noValidate>
        <div className="opening-head">
          <Field label={t('on')}>
            {(id, described) => <DayInput id={id} described={described} value={on} onChange={setOn} />}
          </Field>
        </div>
        <PasteGrid
          label={t('advances')}
          columns={columns}
          rows={rows}
          onRows={setRows}
          faultAt={(row, name) => faultAt(filled.indexOf(rows[row]!), name)}
        />
        <ProblemNotice error={open.error} />
        <div className="opening-foot">
          <Button
            type="primary"
            htmlType="submit"
            className="push"
            loading={open.isPending}
            disabled={filled.length === 0}
          >
            {t('openAdvances', { count: filled.length })}
          </Button>
        </div>
      </form>
    </Card>
  )
}
