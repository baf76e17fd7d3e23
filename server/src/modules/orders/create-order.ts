import { money } from '@baton/contract/decimal'
import type { orders } from '@baton/contract/orders'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { record, type Work } from '../../kernel/work.ts'
import { begin } from '../custody/index.ts'
import { type DraftFacts, type DraftRequest, decideDraft } from './draft.rules.ts'

type CreateOrder = RequestOf<(typeof orders)['POST /v1/orders']>

const findCustomer = statement<DraftFacts['customer'][number]>(
  'orders.customerOf',
  `select customer_id as id, name, tax_id as "taxId", payment_method as "paymentMethod", invoice_basis as "invoiceBasis", term_days as "termDays"
     from partners.read_customer where customer_id = $1 and active`,
)

const findItems = statement<DraftFacts['items'][number]>(
  'orders.itemsOf',
  `select item_id as id, number, name, specification, kind, unit, unit_decimals as "unitDecimals", tax_code as "taxCode", tax_rate as "taxRate", list_price as "listPrice"
     from catalog.read_item where item_id = any($1::uuid[]) and active`,
)

const findTaxRates = statement<DraftFacts['taxRates'][number]>(
  'orders.taxRatesOf',
  'select code, rate from catalog.read_tax_rate where code = any($1::text[])',
)

/** The masters that a draft names. */
export const loadDraftFacts = (work: Work, request: DraftRequest) => ({
  customer: work.read(findCustomer, [request.customerId]),
  items: work.read(findItems, [[...new Set(request.lines.map((line) => line.itemId))]]),
  taxRates: work.read(findTaxRates, [request.lines.flatMap((line) => line.taxCode ?? [])]),
})

const writeOrder = statement(
  'orders.create',
  `with made as (
     insert into orders.sales_order (
       order_id, number, customer_id, customer_number, owner_id, state, currency, prices_include_tax, payment_method, invoice_basis, term_days,
       contact_name, recipient, phone, region, street, tax_id, requested_on, promised_on, ordered_on, note, summary, net, tax, gross,
       holder_id, holder_department_id, held_since, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 'draft', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $5, $25, $26, $26, $26))
   insert into orders.line (order_id, line, item_id, kind, description, unit, quantity, unit_price, list_price, tax_code, tax_rate, net, tax, gross, requested_on, promised_on)
   select $1, l.* from unnest($27::int[], $28::uuid[], $29::text[], $30::text[], $31::text[], $32::bigint[], $33::bigint[], $34::bigint[], $35::text[], $36::int[],
                             $37::bigint[], $38::bigint[], $39::bigint[], $40::date[], $41::date[]) as l`,
)

/** Creates an order as a draft. Its creator owns and holds it from the first moment. */
export const createOrder = command({
  numbers: () => ({ SO: 1 }),
  load: (work, request: CreateOrder) => loadDraftFacts(work, request),
  run: (work, request, facts) => {
    const { actor, now, company } = work
    const draft = decideDraft(request, facts, dayIn(company.timeZone, now))
    const id = work.newId()
    const number = work.nextNumber('SO')
    const { lines } = draft

    work.write(writeOrder, [
      id,
      number,
      draft.customerId,
      draft.customerNumber,
      actor.personId,
      company.currency,
      draft.pricesIncludeTax,
      draft.paymentMethod,
      draft.invoiceBasis,
      draft.termDays,
      draft.contactName,
      draft.recipient,
      draft.phone,
      draft.region,
      draft.street,
      draft.taxId,
      draft.requestedOn,
      draft.promisedOn,
      dayIn(company.timeZone, now),
      draft.note,
      draft.summary,
      draft.net,
      draft.tax,
      draft.gross,
      actor.departmentId,
      now,
      ...lineColumns(lines),
    ])
    begin(work, [
      {
        kind: 'order',
        id,
        holderId: actor.personId,
        departmentId: actor.departmentId,
        entered: 'created',
        because: 'owner',
      },
    ])
    record(work, {
      type: 'orders.created',
      kind: 'order',
      id,
      begins: true,
      data: { customerId: draft.customerId, gross: money(draft.gross), lines: lines.length },
    })
    return { id, number, state: 'draft' as const, version: 1 }
  },
})

/** The columns of an order's lines, in the order in which the writing statements unnest them. */
export const lineColumns = (lines: ReturnType<typeof decideDraft>['lines']): unknown[] => [
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
