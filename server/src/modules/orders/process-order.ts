import { quantity } from '@baton/contract/decimal'
import type { orders } from '@baton/contract/orders'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { loadStock } from '../inventory/index.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { decideActing, decideNotHeld, decideState } from './orders.rules.ts'
import { processingStock, startProcessing } from './start-processing.ts'

type ProcessOrder = RequestOf<(typeof orders)['POST /v1/orders/:id/process']>

const ONE = 'select $1::uuid'
const set = orderSet('orders.process', ONE, 1)
const stock = processingStock('orders.process', ONE)

/** Reserves what has become free for an order in process, and corrects its tasks. Twice makes nothing twice. */
export const processOrder = command({
  load: (work, request: ProcessOrder) => ({
    orders: loadOrders(work, set, [request.id]),
    stock: loadStock(work, stock.balances, [request.id], stock.reservations, [request.id]),
  }),
  run: (work, request, facts) => {
    const order = decideActing(facts.orders, request.id)
    decideState(order, 'process', ['processing'])
    decideNotHeld(order, work.now)
    const done = startProcessing(work, [order], facts.stock)
    const after = done.orders[0]!
    return {
      id: order.id,
      number: order.number,
      state: after.state,
      version: after.version,
      short: done.short.map((one) => ({ line: one.line, quantity: quantity(one.quantity) })),
    }
  },
})
