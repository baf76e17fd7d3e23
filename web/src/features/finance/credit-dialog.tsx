import { formatDecimal, QUANTITY_PLACES } from '@baton/contract/decimal'
import { Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useAct } from '../../app/act.ts'
import { type Body, call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { Choice } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import { Quantity } from '../../ui/figures.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { LineAmount } from '../../ui/line-amount.tsx'
import { Lines } from '../../ui/lines.tsx'
import { amountOf } from '../../ui/typed-amount.ts'
import { tellDone } from '../../ui/undo.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { Invoice } from './invoice-body.tsx'
import { financeWords } from './words.ts'

type Line = Invoice['lines'][number]

const amount = (typed: string) => amountOf(typed, QUANTITY_PLACES)
const leftOf = (line: Line): bigint => (amount(line.quantity) ?? 0n) - (amount(line.credited) ?? 0n)

/** What is wrong with a quantity as typed: no number, or more than is left. */
function faultIn(line: Line, typed: string): 'none' | 'unreadable' | 'over' {
  const quantity = amount(typed)
  if (quantity === null) return 'unreadable'
  return quantity > leftOf(line) ? 'over' : 'none'
}

/** A credit note: all that is left of an invoice, or quantities of its lines. */
export function CreditDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useWords(financeWords)
  const format = useFormat()
  const navigate = useNavigate()
  const [part, setPart] = useState<'all' | 'some'>('all')
  const [wanted, setWanted] = useState<Record<number, string>>({})
  const [reason, setReason] = useState('')
  const [billAgain, setBillAgain] = useState(false)
  const asked = invoice.lines
    .map(({ line }) => ({ line, quantity: wanted[line] ?? '' }))
    .filter(({ quantity }) => amount(quantity) !== 0n)
  const faulty = invoice.lines.some((line) => faultIn(line, wanted[line.line] ?? '') !== 'none')
  const unready = part === 'some' && (asked.length === 0 || faulty)
  const credit = useAct(
    (body: Body<'POST /v1/invoices/:id/credit'>) =>
      call('POST /v1/invoices/:id/credit', { params: { id: invoice.id }, body }),
    async ({ id, number, gross }) => {
      tellDone({ text: t('creditDone', { number, amount: format.money(gross, invoice.currency) }) })
      onClose()
      await navigate(`/invoices/${id}`)
    },
  )
  return (
    <FormDialog
      open
      width={680}
      title={t('creditTitle', { number: invoice.number })}
      submit={t('credit')}
      busy={credit.isPending}
      disabled={unready || reason.trim() === ''}
      error={credit.error}
      onClose={onClose}
      onSubmit={() => credit.mutate({ reason: reason.trim(), billAgain, ...(part === 'some' && { lines: asked }) })}
    >
      <div>
        <Choice
          label={t('creditHow')}
          value={part}
          onChange={setPart}
          options={[
            { value: 'all', label: t('creditAll') },
            { value: 'some', label: t('creditSome') },
          ]}
        />
      </div>
      {part === 'some' && (
        <CreditLines
          lines={invoice.lines}
          wanted={wanted}
          onChange={(line, text) => setWanted({ ...wanted, [line]: text })}
        />
      )}
      <Field label={t('reason')}>
        {(id) => (
          <Input id={id} maxLength={300} autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <div>
        <Checkbox checked={billAgain} onChange={(event) => setBillAgain(event.target.checked)}>
          {t('billAgain')}
        </Checkbox>
        <p className="t12 quiet">{t('billAgainHint')}</p>
      </div>
    </FormDialog>
  )
}

interface CreditLinesProps {
  lines: readonly Line[]
  wanted: Record<number, string>
  onChange: (line: number, text: string) => void
}

function CreditLines({ lines, wanted, onChange }: CreditLinesProps) {
  const t = useWords(financeWords)
  return (
    <Lines
      label={t('invoiceLines')}
      head={
        <tr>
          <th>{t('item')}</th>
          <th className="number desk-only">{t('quantity')}</th>
          <th className="number">{t('creditLeft')}</th>
          <th className="number">{t('creditNow')}</th>
        </tr>
      }
    >
      {lines.map((line) => (
        <CreditLine
          key={line.line}
          line={line}
          text={wanted[line.line] ?? ''}
          onChange={(text) => onChange(line.line, text)}
        />
      ))}
    </Lines>
  )
}

function CreditLine({ line, text, onChange }: { line: Line; text: string; onChange: (text: string) => void }) {
  const t = useWords(financeWords)
  const format = useFormat()
  const left = formatDecimal(leftOf(line), QUANTITY_PLACES)
  const faults = {
    none: false,
    unreadable: t('quantityWrong'),
    over: t('overLeft', { quantity: format.quantity(left) }),
  } as const
  return (
    <tr>
      <td>{line.description}</td>
      <td className="number desk-only">
        <Quantity quantity={line.quantity} />
      </td>
      <td className="number">
        <Quantity quantity={left} />
      </td>
      <td className="number">
        <LineAmount
          value={text}
          placeholder="0"
          fault={faults[faultIn(line, text)]}
          aria-label={t('creditQuantity', { line: line.line })}
          onChange={onChange}
        />
      </td>
    </tr>
  )
}
