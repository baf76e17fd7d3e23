import { money } from '@baton/contract/decimal'
import { dayIn } from '../../kernel/time.ts'
import { type NewEvent, record, type Work } from '../../kernel/work.ts'
import { postMany } from '../ledger/index.ts'
import { recordFacts, type SalesOrder } from '../orders/index.ts'
import { changeExposure } from '../partners/index.ts'
import { type Invoice, openOf } from './invoice.rules.ts'
import { addToInvoices } from './invoice-rows.ts'
import { insertMatchings } from './matching-rows.ts'
import type { Payment } from './payment.rules.ts'

/** An event on a payment's own journal. */
export const paymentEvent = (id: string, type: string, data: Record<string, unknown>, begins = false): NewEvent => ({
  type,
  kind: 'payment',
  id,
  data,
  begins,
})

/** Sums amounts by order; what was matched to opening receivables belongs to none. */
export function byOrder(
  parts: readonly { orderId: string | null; amount: bigint }[],
): { orderId: string; paid: bigint }[] {
  const sums = new Map<string, bigint>()
  for (const { orderId, amount } of parts) if (orderId) sums.set(orderId, (sums.get(orderId) ?? 0n) + amount)
  return [...sums].map(([orderId, paid]) => ({ orderId, paid }))
}

export const shownOrders = (orders: readonly SalesOrder[]) =>
  orders.map(({ id, number, state }) => ({ id, number, state }))

/** Orders that a set of parts names. */
export const ordersOf = (orders: readonly SalesOrder[], parts: readonly { orderId: string | null }[]): SalesOrder[] =>
  orders.filter(({ id }) => parts.some(({ orderId }) => orderId === id))

/** Those of locked invoices that the actor may see: whose order was loaded, or which have none. */
export const readableOf = (invoices: readonly Invoice[], orders: readonly SalesOrder[]): Invoice[] =>
  invoices.filter(({ orderId }) => orderId === null || orders.some(({ id }) => id === orderId))

/** How much of some matchings stands against opening receivables, which the customer owes without an order. */
export const withoutOrder = (parts: readonly { orderId: string | null; amount: bigint }[]): bigint =>
  parts.reduce((sum, { orderId, amount }) => (orderId === null ? sum + amount : sum), 0n)

/**
 * Writes decided matches: the advance becomes payment of receivables. What an order, or the customer without an order, owes falls by what
 * it was paid, and what the customer had paid in advance falls by as much. Answers the orders as they are now.
 */
export function applyMatches(
  work: Work,
  payment: Pick<Payment, 'id' | 'number' | 'customerId'> & { imported?: boolean },
  matches: readonly { invoice: Invoice; amount: bigint }[],
  orders: readonly SalesOrder[],
): SalesOrder[] {
  if (matches.length === 0) return []
  const made = matches.map(({ invoice, amount }) => ({
    id: work.newId(),
    invoiceId: invoice.id,
    orderId: invoice.orderId,
    amount,
    open: { before: money(openOf(invoice)), after: money(openOf(invoice) - amount) },
  }))
  insertMatchings(work, payment.id, made)
  addToInvoices(
    work,
    made.map(({ invoiceId, amount }) => ({ id: invoiceId, matched: amount })),
  )
  const { customerId } = payment
  postMany(
    work,
    made.map(({ id, amount }) => ({
      kind: 'matching',
      documentKind: 'matching',
      documentId: id,
      on: dayIn(work.company.timeZone, work.now),
      text: payment.number,
      postings: [{ debit: 'advance' as const, credit: 'receivable' as const, amount, customerId }],
    })),
  )
  const advance = made.reduce((sum, { amount }) => sum + amount, 0n)
  changeExposure(work, [{ customerId, delta: advance - withoutOrder(made) }])
  const told = (one: (typeof made)[number]) => ({
    matchingId: one.id,
    invoiceId: one.invoiceId,
    amount: money(one.amount),
    open: one.open,
  })
  record(work, paymentEvent(payment.id, 'finance.matched', { matches: made.map(told) }, payment.imported))
  const touched = ordersOf(orders, made)
  return recordFacts(work, touched, {
    money: byOrder(made),
    happened: made.flatMap((one) =>
      one.orderId === null
        ? []
        : {
            orderId: one.orderId,
            type: 'finance.matched',
            data: { paymentId: payment.id, payment: payment.number, ...told(one) },
          },
    ),
  })
}
