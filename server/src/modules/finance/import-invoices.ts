import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { postMany } from '../ledger/index.ts'
import type { DraftLine } from './invoicing.rules.ts'

/** An invoice of another system that was paid in full. Minor units; the tax is given for the whole and is not its lines'. */
export interface ImportedInvoice {
  id: string
  orderId: string
  customerId: string
  customerName: string
  currency: string
  net: bigint
  givenTax: bigint
  freight: bigint
  rounding: bigint
  gross: bigint
  issuedOn: string
  dueOn: string
  lines: readonly Omit<DraftLine, 'tax' | 'gross' | 'taxRate'>[]
}

const writeLines = statement(
  'finance.importInvoiceLines',
  `insert into finance.invoice_line (invoice_id, line, order_line, delivery_id, delivery_line, description, unit, quantity, unit_price, net, cost,
                                     tax_rate, tax, gross)
   select l.*, 0, 0, l.net
     from unnest($1::uuid[], $2::int[], $3::int[], $4::uuid[], $5::int[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::bigint[],
                 $11::bigint[])
       as l (invoice_id, line, order_line, delivery_id, delivery_line, description, unit, quantity, unit_price, net, cost)`,
)

// The counter hands out as many numbers as there are invoices, and breaks its constraint when a later day has a number already.
const writeInvoices = statement(
  'finance.importInvoices',
  `with taken as (
     insert into kernel.counter as c (series, next, last_on) values ('invoice', 1 + cardinality($1::uuid[]), ($11::date[])[cardinality($1::uuid[])])
     on conflict (company_id, series) do update
       set next = case when c.last_on > ($11::date[])[1] then 0 else c.next + cardinality($1::uuid[]) end, last_on = excluded.last_on
     returning next - cardinality($1::uuid[]) as first)
   insert into finance.invoice (invoice_id, order_id, customer_id, customer_name, currency, net, given_tax, freight, rounding, gross, issued_on, due_on,
                                number, tax, matched, kind, issued_at, imported)
   select i.invoice_id, i.order_id, i.customer_id, i.customer_name, i.currency, i.net, i.given_tax, i.freight, i.rounding, i.gross, i.issued_on, i.due_on,
          t.first + i.place - 1, i.given_tax, i.gross, 'invoice', $13, true
     from taken t
     cross join unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[],
                       $10::bigint[], $11::date[], $12::date[]) with ordinality
       as i (invoice_id, order_id, customer_id, customer_name, currency, net, given_tax, freight, rounding, gross, issued_on, due_on, place)`,
)

/** Brings invoices in, in the order of their days, numbered from the counter; their payments must come in the same transaction. */
export function importInvoices(work: Work, invoices: readonly ImportedInvoice[]): void {
  if (invoices.length === 0) return
  const lines = invoices.flatMap(({ id, lines: own }) => own.map((line) => ({ id, line })))
  work.write(writeLines, [
    lines.map(({ id }) => id),
    lines.map(({ line }) => line.line),
    lines.map(({ line }) => line.orderLine),
    lines.map(({ line }) => line.deliveryId),
    lines.map(({ line }) => line.deliveryLine),
    lines.map(({ line }) => line.description),
    lines.map(({ line }) => line.unit),
    lines.map(({ line }) => line.quantity),
    lines.map(({ line }) => line.unitPrice),
    lines.map(({ line }) => line.net),
    lines.map(({ line }) => line.cost),
  ])
  postMany(work, invoices.map(entryOf))
  const column = <T>(of: (invoice: ImportedInvoice) => T): T[] => invoices.map(of)
  work.writeInTurn(writeInvoices, [
    column(({ id }) => id),
    column(({ orderId }) => orderId),
    column(({ customerId }) => customerId),
    column(({ customerName }) => customerName),
    column(({ currency }) => currency),
    column(({ net }) => net),
    column(({ givenTax }) => givenTax),
    column(({ freight }) => freight),
    column(({ rounding }) => rounding),
    column(({ gross }) => gross),
    column(({ issuedOn }) => issuedOn),
    column(({ dueOn }) => dueOn),
    work.now,
  ])
}

const entryOf = ({ id, customerId, issuedOn, net, givenTax, freight, rounding, lines }: ImportedInvoice) => ({
  kind: 'invoice',
  documentKind: 'invoice',
  documentId: id,
  on: issuedOn,
  imported: true,
  postings: [
    { debit: 'receivable' as const, credit: 'revenue' as const, amount: net, customerId },
    { debit: 'receivable' as const, credit: 'outputTax' as const, amount: givenTax, customerId },
    { debit: 'receivable' as const, credit: 'freight' as const, amount: freight, customerId },
    { debit: 'receivable' as const, credit: 'rounding' as const, amount: rounding, customerId },
    {
      debit: 'costOfSales' as const,
      credit: 'transit' as const,
      amount: lines.reduce((sum, { cost }) => sum + cost, 0n),
    },
  ],
})
