import { CannotStart } from '../../../kernel/postgres/cannot-start.ts'
import type { Work } from '../../../kernel/work.ts'
import { type ImportedDelivery, importDeliveries } from '../../delivery/index.ts'
import { type ImportedInvoice, importInvoices, importPayments } from '../../finance/index.ts'
import { costOf } from '../../inventory/index.ts'
import { type ImportedLine, type ImportedOrder, importOrders } from '../../orders/index.ts'
import { UNTAXED } from './bring-masters.ts'
import { paidPrice, settle } from './history.rules.ts'
import { importKey, type Known } from './known.ts'
import { GAP_ITEM, type Source, type SourceItem, type SourceOrder } from './source.ts'

const ONE = 1_000_000n
/** A minor unit in millionths of the currency. */
const CENT = 10_000n

/** What orders are brought in with: ids by number, stock as it stands, and the instant at which a day is noted. */
export interface Bringing {
  source: Source
  items: ReadonlyMap<string, SourceItem>
  customerNames: ReadonlyMap<string, string>
  known: Known
  /** By item and warehouse; lessened by what is shipped. */
  shelves: Map<string, { onHand: bigint; value: bigint }>
  placeOf: (item: string) => string
  atNoon: (day: string) => Date
}

export const shelfKey = (itemId: string, warehouseId: string): string => itemId + warehouseId

/** An order with the documents that its history consists of; the delivery is null when nothing of it was in stock. */
interface Told {
  order: ImportedOrder
  delivery: ImportedDelivery | null
  invoice: ImportedInvoice
}

type Shipped = SourceOrder & { shippedOn: string }

/**
 * Brings orders with their deliveries, invoices and payments, settled. They must stand in the order of the days on which they left, since
 * invoices are numbered in it.
 */
export function bringOrders(work: Work, orders: readonly SourceOrder[], bringing: Bringing): void {
  const ids = { order: idsInOrder(work, orders), delivery: idsInOrder(work, orders), invoice: idsInOrder(work, orders) }
  const payments = idsInOrder(work, orders)
  const told = orders.map((order, index) =>
    tell(order as Shipped, bringing, {
      order: ids.order[index]!,
      delivery: ids.delivery[index]!,
      invoice: ids.invoice[index]!,
    }),
  )
  importOrders(
    work,
    told.map(({ order }) => order),
  )
  importDeliveries(
    work,
    told.flatMap(({ delivery }) => delivery ?? []),
  )
  importInvoices(
    work,
    told.map(({ invoice }) => invoice),
  )
  importPayments(
    work,
    told.map(({ order, invoice }, index) => ({
      id: payments[index]!,
      number: `RC-${order.number}`,
      customerId: order.customerId,
      orderId: order.id,
      invoiceId: invoice.id,
      method: order.paymentMethod as 'transfer' | 'card',
      currency: order.currency,
      amount: order.gross,
      receivedOn: invoice.dueOn,
      receivedAt: order.settledAt,
    })),
  )
}

interface Ids {
  order: string
  delivery: string
  invoice: string
}

/** Ids of one instant have no order of their own; in this one lists show documents of a day by their numbers. */
const idsInOrder = (work: Work, rows: readonly unknown[]): string[] => rows.map(() => work.newId()).sort()

function tell(from: Shipped, bringing: Bringing, ids: Ids): Told {
  const order = orderOf(ids.order, from, bringing)
  const delivery = deliveryOf(ids.delivery, from, order, bringing)
  const customerName = bringing.customerNames.get(from.customer)!
  return { order, delivery, invoice: invoiceOf(ids.invoice, from, order, delivery, customerName) }
}

