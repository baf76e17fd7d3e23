import type { Read } from '../../kernel/read.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { Delivery, DeliveryLine } from './delivery.rules.ts'

type HeaderRow = Omit<Delivery, 'lines'>
type LineRow = DeliveryLine & { deliveryId: string }

/** The statements that lock a set of deliveries and read their lines. */
export interface DeliverySet {
  lock: Statement<HeaderRow>
  lines: Statement<LineRow>
}

/** Declares a set of deliveries: `ids` is SQL that selects their ids. */
export const deliverySet = (name: string, ids: string): DeliverySet => ({
  lock: statement(
    `${name}.lockDeliveries`,
    `select d.delivery_id as id, d.number, d.order_id as "orderId", d.customer_id as "customerId", d.state, d.shipped_at as "shippedAt",
            d.signed_name as "signedName", d.signed_on as "signedOn", d.version
       from delivery.delivery d where d.delivery_id = any(array(${ids})) order by d.delivery_id for no key update of d`,
  ),
  lines: statement(
    `${name}.deliveryLines`,
    `select delivery_id as "deliveryId", line, order_line as "orderLine", item_id as "itemId", warehouse_id as "warehouseId", quantity, cost,
            cost_released as "costReleased", cost_lost as "costLost", signed, short, damaged, invoiced, remark,
            (select i.unit_decimals from catalog.read_item i where i.company_id = line.company_id and i.item_id = line.item_id) as "unitDecimals"
       from delivery.line where delivery_id = any(array(${ids})) order by delivery_id, line`,
  ),
})

/** Locks deliveries, then reads their lines. Deliveries are locked before their orders. */
export function loadDeliveries(work: Work, set: DeliverySet, values: unknown[]): Read<Delivery[]> {
  const headers = work.read(set.lock, values)
  return work.read(set.lines, values).map((lines) => {
    const byDelivery = new Map<string, Delivery>(headers.value.map((header) => [header.id, { ...header, lines: [] }]))
    for (const { deliveryId, ...line } of lines) byDelivery.get(deliveryId)?.lines.push(line)
    return [...byDelivery.values()]
  })
}

const writeDelivery = statement(
  'delivery.write',
  `with shipped as (
     insert into delivery.delivery (delivery_id, number, order_id, customer_id, state, carrier, tracking_number, recipient, phone, region, street,
                                    note, shipped_at, shipped_by)
     values ($1, $2, $3, $4, 'shipped', $5, $6, $7, $8, $9, $10, $11, $12, $13))
   insert into delivery.line (delivery_id, line, order_id, order_line, item_id, warehouse_id, quantity, cost)
   select $1, l.line, $3, l.order_line, l.item_id, l.warehouse_id, l.quantity, l.cost
     from unnest($14::int[], $15::int[], $16::uuid[], $17::uuid[], $18::bigint[], $19::bigint[])
       as l (line, order_line, item_id, warehouse_id, quantity, cost)`,
)

/** A delivery as it leaves. */
export interface NewDelivery {
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
  note: string
  lines: Pick<DeliveryLine, 'line' | 'orderLine' | 'itemId' | 'warehouseId' | 'quantity' | 'cost'>[]
}

export function insertDelivery(work: Work, { lines, ...delivery }: NewDelivery): void {
  work.write(writeDelivery, [
    delivery.id,
    delivery.number,
    delivery.orderId,
    delivery.customerId,
    delivery.carrier,
    delivery.trackingNumber,
    delivery.recipient,
    delivery.phone,
    delivery.region,
    delivery.street,
    delivery.note,
    work.now,
    work.actor.personId,
    lines.map((line) => line.line),
    lines.map((line) => line.orderLine),
    lines.map((line) => line.itemId),
    lines.map((line) => line.warehouseId),
    lines.map((line) => line.quantity),
    lines.map((line) => line.cost),
  ])
}

const writeSignOffs = statement(
  'delivery.writeSignOffs',
  `with signed as (
     update delivery.delivery d
        set state = 'signed', signed_at = $2, signed_on = $3, signed_name = $4, signed_how = $5, signed_by = $6, rating = $7, remark = $8,
            version = d.version + 1
      where d.delivery_id = any($1::uuid[]))
   update delivery.line l
      set signed = s.signed, short = s.short, damaged = s.damaged, cost_lost = s.cost_lost, remark = s.remark
     from unnest($9::uuid[], $10::int[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::text[])
       as s (delivery_id, line, signed, short, damaged, cost_lost, remark)
    where l.delivery_id = s.delivery_id and l.line = s.line`,
)

/** How deliveries were signed for; one sign-off may cover many. */
export interface SignOff {
  on: string
  /** Null when nobody signed and the company's policy did. */
  name: string | null
  how: 'link' | 'staff' | 'policy'
  rating: number | null
  remark: string | null
}

export function saveSignOffs(
  work: Work,
  lines: readonly (DeliveryLine & { deliveryId: string })[],
  signOff: SignOff,
): void {
  work.write(writeSignOffs, [
    [...new Set(lines.map((line) => line.deliveryId))],
    work.now,
    signOff.on,
    signOff.name,
    signOff.how,
    signOff.how === 'staff' ? work.actor.personId : null,
    signOff.rating,
    signOff.remark,
    lines.map((line) => line.deliveryId),
    lines.map((line) => line.line),
    lines.map((line) => line.signed),
    lines.map((line) => line.short),
    lines.map((line) => line.damaged),
    lines.map((line) => line.costLost),
    lines.map((line) => line.remark),
  ])
}

const undoSignOff = statement(
  'delivery.undoSignOff',
  `with undone as (
     update delivery.line set signed = 0, short = 0, damaged = 0, cost_lost = 0, remark = '' where delivery_id = $1)
   update delivery.delivery
      set state = 'shipped', signed_at = null, signed_on = null, signed_name = null, signed_how = null, signed_by = null, rating = null, remark = null,
          version = version + 1
    where delivery_id = $1`,
)

export const clearSignOff = (work: Work, id: string): void => work.write(undoSignOff, [id])

const writeReversed = statement(
  'delivery.writeReversed',
  `update delivery.delivery set state = 'reversed', version = version + 1 where delivery_id = $1`,
)

export const saveReversed = (work: Work, id: string): void => work.write(writeReversed, [id])

const addInvoiced = statement(
  'delivery.addInvoiced',
  `update delivery.line l
      set invoiced = l.invoiced + i.quantity, cost_released = l.cost_released + i.cost
     from unnest($1::uuid[], $2::int[], $3::bigint[], $4::bigint[]) as i (delivery_id, line, quantity, cost)
    where l.delivery_id = i.delivery_id and l.line = i.line`,
)

/** Quantity of a delivery's line that was invoiced, and its cost; both negative when an invoice was taken back. */
export interface InvoicedPart {
  deliveryId: string
  line: number
  quantity: bigint
  cost: bigint
}

/** Finance writes down on the deliveries what it invoiced of them; they must have been loaded by `loadDeliveries`. */
export function recordInvoiced(work: Work, parts: readonly InvoicedPart[]): void {
  if (parts.length === 0) return
  work.write(addInvoiced, [
    parts.map((part) => part.deliveryId),
    parts.map((part) => part.line),
    parts.map((part) => part.quantity),
    parts.map((part) => part.cost),
  ])
}
