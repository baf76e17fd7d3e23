import { money, quantity as shown } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { addDays, dayIn } from '../../kernel/time.ts'
import type { Work } from '../../kernel/work.ts'
import { type Delivery, deliverySet, loadDeliveries, recordInvoiced } from '../delivery/index.ts'
import { post } from '../ledger/index.ts'
import { decideKnown, loadOrders, orderSet, recordFacts, type SalesOrder } from '../orders/index.ts'
import { findBilled, findLastOn, issue, type NewInvoice } from './invoice-rows.ts'
import { type DeliveredLine, decideInvoice, draftInvoice, type InvoiceDraft, sinceWhen } from './invoicing.rules.ts'

type IssueInvoice = RequestOf<(typeof finance)['POST /v1/orders/:id/invoice']>

const set = deliverySet(
  'finance.issue',
  `select delivery_id from delivery.read_delivery where order_id = $1::uuid and state <> 'reversed'`,
)
const orders = orderSet('finance.issue', 'select $1::uuid', 1)
const findCustomer = statement<{ name: string }>(
  'finance.issue.customer',
  `select c.name from orders.read_order o
     join partners.read_customer c on c.company_id = o.company_id and c.customer_id = o.customer_id where o.order_id = $1`,
)

/** Invoices all that can be invoiced of an order, with a gapless number; posts revenue, tax and the cost of what was sold. */
export const issueInvoice = command({
  load: (work, { id }: IssueInvoice) => ({
    deliveries: loadDeliveries(work, set, [id]),
    orders: loadOrders(work, orders, [id]),
    billed: work.read(findBilled, [id]),
    customer: work.read(findCustomer, [id]),
    last: findLastOn(work, 'invoice'),
  }),
  run: (work, request, { deliveries, orders: found, billed, customer: [customer], last }) => {
    const order = decideKnown(found, request.id)
    const today = dayIn(work.company.timeZone, work.now)
    const issuedOn = request.issuedOn ?? today
    const delivered = deliveries.flatMap((one) => deliveredLines(one, work.company.timeZone))
    const draft = draftInvoice(order, delivered, billed)
    decideInvoice(order, draft, { issuedOn, today, last, since: sinceWhen(order, draft, delivered) })

    const made = newInvoice(work.newId(), order, customer!.name, draft, issuedOn)
    recordInvoiced(work, partsOf(draft))
    postInvoice(work, made, draft.cost)
    return issue(work, made, tellOrder(work, order, made))
  },
})

function deliveredLines({ id, lines, ...delivery }: Delivery, timeZone: string): DeliveredLine[] {
  const { number, state, signedOn } = delivery
  const shippedOn = dayIn(timeZone, delivery.shippedAt)
  return lines.map((line) => ({ ...line, deliveryId: id, number, state, shippedOn, signedOn }))
}

const partsOf = ({ lines }: InvoiceDraft) =>
  lines.flatMap(({ deliveryId, deliveryLine, quantity, cost }) =>
    deliveryId === null ? [] : [{ deliveryId, line: deliveryLine!, quantity, cost }],
  )

function newInvoice(
  id: string,
  order: SalesOrder,
  customerName: string,
  draft: InvoiceDraft,
  issuedOn: string,
): NewInvoice {
  const { cost: _cost, ...amounts } = draft
  return {
    id,
    kind: 'invoice',
    orderId: order.id,
    customerId: order.customerId,
    customerName,
    taxId: order.taxId,
    currency: order.currency,
    ...amounts,
    issuedOn,
    dueOn: addDays(issuedOn, order.termDays),
    creditsId: null,
    billsAgain: false,
    reason: null,
  }
}

function postInvoice(work: Work, made: NewInvoice, cost: bigint): void {
  const { customerId } = made
  post(work, {
    kind: 'invoice',
    documentKind: 'invoice',
    documentId: made.id,
    on: made.issuedOn,
    postings: [
      { debit: 'receivable', credit: 'revenue', amount: made.net, customerId },
      { debit: 'receivable', credit: 'outputTax', amount: made.tax, customerId },
      { debit: 'receivable', credit: 'freight', amount: made.freight, customerId },
      { debit: 'receivable', credit: 'rounding', amount: made.rounding, customerId },
      { debit: 'costOfSales', credit: 'transit', amount: cost },
    ],
  })
}

/** The event bears the invoice's id and not its number, which is known only after the event was hashed. */
function tellOrder(work: Work, order: SalesOrder, made: NewInvoice): SalesOrder {
  const lines = made.lines.map(({ orderLine, quantity }) => ({ orderId: order.id, line: orderLine, quantity }))
  const [after] = recordFacts(work, [order], {
    invoiced: lines,
    money: [{ orderId: order.id, invoiced: made.gross }],
    happened: [
      {
        orderId: order.id,
        type: 'finance.invoiced',
        data: {
          invoiceId: made.id,
          gross: money(made.gross),
          dueOn: made.dueOn,
          invoiced: { before: money(order.invoiced), after: money(order.invoiced + made.gross) },
          lines: lines.map(({ line, quantity }) => ({ line, quantity: shown(quantity) })),
        },
      },
    ],
  })
  return after!
}
