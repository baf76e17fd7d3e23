import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { type Posting, postMany } from '../ledger/index.ts'
import type { PaymentMethod } from './payment.rules.ts'

/** A receipt of another system that paid one invoice whole. */
export interface ImportedPayment {
  id: string
  number: string
  customerId: string
  orderId: string
  invoiceId: string
  method: PaymentMethod
  currency: string
  amount: bigint
  receivedOn: string
  receivedAt: Date
}

const writePayments = statement(
  'finance.importPayments',
  `with paid as (
     select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::bigint[], $9::date[],
                          $10::timestamptz[], $11::uuid[])
              as p (payment_id, number, customer_id, order_id, invoice_id, method, currency, amount, received_on, received_at, matching_id)),
   receipts as (
     insert into finance.payment (payment_id, number, kind, customer_id, method, currency, amount, matched, received_on, state, recorded_at, imported)
     select p.payment_id, p.number, 'receipt', p.customer_id, p.method, p.currency, p.amount, p.amount, p.received_on, 'posted', $12, true from paid p)
   insert into finance.matching (matching_id, payment_id, invoice_id, order_id, amount, matched_at)
   select p.matching_id, p.payment_id, p.invoice_id, p.order_id, p.amount, p.received_at from paid p`,
)

/** Brings receipts in, each with the matching by which its invoice took it, as of the day it was received. An invoice of zero needs none. */
export function importPayments(work: Work, payments: readonly ImportedPayment[]): void {
  const made = payments.filter(({ amount }) => amount > 0n).map((one) => ({ ...one, matchingId: work.newId() }))
  if (made.length === 0) return
  const column = <T>(of: (payment: (typeof made)[number]) => T): T[] => made.map(of)
  work.writeInTurn(writePayments, [
    column(({ id }) => id),
    column(({ number }) => number),
    column(({ customerId }) => customerId),
    column(({ orderId }) => orderId),
    column(({ invoiceId }) => invoiceId),
    column(({ method }) => method),
    column(({ currency }) => currency),
    column(({ amount }) => amount),
    column(({ receivedOn }) => receivedOn),
    column(({ receivedAt }) => receivedAt),
    column(({ matchingId }) => matchingId),
    work.now,
  ])
  postMany(
    work,
    made.flatMap((one) => [
      entryOf(one, 'receipt', one.id, { debit: one.method === 'cash' ? 'cash' : 'bank', credit: 'advance' }),
      entryOf(one, 'matching', one.matchingId, { debit: 'advance', credit: 'receivable' }),
    ]),
  )
}

const entryOf = (
  { number, customerId, amount, receivedOn }: ImportedPayment,
  kind: 'receipt' | 'matching',
  documentId: string,
  sides: Pick<Posting, 'debit' | 'credit'>,
) => ({
  kind,
  documentKind: kind === 'receipt' ? 'payment' : 'matching',
  documentId,
  on: receivedOn,
  text: number,
  imported: true,
  postings: [{ ...sides, amount, customerId }],
})
