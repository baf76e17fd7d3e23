import { money } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { query } from '../../kernel/command.ts'
import { fromTop, pageOf } from '../../kernel/cursor.ts'
import { mayOf } from '../../kernel/may.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import {
  decideLeftToMatch,
  decidePaymentReversal,
  decideRefundable,
  leftOf,
  type PaymentState,
} from './payment.rules.ts'

interface Row extends PaymentState {
  id: string
  customer_id: string
  customer_name: string
  order_id: string | null
  order_number: string | null
  method: 'transfer' | 'cash' | 'card' | 'draft' | 'online'
  currency: string
  received_on: string
  reference: string
  version: number
}

/** A payment for an order is seen by who may read it; one for no order by everybody who may read finance. */
const page = (...conditions: string[]) =>
  `select p.payment_id as id, p.number, p.kind, p.state, p.opening, p.amount, p.matched, p.refunded, p.customer_id, c.name as customer_name, p.order_id,
          o.number as order_number, p.method, p.currency, p.received_on, p.reference, p.version
     from finance.payment p
     join partners.read_customer c on c.company_id = p.company_id and c.customer_id = p.customer_id
     left join orders.read_order o on o.company_id = p.company_id and o.order_id = p.order_id
    where (p.received_on, p.payment_id) < ($1::date, $2::uuid)
      and (p.order_id is null or ${mayReadSql(`'order'`, 'p.order_id', 4, 5)}) ${conditions.map((condition) => `and ${condition}`).join(' ')}
    order by p.received_on desc, p.payment_id desc limit $3`

/** As the index of open payments has it: where few are open, a walk through all would not end soon. */
const OPEN = `p.kind = 'receipt' and p.state = 'posted' and p.matched + p.refunded < p.amount`
const OF_CUSTOMER = 'p.customer_id = $6'
/** Those meant for the order, and those that its invoices took. */
const OF_ORDER = `p.payment_id = any(array(
      select payment_id from finance.payment where order_id = $6
      union
      select m.payment_id from finance.invoice i
        join finance.matching m on m.company_id = i.company_id and m.invoice_id = i.invoice_id and m.reversed_at is null
       where i.order_id = $6))`

const lists = (name: string, ...conditions: string[]) => ({
  all: statement<Row>(`finance.${name}`, page(...conditions)),
  open: statement<Row>(`finance.${name}Open`, page(OPEN, ...conditions)),
})
const list = lists('listPayments')
const listOfCustomer = lists('listPaymentsOfCustomer', OF_CUSTOMER)
const listOfOrder = lists('listPaymentsOfOrder', OF_ORDER)

/** Payments, newest first, with what each has left. */
export const listPayments = query({
  load: (work, request: RequestOf<(typeof finance)['GET /v1/payments']>) => {
    const [on, id] = fromTop(request.cursor)
    const from = [on, id, request.limit + 1, ...sightOf(work)]
    const which = request.open ? 'open' : 'all'
    if (request.orderId) return { rows: work.read(listOfOrder[which], [...from, request.orderId]) }
    if (request.customerId) return { rows: work.read(listOfCustomer[which], [...from, request.customerId]) }
    return { rows: work.read(list[which], from) }
  },
  run: (work, request, { rows }) =>
    pageOf(
      rows,
      request.limit,
      (row) => [row.received_on, row.id],
      (row) => shownPayment(work, row),
    ),
})

const shownPayment = (work: Work, row: Row) => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  opening: row.opening,
  customer: { id: row.customer_id, name: row.customer_name },
  order: row.order_id ? { id: row.order_id, number: row.order_number ?? '' } : null,
  method: row.method,
  currency: row.currency,
  amount: money(row.amount),
  open: money(leftOf(row)),
  receivedOn: row.received_on,
  reference: row.reference,
  state: row.state,
  version: row.version,
  may: mayOf(work, {
    match: { right: 'finance.match', decide: () => decideLeftToMatch(row) },
    refund: { right: 'finance.reverse', decide: () => decideRefundable(row) },
    reverse: { right: 'finance.reverse', decide: () => decidePaymentReversal(row) },
  }),
})
