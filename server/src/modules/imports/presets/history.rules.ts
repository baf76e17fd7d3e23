import { divideHalfUp } from '@baton/contract/decimal'
import type { SourceOrder } from './source.ts'

/** Millionths of the currency in a minor unit. */
const TO_MINOR = 10_000n
const MILLION = 1_000_000n

/** An exact amount in minor units, half-up. */
export const minor = (exact: bigint): bigint => divideHalfUp(exact, TO_MINOR)

/** What a source's order comes to in minor units. */
export interface Settled {
  /** Amounts of its lines, in their order. */
  lines: readonly bigint[]
  /** What the source's subtotal has beyond its lines: it becomes a line of its own. */
  gap: bigint
  net: bigint
  tax: bigint
  freight: bigint
  /** The remainder of cents, which makes the sum of rounded parts the rounded total. May be negative. */
  rounding: bigint
  gross: bigint
  /** Whether the rounded parts that the source names, without gap and rounding, miss its total. */
  apart: boolean
}

/**
 * Every part is rounded half-up by itself, as is the total. What lines lack of the subtotal by a cent or more is a gap; what then is left
 * between the parts and the total is rounding. Lines that come to more than the subtotal make no gap, since a line has no negative price.
 */
export function settle(order: Pick<SourceOrder, 'lines' | 'subtotal' | 'total' | 'tax' | 'freight'>): Settled {
  const lines = order.lines.map(({ amount }) => minor(amount))
  const exact = order.lines.reduce((sum, { amount }) => sum + amount, 0n)
  const lacking = order.subtotal === null ? 0n : order.subtotal - exact
  const gap = lacking >= TO_MINOR ? minor(lacking) : 0n
  const own = lines.reduce((sum, amount) => sum + amount, 0n)
  const net = own + gap
  const [tax, freight] = [minor(order.tax), minor(order.freight)]
  const gross = order.total === null ? net + tax + freight : minor(order.total)
  return {
    lines,
    gap,
    net,
    tax,
    freight,
    rounding: gross - net - tax - freight,
    gross,
    apart: gross !== own + tax + freight,
  }
}

/** The price that was paid for a piece, millionths: the price before the discount less the discount. */
export const paidPrice = ({ unitPrice, discount }: { unitPrice: bigint; discount: bigint }): bigint =>
  divideHalfUp(unitPrice * (MILLION - discount), MILLION)

/** Stock of an item in a warehouse, by their numbers; quantities in millionths. */
export interface Shelf {
  item: string
  warehouse: string
  quantity: bigint
}

/** What each item is shipped from: the warehouse with most of it today, of equals the first; without any stock the first of all. */
export function shippingPlaces(
  stock: readonly Shelf[],
  warehouses: readonly { number: string }[],
): (item: string) => string {
  const places = new Map<string, Shelf>()
  const ranks = new Map(warehouses.map(({ number }, rank) => [number, rank]))
  const ahead = (one: Shelf, other: Shelf) =>
    one.quantity > other.quantity ||
    (one.quantity === other.quantity && ranks.get(one.warehouse)! < ranks.get(other.warehouse)!)
  for (const shelf of stock) {
    const best = places.get(shelf.item)
    if (!best || ahead(shelf, best)) places.set(shelf.item, shelf)
  }
  return (item) => places.get(item)?.warehouse ?? warehouses[0]!.number
}

/** What must have been there at the start: what is there today, and what has been shipped since from where it was shipped. */
export function openingStock(
  stock: readonly Shelf[],
  orders: readonly Pick<SourceOrder, 'lines' | 'shippedOn'>[],
  isStocked: (item: string) => boolean,
  placeOf: (item: string) => string,
): Shelf[] {
  const shelves = new Map<string, Shelf>()
  const add = (item: string, warehouse: string, quantity: bigint) => {
    const key = `${item}\n${warehouse}`
    const shelf = shelves.get(key) ?? { item, warehouse, quantity: 0n }
    shelf.quantity += quantity
    shelves.set(key, shelf)
  }
  for (const { item, warehouse, quantity } of stock) add(item, warehouse, quantity)
  for (const { lines, shippedOn } of orders)
    if (shippedOn !== null)
      for (const { item, quantity } of lines) if (isStocked(item)) add(item, placeOf(item), quantity)
  return [...shelves.values()].filter(({ quantity }) => quantity > 0n)
}
