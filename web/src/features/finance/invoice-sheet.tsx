import { useWords } from '../../app/language.ts'
import { sumAmounts } from '../../ui/amounts.ts'
import { Money, Quantity } from '../../ui/figures.tsx'
import { percentText } from '../../ui/share.ts'
import { type PaperFact, PaperHead } from '../../ui/sheet/paper-head.tsx'
import { Sheet } from '../../ui/sheet/sheet.tsx'
import { pagesOf, type SheetPage, type SheetSize } from '../../ui/sheet/sizes.ts'
import { sheetWords } from '../../ui/sheet/words.ts'
import { useFormat } from '../../ui/use-format.ts'
import type { Invoice } from './invoice-body.tsx'
import { isOwed } from './invoice-state.tsx'
import { useAmountWords } from './sums.tsx'
import { financeWords } from './words.ts'

/** How many lines fit between head and signatures. */
const linesOn: Record<SheetSize, number> = { a4: 19, a5: 6, form: 6 }

/** A plain commercial invoice on paper, with running totals and the amount in words on the last page. */
export function InvoiceSheet({ invoice, size }: { invoice: Invoice; size: SheetSize }) {
  return pagesOf(invoice.lines, linesOn[size]).map((page) => (
    <Sheet key={page.page} size={size}>
      <InvoiceHead invoice={invoice} />
      <PaperLines invoice={invoice} page={page} />
      <PaperFoot page={page} />
    </Sheet>
  ))
}

function InvoiceHead({ invoice }: { invoice: Invoice }) {
  const t = useWords(financeWords)
  const format = useFormat()
  const credit = !isOwed(invoice)
  const facts: PaperFact[] = [
    { label: t('buyer'), value: invoice.customer.name },
    { label: t('issuedOn'), value: format.date(invoice.issuedOn, 'full') },
    { label: t('taxId'), value: invoice.taxId },
    { label: t('dueOn'), value: credit ? null : format.date(invoice.dueOn, 'full') },
    { label: t('order'), value: invoice.order?.number ?? null },
    { label: t('creditsInvoice'), value: invoice.credits?.number ?? null },
    { label: t('reversesNote'), value: invoice.reverses?.number ?? null },
    { label: t('reason'), value: credit ? invoice.reason : null },
  ]
  return (
    <PaperHead
      bank
      note={t('plainNote')}
      title={t(invoice.reverses ? 'creditReversal' : credit ? 'creditNotePaper' : 'commercial')}
      number={invoice.number}
      facts={facts}
    />
  )
}

interface PaperPage {
  page: SheetPage<Invoice['lines'][number]>
}

function PaperLines({ invoice, page }: PaperPage & { invoice: Invoice }) {
  const t = useWords(financeWords)
  return (
    <>
      <table>
        <colgroup>
          <col style={{ width: '9mm' }} />
          <col />
          <col style={{ width: '27mm' }} />
          <col style={{ width: '22mm' }} />
          <col style={{ width: '26mm' }} />
          <col style={{ width: '14mm' }} />
          <col style={{ width: '30mm' }} />
        </colgroup>
        <thead>
          <tr>
            <th>#</th>
            <th>{t('item')}</th>
            <th>{t('delivery')}</th>
            <th className="number">{t('quantity')}</th>
            <th className="number">{t('unitPrice')}</th>
            <th className="number">{t('taxRate')}</th>
            <th className="number">{t('amount')}</th>
          </tr>
        </thead>
        <tbody>
          {page.rows.map((line) => (
            <tr key={line.line}>
              <td>{line.line}</td>
              <td>
                <span>{line.description}</span>
              </td>
              <td>{line.deliveryNumber}</td>
              <td className="number">
                <Quantity quantity={line.quantity} />
              </td>
              <td className="number">{line.unitPrice}</td>
              <td className="number">{percentText(line.taxRate)}</td>
              <td className="number">
                <Money amount={line.gross} bare />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <PaperSums invoice={invoice} page={page} />
    </>
  )
}

function PaperSums({ invoice, page }: PaperPage & { invoice: Invoice }) {
  const t = useWords(financeWords)
  const format = useFormat()
  const words = useAmountWords(invoice.currency)
  const say = (amount: string) => format.money(amount, invoice.currency)
  const gross = (lines: PaperPage['page']['rows']) => say(sumAmounts(lines.map((line) => line.gross)))
  const last = page.page === page.pages
  const parts = [
    ['net2', invoice.net],
    ['tax', invoice.tax],
    ['freight', invoice.freight],
    ['rounding', invoice.rounding],
  ] as const
  return (
    <>
      {page.pages > 1 && (
        <div className="sheet-sums">
          <span>
            {t('thisPage')} <b>{gross(page.rows)}</b>
          </span>
          <span>
            {t('carried')} <b>{gross(page.upTo)}</b>
          </span>
        </div>
      )}
      {last && (
        <>
          <div className="sheet-sums">
            {parts
              .filter(([key, amount]) => key === 'net2' || key === 'tax' || amount !== '0.00')
              .map(([key, amount]) => (
                <span key={key}>
                  {t(key)} <b>{say(amount)}</b>
                </span>
              ))}
            <span className="push">
              {t('grossTotal')} <b>{say(invoice.gross)}</b>
            </span>
          </div>
          <div className="sheet-sums">
            <span>
              {t('inWords')} <b>{words(invoice.gross)}</b>
            </span>
          </div>
        </>
      )}
    </>
  )
}

function PaperFoot({ page }: PaperPage) {
  const t = useWords(financeWords)
  const words = useWords(sheetWords)
  return (
    <>
      <div className="sheet-foot">
        <div className="sheet-boxes sheet-boxes-two">
          <div>{t('sellerSign')}</div>
          <div>{t('buyer')}</div>
        </div>
      </div>
      <div className="sheet-end">
        <span className="push">{words('pageOf', { page: page.page, pages: page.pages })}</span>
      </div>
    </>
  )
}
