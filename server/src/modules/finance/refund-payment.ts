import { money } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { dayIn } from '../../kernel/time.ts'
import { record } from '../../kernel/work.ts'
import { post } from '../ledger/index.ts'
import { changeExposure, creditOf, loadCredit } from '../partners/index.ts'
import { paymentEvent } from './matching.ts'
import { decideDay, decideRefund, no } from './payment.rules.ts'
import { addToPayment, insertPayment, lockPaymentsOf } from './payment-rows.ts'

type RefundPayment = RequestOf<(typeof finance)['POST /v1/payments/:id/refund']>

const lock = lockPaymentsOf('finance.refund', 'select $1::uuid')
const credit = creditOf('finance.refund.credit', 'select customer_id from finance.payment where payment_id = $1::uuid')

/** Gives back what is unmatched of a payment. Unlike a payment that failed this is a decision, so the credit limit may refuse it. */
export const refundPayment = command({
  numbers: () => ({ RF: 1 }),
  load: (work, { id }: RefundPayment) => {
    const payments = work.read(lock, [id])
    const limits = loadCredit(work, credit, [id])
    loadChains(work, 'payment', [id])
    return { payments, credit: limits }
  },
  run: (work, request, { payments: [receipt], credit: limits }) => {
    if (!receipt) throw no.paymentUnknown()
    const amount = decideRefund(receipt, request.amount, limits.get(receipt.customerId)!)
    const paidOn = decideDay(request.paidOn, dayIn(work.company.timeZone, work.now))

    const { customerId, orderId, method, currency } = receipt
    const id = work.newId()
    const number = work.nextNumber('RF')
    const { reference, reason } = request
    insertPayment(work, {
      id,
      number,
      kind: 'refund',
      refundsId: receipt.id,
      customerId,
      orderId,
      method,
      currency,
      amount,
      matched: 0n,
      receivedOn: paidOn,
      reference,
      reason,
    })
    addToPayment(work, receipt.id, { refunded: amount })
    post(work, {
      kind: 'refund',
      documentKind: 'payment',
      documentId: id,
      on: paidOn,
      text: `${number} ${reason}`,
      postings: [{ debit: 'advance', credit: method === 'cash' ? 'cash' : 'bank', amount, customerId }],
    })
    changeExposure(work, [{ customerId, delta: amount }])
    record(
      work,
      paymentEvent(
        id,
        'finance.refunded',
        { customerId, receiptId: receipt.id, amount: money(amount), paidOn, reason },
        true,
      ),
      paymentEvent(
        receipt.id,
        'finance.refunded',
        { refundId: id, refund: number, amount: money(amount), reason },
        receipt.imported,
      ),
    )
    return { id, number, amount: money(amount), version: 1 }
  },
})
