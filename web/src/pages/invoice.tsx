import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { call } from '../app/api.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { InvoiceActs } from '../features/finance/invoice-acts.tsx'
import { type Invoice as Detail, InvoiceBody } from '../features/finance/invoice-body.tsx'
import { InvoiceStatus, isOwed } from '../features/finance/invoice-state.tsx'
import { financeWords } from '../features/finance/words.ts'
import { DateText, Money } from '../ui/figures.tsx'
import { Awaited } from '../ui/loading.tsx'
import { Page, PageHead } from '../ui/page.tsx'

/** One invoice, credit note or the reversal of one: lines, sums, and the payments that took it. */
export function Invoice() {
  const t = useWords(financeWords)
  const { id = '' } = useParams()
  const found = useQuery({
    queryKey: ['order', 'invoice', id],
    queryFn: ({ signal }) => call('GET /v1/invoices/:id', { params: { id }, signal }),
  })
  const invoice = found.data
  useCrumbs([{ label: t('title'), to: '/invoices?view=invoices' }, { label: invoice?.number ?? t('invoice') }])
  if (!invoice) {
    return (
      <Page>
        <Awaited asked={found} />
      </Page>
    )
  }
  return (
    <Page>
      <PageHead
        title={invoice.number}
        chips={<InvoiceStatus invoice={invoice} chip />}
        facts={<InvoiceFacts invoice={invoice} />}
        figure={<Money amount={invoice.gross} currency={invoice.currency} />}
        figureNote={
          isOwed(invoice) && (
            <>
              {t('openWord')} <Money amount={invoice.open} currency={invoice.currency} />
            </>
          )
        }
        actions={<InvoiceActs invoice={invoice} />}
      />
      <InvoiceBody invoice={invoice} />
    </Page>
  )
}

function Referred({ label, to }: { label: string; to: { id: string; number: string } }) {
  return (
    <span>
      {label} <Link to={`/invoices/${to.id}`}>{to.number}</Link>
    </span>
  )
}

function InvoiceFacts({ invoice }: { invoice: Detail }) {
  const t = useWords(financeWords)
  return (
    <>
      <span className="strong ink">{invoice.customer.name}</span>
      <span>
        {invoice.order ? (
          <>
            {t('order')} <Link to={`/orders/${invoice.order.id}`}>{invoice.order.number}</Link>
          </>
        ) : (
          t('opening')
        )}
      </span>
      <span>
        {t('issuedOn')} <DateText value={invoice.issuedOn} />
      </span>
      {isOwed(invoice) && (
        <span>
          {t('dueOn')} <DateText value={invoice.dueOn} />
        </span>
      )}
      {invoice.credits && <Referred label={t('creditsOf')} to={invoice.credits} />}
      {invoice.reverses && <Referred label={t('reversesNote')} to={invoice.reverses} />}
      {invoice.reversedBy && <Referred label={t('reversedBy')} to={invoice.reversedBy} />}
      {invoice.reason && (
        <span>
          {t('reason')} {invoice.reason}
        </span>
      )}
      {invoice.taxId && (
        <span>
          {t('taxId')} {invoice.taxId}
        </span>
      )}
      {invoice.issuedBy && (
        <span>
          {t('issuedBy')} {invoice.issuedBy.name}
        </span>
      )}
    </>
  )
}
