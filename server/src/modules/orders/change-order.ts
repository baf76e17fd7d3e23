import { quantity } from '@baton/contract/decimal'
import type { orders } from '@baton/contract/orders'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { approvalsOf, loadApprovals, withdraw } from '../approvals/index.ts'
import { lineColumns, loadDraftFacts } from './create-order.ts'
import { decideDraft } from './draft.rules.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { decideKnown, decideState, decideVersion, no, type SalesOrder } from './orders.rules.ts'
import { changing, orderEvent, saveOrders } from './save-orders.ts'

type ChangeOrder = RequestOf<(typeof orders)['PUT /v1/orders/:id']>

const ONE = 'select $1::uuid'
const set = orderSet('orders.change', ONE, 1)
const approvals = approvalsOf('orders.change', 'order', ONE)

const rewriteOrder = statement(
  'orders.rewrite',
  `with gone as (delete from orders.line where order_id = $1 and line <> all($22::int[])),
   header as (
     update orders.sales_order
        set customer_id = $2, customer_number = $3, prices_include_tax = $4, payment_method = $5, invoice_basis = $6, term_days = $7,
            contact_name = $8, recipient = $9, phone = $10, region = $11, street = $12, tax_id = $13, requested_on = $14, promised_on = $15,
            note = $16, summary = $17, net = $18, tax = $19, gross = $20, updated_at = $21
      where order_id = $1)
   insert into orders.line (order_id, line, item_id, kind, description, unit, quantity, unit_price, list_price, tax_code, tax_rate, net, tax, gross, requested_on, promised_on)
   select $1, l.* from unnest($22::int[], $23::uuid[], $24::text[], $25::text[], $26::text[], $27::bigint[], $28::bigint[], $29::bigint[], $30::text[], $31::int[],
                             $32::bigint[], $33::bigint[], $34::bigint[], $35::date[], $36::date[]) as l
   on conflict (company_id, order_id, line) do update
      set item_id = excluded.item_id, kind = excluded.kind, description = excluded.description, unit = excluded.unit, quantity = excluded.quantity,
          unit_price = excluded.unit_price, list_price = excluded.list_price, tax_code = excluded.tax_code, tax_rate = excluded.tax_rate,
          net = excluded.net, tax = excluded.tax, gross = excluded.gross, requested_on = excluded.requested_on, promised_on = excluded.promised_on`,
)

const writeChange = statement(
  'orders.writeChange',
  'insert into orders.change (order_id, version, reason, difference, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6)',
)

/** Changes a draft. A confirmed order that waits for its review becomes a draft again, with the reason and the difference kept. */
export const changeOrder = command({
  load: (work, request: ChangeOrder) => ({
    orders: loadOrders(work, set, [request.id]),
    approvals: loadApprovals(work, approvals, [request.id]),
    facts: loadDraftFacts(work, request),
  }),
  run: (work, request, loads) => {
    const order = decideKnown(loads.orders, request.id)
    decideVersion(order, request.version)
    decideState(order, 'change', ['draft', 'confirmed'])
    if (order.state === 'confirmed' && !request.reason) throw no.reasonMissing(order.number)
    const draft = decideDraft(
      { ...request, lines: numbered(request.lines) },
      loads.facts,
      dayIn(work.company.timeZone, work.now),
    )
    const difference = differenceOf(order, draft)

    const after: SalesOrder = {
      ...changing(order),
      ...draft,
      id: order.id,
      version: order.version,
      state: 'draft',
      lines: [],
      confirmedAt: null,
      confirmedWith: null,
      confirmedHow: null,
    }
    withdraw(work, loads.approvals)
    work.write(rewriteOrder, [
      order.id,
      draft.customerId,
      draft.customerNumber,
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
      draft.note,
      draft.summary,
      draft.net,
      draft.tax,
      draft.gross,
      work.now,
      ...lineColumns(draft.lines),
    ])
    work.write(writeChange, [
      order.id,
      order.version + 1,
      request.reason,
      JSON.stringify(difference),
      work.actor.personId,
      work.now,
    ])
    const event = orderEvent(order, 'orders.changed', {
      from: order.state,
      to: 'draft',
      reason: request.reason,
      difference,
    })
    saveOrders(work, [{ before: { ...order, lines: [] }, after, events: [event] }])
    return { id: order.id, number: order.number, state: 'draft' as const, version: order.version + 1 }
  },
})

/** Lines keep their numbers; new ones get the next free number. */
function numbered(lines: ChangeOrder['lines']): ChangeOrder['lines'] {
  let next = Math.max(0, ...lines.map((line) => line.line ?? 0)) + 1
  const used = new Set<number>()
  return lines.map((line) => {
    const number = line.line !== undefined && !used.has(line.line) ? line.line : next++
    used.add(number)
    return { ...line, line: number }
  })
}

const HEADER_FACTS = [
  'customerId',
  'customerNumber',
  'pricesIncludeTax',
  'paymentMethod',
  'termDays',
  'recipient',
  'phone',
  'region',
  'street',
  'requestedOn',
  'promisedOn',
  'note',
] as const
const LINE_FACTS = ['itemId', 'description', 'quantity', 'unitPrice', 'taxCode', 'requestedOn', 'promisedOn'] as const

interface Difference {
  fact: string
  line?: number
  before: string | null
  after: string | null
}

/** What changed, fact by fact, before and after as text. */
export function differenceOf(before: SalesOrder, after: ReturnType<typeof decideDraft>): Difference[] {
  const shown = (value: unknown) =>
    value === null || value === undefined ? null : typeof value === 'bigint' ? quantity(value) : String(value)
  const header = HEADER_FACTS.filter((fact) => shown(before[fact]) !== shown(after[fact])).map((fact) => ({
    fact,
    before: shown(before[fact]),
    after: shown(after[fact]),
  }))
  const numbers = [...new Set([...before.lines, ...after.lines].map((line) => line.line))].sort(
    (one, other) => one - other,
  )
  const lines = numbers.flatMap((number): Difference[] => {
    const was = before.lines.find((line) => line.line === number)
    const is = after.lines.find((line) => line.line === number)
    if (!was || !is)
      return [{ fact: 'line', line: number, before: was?.description ?? null, after: is?.description ?? null }]
    return LINE_FACTS.filter((fact) => shown(was[fact]) !== shown(is[fact])).map((fact) => ({
      fact,
      line: number,
      before: shown(was[fact]),
      after: shown(is[fact]),
    }))
  })
  return [...header, ...lines]
}
