import { delivery } from '@baton/contract/delivery'
import { bind } from '../../kernel/route.ts'
import { showDelivery } from './delivery-detail.ts'
import { makeLink } from './links.ts'
import { listDeliveries } from './list-deliveries.ts'
import { reverseDelivery } from './reverse-delivery.ts'
import { shipOrder } from './ship-order.ts'
import { listShippable, showShippable } from './shippable.ts'
import { showLinked, signByLink } from './sign-by-link.ts'
import { signDelivery } from './sign-delivery.ts'
import { showTracked } from './track-by-link.ts'
import { listTrackingLinks, makeTrackingLink, revokeTrackingLink } from './tracking.ts'
import { unsignDelivery } from './unsign-delivery.ts'

export const routes = bind(delivery, {
  'GET /v1/deliveries': listDeliveries,
  'GET /v1/deliveries/shippable': listShippable,
  'GET /v1/orders/:id/shippable': showShippable,
  'GET /v1/deliveries/:id': showDelivery,
  'POST /v1/orders/:id/ship': shipOrder,
  'POST /v1/deliveries/:id/sign': signDelivery,
  'POST /v1/deliveries/:id/link': makeLink,
  'POST /v1/deliveries/:id/reverse': reverseDelivery,
  'POST /v1/deliveries/:id/unsign': unsignDelivery,
  'GET /v1/sign/:token': showLinked,
  'POST /v1/sign/:token': signByLink,
  'GET /v1/orders/:id/tracking-links': listTrackingLinks,
  'POST /v1/orders/:id/tracking-links': makeTrackingLink,
  'POST /v1/tracking-links/:id/revoke': revokeTrackingLink,
  'GET /v1/track/:token': showTracked,
})
