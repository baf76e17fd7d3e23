import { QUANTITY_PLACES } from '@baton/contract/decimal'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { type Body, call, type Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { Field } from '../../ui/field.tsx'
import { Quantity } from '../../ui/figures.tsx'
import { LineAmount } from '../../ui/line-amount.tsx'
import { Lines } from '../../ui/lines.tsx'
import { Card } from '../../ui/page.tsx'
import { amountOf } from '../../ui/typed-amount.ts'
import { useFormat } from '../../ui/use-format.ts'
import { deliveryWords } from './words.ts'
import './delivery.css'

type Shippable = Reply<'GET /v1/orders/:id/shippable'>
type Line = Shippable['lines'][number]
export type Shipped = Reply<'POST /v1/orders/:id/ship'>

/** With whom it goes, and what is printed on the note. */
interface Way {
  carrier: string
  trackingNumber: string
  note: string
}

/** All that is reserved, unless the shipper says less. */
const usual = (lines: readonly Line[]) => Object.fromEntries(lines.map((line) => [line.line, line.reserved]))

/** What leaves now, per line, with whom. */
export function ShipForm({ shippable, onShipped }: { shippable: Shippable; onShipped: (shipped: Shipped) => void }) {
  const t = useWords(deliveryWords)
  const { order, lines, may } = shippable
  const [wanted, setWanted] = useState<Record<number, string>>(() => usual(lines))
  const [way, setWay] = useState<Way>({ carrier: '', trackingNumber: '', note: '' })
  const ship = useAct(
    (body: Body<'POST /v1/orders/:id/ship'>) => call('POST /v1/orders/:id/ship', { params: { id: order.id }, body }),
    (shipped) => {
      onShipped(shipped)
    },
  )
  const asked = lines
    .map(({ line }) => ({ line, quantity: wanted[line] ?? '' }))
    .filter(({ quantity }) => amountOf(quantity, QUANTITY_PLACES) !== 0n)
  const unreadable = asked.some(({ quantity }) => amountOf(quantity, QUANTITY_PLACES) === null)
  const submit = () => {
    if (asked.length > 0 && !unreadable) ship.mutate({ lines: asked, ...way })
  }
  return (
    <ActForm
      may={may}
      act="ship"
      icon="delivery"
      submit={t('shipLines', { count: asked.length })}
      busy={ship.isPending}
      error={ship.error}
      onSubmit={submit}
    >
      <Card
        title={t('lines')}
        count={lines.length}
        flush
        actions={<Fill onFill={(all) => setWanted(all ? usual(lines) : {})} />}
      >
        <ShipLines lines={lines} wanted={wanted} onChange={(line, text) => setWanted({ ...wanted, [line]: text })} />
      </Card>
      <WayFields way={way} onChange={(part) => setWay({ ...way, ...part })} />
    </ActForm>
  )
}

function Fill({ onFill }: { onFill: (all: boolean) => void }) {
  const t = useWords(deliveryWords)
  return (
    <>
      <Button size="small" onClick={() => onFill(true)}>
        {t('all')}
      </Button>
      <Button size="small" onClick={() => onFill(false)}>
        {t('none')}
      </Button>
    </>
  )
}

function WayFields({ way, onChange }: { way: Way; onChange: (part: Partial<Way>) => void }) {
  const t = useWords(deliveryWords)
  return (
    <Card>
      <div className="field-grid">
        <Field label={t('carrier')} hint={t('carrierHint')}>
          {(id, described) => (
            <Input
              id={id}
              aria-describedby={described}
              maxLength={60}
              value={way.carrier}
              onChange={(event) => onChange({ carrier: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('tracking')} hint={t('trackingHint')}>
          {(id, described) => (
            <Input
              id={id}
              aria-describedby={described}
              maxLength={80}
              value={way.trackingNumber}
              onChange={(event) => onChange({ trackingNumber: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('note')} hint={t('noteHint')} className="field-wide">
          {(id, described) => (
            <Input
              id={id}
              aria-describedby={described}
              maxLength={500}
              value={way.note}
              onChange={(event) => onChange({ note: event.target.value })}
            />
          )}
        </Field>
      </div>
    </Card>
  )
}

interface ShipLinesProps {
  lines: readonly Line[]
  wanted: Record<number, string>
  onChange: (line: number, text: string) => void
}

function ShipLines({ lines, wanted, onChange }: ShipLinesProps) {
  const t = useWords(deliveryWords)
  return (
    <Lines
      label={t('lines')}
      head={
        <tr>
          <th className="desk-only">#</th>
          <th>{t('item')}</th>
          <th className="number desk-only">{t('ordered')}</th>
          <th className="number desk-only">{t('shipped')}</th>
          <th className="number">{t('reserved')}</th>
          <th className="number desk-only">{t('short')}</th>
          <th className="number">{t('now')}</th>
        </tr>
      }
    >
      {lines.map((line) => (
        <ShipLine
          key={line.line}
          line={line}
          text={wanted[line.line] ?? ''}
          onChange={(text) => onChange(line.line, text)}
        />
      ))}
    </Lines>
  )
}

function ShipLine({ line, text, onChange }: { line: Line; text: string; onChange: (text: string) => void }) {
  const t = useWords(deliveryWords)
  const zh = useLanguage() === 'zh'
  const unit = zh ? line.unitNameZh : line.unitNameEn
  const format = useFormat()
  const amount = amountOf(text, QUANTITY_PLACES)
  const over = amount !== null && amount > (amountOf(line.reserved, QUANTITY_PLACES) ?? 0n)
  const fault = over
    ? t('overReserved', { quantity: format.quantity(line.reserved) })
    : amount === null && t('quantityWrong')
  const short = line.short !== '0'
  return (
    <tr>
      <td className="quiet desk-only">{line.line}</td>
      <td>
        {line.description} <br className="phone-only" />
        <span className="quiet t12 nowrap">{line.itemNumber}</span>{' '}
        {short && (
          <span className="phone-only t12 ochre">
            {t('short')} {line.short}
          </span>
        )}
      </td>
      <td className="number desk-only">
        <Quantity quantity={line.ordered} unit={unit} />
      </td>
      <td className="number desk-only">
        <Quantity quantity={line.shipped} />
      </td>
      <td className="number">
        <Quantity quantity={line.reserved} />
      </td>
      <td className={short ? 'number ochre desk-only' : 'number quiet desk-only'}>
        {short ? <Quantity quantity={line.short} /> : '—'}
      </td>
      <td className="number">
        <LineAmount value={text} fault={fault} onChange={onChange} aria-label={t('nowOf', { line: line.line })} />
      </td>
    </tr>
  )
}
