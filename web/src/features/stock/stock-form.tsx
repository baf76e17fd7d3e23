import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call, newKey } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { nameIn } from '../../ui/departments.ts'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { Peek } from '../../ui/peek.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { useWarehouses } from './stock.ts'
import { amountOf, isWhole, type StockAct, type StockLine } from './stock-line.ts'
import { stockWords } from './words.ts'
import './stock.css'

export interface StockFormProps {
  kind: StockAct
  onClose: () => void
}

const emptyLine = (): StockLine => ({ key: newKey(), itemId: null, quantity: '', value: '' })
const titles = {
  receive: 'receiveTitle',
  adjust: 'adjustTitle',
  count: 'countTitle',
  transfer: 'stockTransferTitle',
} as const
const hints = {
  receive: 'receiveHint',
  adjust: 'adjustHint',
  count: 'countHint',
  transfer: 'stockTransferHint',
} as const
const submits = { receive: 'save', adjust: 'saveAdjust', count: 'saveCount', transfer: 'saveStockTransfer' } as const

/** How each of the four acts is sent; stock never changes without a reason. */
function useStockActs(onDone: () => void) {
  const t = useWords(stockWords)
  const told = (key: 'received' | 'adjusted' | 'transferred') => (reply: { moves: number }) => {
    tellDone({ text: t(key, { count: reply.moves }) })
    onDone()
  }
  const receive = useAct('POST /v1/stock/receipts', told('received'))
  const adjust = useAct('POST /v1/stock/adjustments', told('adjusted'))
  const transfer = useAct('POST /v1/stock/transfers', told('transferred'))
  return { receive, adjust, transfer }
}

interface Head {
  warehouseId: string
  toId: string
  reason: string
}

const linesOf = (lines: readonly StockLine[]) =>
  lines.map(({ itemId, quantity }) => ({ itemId: itemId ?? '', quantity: amountOf(quantity) }))

function send(acts: ReturnType<typeof useStockActs>, kind: StockAct, head: Head, lines: readonly StockLine[]) {
  const { warehouseId, toId, reason } = head
  const plain = linesOf(lines)
  if (kind === 'transfer') acts.transfer.mutate({ body: { fromId: warehouseId, toId, reason, lines: plain } })
  else if (kind === 'receive') {
    const valued = plain.map((line, at) => {
      const value = amountOf(lines[at]?.value ?? '')
      return { ...line, ...(value !== '' && { value }) }
    })
    acts.receive.mutate({ body: { warehouseId, reason, lines: valued } })
  } else {
    const stated = plain.map(({ itemId, quantity }) =>
      kind === 'count' ? { itemId, counted: quantity } : { itemId, difference: quantity },
    )
    acts.adjust.mutate({ body: { warehouseId, reason, lines: stated } })
  }
}

/** Receipt, adjustment, count and stock transfer are the same sheet: a warehouse or two, a reason, lines. */
export function StockForm({ kind, onClose }: StockFormProps) {
  const t = useWords(stockWords)
  const language = useLanguage()
  const warehouses = useWarehouses()
  const [chosen, setChosen] = useState('')
  const [target, setTarget] = useState('')
  const [reason, setReason] = useState('')
  const [lines, setLines] = useState<readonly StockLine[]>([emptyLine()])
  const acts = useStockActs(onClose)
  const act = kind === 'receive' ? acts.receive : kind === 'transfer' ? acts.transfer : acts.adjust
  const places = warehouses.data?.rows.filter(({ active }) => active) ?? []
  const warehouseId = chosen || (places[0]?.id ?? '')
  const others = places.filter(({ id }) => id !== warehouseId)
  const toId = others.some(({ id }) => id === target) ? target : (others[0]?.id ?? '')
  const whole = lines.filter((line) => isWhole(line, kind))
  const begun = lines.filter(({ itemId, quantity }) => itemId !== null || quantity.trim() !== '')
  const placed = warehouseId !== '' && (kind !== 'transfer' || toId !== '')
  const ready = whole.length > 0 && whole.length === begun.length && reason.trim() !== '' && placed
  const set = (key: string, part: Partial<StockLine>) =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && !act.isPending) send(acts, kind, { warehouseId, toId, reason: reason.trim() }, whole)
  }
  const place = (label: string, value: string, options: typeof places, onChange: (id: string) => void) => (
    <Field label={label}>
      {(id) => (
        <OneOf
          id={id}
          value={value}
          onChange={onChange}
          options={options.map((one) => ({ value: one.id, label: nameIn(one, language) }))}
        />
      )}
    </Field>
  )
  const title = t(titles[kind])
  return (
    <Peek label={title} title={title} onClose={onClose}>
      <form className="stock-form" onSubmit={submit} noValidate>
        {place(t(kind === 'transfer' ? 'fromWarehouse' : 'warehouse'), warehouseId, places, setChosen)}
        {kind === 'transfer' &&
          (others.length > 0 ? (
            place(t('toWarehouse'), toId, others, setTarget)
          ) : (
            <p className="t13 ochre">{t('oneWarehouse')}</p>
          ))}
        <Field label={t('reason')} hint={t(hints[kind])}>
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
            {t(submits[kind], { count: whole.length })}
          </Button>
        </div>
      </form>
    </Peek>
  )
}

interface LineFieldsProps {
  kind: StockAct
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
          placeholder={t(kind === 'adjust' ? 'difference' : kind === 'count' ? 'counted' : 'quantity')}
          inputMode="decimal"
          maxLength={20}
          value={line.quantity}
          status={line.itemId !== null && line.quantity !== '' && !isWhole(line, kind) ? 'error' : undefined}
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
