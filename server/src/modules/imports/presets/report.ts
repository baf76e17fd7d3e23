import { formatDecimal, money } from '@baton/contract/decimal'
import { minor, type Settled, settle } from './history.rules.ts'
import { counted, type Source } from './source.ts'

/** Places of an exact amount, of which a source uses at least this many. */
const EXACT_PLACES = 6
const LEAST_PLACES = 4

/** What a source comes to in Baton's minor units, against its own exact figures. Amounts are decimals. */
export interface SourceReport {
  customers: number
  items: number
  persons: number
  orders: number
  lines: number
  /** Each order rounded half-up to cents. */
  total: string
  /** The source's own sum, and by how much the sum of the rounded differs from it; null where the source tells no totals. */
  exactTotal: string | null
  roundedAway: string | null
  gaps: number
  rounded: number
  remarks: readonly string[]
}

export function reportOf(source: Source): SourceReport {
  const settled = source.orders.map(settle)
  const sum = (of: (one: Settled) => bigint) => settled.reduce((total, one) => total + of(one), 0n)
  const count = (of: (one: Settled) => boolean) => settled.filter(of).length
  const total = sum(({ gross }) => gross)
  const exact = source.orders.every((order) => order.total !== null)
    ? source.orders.reduce((all, order) => all + order.total!, 0n)
    : null
  return {
    customers: source.customers.length,
    items: source.items.length,
    persons: source.persons.length,
    orders: source.orders.length,
    lines: source.orders.reduce((all, { lines }) => all + lines.length, 0),
    total: money(total),
    exactTotal: exact === null ? null : formatDecimal(exact, EXACT_PLACES, LEAST_PLACES),
    roundedAway: exact === null ? null : money(minor(exact - total * 10_000n)),
    gaps: count(({ gap }) => gap > 0n),
    rounded: count(({ rounding }) => rounding !== 0n),
    remarks: [...source.remarks, ...remarksOn(settled, count, sum)],
  }
}

function remarksOn(
  settled: readonly Settled[],
  count: (of: (one: Settled) => boolean) => number,
  sum: (of: (one: Settled) => bigint) => bigint,
): string[] {
  const apart = count((one) => one.apart)
  if (apart === 0) return []
  const gaps = count(({ gap }) => gap > 0n)
  const rounded = count(({ rounding }) => rounding !== 0n)
  const less = count(({ rounding }) => rounding < 0n)
  const most = settled.reduce(
    (most, { rounding }) => (rounding < 0n ? (-rounding > most ? -rounding : most) : rounding > most ? rounding : most),
    0n,
  )
  return [
    `${counted(apart, 'order')} whose lines, tax and freight, each rounded to cents, miss the rounded total:`,
    `  ${gaps.toLocaleString('en')} with a real gap between lines and subtotal: marked lines of together ${money(sum(({ gap }) => gap))}`,
    `  ${rounded.toLocaleString('en')} with a remainder of cents, ${less.toLocaleString('en')} of them negative, at most ${money(most)}: the field rounding, together ${money(sum(({ rounding }) => rounding))}`,
  ]
}
