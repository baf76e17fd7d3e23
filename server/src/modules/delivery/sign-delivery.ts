import type { delivery } from '@baton/contract/delivery'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { dayIn } from '../../kernel/time.ts'
import type { Work } from '../../kernel/work.ts'
import { decideAnswering, loadOrders, orderSet, type SalesOrder } from '../orders/index.ts'
import { type Delivery, decideKnownDelivery, decideSignature, decideSignedOn, no } from './delivery.rules.ts'
import { deliverySet, loadDeliveries } from './delivery-rows.ts'
import { saveSigned } from './sign-off.ts'

type SignDelivery = RequestOf<(typeof delivery)['POST /v1/deliveries/:id/sign']>

const set = deliverySet('delivery.sign', 'select $1::uuid')
const orders = orderSet('delivery.sign', 'select order_id from delivery.delivery where delivery_id = $1::uuid', 1)

const load = (work: Work, { id }: { id: string }) => ({
  deliveries: loadDeliveries(work, set, [id]),
  orders: loadOrders(work, orders, [id]),
})

function sign(
  work: Work,
  request: SignDelivery,
  facts: { deliveries: Delivery[]; orders: SalesOrder[] },
  how: 'staff' | 'link',
) {
  const signed = decideKnownDelivery(facts.deliveries, request.id)
  const order = facts.orders[0]
  if (!order) throw no.unknown()
  decideAnswering(order)
  const zone = work.company.timeZone
  const lines = decideSignature(signed, request.lines, how)
  const on = decideSignedOn(request.signedOn, dayIn(zone, signed.shippedAt), dayIn(zone, work.now))

  const signOff = { on, name: request.name, how, rating: request.rating ?? null, remark: request.remark || null }
  const [after] = saveSigned(work, [{ delivery: signed, order, lines }], signOff)
  return {
    id: signed.id,
    number: signed.number,
    state: 'signed',
    version: signed.version + 1,
    order: { id: order.id, number: order.number, state: after!.state },
  }
}

/** Staff records what the customer received, per line. */
export const signDelivery = command({
  load: (work, request: SignDelivery) => load(work, request),
  run: (work, request, facts) => sign(work, request, facts, 'staff'),
})

/** The customer signs by a link: the same decision, without an account; `linkContext` says who acts. */
export const signLinkedDelivery = command({
  load: (work, request: SignDelivery) => load(work, request),
  run: (work, request, facts) => {
    const { number, state } = sign(work, request, facts, 'link')
    return { number, state }
  },
})
