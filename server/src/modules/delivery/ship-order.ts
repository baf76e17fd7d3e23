import { quantity as shown } from '@baton/contract/decimal'
import type { delivery } from '@baton/contract/delivery'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { dayIn } from '../../kernel/time.ts'
import type { Work } from '../../kernel/work.ts'
import { loadStock, type Stock } from '../inventory/index.ts'
import { post } from '../ledger/index.ts'
import { decideActing, loadOrders, orderSet, processingStock, recordFacts, type SalesOrder } from '../orders/index.ts'
import { decideShipment } from './delivery.rules.ts'
import { insertDelivery, type NewDelivery } from './delivery-rows.ts'

type ShipOrder = RequestOf<(typeof delivery)['POST /v1/orders/:id/ship']>

const ONE = 'select $1::uuid'
const set = orderSet('delivery.ship', ONE, 1, { counts: true })
const stocked = processingStock('delivery.ship', ONE)

/** Ships reserved stock of an order: the goods leave the warehouse at cost and are in transit until they are invoiced. */
export const shipOrder = command({
  numbers: () => ({ DN: 1 }),
  load: (work, { id }: ShipOrder) => ({
    orders: loadOrders(work, set, [id]),
    stock: loadStock(work, stocked.balances, [id], stocked.reservations, [id]),
  }),
  run: (work, request, { orders, stock }) => {
    const order = decideActing(orders, request.id)
    const wanted = decideShipment(order, request.lines, work.now)

    const shipped: NewDelivery = {
      id: work.newId(),
      number: work.nextNumber('DN'),
      orderId: order.id,
      customerId: order.customerId,
      carrier: request.carrier,
      trackingNumber: request.trackingNumber,
      recipient: order.recipient,
      phone: order.phone,
      region: order.region,
      street: order.street,
      note: request.note,
      lines: pick(order, stock, wanted),
    }
    insertDelivery(work, shipped)
    stock.save(work, { documentKind: 'delivery', documentId: shipped.id })
    postShipment(work, shipped)
    const after = tellOrder(work, order, stock, shipped, wanted)
    return { id: shipped.id, number: shipped.number, state: 'shipped', version: 1, order: after }
  },
})

/** One delivery line per warehouse from which an order line's goods are taken. */
function pick(order: SalesOrder, stock: Stock, wanted: { line: number; quantity: bigint }[]): NewDelivery['lines'] {
  return wanted
    .flatMap(({ line, quantity }) => {
      const itemId = order.lines.find((one) => one.line === line)!.itemId!
      return stock.ship('order', order.id, line, quantity).map((taken) => ({ orderLine: line, itemId, ...taken }))
    })
    .map((taken, index) => ({ line: index + 1, ...taken }))
}

function postShipment(work: Work, { id, number, lines }: NewDelivery): void {
  post(work, {
    kind: 'shipment',
    documentKind: 'delivery',
    documentId: id,
    on: dayIn(work.company.timeZone, work.now),
    text: number,
    postings: [{ debit: 'transit', credit: 'stock', amount: lines.reduce((sum, line) => sum + line.cost, 0n) }],
  })
}

function tellOrder(
  work: Work,
  order: SalesOrder,
  stock: Stock,
  { id, number, carrier, trackingNumber }: NewDelivery,
  wanted: { line: number; quantity: bigint }[],
) {
  const shipped = wanted.map((one) => ({ orderId: order.id, ...one }))
  const reserved = wanted.map(({ line }) => ({
    orderId: order.id,
    line,
    quantity: stock.reserved('order', order.id, line),
  }))
  const lines = wanted.map(({ line, quantity }) => {
    const before = order.lines.find((one) => one.line === line)!.shipped
    return { line, quantity: shown(quantity), before: shown(before), after: shown(before + quantity) }
  })
  const data = { deliveryId: id, delivery: number, carrier, trackingNumber, lines }
  const [after] = recordFacts(work, [order], {
    shipped,
    reserved,
    happened: [{ orderId: order.id, type: 'delivery.shipped', data }],
  })
  return { id: order.id, number: order.number, state: after!.state }
}
