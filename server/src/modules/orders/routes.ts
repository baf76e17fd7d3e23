import { orders } from '@baton/contract/orders'
import { bind } from '../../kernel/route.ts'
import { cancelOrder, shortCloseOrder } from './cancel-order.ts'
import { changeOrder } from './change-order.ts'
import { confirmOrder } from './confirm-order.ts'
import { createOrder } from './create-order.ts'
import { decideReview } from './decide-review.ts'
import { holdOrder, releaseOrder } from './hold-order.ts'
import { countOrders, listOrders } from './list-orders.ts'
import { nameOrders } from './name-orders.ts'
import { processOrder } from './process-order.ts'
import { showOrder } from './show-order.ts'

export const routes = bind(orders, {
  'GET /v1/orders': listOrders,
  'GET /v1/orders/counts': countOrders,
  'GET /v1/orders/names': nameOrders,
  'GET /v1/orders/:id': showOrder,
  'POST /v1/orders': createOrder,
  'PUT /v1/orders/:id': changeOrder,
  'POST /v1/orders/:id/confirm': confirmOrder,
  'POST /v1/orders/:id/review': decideReview,
  'POST /v1/orders/:id/hold': holdOrder,
  'POST /v1/orders/:id/release': releaseOrder,
  'POST /v1/orders/:id/cancel': cancelOrder,
  'POST /v1/orders/:id/short-close': shortCloseOrder,
  'POST /v1/orders/:id/process': processOrder,
})
