import { money, quantity as shown } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import type { Work } from '../../kernel/work.ts'
import { entriesOf, loadEntriesOf, reverse } from '../ledger/index.ts'
import { exposureOf, loadOrders, orderSet, recordFacts, type SalesOrder } from '../orders/index.ts'
import { creditOf, loadCredit } from '../partners/index.ts'
import { decideReversalFits, decideReversible, no } from './crediting.rules.ts'
import { type Invoice, nameOf, shownNumber } from './invoice.rules.ts'
import { addToInvoices, findLastOn, issue, lockInvoicesOf, type NewInvoice } from './invoice-rows.ts'
import { decideIssueDay } from './invoicing.rules.ts'

type ReverseCredit = RequestOf<(typeof finance)['POST /v1/invoices/:id/reverse']>

const of = (column: string) => `select ${column} from finance.invoice where invoice_id = $1::uuid`
const lock = lockInvoicesOf('finance.reverseCredit', `select $1::uuid union all ${of('credits_id')}`)
const orders = orderSet('finance.reverseCredit', of('order_id'), 1)
const credit = creditOf('finance.reverseCredit.credit', of('customer_id'))
const entries = entriesOf('finance.reverseCredit.entries', `select 'invoice'::text, $1::uuid`)

type NoteFacts = Pick<NewInvoice, 'net' | 'tax' | 'givenTax' | 'billsAgain' | 'creditsId'> & { reversal: bigint | null }

const findNote = statement<NoteFacts>(
  'finance.reverseCredit.note',
  `select n.net, n.tax, n.given_tax as "givenTax", n.bills_again as "billsAgain", n.credits_id as "creditsId", r.number as reversal
     from finance.invoice n
     left join finance.invoice r on r.company_id = n.company_id and r.undoes_id = n.invoice_id
    where n.invoice_id = $1`,
)
const findNoteLines = statement<NewInvoice['lines'][number]>(
  'finance.reverseCredit.noteLines',
  `select line, order_line as "orderLine", delivery_id as "deliveryId", delivery_line as "deliveryLine", description, unit, quantity,
          unit_price as "unitPrice", tax_rate as "taxRate", net, tax, gross, cost, credited_line as "creditedLine"
     from finance.invoice_line where invoice_id = $1 order by line`,
)

/**
 * Undoes a credit note that forgave: a document with a gapless number of its own mirrors it, its entry is reversed, and the invoice asks for
 * the amount again. What was credited to be invoiced again is invoiced again instead.
 */
export const reverseCredit = command({
  load: (work, { id }: ReverseCredit) => {
    const invoices = work.read(lock, [id])
    const found = loadOrders(work, orders, [id])
    const limits = loadCredit(work, credit, [id])
    return {
      invoices,
      orders: found,
      limits,
      notes: work.read(findNote, [id]),
      lines: work.read(findNoteLines, [id]),
      entries: loadEntriesOf(work, entries, [id]),
      last: findLastOn(work, 'creditReversal'),
    }
  },
  run: (work, { id, reason }, { invoices, orders: [order], limits, notes: [facts], lines, entries: posted, last }) => {
    const note = invoices.find((one) => one.id === id)
    // An opening receivable has no order; every other document is nobody's who may not read its order.
    if (!note || !facts || (!order && note.kind !== 'opening')) throw no.invoiceUnknown()
    const invoice = invoices.find((one) => one.id === facts.creditsId)
    const asked = noteOf(note, facts, invoice)
    decideReversible(asked)
    if (!order || !invoice) throw no.invoiceUnknown()
    const issuedOn = dayIn(work.company.timeZone, work.now)
    decideReversalFits(asked.shown, {
      credit: limits.get(note.customerId)!,
      raise: exposureOf({ ...order, credited: order.credited - note.gross }) - order.exposure,
      currency: note.currency,
    })
    decideIssueDay({ issuedOn, today: issuedOn, last })

    const made = mirrorOf(work.newId(), note, facts, { order, lines, issuedOn, reason })
    addToInvoices(work, [{ id: note.id }, { id: invoice.id, credited: -note.gross }])
    reverse(work, posted, { on: issuedOn, text: `${asked.shown} ${reason}` })
    return issue(work, made, tellOrder(work, order, made))
  },
})

const noteOf = (note: Invoice, { billsAgain, reversal }: NoteFacts, invoice: Invoice | undefined) => ({
  shown: nameOf(note),
  kind: note.kind,
  billsAgain,
  invoice: invoice ? nameOf(invoice) : '',
  reversal: reversal === null ? null : shownNumber('credit_reversal', reversal),
})

interface Mirrored {
  order: SalesOrder
  lines: NewInvoice['lines']
  issuedOn: string
  reason: string
}

function mirrorOf(
  id: string,
  note: Invoice,
  { reversal: _none, ...facts }: NoteFacts,
  { order, ...said }: Mirrored,
): NewInvoice {
  const { customerId, customerName, taxId, currency, freight, rounding, gross } = note
  return {
    ...facts,
    ...{ id, kind: 'credit_reversal', orderId: order.id, reversesId: note.id, dueOn: said.issuedOn },
    ...{ customerId, customerName, taxId, currency, freight, rounding, gross },
    ...said,
  }
}

function tellOrder(work: Work, order: SalesOrder, made: NewInvoice): SalesOrder {
  const [after] = recordFacts(work, [order], {
    money: [{ orderId: order.id, credited: -made.gross }],
    happened: [
      {
        orderId: order.id,
        type: 'finance.creditReversed',
        data: {
          reversalId: made.id,
          creditNoteId: made.reversesId,
          invoiceId: made.creditsId,
          gross: money(made.gross),
          reason: made.reason,
          credited: { before: money(order.credited), after: money(order.credited - made.gross) },
          lines: made.lines.map(({ orderLine, quantity }) => ({ line: orderLine, quantity: shown(quantity) })),
        },
      },
    ],
  })
  return after!
}
