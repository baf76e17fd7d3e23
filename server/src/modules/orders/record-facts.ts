import { quantity } from '@baton/contract/decimal'
import type { NewEvent, Work } from '../../kernel/work.ts'
import { isCreditHeld, isHeld, type SalesOrder } from './orders.rules.ts'
import { changing, type OrderChange, orderEvent, saveOrders } from './save-orders.ts'
import { unreserved } from './settle.rules.ts'

/** A quantity of an order's line, in millionths. */
export interface LineQuantity {
  orderId: string
  line: number
  quantity: bigint
}

/** What happened to an order elsewhere, for the journal of the order. */
export interface Happened {
  orderId: string
  type: string
  data: Record<string, unknown>
}

interface Facts {
  shipped?: LineQuantity[]
  /** Quantity that a sign-off found short or damaged, or whose shipment was reversed: it is to be delivered again. */
  unshipped?: LineQuantity[]
  signed?: LineQuantity[]
  unsigned?: LineQuantity[]
  invoiced?: LineQuantity[]
  /** Reserved quantity as it is after the stock was changed in the same transaction. */
  reserved?: LineQuantity[]
  /** Reserved quantity that was given up in the same transaction: whoever waits for it may have it. */
  freed?: LineQuantity[]
  /** Changes of money, minor units. */
  money?: { orderId: string; invoiced?: bigint; credited?: bigint; paid?: bigint }[]
  /** Orders that go on credit hold, since a fact raised what their customer owes above the limit. Those on credit hold already stay as they are. */
  creditHolds?: { orderId: string; reason: string }[]
  happened: Happened[]
}

/**
 * Tells orders what delivery and finance have done, in their transaction; the orders derive progress, completion, settlement, exposure
 * and tasks from it. The orders must have been loaded by `loadOrders`. Returns them as they are now.
 */
export function recordFacts(work: Work, orders: SalesOrder[], facts: Facts): SalesOrder[] {
  const changes = new Map<string, OrderChange>(
    orders.map((before) => [before.id, { before, after: changing(before), events: [] }]),
  )
  const lineOf = ({ orderId, line }: LineQuantity) => {
    const found = changes.get(orderId)?.after.lines.find((one) => one.line === line)
    if (!found) throw new Error(`Facts name line ${line} of an order that was not loaded`)
    return found
  }
  for (const one of facts.shipped ?? []) lineOf(one).shipped += one.quantity
  for (const one of facts.unshipped ?? []) lineOf(one).shipped -= one.quantity
  for (const one of facts.signed ?? []) lineOf(one).signed += one.quantity
  for (const one of facts.unsigned ?? []) lineOf(one).signed -= one.quantity
  for (const one of facts.invoiced ?? []) lineOf(one).invoiced += one.quantity
  for (const one of facts.reserved ?? []) lineOf(one).reserved = one.quantity
  for (const one of facts.freed ?? []) lineOf(one).reserved -= one.quantity
  for (const one of facts.money ?? []) {
    const { after } = changes.get(one.orderId)!
    after.invoiced += one.invoiced ?? 0n
    after.credited += one.credited ?? 0n
    after.paid += one.paid ?? 0n
  }
  for (const { orderId, reason } of facts.creditHolds ?? []) {
    const { before, after, events } = changes.get(orderId)!
    if (isCreditHeld(before, work.now)) continue
    // Beside another hold it stands like an approval that has ended, so that releasing the one does not end the other.
    if (isHeld(before, work.now)) after.creditUntil = work.now
    else Object.assign(after, { holdKind: 'credit', holdReason: reason, holdUntil: null })
    events.push(orderEvent(after, 'orders.held', { kind: 'credit', reason, until: null, before: before.holdKind }))
  }
  for (const one of facts.happened) {
    const change = changes.get(one.orderId)!
    change.events.push(orderEvent(change.after, one.type, one.data))
  }
  for (const change of changes.values()) change.events.push(...turnsOf(change, facts.freed ?? []))
  saveOrders(work, [...changes.values()])
  return [...changes.values()].map(({ after }) => after)
}

/** Tells of stock that became free, and of lines that need stock again, upon which those who wait are served. */
function turnsOf({ before, after }: OrderChange, freed: LineQuantity[]): NewEvent[] {
  const told = (type: string, lines: { line: number; quantity: bigint }[]) =>
    lines.length === 0
      ? []
      : [orderEvent(after, type, { lines: lines.map((one) => ({ line: one.line, quantity: quantity(one.quantity) })) })]
  const short = after.lines
    .map((line, index) => ({ line: line.line, quantity: unreserved(line) - unreserved(before.lines[index]!) }))
    .filter((one) => one.quantity > 0n)
  const own = freed.filter((one) => one.orderId === after.id)
  return [...told('orders.freed', own), ...told('orders.fellShort', short)]
}
