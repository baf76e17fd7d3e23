import { money } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { loadOrders, orderSet } from '../orders/index.ts'
import { creditOf, loadCredit } from '../partners/index.ts'
import { lockInvoicesOf } from './invoice-rows.ts'
import { applyMatches, readableOf, shownOrders } from './matching.ts'
import { decideMatchable, decideMatches, leftOf, no } from './payment.rules.ts'
import { addToPayment, lockPaymentsOf } from './payment-rows.ts'

type MatchPayment = RequestOf<(typeof finance)['POST /v1/payments/:id/match']>

const lockPayment = lockPaymentsOf('finance.match', 'select $1::uuid')
const lock = lockInvoicesOf('finance.match', 'select unnest($1::uuid[])')
const orders = orderSet('finance.match', 'select order_id from finance.invoice where invoice_id = any($1::uuid[])', 1)
const credit = creditOf('finance.match.credit', 'select customer_id from finance.payment where payment_id = $1::uuid')

/** Matches what is left of a payment to invoices of the same customer. */
export const matchPayment = command({
  load: (work, { id, matches }: MatchPayment) => {
    const ids = matches.map(({ invoiceId }) => invoiceId)
    const payments = work.read(lockPayment, [id])
    const invoices = work.read(lock, [ids])
    const found = loadOrders(work, orders, [ids])
    loadCredit(work, credit, [id])
    loadChains(work, 'payment', [id])
    return { payments, invoices, orders: found }
  },
  run: (work, request, { payments: [payment], invoices, orders: found }) => {
    if (!payment) throw no.paymentUnknown()
    decideMatchable(payment)
    const readable = readableOf(invoices, found)
    const left = leftOf(payment)
    const matches = decideMatches({ ...payment, left }, request.matches, readable)

    const matched = matches.reduce((sum, { amount }) => sum + amount, 0n)
    addToPayment(work, payment.id, { matched })
    const after = applyMatches(work, payment, matches, found)
    return { id: payment.id, open: money(left - matched), version: payment.version + 1, orders: shownOrders(after) }
  },
})
