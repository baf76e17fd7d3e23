import { useMutation } from '@tanstack/react-query'
import { Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { call, type Reply } from '../../app/api.ts'
import { useFresh } from '../../app/fresh.ts'
import { useWords } from '../../app/language.ts'
import { ActButton, onePress } from '../../ui/act-button.tsx'
import '../../ui/form-dialog.css'
import { Field } from '../../ui/field.tsx'
import { Kbd, Money, Quantity } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Lines } from '../../ui/lines.tsx'
import { Card, PhoneActions } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Sums } from './sums.tsx'
import { financeWords } from './words.ts'

type Invoiceable = Reply<'GET /v1/orders/:id/invoiceable'>

/** What the invoice will say, its date, and the button that issues it. Numbers are the server's, to the cent. */
export function IssueForm({ invoiceable }: { invoiceable: Invoiceable }) {
  const t = useWords(financeWords)
  const format = useFormat()
  const fresh = useFresh()
  const navigate = useNavigate()
  const { order, lines, gross, may } = invoiceable
  const [issuedOn, setIssuedOn] = useState(invoiceable.issuedOn)
  const issue = useMutation({
    mutationFn: () => call('POST /v1/orders/:id/invoice', { params: { id: order.id }, body: { issuedOn } }),
    onSuccess: async ({ id, number }) => {
      tellDone({ text: t('issued', { number }) })
      await navigate(`/invoices/${id}`, { replace: true })
      await fresh()
    },
  })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (!issue.isPending) issue.mutate()
  }
  const refused = may.find((one) => one.act === 'invoice' && !one.allowed)?.because
  const button = (
    <ActButton
      may={may}
      act="invoice"
      type="primary"
      size="large"
      htmlType="submit"
      form="issue"
      onClick={onePress}
      loading={issue.isPending}
      icon={<Icon name="finance" />}
    >
      {t('issueAmount', { amount: format.money(gross) })} <Kbd>Ctrl ↵</Kbd>
    </ActButton>
  )
  return (
    <form
      id="issue"
      className="stack gap-12 grow"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.repeat && (event.ctrlKey || event.metaKey)) submit()
      }}
    >
      <Card title={t('preview')} count={lines.length} flush>
        <PreviewLines lines={lines} />
        <Sums totals={invoiceable} />
      </Card>
      <IssueDates invoiceable={invoiceable} issuedOn={issuedOn} onIssuedOn={setIssuedOn} />
      <ProblemNotice error={issue.error} />
      {refused && (
        <p className="row gap-6 t13 ochre" role="status">
          <Icon name="warning" /> {refused}
        </p>
      )}
      <div className="row desk-only">
        <span className="push">{button}</span>
      </div>
      <PhoneActions>{button}</PhoneActions>
    </form>
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
  return (
    <Card>
      <div className="field-grid">
        <Field label={t('issuedOn')} hint={t('dateHint')}>
          {(id) => (
            <Input
              id={id}
              type="date"
              value={issuedOn}
              max={invoiceable.issuedOn}
              onChange={(event) => onIssuedOn(event.target.value)}
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
