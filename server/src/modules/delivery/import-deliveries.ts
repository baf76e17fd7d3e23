import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { importMoves } from '../inventory/index.ts'
import { postMany } from '../ledger/index.ts'

/** A delivery of another system: shipped, received whole on a day, and invoiced. Quantities in millionths, cost in minor units. */
export interface ImportedDelivery {
  id: string
  number: string
  orderId: string
  customerId: string
  carrier: string
  trackingNumber: string
  recipient: string
  phone: string
  region: string
  street: string
  shippedOn: string
  shippedAt: Date
  lines: readonly {
    line: number
    orderLine: number
    itemId: string
    warehouseId: string
    quantity: bigint
    cost: bigint
  }[]
}

const writeDeliveries = statement(
  'delivery.import',
  `insert into delivery.delivery (delivery_id, number, order_id, customer_id, carrier, tracking_number, recipient, phone, region, street, signed_on,
                                  shipped_at, state, note, shipped_by, signed_at, signed_how)
   select d.*, 'signed', '', $13::uuid, d.shipped_at, 'imported'
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::date[],
                 $12::timestamptz[])
       as d (delivery_id, number, order_id, customer_id, carrier, tracking_number, recipient, phone, region, street, signed_on, shipped_at)`,
)

const writeLines = statement(
  'delivery.importLines',
  `insert into delivery.line (delivery_id, line, order_id, order_line, item_id, warehouse_id, quantity, cost, cost_released, signed, invoiced)
   select l.*, l.cost, l.quantity, l.quantity
     from unnest($1::uuid[], $2::int[], $3::uuid[], $4::int[], $5::uuid[], $6::uuid[], $7::bigint[], $8::bigint[])
       as l (delivery_id, line, order_id, order_line, item_id, warehouse_id, quantity, cost)`,
)

/** Brings deliveries in with their moves of stock and their entries, in few statements. They count as signed for on the day they left. */
export function importDeliveries(work: Work, deliveries: readonly ImportedDelivery[]): void {
  if (deliveries.length === 0) return
  const column = <T>(of: (delivery: ImportedDelivery) => T): T[] => deliveries.map(of)
  work.write(writeDeliveries, [
    column(({ id }) => id),
    column(({ number }) => number),
    column(({ orderId }) => orderId),
    column(({ customerId }) => customerId),
    column(({ carrier }) => carrier),
    column(({ trackingNumber }) => trackingNumber),
    column(({ recipient }) => recipient),
    column(({ phone }) => phone),
    column(({ region }) => region),
    column(({ street }) => street),
    column(({ shippedOn }) => shippedOn),
    column(({ shippedAt }) => shippedAt),
    work.actor.personId,
  ])
  const lines = deliveries.flatMap((delivery) => delivery.lines.map((line) => ({ delivery, line })))
  work.write(writeLines, [
    lines.map(({ delivery }) => delivery.id),
    lines.map(({ line }) => line.line),
    lines.map(({ delivery }) => delivery.orderId),
    lines.map(({ line }) => line.orderLine),
    lines.map(({ line }) => line.itemId),
    lines.map(({ line }) => line.warehouseId),
    lines.map(({ line }) => line.quantity),
    lines.map(({ line }) => line.cost),
  ])
  importMoves(
    work,
    lines.map(({ delivery, line }) => ({
      itemId: line.itemId,
      from: line.warehouseId,
      to: null,
      quantity: line.quantity,
      value: line.cost,
      kind: 'shipment',
      documentKind: 'delivery',
      documentId: delivery.id,
      movedAt: delivery.shippedAt,
    })),
  )
  postMany(work, deliveries.map(entryOf))
}

const entryOf = ({ id, number, shippedOn, lines }: ImportedDelivery) => ({
  kind: 'shipment',
  documentKind: 'delivery',
  documentId: id,
  on: shippedOn,
  text: number,
  imported: true,
  postings: [
    {
      debit: 'transit' as const,
      credit: 'stock' as const,
      amount: lines.reduce((sum, { cost }) => sum + cost, 0n),
    },
  ],
})
