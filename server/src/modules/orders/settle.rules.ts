import type { OrderLine, OrderState, Progress, SalesOrder } from './orders.rules.ts'
import { shareOf } from './pricing.rules.ts'

/** What is to be delivered of a line: ordered less short-closed. */
export const due = (line: Pick<OrderLine, 'quantity' | 'shortClosed'>): bigint => line.quantity - line.shortClosed

/** An order without any stock line: it is delivered once it was performed. */
export const withoutGoods = ({ lines }: { lines: readonly Pick<OrderLine, 'kind'>[] }): boolean =>
  lines.length > 0 && lines.every((line) => line.kind !== 'stock')

/** What still needs stock of a line. */
export const unreserved = (line: OrderLine): bigint =>
  line.kind === 'stock' ? due(line) - line.shipped - line.reserved : 0n

/** What may be invoiced of a line now, as the terms say. */
export const billable = (
  order: Pick<SalesOrder, 'invoiceBasis'>,
  line: Pick<OrderLine, 'signed' | 'shipped' | 'invoiced'>,
): bigint => (order.invoiceBasis === 'signed' ? line.signed : line.shipped) - line.invoiced

/** The order's amount less what will not be delivered. */
export const grossDue = (order: SalesOrder): bigint =>
  order.gross - order.lines.reduce((sum, line) => sum + shareOf(line.gross, line.shortClosed, line.quantity), 0n)

const BOOKED: readonly OrderState[] = ['pending', 'processing', 'completed', 'settled']

/** What an order books against its customer's credit, from the review's pass on: (ordered − short-closed) − matched − credit notes. */
export function exposureOf(order: SalesOrder): bigint {
  if (!BOOKED.includes(order.state)) return 0n
  const open = grossDue(order) - order.paid - order.credited
  return open > 0n ? open : 0n
}

/**
 * Lines without stock count as shipped and signed with the order's last stock line; in an order with none, once performed.
 * Changes the lines in place.
 */
export function carryServices(order: SalesOrder): void {
  const stock = order.lines.filter((line) => line.kind === 'stock')
  const services = order.lines.filter((line) => line.kind !== 'stock')
  const shipped = stock.length > 0 ? stock.every((line) => line.shipped === due(line)) : order.performedAt !== null
  const signed = stock.length > 0 ? stock.every((line) => line.signed === due(line)) : order.performedAt !== null
  for (const line of services) {
    line.shipped = shipped ? due(line) : line.invoiced
    line.signed = signed ? due(line) : line.invoiced
  }
}

/** The only place where an order becomes processing's successor states, and falls back from them. */
export function settleState(order: SalesOrder): OrderState {
  if (!['processing', 'completed', 'settled'].includes(order.state)) return order.state
  const delivered = order.lines.every((line) => line.signed === due(line))
  if (!delivered) return 'processing'
  const billed = order.lines.every((line) => line.invoiced >= due(line))
  const paid = order.paid + order.credited >= order.invoiced
  return billed && paid ? 'settled' : 'completed'
}

const progressOf = (done: bigint, all: bigint): Progress => (done <= 0n ? 'none' : done >= all ? 'fully' : 'partly')

export type OrderProgress = Record<'reserved' | 'shipped' | 'signed' | 'billed' | 'settled', Progress>

/** Each derived progress of an order: none, partly, fully; over lines by share of quantity, over money by amount. */
export function progressOfOrder(order: SalesOrder): OrderProgress {
  const over = (done: (line: OrderLine) => bigint, lines: OrderLine[]): Progress => {
    if (lines.length === 0) return 'none'
    const each = lines.map((line) => progressOf(done(line), due(line)))
    if (each.every((one) => one === 'fully')) return 'fully'
    return each.every((one) => one === 'none') ? 'none' : 'partly'
  }
  const open = order.lines.filter((line) => due(line) > 0n)
  const stock = open.filter((line) => line.kind === 'stock')
  return {
    reserved: over((line) => line.reserved + line.shipped, stock),
    shipped: over((line) => line.shipped, open),
    signed: over((line) => line.signed, open),
    billed: over((line) => line.invoiced, open),
    settled: progressOf(order.paid + order.credited, order.gross > 0n ? grossDue(order) : 0n),
  }
}
