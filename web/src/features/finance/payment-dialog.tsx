import { MONEY_PLACES, money } from '@baton/contract/decimal'
import type { PaymentMethod } from '@baton/contract/masters'
import { Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useAct } from '../../app/act.ts'
import { type Body, call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { AmountInput } from '../../ui/amount-input.tsx'
import { Choice } from '../../ui/choice.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { amountOf } from '../../ui/typed-amount.ts'
import { tellDone } from '../../ui/undo.tsx'
import { companyZone, useFormat } from '../../ui/use-format.ts'
import { momentOf } from '../../ui/zone.ts'
import { CustomerPicker, type Payer } from './customer-picker.tsx'
import { MatchEditor } from './match-editor.tsx'
import { type Matches, reckon } from './matches.ts'
import { financeWords } from './words.ts'
import './finance.css'

export const methods = ['transfer', 'cash', 'card', 'draft', 'online'] as const satisfies readonly PaymentMethod[]

interface Paid {
  /** As typed. */
  amount: string
  method: PaymentMethod
  receivedOn: string
  reference: string
}

const today = () => momentOf(new Date().toISOString(), companyZone()).day

interface PaymentDialogProps {
  open: boolean
  onClose: () => void
  /** Known where the dialog is opened from an invoice. */
  payer?: Payer
  orderId?: string
  amount?: string
}

/** Money received: who, how much, for which invoices; what is left over is a prepayment. */
export function PaymentDialog({ open, ...given }: PaymentDialogProps) {
  // Each opening is a payment of its own, so nothing of the last one stays in the fields.
  return open ? <PaymentForm {...given} /> : null
}

function PaymentForm({ onClose, payer: known, orderId, amount: usual }: Omit<PaymentDialogProps, 'open'>) {
  const t = useWords(financeWords)
  const format = useFormat()
  const [payer, setPayer] = useState<Payer | null>(known ?? null)
  const [paid, setPaid] = useState<Paid>(() => ({
    amount: usual ?? '',
    method: 'transfer',
    receivedOn: today(),
    reference: '',
  }))
  const { amount, method, receivedOn, reference } = paid
  const [matches, setMatches] = useState<Matches>({})
  const value = amountOf(amount, MONEY_PLACES)
  const sum = value === null ? null : reckon(amount, matches)
  const ready = payer !== null && value !== null && value > 0n && sum !== null && sum.rest >= 0n
  const asked = useDeferredValue(value !== null && value > 0n ? money(value) : '')
  const named = useDeferredValue(reference.trim())
  const record = useRecord(onClose)
  const submit = () => {
    if (!ready || !payer || !sum || value === null) return
    record.mutate({
      customerId: payer.id,
      ...(orderId && { orderId }),
      amount: money(value),
      method,
      receivedOn,
      reference: reference.trim(),
      matches: sum.wanted,
    })
  }
  return (
    <FormDialog
      open
      width={760}
      title={t('recordTitle')}
      submit={t('recordAmount', { amount: value ? format.money(money(value)) : '' })}
      busy={record.isPending}
      disabled={!ready}
      error={record.error}
      note={value !== null && value > 0n && payer && <Rest rest={sum?.rest ?? null} />}
      onClose={onClose}
      onSubmit={submit}
    >
      <CustomerPicker
        value={payer}
        onChange={(next) => {
          setPayer(next)
          setMatches({})
        }}
      />
      {payer && (
        <>
          <MoneyFields paid={paid} onChange={(part) => setPaid({ ...paid, ...part })} unasked={!usual} />
          <MatchEditor
            key={payer.id}
            customerId={payer.id}
            amount={asked}
            orderId={orderId}
            reference={named}
            matches={matches}
            onChange={setMatches}
          />
        </>
      )}
    </FormDialog>
  )
}

function useRecord(onDone: () => void) {
  const t = useWords(financeWords)
  const format = useFormat()
  return useAct(
    (body: Body<'POST /v1/payments'>) => call('POST /v1/payments', { body }),
    ({ number, open }) => {
      const rest = amountOf(open, MONEY_PLACES)
      tellDone({ text: rest ? t('recordedRest', { number, amount: format.money(open) }) : t('recorded', { number }) })
      onDone()
    },
  )
}

interface MoneyFieldsProps {
  paid: Paid
  onChange: (part: Partial<Paid>) => void
  /** The amount is still to be asked for, so the typing begins there. */
  unasked: boolean
}

function MoneyFields({ paid, onChange, unasked }: MoneyFieldsProps) {
  const t = useWords(financeWords)
  const value = amountOf(paid.amount, MONEY_PLACES)
  return (
    <div className="field-grid">
      <Field
        label={t('paidAmount')}
        fault={(value === null || (paid.amount !== '' && value === 0n)) && t('amountWrong')}
      >
        {(id, described) => (
          <AmountInput
            id={id}
            aria-describedby={described}
            prefix="¥"
            value={paid.amount}
            autoFocus={unasked}
            onChange={(amount) => onChange({ amount })}
          />
        )}
      </Field>
      <Field label={t('receivedOn')}>
        {(id) => (
          <DayInput id={id} value={paid.receivedOn} max={today()} onChange={(receivedOn) => onChange({ receivedOn })} />
        )}
      </Field>
      <Field label={t('reference')} hint={t('referenceHint')}>
        {(id, described) => (
          <Input
            id={id}
            aria-describedby={described}
            value={paid.reference}
            maxLength={80}
            onChange={(event) => onChange({ reference: event.target.value })}
          />
        )}
      </Field>
      <div className="field-wide">
        <Choice
          label={t('method')}
          value={paid.method}
          onChange={(method) => onChange({ method })}
          options={methods.map((one) => ({ value: one, label: t(one) }))}
        />
      </div>
    </div>
  )
}

/** What becomes of the money that no invoice takes. */
export function Rest({ rest }: { rest: bigint | null }) {
  const t = useWords(financeWords)
  const format = useFormat()
  if (rest === null) return <span className="rouge">{t('amountWrong')}</span>
  if (rest < 0n) return <span className="rouge">{t('restOver', { amount: format.money(money(-rest)) })}</span>
  return <>{rest === 0n ? t('restNone') : t('restIs', { amount: format.money(money(rest)) })}</>
}
