import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { call } from '../app/api.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { useOrder } from '../features/order/read-order.ts'
import { Versions } from '../features/order/versions.tsx'
import { orderWords } from '../features/order/words.ts'
import { Loading } from '../ui/loading.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import '../features/order/order.css'

/** What was agreed first, and what became of it: any two versions of an order compared. */
export function OrderVersions() {
  const t = useWords(orderWords)
  const { id = '' } = useParams()
  const order = useOrder(id)
  const versions = useQuery({
    queryKey: ['order', id, 'versions'],
    queryFn: ({ signal }) => call('GET /v1/orders/:id/versions', { params: { id }, signal }),
  })
  const number = order.data?.number ?? '…'
  useCrumbs([{ label: t('orders'), to: '/orders' }, { label: number, to: `/orders/${id}` }, { label: t('versions') }])
  const error = order.error ?? versions.error
  return (
    <Page>
      <PageHead title={`${number} ${t('versions')}`} />
      {error && <ProblemNotice error={error} onRetry={() => void versions.refetch()} />}
      {!versions.data && !error && <Loading />}
      {versions.data && order.data && (
        <Versions key={versions.data.rows.length} rows={versions.data.rows} currency={order.data.currency} />
      )}
    </Page>
  )
}
