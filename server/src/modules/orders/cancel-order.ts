import { quantity } from '@baton/contract/decimal'
import type { orders } from '@baton/contract/orders'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { approvalsOf, loadApprovals, withdraw } from '../approvals/index.ts'
import { showAgain } from '../custody/index.ts'
import { loadStock } from '../inventory/index.ts'
import { creditOf } from '../partners/index.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { decideActing, decideState, no } from './orders.rules.ts'
import { closeProposal } from './proposed-changes.ts'
import { changing, orderEvent, saveOrders } from './save-orders.ts'
import { decideShortClose } from './short-close.rules.ts'
import { processingStock } from './start-processing.ts'

type CancelOrder = RequestOf<(typeof orders)['POST /v1/orders/:id/cancel']>
type ShortCloseOrder = RequestOf<(typeof orders)['POST /v1/orders/:id/short-close']>

const ONE = 'select $1::uuid'
const set = orderSet('orders.cancel', ONE, 1)
const approvals = approvalsOf('orders.cancel', 'order', ONE)
const credit = creditOf('orders.cancel.credit', 'select customer_id from orders.sales_order where order_id = $1::uuid')
const stock = processingStock('orders.cancel', ONE)

const loadForEnd = (work: Parameters<typeof loadOrders>[0], id: string) => ({
  orders: loadOrders(work, set, [id]),
  approvals: loadApprovals(work, approvals, [id]),
  credit: work.read(credit, [id]),
  stock: loadStock(work, stock.balances, [id], stock.reservations, [id]),
})

/** Cancels an order of which nothing was shipped: its stock and credit are free again, its tasks and custody end. */
export const cancelOrder = command({
  load: (work, request: CancelOrder) => loadForEnd(work, request.id),
  run: (work, request, facts) => {
    const order = decideActing(facts.orders, request.id)
    decideState(order, 'cancel', ['draft', 'confirmed', 'pending', 'processing'])
    if (order.lines.some((line) => line.kind === 'stock' && line.shipped > 0n)) throw no.alreadyShipped(order.number)
    if (order.paid > 0n || order.invoiced > order.credited) throw no.alreadyPaid(order.number)
    const after = changing(order)
    after.state = 'cancelled'
    for (const line of after.lines) {
      if (line.reserved > 0n) facts.stock.release('order', order.id, line.line)
      line.reserved = 0n
    }
    withdraw(work, facts.approvals)
    for (const one of facts.approvals) if (one.kind === 'orders.change') closeProposal(work, order, one.id, 'withdrawn')
    facts.stock.save(work, { documentKind: 'order', documentId: order.id })
    const event = orderEvent(order, 'orders.cancelled', { from: order.state, to: 'cancelled', reason: request.reason })
    saveOrders(work, [{ before: order, after, events: [event] }])
    return { id: order.id, number: order.number, state: after.state, version: after.version }
  },
})

/** Closes the open rest of lines: it will not be delivered, so its stock and credit are free again. */
export const shortCloseOrder = command({
  load: (work, request: ShortCloseOrder) => loadForEnd(work, request.id),
  run: (work, request, facts) => {
    const order = decideActing(facts.orders, request.id)
    decideState(order, 'shortClose', ['pending', 'processing'])
    const closing = decideShortClose(order, request.lines)
    const after = changing(order)
    for (const { line: number, rest } of closing) {
      const line = after.lines.find((one) => one.line === number)!
      if (line.reserved > 0n) facts.stock.release('order', order.id, number)
      line.reserved = 0n
      line.shortClosed += rest
    }
    facts.stock.save(work, { documentKind: 'order', documentId: order.id })
    if (order.custody) showAgain(work, [order.custody])
    const lines = closing.map(({ line, rest }) => ({ line, quantity: quantity(rest) }))
    const event = orderEvent(order, 'orders.shortClosed', { lines, reason: request.reason })
    saveOrders(work, [{ before: order, after, events: [event] }])
    return { id: order.id, number: order.number, state: after.state, version: after.version }
  },
})
