import { money } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { command } from '../../kernel/command.ts'
import { chainsOf, loadChainsOf } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { spokenMoney } from '../../kernel/spoken.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { record, type Work } from '../../kernel/work.ts'
import { entriesOf, loadEntriesOf, reverse } from '../ledger/index.ts'
import {
  decideNoneOvertook,
  exposureOf,
  loadOrders,
  orderSet,
  recordFacts,
  type SalesOrder,
  SEES_ALL,
  stoppedBy,
} from '../orders/index.ts'
import { type Credit, changeExposure, creditOf, loadCredit, missingCredit } from '../partners/index.ts'
import { addToInvoices, lockInvoicesOf } from './invoice-rows.ts'
import { byOrder, ordersOf, paymentEvent, shownOrders, withoutOrder } from './matching.ts'
import { type Matching, matchingsOf, saveUnmatched } from './matching-rows.ts'
import { decidePaymentReversal, leftOf, no, type Payment } from './payment.rules.ts'
import { addToPayment, lockPaymentsOf, saveReversal } from './payment-rows.ts'

type ReversePayment = RequestOf<(typeof finance)['POST /v1/payments/:id/reverse']>

const STANDING = 'payment_id = $1::uuid and reversed_at is null'
/** A refund is reversed together with the receipt that gets its money back. */
const PAYMENTS = `select $1::uuid union select refunds_id from finance.payment where payment_id = $1::uuid and refunds_id is not null`
const lockPayments = lockPaymentsOf('finance.reverse', PAYMENTS)
const lock = lockInvoicesOf('finance.reverse', `select invoice_id from finance.matching where ${STANDING}`)
/** The orders that were paid, and those that may have to stop, since the customer then owes more. */
const orders = orderSet(
  'finance.reverse',
  `select order_id from finance.matching where ${STANDING}
   union select order_id from finance.payment where payment_id = $1::uuid and order_id is not null
   union select o.order_id from finance.payment p
           join orders.read_order o on o.company_id = p.company_id and o.customer_id = p.customer_id
          where p.payment_id = $1::uuid and p.kind = 'receipt' and o.state in ('pending', 'processing')`,
  1,
)
/** Read once the credit is locked: an order that became open meanwhile is to be stopped too. */
const findOpen = statement<{ id: string }>(
  'finance.openOfPayer',
  `select o.order_id as id from finance.payment p
     join orders.read_order o on o.company_id = p.company_id and o.customer_id = p.customer_id
    where p.payment_id = $1 and p.kind = 'receipt' and o.state in ('pending', 'processing')`,
)
const credit = creditOf('finance.reverse.credit', 'select customer_id from finance.payment where payment_id = $1::uuid')
const matchings = matchingsOf('finance.reverse.matchings', STANDING)
const entries = entriesOf(
  'finance.reverse.entries',
  `select 'payment'::text, $1::uuid union all select 'matching', matching_id from finance.matching where ${STANDING}`,
)
const chains = chainsOf('finance.reverse.paymentChains', 'payment', PAYMENTS)

/**
 * Reverses a payment that did not arrive, with its matchings. That it did not is a fact and never refused: where the customer then owes more
 * than the limit allows, the open orders go on credit hold in the same transaction.
 */
export const reversePayment = command({
  load: (work, { id }: ReversePayment) => {
    const payments = work.read(lockPayments, [id])
    const invoices = work.read(lock, [id])
    const found = loadOrders(work, orders, [id], SEES_ALL)
    const limits = loadCredit(work, credit, [id])
    loadChainsOf(work, chains, [id])
    return {
      payments,
      invoices,
      orders: found,
      open: work.read(findOpen, [id]),
      credit: limits,
      matchings: work.read(matchings, [id]),
      entries: loadEntriesOf(work, entries, [id]),
    }
  },
  run: (work, request, { payments, orders: found, open, credit: limits, matchings: matched, entries: posted }) => {
    const payment = payments.find(({ id }) => id === request.id)
    if (!payment) throw no.paymentUnknown()
    decidePaymentReversal(payment)
    decideNoneOvertook(open, found)

    saveReversal(work, payment.id, request.reason)
    reverse(work, posted, { on: dayIn(work.company.timeZone, work.now), text: `${payment.number} ${request.reason}` })
    const back = { amount: money(payment.amount), reason: request.reason }
    record(
      work,
      paymentEvent(
        payment.id,
        'finance.paymentReversed',
        { ...back, matchings: matched.map(({ id }) => id) },
        payment.imported,
      ),
    )
    if (payment.kind === 'refund') {
      giveBack(work, payment)
      return { id: payment.id, orders: [] }
    }
    const after = unmatchAll(work, payment, matched, found, limits.get(payment.customerId)!, request.reason)
    return { id: payment.id, orders: shownOrders(after) }
  },
})

/** The money of a refund that did not leave is the receipt's again. */
function giveBack(work: Work, refund: Payment): void {
  addToPayment(work, refund.refundsId!, { refunded: -refund.amount })
  changeExposure(work, [{ customerId: refund.customerId, delta: -refund.amount }])
  record(
    work,
    paymentEvent(refund.refundsId!, 'finance.refundReversed', { refundId: refund.id, amount: money(refund.amount) }),
  )
}

function unmatchAll(
  work: Work,
  payment: Payment,
  matched: readonly Matching[],
  orders: readonly SalesOrder[],
  credit: Credit,
  reason: string,
): SalesOrder[] {
  if (matched.length > 0)
    saveUnmatched(
      work,
      matched.map(({ id }) => id),
    )
  addToInvoices(work, sumByInvoice(matched))
  const left = leftOf(payment) + withoutOrder(matched)
  changeExposure(work, [{ customerId: payment.customerId, delta: left }])

  const unpaid = byOrder(matched).map(({ orderId, paid }) => ({ orderId, paid: -paid }))
  const raised = ordersOf(orders, unpaid).reduce((sum, order) => {
    const paid = order.paid + unpaid.find(({ orderId }) => orderId === order.id)!.paid
    return sum + exposureOf({ ...order, paid }) - order.exposure
  }, left)
  const missing = missingCredit(credit, raised)
  const stopped = missing > 0n ? stoppedBy(orders, { ...credit, exposure: credit.exposure + raised }, work.now) : []
  const because = `${payment.number} ${spokenMoney(missing, payment.currency)}`
  const meant = orders.filter(({ id }) => id === payment.orderId && !unpaid.some(({ orderId }) => orderId === id))
  const touched = [...new Set([...ordersOf(orders, unpaid), ...stopped, ...meant])]
  return recordFacts(work, touched, {
    money: unpaid,
    creditHolds: stopped.map(({ id }) => ({ orderId: id, reason: because })),
    happened: [
      ...matched.flatMap(({ id, orderId, invoiceId, amount }) =>
        orderId === null
          ? []
          : {
              orderId,
              type: 'finance.unmatched',
              data: {
                matchingId: id,
                paymentId: payment.id,
                payment: payment.number,
                invoiceId,
                amount: money(amount),
                reason,
              },
            },
      ),
      ...meant.map(({ id }) => ({
        orderId: id,
        type: 'finance.paymentReversed',
        data: { paymentId: payment.id, payment: payment.number, amount: money(payment.amount), reason },
      })),
    ],
  })
}

function sumByInvoice(matched: readonly Matching[]): { id: string; matched: bigint }[] {
  const sums = new Map<string, bigint>()
  for (const { invoiceId, amount } of matched) sums.set(invoiceId, (sums.get(invoiceId) ?? 0n) - amount)
  return [...sums].map(([id, amount]) => ({ id, matched: amount }))
}
