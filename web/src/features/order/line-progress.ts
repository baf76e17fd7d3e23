import { parseDecimal, QUANTITY_PLACES, quantity } from '@baton/contract/decimal'
import type { Order, OrderLine } from './read-order.ts'

const millionths = (text: string | null): bigint => (text === null ? 0n : (parseDecimal(text, QUANTITY_PLACES) ?? 0n))
const share = (part: bigint, whole: bigint): number => (whole <= 0n ? 0 : Number((part * 1000n) / whole) / 1000)
const least = (one: bigint, other: bigint): bigint => (one < other ? one : other)
const most = (one: bigint, other: bigint): bigint => (one > other ? one : other)

export type LineStep = 'service' | 'shortClosed' | 'signed' | 'shipped' | 'partly' | 'short' | 'reserved' | 'inStock'

export interface LineProgress {
  /** Ordered less what was short-closed. */
  due: string
  bars: { reserved: number; produced: number; shipped: number; signed: number }
  step: LineStep
  /** Quantity that is neither reserved nor free in stock. */
  missing: string | null
}

/**
 * How far a line is. Reserved counts what has left already; 备产 counts what exists: shipped, reserved and what lies free in stock
 * for the rest, so that a gap in it is a real lack of goods.
 */
export function progressOf(line: OrderLine, state: Order['state']): LineProgress {
  const due = millionths(line.quantity) - millionths(line.shortClosed)
  const shipped = millionths(line.shipped)
  const signed = millionths(line.signed)
  const held = millionths(line.reserved) + shipped
  const rest = most(due - held, 0n)
  const free = most(millionths(line.available), 0n)
  const missing = line.kind === 'stock' ? rest - least(rest, free) : 0n
  const begun = state === 'processing' || state === 'completed' || state === 'settled'
  return {
    due: quantity(due),
    bars: {
      reserved: share(held, due),
      produced: share(held + least(rest, free), due),
      shipped: share(shipped, due),
      signed: share(signed, due),
    },
    step: stepOf(line, { due, shipped, signed, held, missing, begun, rest }),
    missing: missing > 0n ? quantity(missing) : begun && rest > 0n ? quantity(rest) : null,
  }
}

interface Known {
  due: bigint
  shipped: bigint
  signed: bigint
  held: bigint
  missing: bigint
  rest: bigint
  begun: boolean
}

function stepOf(line: OrderLine, { due, shipped, signed, held, missing, rest, begun }: Known): LineStep {
  if (line.kind !== 'stock') return 'service'
  if (due <= 0n) return 'shortClosed'
  if (signed >= due) return 'signed'
  if (shipped >= due) return 'shipped'
  if (missing > 0n || (begun && rest > 0n)) return 'short'
  if (shipped > 0n) return 'partly'
  return held >= due ? 'reserved' : 'inStock'
}

/** Lines of goods, and how many of them are shipped and signed whole. */
export function countLines(order: Order): { all: number; shipped: number; signed: number; short: number } {
  const lines = order.lines.filter((line) => line.kind === 'stock')
  const steps = lines.map((line) => progressOf(line, order.state).step)
  const count = (...wanted: LineStep[]) => steps.filter((one) => wanted.includes(one)).length
  return {
    all: lines.length,
    shipped: count('shipped', 'signed', 'shortClosed'),
    signed: count('signed', 'shortClosed'),
    short: count('short'),
  }
}
