import { money, quantity as shown } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { dayIn } from '../../kernel/time.ts'
import type { Work } from '../../kernel/work.ts'
import { deliverySet, loadDeliveries, recordInvoiced } from '../delivery/index.ts'
import { post } from '../ledger/index.ts'
import { loadOrders, orderSet, recordFacts, type SalesOrder } from '../orders/index.ts'
import { creditOf, loadCredit } from '../partners/index.ts'
import { creditableFrom, findCreditable, findForgiving, findLeftBeside, forgivingFrom } from './creditable.ts'
import { decideCredit, no } from './crediting.rules.ts'
import { type Invoice, nameOf } from './invoice.rules.ts'
import { addToInvoices, findLastOn, issue, lockInvoicesOf, type NewInvoice } from './invoice-rows.ts'
import { decideIssueDay } from './invoicing.rules.ts'

type CreditInvoice = RequestOf<(typeof finance)['POST /v1/invoices/:id/credit']>

const lock = lockInvoicesOf('finance.credit', 'select $1::uuid')
const delivered = deliverySet(
  'finance.credit',
  'select delivery_id from finance.invoice_line where invoice_id = $1::uuid and delivery_id is not null',
)
const orders = orderSet('finance.credit', 'select order_id from finance.invoice where invoice_id = $1::uuid', 1)
const credit = creditOf('finance.credit.credit', 'select customer_id from finance.invoice where invoice_id = $1::uuid')

/**
 * Issues a credit note with a gapless number of its own. It forgives the amount, or, with `billAgain`, takes the invoicing back: then the
 * goods are in transit again and can be invoiced anew.
 */
export const creditInvoice = command({
  load: (work, { id }: CreditInvoice) => {
    const invoices = work.read(lock, [id])
    const deliveries = loadDeliveries(work, delivered, [id])
    const found = loadOrders(work, orders, [id])
    loadCredit(work, credit, [id])
    const lines = work.read(findCreditable, [id]).map((rows) => rows.map(creditableFrom))
    return {
      invoices,
      deliveries,
      orders: found,
      lines,
      beside: work.read(findLeftBeside, [id]),
      forgiving: work.read(findForgiving, [id]).map(forgivingFrom),
      last: findLastOn(work, 'creditNote'),
    }
  },
  run: (work, request, { invoices: [invoice], orders: [order], lines, beside: [beside], forgiving, last }) => {
    if (invoice?.kind === 'opening') throw no.isOpening(nameOf(invoice))
    if (!invoice || !order) throw no.invoiceUnknown()
    const issuedOn = dayIn(work.company.timeZone, work.now)
    const number = nameOf(invoice)
    const { cost, ...note } = decideCredit({ ...invoice, ...beside!, shown: number, lines, forgiving }, request)
    decideIssueDay({ issuedOn, today: issuedOn, last })

    const made: NewInvoice = {
      id: work.newId(),
      kind: 'credit_note',
      orderId: order.id,
      customerId: invoice.customerId,
      customerName: invoice.customerName,
      taxId: invoice.taxId,
      currency: invoice.currency,
      ...note,
      issuedOn,
      dueOn: issuedOn,
      creditsId: invoice.id,
      billsAgain: request.billAgain,
      reason: request.reason,
    }
    addToInvoices(work, [{ id: invoice.id, credited: made.gross }])
    if (made.billsAgain) takeBack(work, made)
    postCredit(work, made, cost)
    return issue(work, made, tellOrder(work, order, invoice, made))
  },
})

function takeBack(work: Work, { lines }: NewInvoice): void {
  recordInvoiced(
    work,
    lines.flatMap(({ deliveryId, deliveryLine, quantity, cost }) =>
      deliveryId === null ? [] : [{ deliveryId, line: deliveryLine!, quantity: -quantity, cost: -cost }],
    ),
  )
}

function postCredit(
  work: Work,
  { id, issuedOn, customerId, net, tax, freight, rounding, reason }: NewInvoice,
  cost: bigint,
): void {
  post(work, {
    kind: 'creditNote',
    documentKind: 'invoice',
    documentId: id,
    on: issuedOn,
    text: reason ?? '',
    postings: [
      { debit: 'revenue', credit: 'receivable', amount: net, customerId },
      { debit: 'outputTax', credit: 'receivable', amount: tax, customerId },
      { debit: 'freight', credit: 'receivable', amount: freight, customerId },
      { debit: 'rounding', credit: 'receivable', amount: rounding, customerId },
      { debit: 'transit', credit: 'costOfSales', amount: cost },
    ],
  })
}

function tellOrder(work: Work, order: SalesOrder, invoice: Invoice, made: NewInvoice): SalesOrder {
  const lines = made.lines.map(({ orderLine, quantity }) => ({
    orderId: order.id,
    line: orderLine,
    quantity: -quantity,
  }))
  const { before, after: then } = made.billsAgain
    ? { before: order.invoiced, after: order.invoiced - made.gross }
    : { before: order.credited, after: order.credited + made.gross }
  const [after] = recordFacts(work, [order], {
    invoiced: made.billsAgain ? lines : [],
    money: [{ orderId: order.id, ...(made.billsAgain ? { invoiced: -made.gross } : { credited: made.gross }) }],
    happened: [
      {
        orderId: order.id,
        type: 'finance.credited',
        data: {
          creditNoteId: made.id,
          invoiceId: invoice.id,
          gross: money(made.gross),
          billsAgain: made.billsAgain,
          reason: made.reason,
          [made.billsAgain ? 'invoiced' : 'credited']: { before: money(before), after: money(then) },
          lines: lines.map(({ line, quantity }) => ({ line, quantity: shown(-quantity) })),
        },
      },
    ],
  })
  return after!
}
