import type { OrderDifference, OrderDocument } from '@baton/contract/orders'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { lineColumns } from './add-orders.ts'
import type { Draft } from './draft.rules.ts'
import type { OrderLine, SalesOrder } from './orders.rules.ts'

const HEADER = `customer_id = $2, customer_number = $3, prices_include_tax = $4, payment_method = $5, invoice_basis = $6, term_days = $7,
            contact_name = $8, recipient = $9, phone = $10, region = $11, street = $12, tax_id = $13, requested_on = $14, promised_on = $15,
            note = $16, summary = $17, net = $18, tax = $19, gross = $20, updated_at = $21`

const LINE = `item_id = excluded.item_id, kind = excluded.kind, description = excluded.description, unit = excluded.unit, quantity = excluded.quantity,
          unit_price = excluded.unit_price, list_price = excluded.list_price, tax_code = excluded.tax_code, tax_rate = excluded.tax_rate,
          net = excluded.net, tax = excluded.tax, gross = excluded.gross, requested_on = excluded.requested_on, promised_on = excluded.promised_on`

const rewriteOrder = statement(
  'orders.rewrite',
  `with gone as (delete from orders.line where order_id = $1 and line <> all($22::int[])),
   header as (update orders.sales_order set ${HEADER} where order_id = $1)
   insert into orders.line (order_id, line, item_id, kind, description, unit, quantity, unit_price, list_price, tax_code, tax_rate, net, tax, gross, requested_on, promised_on)
   select $1, l.* from unnest($22::int[], $23::uuid[], $24::text[], $25::text[], $26::text[], $27::bigint[], $28::bigint[], $29::bigint[], $30::text[], $31::int[],
                             $32::bigint[], $33::bigint[], $34::bigint[], $35::date[], $36::date[]) as l
   on conflict (company_id, order_id, line) do update set ${LINE}`,
)

/** A line that was taken out keeps its row: its number is not used again, and its history can be told. */
const amendOrderRow = statement(
  'orders.amend',
  `with gone as (
     update orders.line set removed = true, reserved = 0, shipped = 0, signed = 0 where order_id = $1 and line = any($40::int[])),
   header as (update orders.sales_order set ${HEADER} where order_id = $1)
   insert into orders.line (order_id, line, item_id, kind, description, unit, quantity, unit_price, list_price, tax_code, tax_rate, net, tax, gross,
                            requested_on, promised_on, reserved, shipped, signed)
   select $1, l.* from unnest($22::int[], $23::uuid[], $24::text[], $25::text[], $26::text[], $27::bigint[], $28::bigint[], $29::bigint[], $30::text[], $31::int[],
                             $32::bigint[], $33::bigint[], $34::bigint[], $35::date[], $36::date[], $37::bigint[], $38::bigint[], $39::bigint[]) as l
   on conflict (company_id, order_id, line) do update
      set ${LINE}, reserved = excluded.reserved, shipped = excluded.shipped, signed = excluded.signed`,
)

const columnsOf = (work: Work, id: string, order: Omit<Draft, 'lines'>): unknown[] => [
  id,
  order.customerId,
  order.customerNumber,
  order.pricesIncludeTax,
  order.paymentMethod,
  order.invoiceBasis,
  order.termDays,
  order.contactName,
  order.recipient,
  order.phone,
  order.region,
  order.street,
  order.taxId,
  order.requestedOn,
  order.promisedOn,
  order.note,
  order.summary,
  order.net,
  order.tax,
  order.gross,
  work.now,
]

/** Writes a draft anew: what it no longer has is gone. */
export function writeDraft(work: Work, id: string, draft: Draft): void {
  work.write(rewriteOrder, [...columnsOf(work, id, draft), ...lineColumns(draft.lines)])
}

/** Writes what was agreed anew on a reviewed order, with what is still reserved; progress and exposure are saved after it. */
export function writeAmendment(work: Work, after: SalesOrder, removed: readonly OrderLine[]): void {
  const { lines } = after
  work.write(amendOrderRow, [
    ...columnsOf(work, after.id, after as Omit<Draft, 'lines'>),
    ...lineColumns(lines as Draft['lines']),
    lines.map((line) => line.reserved),
    lines.map((line) => line.shipped),
    lines.map((line) => line.signed),
    removed.map((line) => line.line),
  ])
}

const insertChange = statement(
  'orders.writeChange',
  'insert into orders.change (order_id, version, reason, difference, before, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6, $7)',
)

/** Keeps a change: why, what differs, and the order as it stood before. */
export function writeChange(
  work: Work,
  order: SalesOrder,
  change: { reason: string; difference: OrderDifference[]; before: OrderDocument },
): void {
  work.write(insertChange, [
    order.id,
    order.version + 1,
    change.reason,
    JSON.stringify(change.difference),
    JSON.stringify(change.before),
    work.actor.personId,
    work.now,
  ])
}
