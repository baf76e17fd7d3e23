import type { orders } from '@baton/contract/orders'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { decideActing, decideHoldUntil, decideNotHeld, decideState, isCreditHeld } from './orders.rules.ts'
import { changing, orderEvent, saveOrders } from './save-orders.ts'

type HoldOrder = RequestOf<(typeof orders)['POST /v1/orders/:id/hold']>

const held = orderSet('orders.hold', 'select $1::uuid', 1)

/** Puts an order on hold: a flag with reason and end beside the state. Nothing of it is shipped until it is released. */
export const holdOrder = command({
  load: (work, request: HoldOrder) => ({ orders: loadOrders(work, held, [request.id]) }),
  run: (work, request, facts) => {
    const order = decideActing(facts.orders, request.id)
    decideState(order, 'hold', ['draft', 'confirmed', 'pending', 'processing'])
    // A hold of another kind in its place would be a way around the limit.
    if (isCreditHeld(order, work.now)) decideNotHeld(order, work.now)
    const until = decideHoldUntil(request.until, work.now)
    const after = changing(order)
    after.holdKind = request.kind
    after.holdReason = request.reason
    after.holdUntil = until
    const event = orderEvent(order, 'orders.held', {
      kind: request.kind,
      reason: request.reason,
      until: request.until ?? null,
      before: order.holdKind,
    })
    saveOrders(work, [{ before: order, after, events: [event] }])
    return { id: order.id, number: order.number, state: after.state, version: after.version }
  },
})
