import { formatDecimal, money, parseDecimal, QUANTITY_PLACES, unitPrice as shownPrice } from '@baton/contract/decimal'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { useMedia } from '../../app/use-media.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Icon } from '../../ui/icon.tsx'
import { bareAmount } from '../../ui/typed-amount.ts'
import { useFormat } from '../../ui/use-format.ts'
import { type DraftLine, type Item, itemFacts } from './draft.ts'
import { amountsOf, isMore, lessBy, quotedPrice, wrongFigures } from './totals.ts'
import { formWords } from './words.ts'

/** Cells are named `row:column`, so that keys can walk them. */
export const cellName = (row: number, column: string): string => `${row}:${column}`

interface LineRowProps {
  line: DraftLine
  row: number
  customerId: string
  includesTax: boolean
  faultAt: (field: string) => string | undefined
  onChange: (changes: Partial<DraftLine>) => void
  onChosen: () => void
  onPaste: (text: string) => boolean
  onRemove: (() => void) | undefined
}

const findItems = (q: string, signal: AbortSignal) =>
  call('GET /v1/items', { query: { limit: 12, state: 'active', ...(q !== '' && { q }) }, signal }).then(
    ({ rows }) => rows,
  )

/** One line: its item, quantity against what is free in stock, price against what is agreed, and its amount. */
export function LineRow(props: LineRowProps) {
  const { line, row, includesTax, faultAt, onChange, onChosen, onPaste, onRemove } = props
  const t = useWords(formWords)
  const language = useLanguage()
  const format = useFormat()
  const narrow = useMedia('(width < 960px)')
  const amounts = amountsOf(line, includesTax)
  const name = (field: string) => `${t('lineName', { line: row + 1 })} ${field}`
  const faults = ['itemId', 'quantity', 'unitPrice', 'requestedOn'].flatMap((field) => faultAt(field) ?? [])
  const itemFault = line.missing ? t('notFound', { number: line.missing }) : undefined
  const wrong = wrongFigures(line)
  const shown = [...(itemFault ? [itemFault] : []), ...wrong.map((figure) => t(`${figure}Wrong`)), ...faults].filter(
    Boolean,
  )
  return (
    <fieldset className="line-row" aria-label={t('lineName', { line: row + 1 })}>
      <span className="quiet t13 line-number">{row + 1}</span>
      <Combobox<Item>
        label={name(t('item'))}
        value={line.itemNumber ? `${line.itemNumber} ${line.name}` : (line.missing ?? '')}
        placeholder={t('itemHint')}
        kind="items"
        search={findItems}
        rowKey={(item) => item.id}
        render={(item) => <ItemOption item={item} />}
        onChoose={(item) => {
          // Another item is another line: the order keeps the one that was agreed until it is taken out.
          onChange({ ...itemFacts(item), unitPrice: '', ...(item.id !== line.itemId && { line: undefined }) })
          onChosen()
        }}
        onPaste={onPaste}
        wrong={itemFault !== undefined || faultAt('itemId') !== undefined}
        cell={cellName(row, 'item')}
      />
      <span className="line-quantity">
        <input
          type="text"
          inputMode="decimal"
          className="own-input number"
          aria-label={name(t('quantity'))}
          aria-invalid={wrong.includes('quantity') || faultAt('quantity') !== undefined || undefined}
          data-cell={cellName(row, 'quantity')}
          placeholder={narrow ? t('quantity') : undefined}
          value={line.quantity}
          onChange={(event) => onChange({ quantity: bareAmount(event.target.value) })}
        />
        <span className="t12 quiet">{language === 'zh' ? line.unitNameZh : line.unitNameEn}</span>
      </span>
      <Stock line={line} narrow={narrow} />
      <span className="line-price">
        <input
          type="text"
          inputMode="decimal"
          className="own-input number"
          aria-label={name(t('unitPrice'))}
          aria-invalid={wrong.includes('unitPrice') || faultAt('unitPrice') !== undefined || undefined}
          data-cell={cellName(row, 'price')}
          placeholder={narrow ? t('unitPrice') : undefined}
          value={line.unitPrice}
          onChange={(event) => onChange({ unitPrice: bareAmount(event.target.value) })}
        />
        <Suggestion {...props} />
      </span>
      <b className="number t13 line-amount">
        {amounts ? format.money(money(includesTax ? amounts.gross : amounts.net), undefined, true) : '—'}
      </b>
      {narrow && (
        <span className="t12 quiet line-caption" aria-hidden="true">
          {t('lineDate')}
        </span>
      )}
      <DayInput
        label={name(t('lineDate'))}
        value={line.requestedOn}
        onChange={(requestedOn) => onChange({ requestedOn })}
        wrong={faultAt('requestedOn') !== undefined}
        cell={cellName(row, 'date')}
      />
      <button
        type="button"
        className="plain-button"
        aria-label={t('remove', { line: row + 1 })}
        title={t('remove', { line: row + 1 })}
        disabled={!onRemove}
        onClick={onRemove}
      >
        <Icon name="trash" />
      </button>
      {shown.length > 0 && (
        <p className="line-fault t12 rouge" role="alert">
          {shown.join(' ')}
        </p>
      )}
    </fieldset>
  )
}

