import type { Body } from '../../app/api.ts'
import type { Candidate, HandoverOrder, Reason } from './plan.ts'

/** Who gets which orders: each order goes to whoever has most room; orders of one customer stay together. */
export function splitOrders(orders: readonly HandoverOrder[], receivers: readonly Candidate[]): Map<string, string> {
  const given = new Map(receivers.map((one) => [one.person.id, one.load]))
  const room = (one: Candidate) => (given.get(one.person.id) ?? 0) / (one.loadCeiling ?? USUAL_CEILING)
  const parts = new Map<string, HandoverOrder[]>()
  for (const order of orders) parts.set(order.customer, [...(parts.get(order.customer) ?? []), order])
  const to = new Map<string, string>()
  // The largest parts first, so that the small ones even out what is left.
  for (const part of [...parts.values()].sort((one, other) => other.length - one.length)) {
    const [least] = [...receivers].sort((one, other) => room(one) - room(other))
    if (!least) break
    for (const order of part) to.set(order.id, least.person.id)
    given.set(least.person.id, (given.get(least.person.id) ?? 0) + part.length)
  }
  return to
}

/** How much somebody carries of whom nobody has said it. */
const USUAL_CEILING = 20

/** The request, or null while a reason or a receiver is missing. */
export function batchOf(
  orders: readonly HandoverOrder[],
  to: ReadonlyMap<string, string>,
  reason: Reason | null,
  note: string,
): Body<'POST /v1/handovers/batches'> | null {
  if (!reason || orders.length === 0 || orders.some(({ id }) => !to.has(id))) return null
  return { reason, note, packages: packagesOf(orders, to) }
}

/** A package for each receiver, with those orders that have one so far. */
export function packagesOf(
  orders: readonly HandoverOrder[],
  to: ReadonlyMap<string, string>,
): Body<'POST /v1/handovers/batches'>['packages'] {
  const receivers = [...new Set(orders.flatMap(({ id }) => to.get(id) ?? []))]
  return receivers.map((receiver) => ({
    to: { kind: 'person', id: receiver },
    subjects: orders.filter(({ id }) => to.get(id) === receiver).map(({ id }) => ({ kind: 'order', id })),
  }))
}
