import { type Statement, statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'

/** Money of a payment that an invoice took. */
export interface Matching {
  id: string
  paymentId: string
  invoiceId: string
  /** Null where the invoice is an opening receivable. */
  orderId: string | null
  amount: bigint
  reversed: boolean
}

/** A statement that reads the matchings that fulfil `condition`; their payment and invoice must be locked before. */
export const matchingsOf = (name: string, condition: string): Statement<Matching> =>
  statement(
    name,
    `select matching_id as id, payment_id as "paymentId", invoice_id as "invoiceId", order_id as "orderId", amount,
            reversed_at is not null as reversed
       from finance.matching where ${condition} order by matching_id`,
  )

const writeMatchings = statement(
  'finance.writeMatchings',
  `insert into finance.matching (matching_id, payment_id, invoice_id, order_id, amount, matched_at, matched_by)
   select m.id, $1, m.invoice_id, m.order_id, m.amount, $6, $7
     from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[]) as m (id, invoice_id, order_id, amount)`,
)

export function insertMatchings(work: Work, paymentId: string, made: Omit<Matching, 'paymentId' | 'reversed'>[]): void {
  work.write(writeMatchings, [
    paymentId,
    made.map(({ id }) => id),
    made.map(({ invoiceId }) => invoiceId),
    made.map(({ orderId }) => orderId),
    made.map(({ amount }) => amount),
    work.now,
    work.actor.personId,
  ])
}

const reverseMatchings = statement(
  'finance.reverseMatchings',
  `update finance.matching set reversed_at = $2, reversed_by = $3 where matching_id = any($1::uuid[])`,
)

export const saveUnmatched = (work: Work, ids: string[]): void =>
  work.write(reverseMatchings, [ids, work.now, work.actor.personId])
