import type { orders } from '@baton/contract/orders'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { decideKnown, decideState, no } from './orders.rules.ts'
import { changing, orderEvent, saveOrders } from './save-orders.ts'

type HoldOrder = RequestOf<(typeof orders)['POST /v1/orders/:id/hold']>
type ReleaseOrder = RequestOf<(typeof orders)['POST /v1/orders/:id/release']>

const held = orderSet('orders.hold', 'select $1::uuid', 1)

/** Puts an order on hold: a flag with reason and end beside the state. Nothing of it is shipped until it is released. */
export const holdOrder = command({
  load: (work, request: HoldOrder) => ({ orders: loadOrders(work, held, [request.id]) }),
  run: (work, request, facts) => {
    const order = decideKnown(facts.orders, request.id)
    decideState(order, 'hold', ['draft', 'confirmed', 'pending', 'processing'])
    const after = changing(order)
    after.holdKind = request.kind
    after.holdReason = request.reason
    after.holdUntil = request.until ? new Date(request.until) : null
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

/** Releases an order from hold, with the reason. */
export const releaseOrder = command({
  load: (work, request: ReleaseOrder) => ({ orders: loadOrders(work, held, [request.id]) }),
  run: (work, request, facts) => {
    const order = decideKnown(facts.orders, request.id)
    if (!order.holdKind) throw no.notOnHold(order.number)
    const after = changing(order)
    after.holdKind = null
    after.holdReason = null
    after.holdUntil = null
    const event = orderEvent(order, 'orders.released', { kind: order.holdKind, reason: request.reason })
    saveOrders(work, [{ before: order, after, events: [event] }])
    return { id: order.id, number: order.number, state: after.state, version: after.version }
  },
})