function orderOf(id: string, from: Shipped, { source, items, known, atNoon }: Bringing): ImportedOrder {
  const { lines: amounts, gap, net, tax, freight, rounding, gross } = settle(from)
  const owner = known.persons.get(from.owner)!
  const lines = from.lines.map((line, index): ImportedLine => {
    const item = items.get(line.item)!
    return {
      line: line.line,
      itemId: known.items.get(line.item)!,
      kind: item.kind,
      description: item.name,
      unit: item.unit,
      quantity: line.quantity,
      unitPrice: paidPrice(line),
      listPrice: line.unitPrice,
      taxCode: UNTAXED,
      amount: amounts[index]!,
    }
  })
  if (gap > 0n) lines.push(gapLine(lines, gap, known))
  const { recipient = '', phone = '', region = '', street = '' } = from.deliverTo ?? {}
  return {
    id,
    importKey: importKey(source, from.key),
    number: from.number,
    customerId: known.customers.get(from.customer)!,
    customerNumber: from.customerNumber,
    ownerId: owner.id,
    ownerDepartmentId: owner.departmentId,
    currency: source.currency,
    paymentMethod: from.paymentMethod,
    termDays: Math.min(daysBetween(from.shippedOn, from.dueOn), MOST_TERM_DAYS),
    contactName: recipient,
    recipient,
    phone,
    region,
    street,
    orderedOn: from.orderedOn,
    orderedAt: atNoon(from.orderedOn),
    promisedOn: from.promisedOn,
    settledAt: atNoon(from.dueOn),
    note: from.note,
    givenTax: tax,
    freight,
    rounding,
    net,
    gross,
    lines,
    told: { shippedOn: from.shippedOn, paidOn: from.dueOn },
  }
}

/** The longest term that an order may have. */
const MOST_TERM_DAYS = 365

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** Stands for what the source's subtotal has beyond its lines. */
const gapLine = (lines: readonly ImportedLine[], gap: bigint, known: Known): ImportedLine => ({
  line: lines.reduce((most, { line }) => Math.max(most, line), 0) + 1,
  itemId: known.items.get(GAP_ITEM.number)!,
  kind: 'service',
  description: GAP_ITEM.name,
  unit: GAP_ITEM.unit,
  quantity: ONE,
  unitPrice: gap * CENT,
  listPrice: null,
  taxCode: UNTAXED,
  amount: gap,
})

function deliveryOf(id: string, from: Shipped, order: ImportedOrder, bringing: Bringing): ImportedDelivery | null {
  const stocked = order.lines.map((line, index) => ({ line, from: from.lines[index] })).filter(isStocked)
  if (stocked.length === 0) return null
  const { customerId, recipient, phone, region, street } = order
  return {
    id,
    number: `DN-${order.number}`,
    orderId: order.id,
    customerId,
    carrier: from.carrier,
    trackingNumber: from.trackingNumber,
    recipient,
    phone,
    region,
    street,
    shippedOn: from.shippedOn,
    shippedAt: bringing.atNoon(from.shippedOn),
    lines: stocked.map(({ line, from: { item } }, index) => {
      const warehouseId = bringing.known.warehouses.get(bringing.placeOf(item))!
      const cost = take(bringing, order.number, item, line, warehouseId)
      const { itemId, quantity } = line
      return { line: index + 1, orderLine: line.line, itemId, warehouseId, quantity, cost }
    }),
  }
}

const isStocked = <Line, From>(one: {
  line: Line & { kind: string }
  from: From | undefined
}): one is {
  line: Line & { kind: string }
  from: From
} => one.line.kind === 'stock' && one.from !== undefined

/** Takes goods from their shelf at the moving average. A shelf is short only when its company has worked on after a killed import. */
function take(bringing: Bringing, number: string, item: string, line: ImportedLine, warehouseId: string): bigint {
  const shelf = bringing.shelves.get(shelfKey(line.itemId, warehouseId))
  if (!shelf || shelf.onHand < line.quantity)
    throw new CannotStart(
      `${number} was shipped with ${item}, of which there is not enough in stock any more. Somebody has moved it since the import began; put it back, then start the import again.`,
    )
  const cost = costOf(shelf, line.quantity)
  shelf.onHand -= line.quantity
  shelf.value -= cost
  return cost
}

function invoiceOf(
  id: string,
  from: Shipped,
  order: ImportedOrder,
  delivery: ImportedDelivery | null,
  customerName: string,
): ImportedInvoice {
  const parts = new Map(delivery?.lines.map((one) => [one.orderLine, one]))
  return {
    id,
    orderId: order.id,
    customerId: order.customerId,
    customerName,
    currency: order.currency,
    net: order.net,
    givenTax: order.givenTax,
    freight: order.freight,
    rounding: order.rounding,
    gross: order.gross,
    issuedOn: from.shippedOn,
    dueOn: from.dueOn,
    lines: order.lines.map((line, index) => {
      const part = parts.get(line.line)
      return {
        line: index + 1,
        orderLine: line.line,
        deliveryId: part ? delivery!.id : null,
        deliveryLine: part?.line ?? null,
        description: line.description,
        unit: line.unit,
        quantity: line.quantity,
        unitPrice: line.unitPrice,
        net: line.amount,
        cost: part?.cost ?? 0n,
      }
    }),
  }
}
