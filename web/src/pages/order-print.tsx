import { useParams } from 'react-router'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { OrderSheet } from '../features/order/print/order-sheet.tsx'
import { printWords } from '../features/order/print/words.ts'
import { useOrder } from '../features/order/read-order.ts'
import { Awaited } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { SheetDesk } from '../ui/sheet/sheet.tsx'

/** The order confirmation on paper. */
export function OrderPrint() {
  const t = useWords(printWords)
  const { id = '' } = useParams()
  const order = useOrder(id)
  useCrumbs([
    { label: t('orders'), to: '/orders' },
    { label: order.data?.number ?? '…', to: `/orders/${id}` },
    { label: t('print') },
  ])
  return (
    <Page>
      <h1 className="hidden-text">{t('title')}</h1>
      <Awaited asked={order} />
      {order.data && (
        <SheetDesk size="a4">
          <OrderSheet order={order.data} />
        </SheetDesk>
      )}
    </Page>
  )
}
