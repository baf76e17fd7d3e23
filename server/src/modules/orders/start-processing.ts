import { quantity } from '@baton/contract/decimal'
import type { NewEvent, Work } from '../../kernel/work.ts'
import { balancesOf, reservationsOf, type Stock } from '../inventory/index.ts'
import type { SalesOrder } from './orders.rules.ts'
import { changing, type OrderChange, orderEvent, saveOrders } from './save-orders.ts'
import { unreserved } from './settle.rules.ts'

/** The statements that lock the stock for which a set of orders is waiting; `ids` selects the orders' ids. */
export const processingStock = (name: string, ids: string) => ({
  balances: balancesOf(
    `${name}.balances`,
    `select l.item_id from orders.line l where l.order_id = any(array(${ids})) and l.kind = 'stock' and not l.removed`,
  ),
  reservations: reservationsOf(`${name}.reservations`, 'order', ids),
})

/** What an order lacks after reserving: its lines with the quantity that stock does not cover, millionths. */
export interface Shortage {
  orderId: string
  line: number
  quantity: bigint
}

/** Reserves what is free for what the orders still need, lines of one item being one demand. Changes orders and stock in memory. */
export function reserveFor(orders: SalesOrder[], stock: Stock): { reserved: Shortage[]; short: Shortage[] } {
  const demands = orders.flatMap((order) =>
    order.lines
      .filter((line) => line.itemId && unreserved(line) > 0n)
      .map((line) => ({
        kind: 'order',
        id: order.id,
        line: line.line,
        itemId: line.itemId!,
        quantity: unreserved(line),
      })),
  )
  const result = stock.reserve(demands)
  const byId = new Map(orders.map((order) => [order.id, order]))
  for (const { id, line, quantity } of result.reserved) {
    byId.get(id)!.lines.find((one) => one.line === line)!.reserved += quantity
  }
  const shown = (all: { id: string; line: number; quantity: bigint }[]) =>
    all.map(({ id, line, quantity }) => ({ orderId: id, line, quantity }))
  return { reserved: shown(result.reserved), short: shown(result.short) }
}

interface Start {
  /** Events to record before those of processing. */
  first?: NewEvent[]
  /** Changes an order before it is looked at: a review's pass, a new holder. */
  edit?: (order: SalesOrder) => void
  /** Which pending orders start; all, unless handed over inside the owner's department. */
  starts?: (order: SalesOrder) => boolean
  /** Whether the caller has given reserved stock free, which is to be saved too. */
  released?: boolean
}

/**
 * Starts processing pending orders: state, reservations, tasks. Orders already in process are only reconciled: what is free is reserved,
 * what is missing opened; running it twice makes nothing twice.
 */
export function startProcessing(
  work: Work,
  orders: SalesOrder[],
  stock: Stock,
  { first = [], edit = () => {}, starts = () => true, released = false }: Start = {},
): { orders: SalesOrder[]; short: Shortage[] } {
  const changes: OrderChange[] = orders.map((before) => ({
    before,
    after: changing(before),
    events: first.filter((event) => event.id === before.id),
  }))
  for (const { after } of changes) edit(after)
  const starting = changes.filter(({ after }) => after.state === 'pending' && starts(after))
  for (const { after, events } of starting) {
    events.push(orderEvent(after, 'orders.processing', { from: 'pending', to: 'processing' }))
    after.state = 'processing'
  }
  const { reserved, short } = reserveFor(
    changes.map(({ after }) => after).filter((order) => order.state === 'processing'),
    stock,
  )
  const lists = (orderId: string, all: Shortage[]) =>
    all.filter((one) => one.orderId === orderId).map((one) => ({ line: one.line, quantity: quantity(one.quantity) }))
  for (const { after, events } of changes) {
    const made = lists(after.id, reserved)
    const started = starting.some((change) => change.after === after)
    if (made.length > 0 || (started && after.lines.some((line) => line.kind === 'stock'))) {
      events.push(orderEvent(after, 'orders.reserved', { reserved: made, short: lists(after.id, short) }))
    }
  }
  const changed = changes.filter(({ events }) => events.length > 0)
  if (reserved.length > 0 || released) stock.save(work, { documentKind: 'order', documentId: changed[0]!.after.id })
  saveOrders(work, changed)
  return { orders: changes.map(({ after }) => after), short }
}
