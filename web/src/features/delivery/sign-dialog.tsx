import { QUANTITY_PLACES, quantity as shown } from '@baton/contract/decimal'
import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { AmountInput } from '../../ui/amount-input.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Field } from '../../ui/field.tsx'
import { Quantity } from '../../ui/figures.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Lines } from '../../ui/lines.tsx'
import { amountOf } from '../../ui/typed-amount.ts'
import { tellDone } from '../../ui/undo.tsx'
import { companyZone } from '../../ui/use-format.ts'
import { momentOf } from '../../ui/zone.ts'
import { deliveryWords } from './words.ts'
import './delivery.css'

type Delivery = Reply<'GET /v1/deliveries/:id'>
type Line = Delivery['lines'][number]

interface Told {
  signed: string
  short: string
  damaged: string
  remark: string
}

const arrived = (line: Line): Told => ({ signed: line.quantity, short: '', damaged: '', remark: '' })
const allArrived = (lines: readonly Line[]) => Object.fromEntries(lines.map((line) => [line.line, arrived(line)]))

/** What is neither signed nor damaged is short, until somebody writes otherwise. */
function completed(line: Line, told: Told): Told {
  const [all, signed, damaged] = [line.quantity, told.signed, told.damaged].map((one) => amountOf(one, QUANTITY_PLACES))
  if (all == null || signed == null || damaged == null) return told
  const rest = all - signed - damaged
  return { ...told, short: rest > 0n ? shown(rest) : '' }
}

interface Head {
  name: string
  signedOn: string
  remark: string
}

const today = () => momentOf(new Date().toISOString(), companyZone()).day

interface SignDialogProps {
  delivery: Delivery
  open: boolean
  onClose: () => void
}

/** Staff records what the customer signed on paper. */
export function SignDialog({ delivery, open, onClose }: SignDialogProps) {
  const t = useWords(deliveryWords)
  const { id, number, lines } = delivery
  const [head, setHead] = useState<Head>(() => ({ name: '', signedOn: today(), remark: '' }))
  const [told, setTold] = useState<Record<number, Told>>(() => allArrived(lines))
  const sign = useAct(
    () =>
      call('POST /v1/deliveries/:id/sign', {
        params: { id },
        body: {
          ...head,
          name: head.name.trim(),
          lines: lines.map((line) => {
            const { signed, short, damaged, remark: why } = told[line.line] ?? arrived(line)
            return { line: line.line, signed: signed || '0', short: short || '0', damaged: damaged || '0', remark: why }
          }),
        },
      }),
    () => {
      tellDone({ text: t('signDone', { number }) })
      onClose()
    },
  )
  const { reset } = sign
  useEffect(() => {
    if (open) reset()
  }, [open, reset])
  return (
    <FormDialog
      open={open}
      width={860}
      title={t('signTitle', { number })}
      submit={t('signLines', { count: lines.length })}
      busy={sign.isPending}
      disabled={head.name.trim() === ''}
      error={sign.error}
      note={head.name.trim() === '' && t('nameMissing')}
      onClose={onClose}
      onSubmit={() => sign.mutate()}
    >
      <SignFields delivery={delivery} value={head} onChange={(part) => setHead({ ...head, ...part })} />
      <div className="row">
        <Button size="small" icon={<Icon name="check" />} onClick={() => setTold(allArrived(lines))}>
          {t('allArrived')}
        </Button>
      </div>
      <div className="sign-lines">
        <SignLines lines={lines} told={told} onChange={(line, next) => setTold({ ...told, [line]: next })} />
      </div>
    </FormDialog>
  )
}

interface SignFieldsProps {
  delivery: Delivery
  value: Head
  onChange: (part: Partial<Head>) => void
}

function SignFields({ delivery, value, onChange }: SignFieldsProps) {
  const t = useWords(deliveryWords)
  return (
    <div className="field-grid">
      <Field label={t('name')}>
        {(field) => (
          <Input
            id={field}
            value={value.name}
            maxLength={100}
            autoFocus
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('date')}>
        {(field) => (
          <DayInput
            id={field}
            value={value.signedOn}
            max={today()}
            min={momentOf(delivery.shippedAt, companyZone()).day}
            onChange={(signedOn) => onChange({ signedOn })}
          />
        )}
      </Field>
      <Field label={t('remark')}>
        {(field) => (
          <Input
            id={field}
            value={value.remark}
            maxLength={1000}
            onChange={(event) => onChange({ remark: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}

interface SignLinesProps {
  lines: readonly Line[]
  told: Record<number, Told>
  onChange: (line: number, told: Told) => void
}

function SignLines({ lines, told, onChange }: SignLinesProps) {
  const t = useWords(deliveryWords)
  return (
    <Lines
      label={t('lines')}
      head={
        <tr>
          <th>{t('item')}</th>
          <th className="number">{t('shipped')}</th>
          <th className="number">{t('signedQuantity')}</th>
          <th className="number">{t('missing')}</th>
          <th className="number">{t('damaged')}</th>
          <th>{t('remark')}</th>
        </tr>
      }
    >
      {lines.map((line) => (
        <SignLine
          key={line.line}
          line={line}
          told={told[line.line] ?? arrived(line)}
          onChange={(next) => onChange(line.line, next)}
        />
      ))}
    </Lines>
  )
}

function SignLine({ line, told, onChange }: { line: Line; told: Told; onChange: (told: Told) => void }) {
  const t = useWords(deliveryWords)
  const at = { line: line.line }
  return (
    <tr>
      <td>
        {line.description} <span className="quiet t12">{line.itemNumber}</span>
      </td>
      <td className="number" data-label={t('shipped')}>
        <Quantity quantity={line.quantity} />
      </td>
      <td className="number" data-label={t('signedQuantity')}>
        <AmountInput
          value={told.signed}
          aria-label={t('signedOf', at)}
          onChange={(signed) => onChange(completed(line, { ...told, signed }))}
        />
      </td>
      <td className="number" data-label={t('missing')}>
        <AmountInput
          value={told.short}
          placeholder="0"
          aria-label={t('shortOf', at)}
          onChange={(short) => onChange({ ...told, short })}
        />
      </td>
      <td className="number" data-label={t('damaged')}>
        <AmountInput
          value={told.damaged}
          placeholder="0"
          aria-label={t('damagedOf', at)}
          onChange={(damaged) => onChange(completed(line, { ...told, damaged }))}
        />
      </td>
      <td data-label={t('remark')}>
        <Input
          className="remark-input"
          value={told.remark}
          maxLength={300}
          aria-label={t('remarkOf', at)}
          onChange={(event) => onChange({ ...told, remark: event.target.value })}
        />
      </td>
    </tr>
  )
}
