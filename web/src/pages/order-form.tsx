import { useParams, useSearchParams } from 'react-router'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { useOrder } from '../features/order/read-order.ts'
import { draftOf, emptyDraft } from '../features/order-form/draft.ts'
import { OrderForm } from '../features/order-form/order-form.tsx'
import { formWords } from '../features/order-form/words.ts'
import { Awaited } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { companyZone } from '../ui/use-format.ts'
import { momentOf } from '../ui/zone.ts'

const today = () => momentOf(new Date().toISOString(), companyZone()).day

/** A new order, from scratch or as a copy of another. */
export function NewOrder() {
  const t = useWords(formWords)
  const [search] = useSearchParams()
  const copied = search.get('copy')
  useCrumbs([{ label: t('orders'), to: '/orders' }, { label: t('newTitle') }])
  if (copied) return <CopiedOrder id={copied} />
  return (
    <Page>
      <OrderForm key="new" title={t('newTitle')} name="new" first={emptyDraft} />
    </Page>
  )
}

function CopiedOrder({ id }: { id: string }) {
  const t = useWords(formWords)
  const order = useOrder(id)
  return (
    <Page>
      <Awaited asked={order} />
      {order.data && (
        <OrderForm
          key={`copy-${id}`}
          title={t('copyTitle', { number: order.data.number })}
          name={`copy-${id}`}
          first={() => (order.data ? draftOf(order.data, true, today()) : emptyDraft())}
        />
      )}
    </Page>
  )
}

/** An order that is changed; what was seen is named when it is saved. */
export function EditOrder() {
  const { id = '' } = useParams()
  const t = useWords(formWords)
  const order = useOrder(id)
  const number = order.data?.number ?? '…'
  useCrumbs([
    { label: t('orders'), to: '/orders' },
    { label: number, to: `/orders/${id}` },
    { label: t('editTitle', { number }) },
  ])
  return (
    <Page>
      <Awaited asked={order} />
      {order.data && (
        <OrderForm
          key={id}
          title={t('editTitle', { number })}
          name={id}
          order={order.data}
          first={() => (order.data ? draftOf(order.data, false, today()) : emptyDraft())}
        />
      )}
    </Page>
  )
}
