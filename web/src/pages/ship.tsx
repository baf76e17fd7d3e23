import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { call } from '../app/api.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { ShipForm, type Shipped } from '../features/delivery/ship-form.tsx'
import { ShippedNotice } from '../features/delivery/shipped-notice.tsx'
import { deliveryWords } from '../features/delivery/words.ts'
import { Awaited } from '../ui/loading.tsx'
import { Page, PageHead } from '../ui/page.tsx'

/** Shipping one order, whole or in part. */
export function Ship() {
  const t = useWords(deliveryWords)
  const { orderId = '' } = useParams()
  const [shipped, setShipped] = useState<Shipped | null>(null)
  const found = useQuery({
    queryKey: ['order', orderId, 'shippable'],
    queryFn: ({ signal }) => call('GET /v1/orders/:id/shippable', { params: { id: orderId }, signal }),
  })
  const order = found.data?.order
  const to = found.data?.deliverTo
  useCrumbs([
    { label: t('title'), to: '/deliveries' },
    { label: order ? t('shipOrder', { number: order.number }) : t('ship') },
  ])
  if (!found.data) {
    return (
      <Page>
        <Awaited asked={found} />
      </Page>
    )
  }
  return (
    <Page>
      <PageHead
        title={t('shipOrder', { number: order?.number ?? '' })}
        facts={
          <>
            <Link to={`/orders/${orderId}`}>{order?.customer}</Link>
            <span>
              {[to?.recipient, to?.phone, [to?.region, to?.street].filter(Boolean).join(' ')]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </>
        }
      />
      {shipped ? <ShippedNotice shipped={shipped} /> : <ShipForm shippable={found.data} onShipped={setShipped} />}
    </Page>
  )
}
