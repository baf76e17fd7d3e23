import { type Statement, statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { Payment, PaymentMethod } from './payment.rules.ts'

/** A statement that locks the payments that `ids` selects. Payments are locked before everything else. */
export const lockPaymentsOf = (name: string, ids: string): Statement<Payment> =>
  statement(
    `${name}.lockPayments`,
    `select p.payment_id as id, p.number, p.kind, p.refunds_id as "refundsId", p.customer_id as "customerId", p.order_id as "orderId", p.method,
            p.currency, p.amount, p.matched, p.refunded, p.state, p.opening, p.imported, p.version
       from finance.payment p where p.payment_id = any(array(${ids})) order by p.payment_id for no key update of p`,
  )

const writePayment = statement(
  'finance.writePayment',
  `insert into finance.payment (payment_id, number, kind, refunds_id, customer_id, order_id, method, currency, amount, matched, received_on, reference,
                                state, recorded_by, recorded_at, reason)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'posted', $13, $14, $15)`,
)

export interface NewPayment {
  id: string
  number: string
  kind: 'receipt' | 'refund'
  refundsId: string | null
  customerId: string
  orderId: string | null
  method: PaymentMethod
  currency: string
  amount: bigint
  matched: bigint
  receivedOn: string
  reference: string
  reason: string | null
}

export function insertPayment(work: Work, made: NewPayment): void {
  work.write(writePayment, [
    made.id,
    made.number,
    made.kind,
    made.refundsId,
    made.customerId,
    made.orderId,
    made.method,
    made.currency,
    made.amount,
    made.matched,
    made.receivedOn,
    made.reference,
    work.actor.personId,
    work.now,
    made.reason,
  ])
}

const changePayments = statement(
  'finance.changePayment',
  `update finance.payment set matched = matched + $2, refunded = refunded + $3, version = version + 1 where payment_id = $1`,
)

/** Adds to what is matched or refunded of a locked payment. */
export const addToPayment = (work: Work, id: string, { matched = 0n, refunded = 0n }): void =>
  work.write(changePayments, [id, matched, refunded])

const writeReversal = statement(
  'finance.reversePayment',
  `update finance.payment
      set state = 'reversed', matched = 0, reversed_at = $2, reversed_by = $3, reason = $4, version = version + 1 where payment_id = $1`,
)

export const saveReversal = (work: Work, id: string, reason: string): void =>
  work.write(writeReversal, [id, work.now, work.actor.personId, reason])
