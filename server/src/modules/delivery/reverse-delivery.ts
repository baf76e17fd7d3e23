import { quantity as shown } from '@baton/contract/decimal'
import type { delivery } from '@baton/contract/delivery'
import { command } from '../../kernel/command.ts'
import { chainsOf, loadChainsOf } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { dayIn } from '../../kernel/time.ts'
import { loadStock } from '../inventory/index.ts'
import { entriesOf, loadEntriesOf, reverse } from '../ledger/index.ts'
import { decideAnswering, loadOrders, orderSet, processingStock, recordFacts } from '../orders/index.ts'
import { decideKnownDelivery, decideReversal, no } from './delivery.rules.ts'
import { deliverySet, loadDeliveries, saveReversed } from './delivery-rows.ts'

type ReverseDelivery = RequestOf<(typeof delivery)['POST /v1/deliveries/:id/reverse']>

const ORDER = 'select order_id from delivery.delivery where delivery_id = $1::uuid'
const set = deliverySet('delivery.reverse', 'select $1::uuid')
const orders = orderSet('delivery.reverse', ORDER, 1)
const stocked = processingStock('delivery.reverse', ORDER)
const entries = entriesOf('delivery.reverse.entries', `select 'delivery'::text, $1::uuid`)
const itemChains = chainsOf(
  'delivery.reverse.itemChains',
  'item',
  `select item_id from delivery.line where delivery_id = $1::uuid`,
)

/** Takes a delivery back: its goods return at the cost at which they left, reserved for their order again. */
export const reverseDelivery = command({
  load: (work, { id }: ReverseDelivery) => {
    const deliveries = loadDeliveries(work, set, [id])
    const found = loadOrders(work, orders, [id])
    const stock = loadStock(work, stocked.balances, [id], stocked.reservations, [id])
    loadChainsOf(work, itemChains, [id])
    return { deliveries, orders: found, stock, entries: loadEntriesOf(work, entries, [id]) }
  },
  run: (work, request, { deliveries, orders: [order], stock, entries: posted }) => {
    const taken = decideKnownDelivery(deliveries, request.id)
    if (!order) throw no.unknown()
    decideAnswering(order)
    decideReversal(taken)

    for (const { itemId, warehouseId, quantity, cost, orderLine } of taken.lines)
      stock.putBack(itemId, warehouseId, quantity, cost, { kind: 'order', id: order.id, line: orderLine })
    saveReversed(work, taken.id)
    stock.save(work, { documentKind: 'delivery', documentId: taken.id, reason: request.reason })
    reverse(work, posted, { on: dayIn(work.company.timeZone, work.now), text: `${taken.number} ${request.reason}` })

    const back = taken.lines.map(({ orderLine, quantity }) => ({ orderId: order.id, line: orderLine, quantity }))
    const touched = [...new Set(back.map(({ line }) => line))]
    const [after] = recordFacts(work, [order], {
      unshipped: back,
      reserved: touched.map((line) => ({ orderId: order.id, line, quantity: stock.reserved('order', order.id, line) })),
      happened: [
        {
          orderId: order.id,
          type: 'delivery.reversed',
          data: {
            deliveryId: taken.id,
            delivery: taken.number,
            reason: request.reason,
            lines: back.map(({ line, quantity }) => ({ line, quantity: shown(quantity) })),
          },
        },
      ],
    })
    return {
      id: taken.id,
      number: taken.number,
      state: 'reversed',
      version: taken.version + 1,
      order: { id: order.id, number: order.number, state: after!.state },
    }
  },
})
