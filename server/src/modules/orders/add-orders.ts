import { money } from '@baton/contract/decimal'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { record, type Work } from '../../kernel/work.ts'
import { begin } from '../custody/index.ts'
import type { Draft, DraftFacts, DraftRequest } from './draft.rules.ts'

const findCustomers = statement<DraftFacts['customers'][number]>(
  'orders.customersOf',
  `select customer_id as id, name, tax_id as "taxId", payment_method as "paymentMethod", invoice_basis as "invoiceBasis", term_days as "termDays"
     from partners.read_customer where customer_id = any($1::uuid[]) and active`,
)

const findItems = statement<DraftFacts['items'][number]>(
  'orders.itemsOf',
  `select item_id as id, number, name, specification, kind, unit, unit_decimals as "unitDecimals", tax_code as "taxCode", tax_rate as "taxRate", list_price as "listPrice", active
     from catalog.read_item where item_id = any($1::uuid[])`,
)

const findTaxRates = statement<DraftFacts['taxRates'][number]>(
  'orders.taxRatesOf',
  'select code, rate from catalog.read_tax_rate where code = any($1::text[])',
)

/** The masters that drafts may name. */
export const loadMasters = (
  work: Work,
  { customerIds, itemIds, taxCodes }: { customerIds: string[]; itemIds: string[]; taxCodes: string[] },
) => ({
  customers: work.read(findCustomers, [customerIds]),
  items: work.read(findItems, [itemIds]),
  taxRates: work.read(findTaxRates, [taxCodes]),
})

/** The masters that drafts name. */
export function loadDraftFacts(work: Work, requests: readonly DraftRequest[]) {
  const lines = requests.flatMap((request) => request.lines)
  return loadMasters(work, {
    customerIds: [...new Set(requests.map((request) => request.customerId))],
    itemIds: [...new Set(lines.map((line) => line.itemId))],
    taxCodes: [...new Set(lines.flatMap((line) => line.taxCode ?? []))],
  })
}

const insertOrders = statement(
  'orders.insertOrders',
  `with made as (
     insert into orders.sales_order (
       order_id, number, customer_id, customer_number, owner_id, state, currency, prices_include_tax, payment_method, invoice_basis, term_days,
       contact_name, recipient, phone, region, street, tax_id, requested_on, promised_on, ordered_on, note, summary, net, tax, gross,
       holder_id, holder_department_id, held_since, created_at, updated_at)
     select o.id, o.number, o.customer, o.customer_number, o.owner, 'draft', $1, o.with_tax, o.payment_method, o.invoice_basis, o.term_days,
            o.contact_name, o.recipient, o.phone, o.region, o.street, o.tax_id, o.requested_on, o.promised_on, $2::date, o.note, o.summary,
            o.net, o.tax, o.gross, o.owner, o.department, $3::timestamptz, $3, $3
       from unnest($4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::uuid[], $9::boolean[], $10::text[], $11::text[], $12::int[],
                   $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::date[], $20::date[], $21::text[],
                   $22::text[], $23::bigint[], $24::bigint[], $25::bigint[], $26::uuid[])
         as o (id, number, customer, customer_number, owner, with_tax, payment_method, invoice_basis, term_days,
               contact_name, recipient, phone, region, street, tax_id, requested_on, promised_on, note, summary, net, tax, gross, department))
   insert into orders.line (order_id, line, item_id, kind, description, unit, quantity, unit_price, list_price, tax_code, tax_rate, net, tax, gross, requested_on, promised_on)
   select l.* from unnest($27::uuid[], $28::int[], $29::uuid[], $30::text[], $31::text[], $32::text[], $33::bigint[], $34::bigint[], $35::bigint[],
                          $36::text[], $37::int[], $38::bigint[], $39::bigint[], $40::bigint[], $41::date[], $42::date[]) as l`,
)

/** An order to be created as a draft; ids and numbers are the caller's. Its owner holds it from the first moment. */
export interface NewOrder {
  id: string
  number: string
  owner: { personId: string; departmentId: string }
  draft: Draft
}

/** Creates orders as drafts, with lines and custody, in three statements however many there are. */
export function addOrders(work: Work, orders: readonly NewOrder[]): void {
  if (orders.length === 0) return
  work.write(insertOrders, [
    work.company.currency,
    dayIn(work.company.timeZone, work.now),
    work.now,
    ...headerColumns(orders),
    orders.flatMap(({ id, draft }) => draft.lines.map(() => id)),
    ...lineColumns(orders.flatMap(({ draft }) => draft.lines)),
  ])
  begin(
    work,
    orders.map(({ id, owner }) => ({
      kind: 'order',
      id,
      holderId: owner.personId,
      departmentId: owner.departmentId,
      entered: 'created',
      because: 'owner',
    })),
  )
  for (const { id, draft } of orders)
    record(work, {
      type: 'orders.created',
      kind: 'order',
      id,
      begins: true,
      data: { customerId: draft.customerId, gross: money(draft.gross), lines: draft.lines.length },
    })
}

const headerColumns = (orders: readonly NewOrder[]): unknown[][] => [
  orders.map(({ id }) => id),
  orders.map(({ number }) => number),
  orders.map(({ draft }) => draft.customerId),
  orders.map(({ draft }) => draft.customerNumber),
  orders.map(({ owner }) => owner.personId),
  orders.map(({ draft }) => draft.pricesIncludeTax),
  orders.map(({ draft }) => draft.paymentMethod),
  orders.map(({ draft }) => draft.invoiceBasis),
  orders.map(({ draft }) => draft.termDays),
  orders.map(({ draft }) => draft.contactName),
  orders.map(({ draft }) => draft.recipient),
  orders.map(({ draft }) => draft.phone),
  orders.map(({ draft }) => draft.region),
  orders.map(({ draft }) => draft.street),
  orders.map(({ draft }) => draft.taxId),
  orders.map(({ draft }) => draft.requestedOn),
  orders.map(({ draft }) => draft.promisedOn),
  orders.map(({ draft }) => draft.note),
  orders.map(({ draft }) => draft.summary),
  orders.map(({ draft }) => draft.net),
  orders.map(({ draft }) => draft.tax),
  orders.map(({ draft }) => draft.gross),
  orders.map(({ owner }) => owner.departmentId),
]

/** The columns of orders' lines, in the order in which the writing statements unnest them. */
export const lineColumns = (lines: Draft['lines']): unknown[] => [
  lines.map((line) => line.line),
  lines.map((line) => line.itemId),
  lines.map((line) => line.kind),
  lines.map((line) => line.description),
  lines.map((line) => line.unit),
  lines.map((line) => line.quantity),
  lines.map((line) => line.unitPrice),
  lines.map((line) => line.listPrice),
  lines.map((line) => line.taxCode),
  lines.map((line) => line.taxRate),
  lines.map((line) => line.net),
  lines.map((line) => line.tax),
  lines.map((line) => line.gross),
  lines.map((line) => line.requestedOn),
  lines.map((line) => line.promisedOn),
]