function ItemOption({ item }: { item: Item }) {
  const format = useFormat()
  return (
    <span className="row gap-8">
      <span className="quiet nowrap">{item.number}</span>
      <span className="grow ellipsis">
        {item.name} {item.specification}
      </span>
      {item.listPrice && <span className="quiet nowrap">{format.money(item.listPrice, undefined, true)}</span>}
    </span>
  )
}

function Stock({ line, narrow }: { line: DraftLine; narrow: boolean }) {
  const t = useWords(formWords)
  const format = useFormat()
  const sees = useRight('inventory.read')
  const { itemId, kind, quantity } = line
  const stock = useQuery({
    queryKey: ['stock', 'of', itemId],
    queryFn: ({ signal }) => call('GET /v1/stock', { query: { itemId }, signal }).then(({ rows }) => rows),
    enabled: sees && itemId !== '' && kind === 'stock',
  })
  if (itemId === '' || !sees) return <span className="t12 quiet">—</span>
  if (kind !== 'stock') return <span className="t12 quiet">{t('noStock')}</span>
  if (!stock.data) return <span className="t12 quiet">…</span>
  const available = stock.data[0]?.available ?? '0'
  const short = isMore(quantity || '0', available)
  return (
    <span className={short ? 't12 ochre line-stock' : 't12 muted line-stock'}>
      {t(narrow ? 'availableNarrow' : 'available', { quantity: format.quantity(available) })}
      {short && (
        <span className="row gap-4">
          <Icon name="warning" size={12} />
          {t('short', { quantity: format.quantity(formatDecimal(lessBy(quantity, available), QUANTITY_PLACES)) })}
        </span>
      )}
    </span>
  )
}

const sources = { customer: 'fromCustomer', priceList: 'fromPriceList', step: 'fromStep', list: 'fromList' } as const

/** The agreed price fills an empty field; where another stands, one press takes it. */
function Suggestion({ line, customerId, includesTax, onChange }: LineRowProps) {
  const t = useWords(formWords)
  const format = useFormat()
  const { itemId, quantity, taxRate } = line
  const counted = parseDecimal(quantity.replaceAll(',', ''), QUANTITY_PLACES)
  const asked = counted !== null && counted > 0n ? quantity.replaceAll(',', '') : ''
  const price = useQuery({
    queryKey: ['price', itemId, customerId, asked],
    queryFn: ({ signal }) =>
      call('GET /v1/items/:id/price', {
        params: { id: itemId },
        query: { ...(customerId && { customerId }), ...(asked && { quantity: asked }) },
        signal,
      }),
    enabled: itemId !== '',
  })
  const found = price.data
  const quoted = found?.unitPrice && found.from !== 'none' ? quotedPrice(found.unitPrice, taxRate, includesTax) : null
  const empty = line.unitPrice === ''
  useEffect(() => {
    if (quoted && empty && document.activeElement?.getAttribute('data-cell')?.endsWith('price') !== true)
      onChange({ unitPrice: quoted })
  }, [quoted, itemId])
  if (!quoted || !found || found.from === 'none' || samePrice(line.unitPrice, quoted)) return null
  return (
    <button type="button" className="link-button t12" tabIndex={-1} onClick={() => onChange({ unitPrice: quoted })}>
      {t('usePrice', { from: t(sources[found.from]), price: format.money(quoted, undefined, true) })}
    </button>
  )
}

function samePrice(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => parseDecimal(text.replaceAll(',', ''), QUANTITY_PLACES))
  return (
    left !== null &&
    left !== undefined &&
    right !== null &&
    right !== undefined &&
    shownPrice(left) === shownPrice(right)
  )
}
