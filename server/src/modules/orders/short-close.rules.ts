import { no, type OrderLine, type SalesOrder } from './orders.rules.ts'
import { due, withoutGoods } from './settle.rules.ts'

const openOf = (line: OrderLine): bigint => due(line) - line.shipped

/**
 * Whether something of a pending order is left to deliver once some lines are closed. Else nobody would have anything to process, and the
 * order would end with the very acceptance that starts it. Services alone count only where there are no goods at all.
 */
const leaves = (order: SalesOrder, closed: ReadonlySet<number>): boolean =>
  order.state !== 'pending' ||
  order.lines.some((line) => (line.kind === 'stock' || withoutGoods(order)) && !closed.has(line.line) && due(line) > 0n)

/** Refuses what would leave nothing of a pending order to deliver: it is cancelled or changed instead. */
export function decideLeft(order: SalesOrder, closed: ReadonlySet<number> = new Set()): void {
  if (!leaves(order, closed)) throw no.nothingLeft(order.number)
}

/** The open rest of the lines that are to be closed, millionths. */
export function decideShortClose(order: SalesOrder, numbers: readonly number[]): { line: number; rest: bigint }[] {
  const closing = [...new Set(numbers)].map((number) => {
    const line = order.lines.find((one) => one.line === number)
    if (!line) throw no.unknownLine(order.number, number)
    if (openOf(line) <= 0n) throw no.nothingOpen(order.number, number)
    return { line: number, rest: openOf(line) }
  })
  decideLeft(order, new Set(numbers))
  return closing
}

/** Refuses when there is no line that could be closed. */
export function decideAnyShortClose(order: SalesOrder): void {
  const open = order.lines.filter((line) => openOf(line) > 0n)
  if (open.length === 0) throw no.nothingOpen(order.number, order.lines[0]?.line ?? 1)
  if (!open.some((line) => leaves(order, new Set([line.line])))) throw no.nothingLeft(order.number)
}
