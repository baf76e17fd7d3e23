import { money } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { command } from '../../kernel/command.ts'
import { chainsOf, loadChainsOf } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { dayIn } from '../../kernel/time.ts'
import { record } from '../../kernel/work.ts'
import { entriesOf, loadEntriesOf, reverse } from '../ledger/index.ts'
import { loadOrders, orderSet, recordFacts } from '../orders/index.ts'
import { changeExposure, creditOf, loadCredit } from '../partners/index.ts'
import { addToInvoices, lockInvoicesOf } from './invoice-rows.ts'
import { paymentEvent, shownOrders, withoutOrder } from './matching.ts'
import { matchingsOf, saveUnmatched } from './matching-rows.ts'
import { no } from './payment.rules.ts'
import { addToPayment, lockPaymentsOf } from './payment-rows.ts'

type ReverseMatching = RequestOf<(typeof finance)['POST /v1/matchings/:id/reverse']>

const of = (column: string) => `select ${column} from finance.matching where matching_id = $1::uuid`
const lockPayment = lockPaymentsOf('finance.unmatch', of('payment_id'))
const lock = lockInvoicesOf('finance.unmatch', of('invoice_id'))
const orders = orderSet('finance.unmatch', of('order_id'), 1)
const credit = creditOf(
  'finance.unmatch.credit',
  `select customer_id from finance.payment where payment_id = any(array(${of('payment_id')}))`,
)
const matchings = matchingsOf('finance.unmatch.matching', 'matching_id = $1::uuid')
const entries = entriesOf('finance.unmatch.entries', `select 'matching'::text, $1::uuid`)
const chain = chainsOf(
  'finance.unmatch.chain',
  'payment',
  `select payment_id from finance.matching where matching_id = $1::uuid`,
)

/** Undoes a matching: the invoice is open by its amount again, and the payment has it left. */
export const reverseMatching = command({
  load: (work, { id }: ReverseMatching) => {
    const payments = work.read(lockPayment, [id])
    const invoices = work.read(lock, [id])
    const found = loadOrders(work, orders, [id])
    loadCredit(work, credit, [id])
    loadChainsOf(work, chain, [id])
    return {
      payments,
      invoices,
      orders: found,
      matchings: work.read(matchings, [id]),
      entries: loadEntriesOf(work, entries, [id]),
    }
  },
  run: (
    work,
    request,
    { payments: [payment], invoices: [invoice], orders: [order], matchings: [matching], entries: posted },
  ) => {
    if (!payment || !invoice || !matching || (matching.orderId !== null && !order)) throw no.matchingUnknown()
    if (matching.reversed) throw no.matchingReversed()

    const { id, amount } = matching
    saveUnmatched(work, [id])
    addToPayment(work, payment.id, { matched: -amount })
    addToInvoices(work, [{ id: invoice.id, matched: -amount }])
    reverse(work, posted, { on: dayIn(work.company.timeZone, work.now), text: request.reason })
    changeExposure(work, [{ customerId: payment.customerId, delta: withoutOrder([matching]) - amount }])
    const data = { matchingId: id, invoiceId: invoice.id, amount: money(amount), reason: request.reason }
    record(work, paymentEvent(payment.id, 'finance.unmatched', data, payment.imported))
    if (!order) return { id, orders: [] }
    const after = recordFacts(work, [order], {
      money: [{ orderId: order.id, paid: -amount }],
      happened: [
        {
          orderId: order.id,
          type: 'finance.unmatched',
          data: { paymentId: payment.id, payment: payment.number, ...data },
        },
      ],
    })
    return { id, orders: shownOrders(after) }
  },
})
