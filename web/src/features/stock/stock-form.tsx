import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { call, newKey } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { useAct } from '../../app/use-act.ts'
import { nameIn } from '../../ui/departments.ts'
import { Field, OneOf } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Peek } from '../../ui/peek.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { useWarehouses } from './stock.ts'
import { amountOf, isWhole, type StockLine } from './stock-line.ts'
import { stockWords } from './words.ts'
import './stock.css'

export interface StockFormProps {
  /** Goods that came, or a correction after a count. */
  kind: 'receive' | 'adjust'
  onClose: () => void
}

const emptyLine = (): StockLine => ({ key: newKey(), itemId: null, quantity: '', value: '' })

/** Receipt and adjustment are the same sheet: a warehouse, a reason, lines. Stock never changes without a reason. */
export function StockForm({ kind, onClose }: StockFormProps) {
  const t = useWords(stockWords)
  const language = useLanguage()
  const warehouses = useWarehouses()
  const [chosen, setChosen] = useState('')
  const [reason, setReason] = useState('')
  const [lines, setLines] = useState<readonly StockLine[]>([emptyLine()])
  const receive = useAct('POST /v1/stock/receipts', ['item', 'order'], ({ moves }) => {
    tellDone({ text: t('received', { count: moves }) })
    onClose()
  })
  const adjust = useAct('POST /v1/stock/adjustments', ['item', 'order'], ({ moves }) => {
    tellDone({ text: t('adjusted', { count: moves }) })
    onClose()
  })
  const act = kind === 'receive' ? receive : adjust
  const places = warehouses.data?.rows.filter(({ active }) => active) ?? []
  const warehouseId = chosen || (places[0]?.id ?? '')
  const whole = lines.filter((line) => isWhole(line, kind === 'adjust'))
  const begun = lines.filter(({ itemId, quantity }) => itemId !== null || quantity.trim() !== '')
  const ready = whole.length > 0 && whole.length === begun.length && reason.trim() !== '' && warehouseId !== ''
  const set = (key: string, part: Partial<StockLine>) =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready || act.isPending) return
    const head = { warehouseId, reason: reason.trim() }
    if (kind === 'receive') {
      receive.mutate({
        body: {
          ...head,
          lines: whole.map(({ itemId, quantity, value }) => ({
            itemId: itemId ?? '',
            quantity: amountOf(quantity),
            ...(amountOf(value) !== '' && { value: amountOf(value) }),
          })),
        },
      })
    } else {
      adjust.mutate({
        body: {
          ...head,
          lines: whole.map(({ itemId, quantity }) => ({ itemId: itemId ?? '', difference: amountOf(quantity) })),
        },
      })
    }
  }
  const title = t(kind === 'receive' ? 'receiveTitle' : 'adjustTitle')
  return (
    <Peek label={title} title={title} onClose={onClose}>
      <form className="stock-form" onSubmit={submit} noValidate>
        <Field label={t('warehouse')}>
          {(id) => (
            <OneOf
              id={id}
              value={warehouseId}
              onChange={setChosen}
              options={places.map((one) => ({ value: one.id, label: nameIn(one, language) }))}
            />
          )}
        </Field>
        <Field label={t('reason')} hint={t(kind === 'receive' ? 'receiveHint' : 'adjustHint')}>
          {(id, described) => (
            <Input
              id={id}
              aria-describedby={described}
              aria-required
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {lines.map((line, index) => (
          <LineFields
            key={line.key}
            kind={kind}
            line={line}
            count={index + 1}
            onChange={(part) => set(line.key, part)}
            onRemove={lines.length > 1 ? () => setLines(lines.filter(({ key }) => key !== line.key)) : undefined}
          />
        ))}
        <Button icon={<Icon name="plus" />} onClick={() => setLines([...lines, emptyLine()])}>
          {t('addLine')}
        </Button>
        <ProblemNotice error={act.error} />
        <div className="row gap-8">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" className="push" loading={act.isPending} disabled={!ready}>
            {t(kind === 'receive' ? 'save' : 'saveAdjust', { count: whole.length })}
          </Button>
        </div>
      </form>
    </Peek>
  )
}

interface LineFieldsProps {
  kind: 'receive' | 'adjust'
  line: StockLine
  count: number
  onChange: (part: Partial<StockLine>) => void
  onRemove?: () => void
}

function LineFields({ kind, line, count, onChange, onRemove }: LineFieldsProps) {
  const t = useWords(stockWords)
  const [text, setText] = useState('')
  const found = useQuery({
    queryKey: ['item', 'found', text],
    queryFn: ({ signal }) =>
      call('GET /v1/items', { query: { q: text || undefined, kind: 'stock', limit: 20 }, signal }),
  })
  return (
    <div className="stock-line">
      <Select
        showSearch={{ filterOption: false, onSearch: setText }}
        aria-label={t('itemLine', { count })}
        placeholder={t('chooseItem')}
        notFoundContent={t('nothingFound')}
        value={line.itemId ?? undefined}
        onChange={(itemId: string) => onChange({ itemId })}
        options={(found.data?.rows ?? []).map((one) => ({
          value: one.id,
          label: [one.number, one.name, one.specification].filter(Boolean).join(' · '),
        }))}
      />
      <div className="row gap-8">
        <Input
          aria-label={t('quantityLine', { count })}
          placeholder={t(kind === 'receive' ? 'quantity' : 'difference')}
          inputMode="decimal"
          maxLength={20}
          value={line.quantity}
          status={
            line.itemId !== null && line.quantity !== '' && !isWhole(line, kind === 'adjust') ? 'error' : undefined
          }
          onChange={(event) => onChange({ quantity: event.target.value })}
        />
        {kind === 'receive' && (
          <Input
            aria-label={t('valueLine', { count })}
            placeholder={t('value')}
            inputMode="decimal"
            maxLength={20}
            value={line.value}
            onChange={(event) => onChange({ value: event.target.value })}
          />
        )}
        {onRemove && <Button type="text" icon={<Icon name="trash" label={t('removeLine')} />} onClick={onRemove} />}
      </div>
    </div>
  )
}
