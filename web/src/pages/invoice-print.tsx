import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { call } from '../app/api.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { stored, useStored } from '../app/stored.ts'
import { InvoiceSheet } from '../features/finance/invoice-sheet.tsx'
import { financeWords } from '../features/finance/words.ts'
import { Awaited } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { SheetDesk } from '../ui/sheet/sheet.tsx'
import type { SheetSize } from '../ui/sheet/sizes.ts'

const paper = stored<SheetSize>('baton.invoicePaper', ['a4', 'a5', 'form'], () => 'a4')

/** The invoice on paper. */
export function InvoicePrint() {
  const t = useWords(financeWords)
  const { id = '' } = useParams()
  const size = useStored(paper)
  const found = useQuery({
    queryKey: ['order', 'invoice', id],
    queryFn: ({ signal }) => call('GET /v1/invoices/:id', { params: { id }, signal }),
  })
  const invoice = found.data
  useCrumbs([
    { label: t('title'), to: '/invoices?view=invoices' },
    { label: invoice?.number ?? t('invoice'), to: `/invoices/${id}` },
    { label: t('print') },
  ])
  return (
    <Page>
      <h1 className="hidden-text no-print">
        {t('print')} {invoice?.number}
      </h1>
      <Awaited asked={found} />
      {invoice && (
        <SheetDesk size={size} onSize={paper.set}>
          <InvoiceSheet invoice={invoice} size={size} />
        </SheetDesk>
      )}
    </Page>
  )
}
