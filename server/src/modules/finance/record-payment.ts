import { money } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { record, type Work } from '../../kernel/work.ts'
import { post } from '../ledger/index.ts'
import { loadOrders, orderSet, type SalesOrder } from '../orders/index.ts'
import { changeExposure, creditOf, loadCredit } from '../partners/index.ts'
import { lockInvoicesOf } from './invoice-rows.ts'
import { no as unknown } from './invoicing.rules.ts'
import { applyMatches, paymentEvent, readableOf, shownOrders } from './matching.ts'
import { decideDay, decideMatches, decideReceipt, no } from './payment.rules.ts'
import { insertPayment, type NewPayment } from './payment-rows.ts'

type RecordPayment = RequestOf<(typeof finance)['POST /v1/payments']>

const lock = lockInvoicesOf('finance.pay', 'select unnest($1::uuid[])')
const orders = orderSet(
  'finance.pay',
  'select order_id from finance.invoice where invoice_id = any($1::uuid[]) union select $2::uuid where $2 is not null',
  2,
)
const credit = creditOf('finance.pay.credit', 'select $1::uuid')
const findCustomer = statement<{ id: string }>(
  'finance.pay.customer',
  'select customer_id as id from partners.read_customer where customer_id = $1',
)
/** Read after the customer's credit is locked, so that of two slips with one reference the second is seen. */
const findTwin = statement<{ number: string }>(
  'finance.pay.twin',
  `select number from finance.payment
    where customer_id = $1 and kind = 'receipt' and method = $2 and reference = $3 and reference <> '' and state = 'posted'`,
)

/** Orders that money lets go on: held for credit, or waiting for a review. Read after the credit is locked. */
const findAwaiting = statement<{ id: string }>(
  'finance.pay.awaiting',
  `select order_id as id from orders.read_order
    where customer_id = $1 and state in ('confirmed', 'pending', 'processing')
      and (state = 'confirmed' or hold_kind = 'credit' or credit_until is not null) limit 1`,
)

/** Records money received. What no invoice takes at once is the customer's advance, for one order or for any. */
export const recordPayment = command({
  numbers: () => ({ RC: 1 }),
  load: (work, { customerId, orderId, method, reference, matches }: RecordPayment) => {
    const ids = matches.map(({ invoiceId }) => invoiceId)
    return {
      invoices: work.read(lock, [ids]),
      orders: loadOrders(work, orders, [ids, orderId ?? null]),
      credit: loadCredit(work, credit, [customerId]),
      customer: work.read(findCustomer, [customerId]),
      twin: work.read(findTwin, [customerId, method, reference]),
      awaiting: work.read(findAwaiting, [customerId]),
    }
  },
  run: (work, request, { invoices, orders: found, customer: [customer], twin: [twin], awaiting }) => {
    if (!customer) throw no.customerUnknown()
    const order = found.find(({ id }) => id === request.orderId) ?? null
    if (request.orderId && !order) throw unknown.orderUnknown()
    decideReceipt(request, { twin: twin?.number ?? null, order })
    const receivedOn = decideDay(request.receivedOn, dayIn(work.company.timeZone, work.now))
    const { currency } = work.company
    const readable = readableOf(invoices, found)
    const matches = decideMatches(
      { customerId: customer.id, currency, left: request.amount },
      request.matches,
      readable,
    )

    const matched = matches.reduce((sum, { amount }) => sum + amount, 0n)
    const { customerId, amount, method, reference } = request
    const number = work.nextNumber('RC')
    const made: NewPayment = {
      id: work.newId(),
      number,
      kind: 'receipt',
      refundsId: null,
      customerId,
      orderId: order?.id ?? null,
      method,
      currency,
      amount,
      matched,
      receivedOn,
      reference,
      reason: null,
    }
    insertPayment(work, made)
    receive(work, made, order)
    const after = applyMatches(work, made, matches, found)
    if (awaiting.length > 0) record(work, paymentEvent(made.id, 'finance.awaited', { amount: money(amount) }))
    return { id: made.id, number, open: money(amount - matched), version: 1, orders: shownOrders(after) }
  },
})

/** All of it is an advance first; matching then takes from it. */
function receive(work: Work, made: NewPayment, order: SalesOrder | null): void {
  const { id, number, customerId, amount, method, receivedOn, reference } = made
  post(work, {
    kind: 'receipt',
    documentKind: 'payment',
    documentId: id,
    on: receivedOn,
    text: number,
    postings: [{ debit: method === 'cash' ? 'cash' : 'bank', credit: 'advance', amount, customerId }],
  })
  changeExposure(work, [{ customerId, delta: -amount }])
  const data = { customerId, amount: money(amount), method, receivedOn, reference, orderId: order?.id ?? null }
  record(work, paymentEvent(id, 'finance.received', data, true))
  if (order)
    record(work, {
      type: 'finance.received',
      kind: 'order',
      id: order.id,
      data: { paymentId: id, payment: number, amount: money(amount), method, receivedOn, reference },
    })
}
