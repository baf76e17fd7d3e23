import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { call } from '../app/api.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { DeliveryActs } from '../features/delivery/delivery-acts.tsx'
import { DeliveryBody } from '../features/delivery/delivery-body.tsx'
import { DeliveryStatus } from '../features/delivery/delivery-status.tsx'
import { deliveryWords } from '../features/delivery/words.ts'
import { Awaited } from '../ui/loading.tsx'
import { Page, PageHead } from '../ui/page.tsx'

/** One delivery note: what left, where it is, who signed for what. */
export function Delivery() {
  const t = useWords(deliveryWords)
  const { id = '' } = useParams()
  const found = useQuery({
    queryKey: ['order', 'delivery', id],
    queryFn: ({ signal }) => call('GET /v1/deliveries/:id', { params: { id }, signal }),
  })
  const delivery = found.data
  useCrumbs([{ label: t('title'), to: '/deliveries' }, { label: delivery?.number ?? t('number') }])
  if (!delivery) {
    return (
      <Page>
        <Awaited asked={found} />
      </Page>
    )
  }
  return (
    <Page>
      <PageHead
        title={delivery.number}
        chips={<DeliveryStatus state={delivery.state} chip />}
        facts={
          <>
            <span className="strong ink">{delivery.customer.name}</span>
            <span>
              {t('order')} <Link to={`/orders/${delivery.order.id}`}>{delivery.order.number}</Link>
            </span>
            {delivery.customerNumber && (
              <span>
                {t('customerNumber')} {delivery.customerNumber}
              </span>
            )}
          </>
        }
        actions={<DeliveryActs delivery={delivery} />}
      />
      <DeliveryBody delivery={delivery} />
    </Page>
  )
}
