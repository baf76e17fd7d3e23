import { orders } from '@baton/contract/orders'
import { bind } from '../../kernel/route.ts'
import { cancelOrder, shortCloseOrder } from './cancel-order.ts'
import { changeCredit } from './change-credit.ts'
import { changeOrder } from './change-order.ts'
import { confirmOrder } from './confirm-order.ts'
import { createOrder } from './create-order.ts'
import { decideChange, withdrawChange } from './decide-change.ts'
import { decideReview } from './decide-review.ts'
import { holdOrder } from './hold-order.ts'
import { countOrders, listOrders } from './list-orders.ts'
import { listVersions } from './list-versions.ts'
import { nameOrders } from './name-orders.ts'
import { performOrder, unperformOrder } from './perform-order.ts'
import { processOrder } from './process-order.ts'
import { releaseOrder } from './release-order.ts'
import { showOrder } from './show-order.ts'

export const routes = bind(orders, {
  'GET /v1/orders': listOrders,
  'GET /v1/orders/counts': countOrders,
  'GET /v1/orders/names': nameOrders,
  'GET /v1/orders/:id': showOrder,
  'GET /v1/orders/:id/versions': listVersions,
  'POST /v1/orders': createOrder,
  'PUT /v1/orders/:id': changeOrder,
  'POST /v1/orders/:id/change/decide': decideChange,
  'POST /v1/orders/:id/change/withdraw': withdrawChange,
  'POST /v1/orders/:id/confirm': confirmOrder,
  'POST /v1/orders/:id/review': decideReview,
  'POST /v1/orders/:id/hold': holdOrder,
  'POST /v1/orders/:id/release': releaseOrder,
  'POST /v1/orders/:id/perform': performOrder,
  'POST /v1/orders/:id/unperform': unperformOrder,
  'PUT /v1/customers/:id/credit': changeCredit,
  'POST /v1/orders/:id/cancel': cancelOrder,
  'POST /v1/orders/:id/short-close': shortCloseOrder,
  'POST /v1/orders/:id/process': processOrder,
})
