import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { call } from '../app/api.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { IssueForm } from '../features/finance/issue-form.tsx'
import { financeWords } from '../features/finance/words.ts'
import { Money } from '../ui/figures.tsx'
import { Awaited } from '../ui/loading.tsx'
import { Page, PageHead } from '../ui/page.tsx'

/** Issuing an invoice for what has been signed or shipped of an order. */
export function InvoiceNew() {
  const t = useWords(financeWords)
  const { orderId = '' } = useParams()
  const found = useQuery({
    queryKey: ['order', orderId, 'invoiceable'],
    queryFn: ({ signal }) => call('GET /v1/orders/:id/invoiceable', { params: { id: orderId }, signal }),
  })
  const invoiceable = found.data
  const title = invoiceable ? t('issueOrder', { number: invoiceable.order.number }) : t('issue')
  useCrumbs([{ label: t('title'), to: '/invoices' }, { label: title }])
  if (!invoiceable) {
    return (
      <Page>
        <Awaited asked={found} />
      </Page>
    )
  }
  return (
    <Page>
      <PageHead
        title={title}
        facts={
          <>
            <Link to={`/orders/${orderId}`}>{invoiceable.customer.name}</Link>
            {invoiceable.taxId && (
              <span>
                {t('taxId')} {invoiceable.taxId}
              </span>
            )}
          </>
        }
        figure={<Money amount={invoiceable.gross} />}
        figureNote={t('grossTotal')}
      />
      <IssueForm invoiceable={invoiceable} />
    </Page>
  )
}
