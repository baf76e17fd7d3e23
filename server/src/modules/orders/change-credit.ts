import { money } from '@baton/contract/decimal'
import type { orders } from '@baton/contract/orders'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record } from '../../kernel/work.ts'
import { changeLimit, decideLimit, loadLimit, shownLimit } from '../partners/index.ts'
import { limitReason, stoppedBy } from './credit-holds.rules.ts'
import { loadOrders, orderSet, SEES_ALL } from './order-rows.ts'
import { recordFacts } from './record-facts.ts'

type ChangeCredit = RequestOf<(typeof orders)['PUT /v1/customers/:id/credit']>

/** The orders of the customer `$1` that book credit and may still be delivered. */
export const OPEN_OF_CUSTOMER = `select order_id from orders.sales_order where customer_id = $1::uuid and state in ('pending', 'processing')`
const set = orderSet('orders.changeCredit', OPEN_OF_CUSTOMER, 1)
const findOpen = statement<{ id: string }>(
  'orders.openOfCustomer',
  `select order_id as id from orders.sales_order where customer_id = $1::uuid and state in ('pending', 'processing')`,
)

/** An order became open between our look at the orders and our lock of the credit: another try sees it. */
class Overtaken extends Error {
  readonly code = '40001'
}

/** Tries again when one of the orders that are open now was not among those that were found. */
export function decideNoneOvertook(open: readonly { id: string }[], found: readonly { id: string }[]): void {
  const known = new Set(found.map(({ id }) => id))
  if (open.some(({ id }) => !known.has(id))) throw new Overtaken()
}

/**
 * Changes a credit limit. A limit below the exposure is a fact and never refused: the customer's open orders go on credit hold in the
 * same transaction, also those that the actor may not read.
 */
export const changeCredit = command({
  load: (work, request: ChangeCredit) => ({
    orders: loadOrders(work, set, [request.id], SEES_ALL),
    limit: loadLimit(work, request.id),
    open: work.read(findOpen, [request.id]),
  }),
  run: (work, request, { orders: found, limit, open }) => {
    const before = decideLimit(limit, request.version)
    decideNoneOvertook(open, found)
    const { creditLimit, reason } = request
    const lowered = creditLimit !== null && (before.limit === null || creditLimit < before.limit)
    const stopped = lowered ? stoppedBy(found, { ...before, limit: creditLimit }, work.now) : []

    changeLimit(work, before, creditLimit, reason)
    if (!lowered) record(work, { type: 'orders.creditRaised', kind: 'customer', id: request.id, data: {} })
    const { currency, language } = work.company
    const because = lowered ? limitReason(before.exposure - creditLimit, currency, language) : ''
    const held = recordFacts(work, stopped, {
      creditHolds: stopped.map(({ id }) => ({ orderId: id, reason: because })),
      happened: [],
    })
    return {
      id: request.id,
      creditLimit: shownLimit(creditLimit),
      exposure: money(before.exposure),
      version: before.version + 1,
      held: held.map(({ id, number }) => ({ id, number })),
    }
  },
})
