import { money } from '@baton/contract/decimal'
import type { Read } from '../../kernel/read.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { SalesOrder } from '../orders/index.ts'
import { DIGITS, type Invoice, type IssuedKind, PREFIXES, SERIES, type Series, shownNumber } from './invoice.rules.ts'
import type { Billed, DraftLine } from './invoicing.rules.ts'

/** A statement that locks the invoices that `ids` selects. Invoices are locked before deliveries and orders. */
export const lockInvoicesOf = (name: string, ids: string): Statement<Invoice> =>
  statement(
    `${name}.lockInvoices`,
    `select i.invoice_id as id, i.number, i.reference, i.kind, i.order_id as "orderId", i.customer_id as "customerId", i.customer_name as "customerName",
            i.tax_id as "taxId", i.currency, i.freight, i.rounding, i.gross, i.matched, i.credited, i.version
       from finance.invoice i where i.invoice_id = any(array(${ids})) order by i.invoice_id for no key update of i`,
  )

export const findBilled = statement<Billed>(
  'finance.findBilled',
  `select l.order_line as "orderLine", sum(case i.kind when 'invoice' then l.tax else -l.tax end)::bigint as tax,
          sum(case i.kind when 'invoice' then l.gross else -l.gross end)::bigint as gross, 0::bigint as "givenTax",
          0::bigint as freight, 0::bigint as rounding
     from finance.invoice i
     join finance.invoice_line l on l.company_id = i.company_id and l.invoice_id = i.invoice_id
    where i.order_id = $1 and (i.kind = 'invoice' or i.bills_again) group by l.order_line
   union all
   select 0, 0, 0, coalesce(sum(case kind when 'invoice' then given_tax else -given_tax end), 0)::bigint,
          coalesce(sum(case kind when 'invoice' then freight else -freight end), 0)::bigint,
          coalesce(sum(case kind when 'invoice' then rounding else -rounding end), 0)::bigint
     from finance.invoice where order_id = $1 and (kind = 'invoice' or bills_again)`,
)

const findLast = statement<{ last_on: string | null }>(
  'finance.lastIssuedOn',
  'select last_on from kernel.counter where series = $1',
)

/** The day of the last number of a series; the numbering statement sees to it again. */
export const findLastOn = (work: Work, series: Series): Read<string | null> =>
  work.read(findLast, [series]).map(([row]) => row?.last_on ?? null)

const writeLines = statement(
  'finance.writeInvoiceLines',
  `insert into finance.invoice_line (invoice_id, line, order_line, delivery_id, delivery_line, description, unit, quantity, unit_price, tax_rate,
                                     net, tax, gross, cost, credited_line)
   select $1, * from unnest($2::int[], $3::int[], $4::uuid[], $5::int[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::int[],
                            $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::int[])`,
)

// The last statement before commit: it takes the number, completes the reply that a replay will show, and writes the document that bears the
// number, so that nobody waits for the counter longer than a commit takes and no number is lost. A day before the last number's breaks the
// counter's constraint: the command then decides again, and refuses.
const numberInvoice = statement<{ number: bigint }>(
  'finance.numberInvoice',
  `with taken as (
     insert into kernel.counter as c (series, next, last_on) values ($6, 2, $9::date)
     on conflict (company_id, series) do update
       set next = case when c.last_on > excluded.last_on then 0 else c.next + 1 end, last_on = excluded.last_on
     returning next - 1 as number),
   kept as (
     insert into kernel.idempotency (actor_id, key, request_hash, status, reply, created_at)
     select $1, $2, $3, 200, replace($4, $7, $8 || lpad(number::text, greatest(${DIGITS}, length(number::text)), '0')), $5 from taken)
   insert into finance.invoice (invoice_id, number, kind, order_id, customer_id, customer_name, tax_id, currency, net, tax, freight, rounding, gross,
                                issued_on, due_on, issued_by, issued_at, credits_id, bills_again, reason, given_tax, undoes_id)
   select $10, number, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $9, $22, $1, $5, $23, $24, $25, $26, $27 from taken
   returning number`,
)

/** A document as it is issued; its number comes at the commit. */
export interface NewInvoice {
  id: string
  kind: IssuedKind
  orderId: string
  customerId: string
  customerName: string
  taxId: string | null
  currency: string
  net: bigint
  /** With the part that is given for the whole. */
  tax: bigint
  givenTax: bigint
  freight: bigint
  rounding: bigint
  gross: bigint
  issuedOn: string
  dueOn: string
  creditsId: string | null
  /** On a reversal, the credit note that it undoes. */
  reversesId?: string
  billsAgain: boolean
  reason: string | null
  lines: (DraftLine & { creditedLine?: number })[]
}

/** What stands in a reply for the number until the commit. */
const numberToCome = (id: string): string => `number of ${id}`

/** Queues lines and document of an order that is already told. Answers the reply, whose number comes with the commit. */
export function issue(work: Work, made: NewInvoice, order: Pick<SalesOrder, 'id' | 'number' | 'state'>) {
  const { lines } = made
  const reply = {
    id: made.id,
    number: numberToCome(made.id),
    gross: money(made.gross),
    dueOn: made.dueOn,
    version: 1,
    order: { id: order.id, number: order.number, state: order.state },
  }
  work.write(writeLines, [
    made.id,
    lines.map((line) => line.line),
    lines.map((line) => line.orderLine),
    lines.map((line) => line.deliveryId),
    lines.map((line) => line.deliveryLine),
    lines.map((line) => line.description),
    lines.map((line) => line.unit),
    lines.map((line) => line.quantity),
    lines.map((line) => line.unitPrice),
    lines.map((line) => line.taxRate),
    lines.map((line) => line.net),
    lines.map((line) => line.tax),
    lines.map((line) => line.gross),
    lines.map((line) => line.cost),
    lines.map((line) => line.creditedLine ?? null),
  ])
  const series = SERIES[made.kind]
  work.writeLast(
    numberInvoice,
    [
      series,
      numberToCome(made.id),
      PREFIXES[series],
      made.issuedOn,
      made.id,
      made.kind,
      made.orderId,
      made.customerId,
      made.customerName,
      made.taxId,
      made.currency,
      made.net,
      made.tax,
      made.freight,
      made.rounding,
      made.gross,
      made.dueOn,
      made.creditsId,
      made.billsAgain,
      made.reason,
      made.givenTax,
      made.reversesId ?? null,
    ],
    (number) => {
      reply.number = shownNumber(made.kind, number)
    },
  )
  return reply
}

const changeInvoices = statement(
  'finance.changeInvoices',
  `update finance.invoice i set matched = i.matched + d.matched, credited = i.credited + d.credited, version = i.version + 1
     from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as d (id, matched, credited) where i.invoice_id = d.id`,
)

/** Adds to what is matched and credited of locked invoices; each invoice stands once. */
export function addToInvoices(work: Work, changes: { id: string; matched?: bigint; credited?: bigint }[]): void {
  if (changes.length === 0) return
  work.write(changeInvoices, [
    changes.map(({ id }) => id),
    changes.map(({ matched }) => matched ?? 0n),
    changes.map(({ credited }) => credited ?? 0n),
  ])
}
