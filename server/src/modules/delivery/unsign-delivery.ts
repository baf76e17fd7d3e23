import { quantity as shown } from '@baton/contract/decimal'
import type { delivery } from '@baton/contract/delivery'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { dayIn } from '../../kernel/time.ts'
import { loadStock } from '../inventory/index.ts'
import { entriesOf, loadEntriesOf, reverse } from '../ledger/index.ts'
import { decideAnswering, loadOrders, orderSet, processingStock, recordFacts } from '../orders/index.ts'
import { decideKnownDelivery, decideUnsigning, no } from './delivery.rules.ts'
import { clearSignOff, deliverySet, loadDeliveries } from './delivery-rows.ts'

type UnsignDelivery = RequestOf<(typeof delivery)['POST /v1/deliveries/:id/unsign']>

const ORDER = 'select order_id from delivery.delivery where delivery_id = $1::uuid'
const set = deliverySet('delivery.unsign', 'select $1::uuid')
const orders = orderSet('delivery.unsign', ORDER, 1)
const stocked = processingStock('delivery.unsign', ORDER)
const entries = entriesOf('delivery.unsign.entries', `select 'delivery'::text, $1::uuid`)

/** Undoes a sign-off: the goods count as shipped and unsigned again, and what was reserved in place of missing ones becomes free. */
export const unsignDelivery = command({
  load: (work, { id }: UnsignDelivery) => {
    const deliveries = loadDeliveries(work, set, [id])
    const found = loadOrders(work, orders, [id])
    const stock = loadStock(work, stocked.balances, [id], stocked.reservations, [id])
    return { deliveries, orders: found, stock, entries: loadEntriesOf(work, entries, [id]) }
  },
  run: (work, request, { deliveries, orders: [order], stock, entries: posted }) => {
    const unsigned = decideKnownDelivery(deliveries, request.id)
    if (!order) throw no.unknown()
    decideAnswering(order)
    const excess = decideUnsigning(unsigned, order)

    for (const { line, quantity } of excess) stock.release('order', order.id, line, quantity)
    clearSignOff(work, unsigned.id)
    if (excess.length > 0)
      stock.save(work, { documentKind: 'delivery', documentId: unsigned.id, reason: request.reason })
    const losses = posted.filter(({ kind }) => kind === 'deliveryLoss')
    reverse(work, losses, { on: dayIn(work.company.timeZone, work.now), text: `${unsigned.number} ${request.reason}` })

    const quantities = (of: (line: (typeof unsigned.lines)[number]) => bigint) =>
      unsigned.lines.map((line) => ({ orderId: order.id, line: line.orderLine, quantity: of(line) }))
    const [after] = recordFacts(work, [order], {
      unsigned: quantities((line) => line.signed),
      shipped: quantities((line) => line.short + line.damaged),
      freed: excess.map((one) => ({ orderId: order.id, ...one })),
      happened: [
        {
          orderId: order.id,
          type: 'delivery.unsigned',
          data: {
            deliveryId: unsigned.id,
            delivery: unsigned.number,
            reason: request.reason,
            lines: unsigned.lines.map(({ line, orderLine, signed }) => ({ line, orderLine, signed: shown(signed) })),
          },
        },
      ],
    })
    return {
      id: unsigned.id,
      number: unsigned.number,
      state: 'shipped',
      version: unsigned.version + 1,
      order: { id: order.id, number: order.number, state: after!.state },
    }
  },
})
