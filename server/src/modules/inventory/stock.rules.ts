import { divideHalfUp } from '@baton/contract/decimal'

/** What wants stock: a line of a document, such as line 2 of an order. */
export interface Demand {
  kind: string
  id: string
  line: number
}

export const demandKey = ({ kind, id, line }: Demand): string => `${kind}:${id}:${line}`

/** Stock of one item in one warehouse. Quantities in millionths of the item's unit, value in minor units. */
export interface Balance {
  itemId: string
  warehouseId: string
  /** Null: nothing is reserved from this warehouse, since it is closed or was not there when the stock was loaded. */
  priority: number | null
  onHand: bigint
  reserved: bigint
  value: bigint
}

export const available = ({ onHand, reserved }: Pick<Balance, 'onHand' | 'reserved'>): bigint => onHand - reserved

export const lesser = (one: bigint, other: bigint): bigint => (one < other ? one : other)

/** The order in which reservations take: lowest priority number first, and always the same among equals. */
export const byPriority = (
  one: Pick<Balance, 'priority' | 'warehouseId'>,
  other: Pick<Balance, 'priority' | 'warehouseId'>,
): number =>
  (one.priority ?? Number.MAX_SAFE_INTEGER) - (other.priority ?? Number.MAX_SAFE_INTEGER) ||
  (one.warehouseId < other.warehouseId ? -1 : 1)

/** Moving average of what leaves, half-up to minor units. The last piece takes all value that is left, so that none stays without goods. */
export const costOf = ({ onHand, value }: Pick<Balance, 'onHand' | 'value'>, quantity: bigint): bigint =>
  divideHalfUp(value * quantity, onHand)

/** Unit price and quantity both count millionths, money counts hundredths. */
const MILLIONTHS_SQUARED_PER_MINOR = 10n ** 10n

/** Value at standard cost, half-up to minor units. */
export const standardValue = (standardCost: bigint, quantity: bigint): bigint =>
  divideHalfUp(standardCost * quantity, MILLIONTHS_SQUARED_PER_MINOR)
