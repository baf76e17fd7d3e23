import { formatDecimal, parseDecimal, QUANTITY_PLACES } from '@baton/contract/decimal'
import { useLanguage, useWords } from '../../app/language.ts'
import { Quantity } from '../../ui/figures.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { type PaperFact, PaperHead } from '../../ui/sheet/paper-head.tsx'
import { Sheet } from '../../ui/sheet/sheet.tsx'
import { pagesOf, type SheetPage, type SheetSize } from '../../ui/sheet/sizes.ts'
import { sheetWords } from '../../ui/sheet/words.ts'
import { useFormat } from '../../ui/use-format.ts'
import type { Delivery } from './delivery-body.tsx'
import { noteWords } from './note/words.ts'

type Line = Delivery['lines'][number]

/** How many lines fit between head and signatures. */
const linesOn: Record<SheetSize, number> = { a4: 20, a5: 7, form: 7 }

interface DeliverySheetProps {
  delivery: Delivery
  size: SheetSize
  /** Where the customer signs by phone, when such a link was made. */
  signUrl?: string
}

/** The delivery note 送货单, as many pages as its lines need, each with head, sums and signatures. */
export function DeliverySheet({ delivery, size, signUrl }: DeliverySheetProps) {
  return pagesOf(delivery.lines, linesOn[size]).map((page) => (
    <Sheet key={page.page} size={size}>
      <NoteHead delivery={delivery} />
      <NoteLines page={page} />
      <NoteFoot delivery={delivery} page={page} size={size} signUrl={signUrl} />
    </Sheet>
  ))
}

function NoteHead({ delivery }: { delivery: Delivery }) {
  const t = useWords(noteWords)
  const format = useFormat()
  const { deliverTo: to } = delivery
  const facts: PaperFact[] = [
    { label: t('customer'), value: delivery.customer.name },
    { label: t('shipped'), value: format.date(delivery.shippedAt, 'full') },
    { label: t('order'), value: delivery.order.number },
    { label: t('customerNumber'), value: delivery.customerNumber || '—' },
    {
      label: t('deliverTo'),
      value: [to.recipient, to.phone, to.region, to.street].filter(Boolean).join('  '),
      wide: true,
    },
    { label: t('carrier'), value: [delivery.carrier, delivery.trackingNumber].filter(Boolean).join('  ') || '—' },
    { label: t('note'), value: delivery.note || '—' },
  ]
  return (
    <PaperHead bank title={t('title')} number={delivery.number} facts={facts}>
      <QrCode text={delivery.number} label={t('codeOfNumber', { number: delivery.number })} size={52} />
    </PaperHead>
  )
}

function NoteLines({ page }: { page: SheetPage<Line> }) {
  const t = useWords(noteWords)
  const zh = useLanguage() === 'zh'
  return (
    <>
      <table>
        <colgroup>
          <col style={{ width: '9mm' }} />
          <col style={{ width: '30mm' }} />
          <col />
          <col style={{ width: '24mm' }} />
          <col style={{ width: '14mm' }} />
          <col style={{ width: '24mm' }} />
          <col style={{ width: '26mm' }} />
        </colgroup>
        <thead>
          <tr>
            <th>#</th>
            <th>{t('item')}</th>
            <th>{t('description')}</th>
            <th className="number">{t('quantity')}</th>
            <th>{t('unit')}</th>
            <th className="number">{t('received')}</th>
            <th>{t('remark')}</th>
          </tr>
        </thead>
        <tbody>
          {page.rows.map((line) => (
            <tr key={line.line}>
              <td>{line.line}</td>
              <td>
                <span>{line.itemNumber}</span>
              </td>
              <td>
                <span>{line.description}</span>
              </td>
              <td className="number">
                <Quantity quantity={line.quantity} />
              </td>
              <td>{zh ? line.unitNameZh : line.unitNameEn}</td>
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
      <NoteSums page={page} />
    </>
  )
}

/** Quantities add up per unit only. */
function sums(lines: readonly Line[], zh: boolean): string[][] {
  const totals = new Map<string, bigint>()
  for (const line of lines) {
    const unit = zh ? line.unitNameZh : line.unitNameEn
    totals.set(unit, (totals.get(unit) ?? 0n) + (parseDecimal(line.quantity, QUANTITY_PLACES) ?? 0n))
  }
  return [...totals].map(([unit, total]) => [formatDecimal(total, QUANTITY_PLACES), unit])
}

function NoteSums({ page }: { page: SheetPage<Line> }) {
  const t = useWords(noteWords)
  const zh = useLanguage() === 'zh'
  const format = useFormat()
  const told = (lines: readonly Line[]) =>
    sums(lines, zh)
      .map(([total = '', unit]) => format.quantity(total, unit))
      .join(' · ')
  const last = page.page === page.pages
  return (
    <div className="sheet-sums">
      {page.pages > 1 && (
        <span>
          {t('thisPage')} <b>{told(page.rows)}</b>
        </span>
      )}
      <span>
        {t(last ? 'total' : 'upTo')} <b>{told(page.upTo)}</b>
      </span>
      <span>{t('lines', { count: page.upTo.length })}</span>
    </div>
  )
}

function NoteFoot({ delivery, page, size, signUrl }: DeliverySheetProps & { page: SheetPage<Line> }) {
  const t = useWords(noteWords)
  const words = useWords(sheetWords)
  return (
    <>
      <div className="sheet-foot">
        <div className="sheet-boxes">
          <div>{t('sender')}</div>
          <div>{t('driver')}</div>
          <div>{t('receiver')}</div>
        </div>
        {signUrl && (
          <div className="sheet-code">
            <QrCode
              text={signUrl}
              label={t('codeOfLink', { number: delivery.number })}
              size={size === 'a4' ? 84 : 62}
            />
            {t('scanToSign')}
          </div>
        )}
      </div>
      <div className="sheet-end">
        <span>{size === 'form' ? t('parts') : t('checkGoods')}</span>
        <span className="push">{words('pageOf', { page: page.page, pages: page.pages })}</span>
      </div>
    </>
  )
}
