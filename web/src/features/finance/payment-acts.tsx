import { MONEY_PLACES, money } from '@baton/contract/decimal'
import { Input } from 'antd'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { AmountInput } from '../../ui/amount-input.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { amountOf } from '../../ui/typed-amount.ts'
import { tellDone } from '../../ui/undo.tsx'
import { companyZone, useFormat } from '../../ui/use-format.ts'
import { momentOf } from '../../ui/zone.ts'
import { MatchEditor } from './match-editor.tsx'
import { type Matches, reckon } from './matches.ts'
import { Rest } from './payment-dialog.tsx'
import { financeWords } from './words.ts'
import './finance.css'

export type Payment = Reply<'GET /v1/payments'>['rows'][number]

interface ActProps {
  payment: Payment
  onClose: () => void
}

/** Matches what a payment has left to open invoices of its customer. */
export function MatchDialog({ payment, onClose }: ActProps) {
  const t = useWords(financeWords)
  const format = useFormat()
  const [matches, setMatches] = useState<Matches>({})
  const sum = reckon(payment.open, matches)
  const match = useAct(
    (wanted: { invoiceId: string; amount: string }[]) =>
      call('POST /v1/payments/:id/match', { params: { id: payment.id }, body: { matches: wanted } }),
    () => {
      tellDone({ text: t('matchDone', { number: payment.number }) })
      onClose()
    },
  )
  return (
    <FormDialog
      open
      width={760}
      title={t('matchTitle', { number: payment.number })}
      submit={t('matchSum', { amount: format.money(money(sum?.sum ?? 0n)) })}
      busy={match.isPending}
      disabled={!sum || sum.sum === 0n || sum.rest < 0n}
      error={match.error}
      note={<Rest rest={sum?.rest ?? null} />}
      onClose={onClose}
      onSubmit={() => sum && match.mutate(sum.wanted)}
    >
      <p className="t13">
        {payment.customer.name} · {t('left')} <b>{format.money(payment.open, payment.currency)}</b>
        {payment.reference && <span className="quiet"> · {payment.reference}</span>}
      </p>
      <MatchEditor
        customerId={payment.customer.id}
        amount={payment.open}
        orderId={payment.order?.id}
        reference={payment.reference}
        matches={matches}
        onChange={setMatches}
      />
    </FormDialog>
  )
}

/** Gives back what is not matched, whole or in part. */
export function RefundDialog({ payment, onClose }: ActProps) {
  const t = useWords(financeWords)
  const format = useFormat()
  const today = momentOf(new Date().toISOString(), companyZone()).day
  const [amount, setAmount] = useState(payment.open)
  const [paidOn, setPaidOn] = useState(today)
  const [reference, setReference] = useState('')
  const [reason, setReason] = useState('')
  const value = amountOf(amount, MONEY_PLACES)
  const over = value !== null && value > (amountOf(payment.open, MONEY_PLACES) ?? 0n)
  const refund = useAct(
    (sum: bigint) =>
      call('POST /v1/payments/:id/refund', {
        params: { id: payment.id },
        body: { amount: money(sum), paidOn, reference: reference.trim(), reason: reason.trim() },
      }),
    ({ number }) => {
      tellDone({ text: t('refunded', { number }) })
      onClose()
    },
  )
  return (
    <FormDialog
      open
      width={520}
      title={t('refundTitle', { number: payment.number })}
      submit={t('refundAmount', { amount: value ? format.money(money(value)) : '' })}
      busy={refund.isPending}
      disabled={!value || over || reason.trim() === ''}
      error={refund.error}
      onClose={onClose}
      onSubmit={() => value && refund.mutate(value)}
    >
      <div className="field-grid">
        <Field
          label={t('refundSum')}
          hint={t('refundHint', { amount: format.money(payment.open, payment.currency) })}
          fault={value ? over && t('refundOver') : t('amountWrong')}
        >
          {(id, described) => (
            <AmountInput id={id} aria-describedby={described} prefix="¥" value={amount} onChange={setAmount} />
          )}
        </Field>
        <Field label={t('paidOn')}>
          {(id) => <DayInput id={id} max={today} value={paidOn} onChange={setPaidOn} />}
        </Field>
        <Field label={t('reference')} className="field-wide">
          {(id) => (
            <Input id={id} maxLength={80} value={reference} onChange={(event) => setReference(event.target.value)} />
          )}
        </Field>
        <Field label={t('reason')} className="field-wide">
          {(id) => (
            <Input
              id={id}
              maxLength={300}
              autoFocus
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
    </FormDialog>
  )
}

/** For money that did not arrive. */
export function ReversePaymentDialog({ payment, onClose }: ActProps) {
  const t = useWords(financeWords)
  const { id, number } = payment
  const reverse = useAct(
    (reason: string) => call('POST /v1/payments/:id/reverse', { params: { id }, body: { reason } }),
    () => {
      tellDone({ text: t('reversed', { number }) })
      onClose()
    },
  )
  return (
    <ReasonDialog
      open
      title={t('reverseTitle', { number })}
      submit={t('reverse')}
      busy={reverse.isPending}
      error={reverse.error}
      onClose={onClose}
      onSubmit={(reason) => reverse.mutate(reason)}
    >
      {t('reverseText', { number })}
    </ReasonDialog>
  )
}
