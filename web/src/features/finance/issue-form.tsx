import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useAct } from '../../app/act.ts'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Field } from '../../ui/field.tsx'
import { Money, Quantity } from '../../ui/figures.tsx'
import { Lines } from '../../ui/lines.tsx'
import { Card } from '../../ui/page.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Sums } from './sums.tsx'
import { financeWords } from './words.ts'

type Invoiceable = Reply<'GET /v1/orders/:id/invoiceable'>

/** What the invoice will say, its date, and the button that issues it. Numbers are the server's, to the cent. */
export function IssueForm({ invoiceable }: { invoiceable: Invoiceable }) {
  const t = useWords(financeWords)
  const format = useFormat()
  const navigate = useNavigate()
  const { order, lines, gross, may } = invoiceable
  const [issuedOn, setIssuedOn] = useState(invoiceable.issuedOn)
  const issue = useAct(
    () => call('POST /v1/orders/:id/invoice', { params: { id: order.id }, body: { issuedOn } }),
    async ({ id, number }) => {
      tellDone({ text: t('issued', { number }) })
      await navigate(`/invoices/${id}`, { replace: true })
    },
  )
  return (
    <ActForm
      may={may}
      act="invoice"
      icon="finance"
      submit={t('issueAmount', { amount: format.money(gross) })}
      busy={issue.isPending}
      error={issue.error}
      onSubmit={() => issue.mutate()}
    >
      <Card title={t('preview')} count={lines.length} flush>
        <PreviewLines lines={lines} />
        <Sums totals={invoiceable} />
      </Card>
      <IssueDates invoiceable={invoiceable} issuedOn={issuedOn} onIssuedOn={setIssuedOn} />
    </ActForm>
  )
}

interface IssueDatesProps {
  invoiceable: Invoiceable
  issuedOn: string
  onIssuedOn: (day: string) => void
}

function IssueDates({ invoiceable, issuedOn, onIssuedOn }: IssueDatesProps) {
  const t = useWords(financeWords)
  const format = useFormat()
  const { earliestOn, issuedOn: today } = invoiceable
  return (
    <Card>
      <div className="field-grid">
        <Field label={t('issuedOn')} hint={t('dateHint', { date: format.date(earliestOn) })}>
          {(id, described) => (
            <DayInput
              id={id}
              described={described}
              value={issuedOn}
              min={earliestOn}
              max={today}
              onChange={onIssuedOn}
            />
          )}
        </Field>
        <Field label={t('dueOn')}>
          {(id) => (
            <output id={id} className="t13">
              {t('dueHint', { date: format.date(invoiceable.dueOn) })}
            </output>
          )}
        </Field>
      </div>
    </Card>
  )
}

function PreviewLines({ lines }: { lines: Invoiceable['lines'] }) {
  const t = useWords(financeWords)
  return (
    <Lines
      label={t('preview')}
      head={
        <tr>
          <th className="desk-only">#</th>
          <th>{t('item')}</th>
          <th className="number">{t('quantity')}</th>
          <th className="number desk-only">{t('unitPrice')}</th>
          <th className="number desk-only">{t('tax')}</th>
          <th className="number">{t('amount')}</th>
        </tr>
      }
    >
      {lines.map((line, index) => (
        // An order line may stand here once for each of its deliveries, so only the place tells them apart.
        <tr key={`${line.orderLine}-${index}`}>
          <td className="quiet desk-only">{line.orderLine}</td>
          <td>{line.description}</td>
          <td className="number">
            <Quantity quantity={line.quantity} />
          </td>
          <td className="number desk-only">{line.unitPrice}</td>
          <td className="number desk-only">
            <Money amount={line.tax} bare />
          </td>
          <td className="number strong">
            <Money amount={line.gross} bare />
          </td>
        </tr>
      ))}
    </Lines>
  )
}
