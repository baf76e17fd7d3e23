import { useLanguage, useWords } from '../../app/language.ts'
import { amountInWords } from '../../ui/amounts.ts'
import { DateText, Money, QuarterBars, QuarterHeads } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { type ListColumn, ListTable } from '../../ui/list-table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { progressOf } from './line-progress.ts'
import type { Order, OrderLine } from './read-order.ts'
import { orderWords } from './words.ts'

/** The lines with their four bars and one word of progress; below them the sums and the amount in words. */
export function LinesPanel({ order }: { order: Order }) {
  const t = useWords(orderWords)
  const language = useLanguage()
  const format = useFormat()
  const money = (amount: string) => format.money(amount, order.currency)
  const words =
    language === 'zh' && order.currency === 'CNY'
      ? amountInWords(order.gross)
      : `${order.currency} ${format.money(order.gross, order.currency, true)}`
  return (
    <>
      <ListTable<OrderLine>
        label={t('lines')}
        rows={order.lines}
        rowKey={(line) => String(line.line)}
        rowName={(line) => line.description}
        columns={useColumns(order)}
        empty={null}
      />
      <div className="sum-row t13">
        <span className="quiet">{t('sumLines', { count: order.lines.length })}</span>
        <span className="quiet">{t('net', { amount: money(order.net) })}</span>
        <span className="quiet">{t('tax', { amount: money(order.tax) })}</span>
        {order.freight !== '0.00' && <span className="quiet">{t('freight', { amount: money(order.freight) })}</span>}
        {order.rounding !== '0.00' && <span className="quiet">{t('rounding', { amount: money(order.rounding) })}</span>}
        <span className="push">
          <span className="quiet">{t('inWords')}</span> <b>{words}</b>
        </span>
      </div>
    </>
  )
}

function useColumns(order: Order): ListColumn<OrderLine>[] {
  const t = useWords(orderWords)
  const language = useLanguage()
  const format = useFormat()
  const dated = order.lines.some((line) => line.promisedOn !== null)
  const unit = (line: OrderLine) => (language === 'zh' ? line.unitNameZh : line.unitNameEn)
  return [
    { key: 'line', title: '#', width: 36, phone: 'none', render: (line) => <span className="quiet">{line.line}</span> },
    {
      key: 'item',
      title: t('item'),
      cut: true,
      phone: 'title',
      render: (line) => (
        <span className="line-item">
          <span className="quiet">{line.itemNumber}</span>
          <span className="ellipsis" title={line.description}>
            {line.description}
          </span>
        </span>
      ),
    },
    {
      key: 'quantity',
      title: t('quantity'),
      align: 'right',
      width: 84,
      phone: 'line',
      render: (line) => format.quantity(line.quantity, unit(line)),
    },
    {
      key: 'price',
      title: t(order.pricesIncludeTax ? 'priceWithTax' : 'priceNoTax'),
      align: 'right',
      width: language === 'zh' ? 76 : 98,
      phone: 'none',
      render: (line) => <Money amount={line.unitPrice} bare />,
    },
    {
      key: 'amount',
      title: t('amount'),
      align: 'right',
      width: 92,
      phone: 'side',
      render: (line) => (
        <b>
          <Money amount={order.pricesIncludeTax ? line.gross : line.net} bare />
        </b>
      ),
    },
    ...(dated
      ? [
          {
            key: 'promised',
            title: t('promised'),
            width: 68,
            phone: 'none' as const,
            render: (line: OrderLine) => <DateText value={line.promisedOn ?? order.promisedOn} />,
          },
        ]
      : []),
    {
      key: 'bars',
      title: language === 'zh' ? <QuarterHeads /> : t('progress'),
      width: language === 'zh' ? 128 : 96,
      phone: 'none',
      render: (line) => order.state !== 'cancelled' && <QuarterBars {...progressOf(line, order.state).bars} />,
    },
    {
      key: 'progress',
      title: language === 'zh' ? t('progress') : <span className="hidden-text">{t('state')}</span>,
      width: 132,
      phone: 'note',
      render: (line) => <ProgressWord line={line} order={order} unit={unit(line)} />,
    },
  ]
}

function ProgressWord({ line, order, unit }: { line: OrderLine; order: Order; unit: string }) {
  const t = useWords(orderWords)
  const format = useFormat()
  const { step, missing, due } = progressOf(line, order.state)
  const done = order.state === 'cancelled' ? null : step
  if (done === null) return <span className="quiet">—</span>
  if (done === 'short')
    return (
      <span className="ochre row gap-4 nowrap">
        <Icon name="warning" size={14} />
        {t('short', { quantity: format.quantity(missing ?? '0', unit) })}
      </span>
    )
  const words = {
    service: t('service'),
    shortClosed: t('shortClosed'),
    signed: t('signedAll'),
    shipped: t('shippedAll'),
    partly: t('shipped', { done: format.quantity(line.shipped), all: format.quantity(due) }),
    reserved: t('reservedAll'),
    inStock: t('inStock'),
  }
  return <span className={done === 'signed' ? 'lv' : 'muted'}>{words[done]}</span>
}
