import { useLanguage, useWords } from '../../../app/language.ts'
import { amountInEnglish } from '../../../ui/amount-words-en.ts'
import { amountInWords, sumAmounts } from '../../../ui/amounts.ts'
import { Money } from '../../../ui/figures.tsx'
import { percentText } from '../../../ui/share.ts'
import { type PaperFact, PaperHead } from '../../../ui/sheet/paper-head.tsx'
import { Sheet } from '../../../ui/sheet/sheet.tsx'
import { pagesOf, type SheetPage } from '../../../ui/sheet/sizes.ts'
import { sheetWords } from '../../../ui/sheet/words.ts'
import { useFormat } from '../../../ui/use-format.ts'
import type { Order, OrderLine } from '../read-order.ts'
import { printWords } from './words.ts'

/** How many lines fit on an A4 page between head and signatures. */
const linesOnPage = 18

/** The order confirmation as it leaves the printer, with running totals and the amount in words on its last page. */
export function OrderSheet({ order }: { order: Order }) {
  return pagesOf(order.lines, linesOnPage).map((page) => (
    <Sheet key={page.page} size="a4">
      <SheetHead order={order} />
      <SheetLines order={order} page={page} />
      <SheetFoot order={order} page={page} />
    </Sheet>
  ))
}

const methods = {
  transfer: 'transfer',
  cash: 'cash',
  card: 'card',
  draft: 'draftPaper',
  online: 'online',
} as const

function SheetHead({ order }: { order: Order }) {
  const t = useWords(printWords)
  const format = useFormat()
  const { recipient, contactName, phone, region, street } = order.deliverTo
  const day = (value: string | null) => (value ? format.date(value, 'full') : null)
  const term = order.termDays === 0 ? t('prepaid') : t('termDays', { count: order.termDays })
  const facts: PaperFact[] = [
    { label: t('buyer'), value: order.customer.name },
    { label: t('orderedOn'), value: day(order.orderedOn) },
    { label: t('taxId'), value: order.taxId },
    { label: t('requestedOn'), value: day(order.requestedOn) },
    { label: t('customerNumber'), value: order.customerNumber },
    { label: t('promisedOn'), value: day(order.promisedOn) },
    {
      label: t('payment'),
      value: [order.paymentMethod && t(methods[order.paymentMethod]), term].filter(Boolean).join(' · '),
    },
    { label: t('owner'), value: order.owner.name },
    { label: t('deliverTo'), value: [region, street].filter(Boolean).join(' '), wide: true },
    { label: t('contact'), value: [recipient || contactName, phone].filter(Boolean).join(' · '), wide: true },
  ]
  return (
    <PaperHead
      bank
      note={order.state === 'draft' && t('draft')}
      title={t('title')}
      number={order.number}
      facts={facts}
    />
  )
}

function SheetLines({ order, page }: { order: Order; page: SheetPage<OrderLine> }) {
  const t = useWords(printWords)
  const language = useLanguage()
  const format = useFormat()
  return (
    <table>
      <colgroup>
        <col style={{ width: '9mm' }} />
        <col />
        <col style={{ width: '25mm' }} />
        <col style={{ width: '23mm' }} />
        <col style={{ width: '12mm' }} />
        <col style={{ width: '26mm' }} />
        <col style={{ width: '24mm' }} />
      </colgroup>
      <thead>
        <tr>
          <th>#</th>
          <th>{t('item')}</th>
          <th className="number">{t('quantity')}</th>
          <th className="number">{t(order.pricesIncludeTax ? 'priceWithTax' : 'priceNoTax')}</th>
          <th className="number">{t('taxRate')}</th>
          <th className="number">{t('amount')}</th>
          <th>{t('promisedOn')}</th>
        </tr>
      </thead>
      <tbody>
        {page.rows.map((line) => (
          <tr key={line.line}>
            <td>{line.line}</td>
            <td>
              <span>
                {line.itemNumber} {line.description}
              </span>
            </td>
            <td className="number">
              {format.quantity(line.quantity, language === 'zh' ? line.unitNameZh : line.unitNameEn)}
            </td>
            <td className="number">
              <Money amount={line.unitPrice} bare />
            </td>
            <td className="number">{percentText(line.taxRate)}</td>
            <td className="number">
              <Money amount={line.gross} bare />
            </td>
            <td>{promiseOf(line, order)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const promiseOf = (line: OrderLine, order: Order): string => line.promisedOn ?? order.promisedOn ?? ''

function SheetFoot({ order, page }: { order: Order; page: SheetPage<OrderLine> }) {
  const t = useWords(printWords)
  const sheet = useWords(sheetWords)
  const language = useLanguage()
  const format = useFormat()
  const last = page.page === page.pages
  const money = (amount: string) => format.money(amount, order.currency)
  const gross = (lines: readonly OrderLine[]) => money(sumAmounts(lines.map((line) => line.gross)))
  const words =
    language === 'en'
      ? amountInEnglish(order.gross, order.currency === 'CNY' ? 'yuan' : order.currency)
      : amountInWords(order.gross)
  return (
    <>
      <div className="sheet-sums">
        {page.pages > 1 && (
          <>
            <span>
              {t('pageSum')} <b>{gross(page.rows)}</b>
            </span>
            <span>
              {t('runningSum')} <b>{gross(page.upTo)}</b>
            </span>
          </>
        )}
        {last && (
          <>
            <span>
              {t('net')} {money(order.net)}
            </span>
            <span>
              {t('tax')} {money(order.tax)}
            </span>
            <span>
              {t('gross')} <b>{money(order.gross)}</b>
            </span>
            <span>
              {t('inWords')} <b>{words}</b>
            </span>
          </>
        )}
      </div>
      {last && order.note && (
        <div className="sheet-sums">
          <span>
            {t('note')} {order.note}
          </span>
        </div>
      )}
      {last && (
        <div className="sheet-foot">
          <div className="sheet-boxes sheet-boxes-two">
            <div>
              {t('seller')}
              <br />
              {t('date')}
            </div>
            <div>
              {t('buyerSign')}
              <br />
              {t('date')}
            </div>
          </div>
        </div>
      )}
      <footer className="sheet-end">
        <span className="grow">{last && t('confirmLine')}</span>
        <span>{sheet('pageOf', { page: page.page, pages: page.pages })}</span>
      </footer>
    </>
  )
}
