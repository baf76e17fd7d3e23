import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAct } from '../../app/act.ts'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { Money, Quantity } from '../../ui/figures.tsx'
import { Lines } from '../../ui/lines.tsx'
import { Card } from '../../ui/page.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { percentText } from '../../ui/share.ts'
import { tellDone } from '../../ui/undo.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { isOwed } from './invoice-state.tsx'
import { Sums } from './sums.tsx'
import { financeWords } from './words.ts'
import './finance.css'

export type Invoice = Reply<'GET /v1/invoices/:id'>
type Matching = Invoice['matchings'][number]

/** Lines with their sums, and the payments that took it. */
export function InvoiceBody({ invoice }: { invoice: Invoice }) {
  const t = useWords(financeWords)
  return (
    <>
      {invoice.kind !== 'opening' && (
        <Card title={t('invoiceLines')} count={invoice.lines.length} flush>
          <InvoiceLines invoice={invoice} />
          <Sums totals={invoice} currency={invoice.currency} />
        </Card>
      )}
      {isOwed(invoice) && <Matchings invoice={invoice} />}
    </>
  )
}

function InvoiceLines({ invoice }: { invoice: Invoice }) {
  const t = useWords(financeWords)
  const credited = invoice.lines.some((line) => line.credited !== '0')
  return (
    <Lines
      label={t('invoiceLines')}
      head={
        <tr>
          <th className="desk-only">#</th>
          <th>{t('item')}</th>
          <th className="desk-only">{t('delivery')}</th>
          <th className="number">{t('quantity')}</th>
          {credited && <th className="number">{t('creditedColumn')}</th>}
          <th className="number desk-only">{t('unitPrice')}</th>
          <th className="number desk-only">{t('taxRate')}</th>
          <th className="number desk-only">{t('tax')}</th>
          <th className="number">{t('amount')}</th>
        </tr>
      }
    >
      {invoice.lines.map((line) => (
        <tr key={line.line}>
          <td className="quiet desk-only">{line.line}</td>
          <td>{line.description}</td>
          <td className="desk-only">{line.deliveryNumber ?? <span className="quiet">—</span>}</td>
          <td className="number">
            <Quantity quantity={line.quantity} />
          </td>
          {credited && (
            <td className={line.credited === '0' ? 'number quiet' : 'number rouge'}>
              {line.credited === '0' ? '—' : <Quantity quantity={line.credited} />}
            </td>
          )}
          <td className="number desk-only">{line.unitPrice}</td>
          <td className="number desk-only">{percentText(line.taxRate)}</td>
          <td className="number desk-only">
            <Money amount={line.tax} bare />
          </td>
          <td className="number strong">
            <Money amount={line.gross} bare />
          </td>
        </tr>
      ))}
    </Lines>
  )
}

function Matchings({ invoice }: { invoice: Invoice }) {
  const t = useWords(financeWords)
  const mayMatch = useRight('finance.match')
  const [chosen, setChosen] = useState<Matching | null>(null)
  return (
    <Card title={t('matchings')} count={invoice.matchings.length || undefined}>
      {invoice.matchings.length === 0 && <p className="t13 quiet">{t('noMatchings')}</p>}
      <ul className="matching-list">
        {invoice.matchings.map((matching) => (
          <li key={matching.id}>
            <Link to="/invoices?view=payments" className="strong">
              {matching.payment.number}
            </Link>
            <span className="quiet t12 grow">
              <MatchedAt at={matching.at} />
            </span>
            <Money amount={matching.amount} currency={invoice.currency} />
            {mayMatch && (
              <Button size="small" onClick={() => setChosen(matching)}>
                {t('unmatch')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Unmatch matching={chosen} onClose={() => setChosen(null)} />
    </Card>
  )
}

function MatchedAt({ at }: { at: string }) {
  const t = useWords(financeWords)
  const format = useFormat()
  return <time dateTime={at}>{t('matchedAt', { date: format.date(at) })}</time>
}

function Unmatch({ matching, onClose }: { matching: Matching | null; onClose: () => void }) {
  const t = useWords(financeWords)
  const format = useFormat()
  const undo = useAct(
    (asked: { id: string; reason: string }) =>
      call('POST /v1/matchings/:id/reverse', { params: { id: asked.id }, body: { reason: asked.reason } }),
    () => {
      tellDone({ text: t('unmatched') })
      onClose()
    },
  )
  const number = matching?.payment.number ?? ''
  return (
    <ReasonDialog
      open={matching !== null}
      title={t('unmatchTitle', { number })}
      submit={t('unmatch')}
      busy={undo.isPending}
      error={undo.error}
      onClose={onClose}
      onSubmit={(reason) => matching && undo.mutate({ id: matching.id, reason })}
    >
      {matching && t('unmatchText', { amount: format.money(matching.amount), number })}
    </ReasonDialog>
  )
}
