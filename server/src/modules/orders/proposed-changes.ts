import { money } from '@baton/contract/decimal'
import type { OrderDifference } from '@baton/contract/orders'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import { request as ask } from '../approvals/index.ts'
import type { AmendmentLoads, Weighed } from './amend-order.ts'
import type { DraftFacts, DraftRequest } from './draft.rules.ts'
import type { SalesOrder } from './orders.rules.ts'
import { writeReviewRow } from './review.ts'
import { orderEvent } from './save-orders.ts'

/** A change that waits for a reviewer, with what it asks for. */
export interface Proposal {
  approvalId: string
  reason: string
  difference: OrderDifference[]
  /** As it was asked for; quantities and prices as text. */
  request: unknown
}

const insertProposal = statement(
  'orders.propose',
  `insert into orders.proposed_change (order_id, approval_id, state, reason, request, difference, customer_id, item_ids, tax_codes, proposed_by, proposed_at)
   values ($1, $2, 'open', $3, $4, $5, $6, $7, $8, $9, $10)`,
)

/** Keeps a change that policy does not pass and asks a reviewer; the order stands as it is. */
export function propose(
  work: Work,
  order: SalesOrder,
  { reason, ...wish }: DraftRequest & { reason: string },
  { difference, findings, credit }: Weighed,
  { history }: AmendmentLoads,
): void {
  const failed = findings.filter((finding) => !finding.passed)
  const approvalId = ask(work, {
    subjectKind: 'order',
    subjectId: order.id,
    kind: 'orders.change',
    facts: { number: order.number, reason, difference, findings: failed },
    deciderRight: 'orders.review',
    amount: order.gross,
  })
  work.write(insertProposal, [
    order.id,
    approvalId,
    reason,
    JSON.stringify(requestOf(wish), (_, value) => (typeof value === 'bigint' ? value.toString() : value)),
    JSON.stringify(difference),
    wish.customerId,
    [...new Set(wish.lines.map((line) => line.itemId))],
    [...new Set(wish.lines.flatMap((line) => line.taxCode ?? []))],
    work.actor.personId,
    work.now,
  ])
  writeReviewRow(
    work,
    order,
    { credit, reviews: history.reviews },
    { outcome: 'referred', findings, exposureAfter: credit.exposure, approvalId, by: null, reason },
  )
  record(
    work,
    orderEvent(order, 'orders.changeProposed', {
      reason,
      difference,
      approvalId,
      exposureAfter: money(credit.exposure),
      creditLimit: credit.limit === null ? null : money(credit.limit),
      failed: failed.map((finding) => finding.check),
    }),
  )
}

/** What a request says of the order, without its path and version. */
const requestOf = (wish: DraftRequest): DraftRequest => ({
  customerId: wish.customerId,
  customerNumber: wish.customerNumber,
  pricesIncludeTax: wish.pricesIncludeTax,
  paymentMethod: wish.paymentMethod,
  termDays: wish.termDays,
  requestedOn: wish.requestedOn,
  promisedOn: wish.promisedOn,
  note: wish.note,
  contactName: wish.contactName,
  recipient: wish.recipient,
  phone: wish.phone,
  region: wish.region,
  street: wish.street,
  lines: wish.lines,
})

/** The request of a proposal as it was asked for. */
export function wishOf({ request }: Proposal): DraftRequest {
  const kept = request as DraftRequest
  return {
    ...kept,
    lines: kept.lines.map((line) => ({
      ...line,
      quantity: BigInt(line.quantity),
      unitPrice: BigInt(line.unitPrice),
    })),
  }
}

const OPEN = `from orders.proposed_change p where p.order_id = $1::uuid and p.state = 'open'`
/** What the open proposal of the order `$1` names. */
export const PROPOSED = { customers: `select p.customer_id ${OPEN}`, items: `select unnest(p.item_ids) ${OPEN}` }

const findProposal = statement<Proposal>(
  'orders.proposal',
  `select p.approval_id as "approvalId", p.reason, p.difference, p.request ${OPEN}`,
)
const findCustomer = statement<DraftFacts['customers'][number]>(
  'orders.proposalCustomer',
  `select customer_id as id, name, tax_id as "taxId", payment_method as "paymentMethod", invoice_basis as "invoiceBasis", term_days as "termDays"
     from partners.read_customer where customer_id = any(array(${PROPOSED.customers})) and active`,
)
const findItems = statement<DraftFacts['items'][number]>(
  'orders.proposalItems',
  `select item_id as id, number, name, specification, kind, unit, unit_decimals as "unitDecimals", tax_code as "taxCode", tax_rate as "taxRate", list_price as "listPrice", active
     from catalog.read_item where item_id = any(array(${PROPOSED.items}))`,
)
const findTaxRates = statement<DraftFacts['taxRates'][number]>(
  'orders.proposalTaxRates',
  `select code, rate from catalog.read_tax_rate where code = any(array(select unnest(p.tax_codes) ${OPEN}))`,
)

/** The open proposal of an order with the masters that it names. */
export const loadProposal = (work: Work, id: string) => ({
  proposal: work.read(findProposal, [id]),
  customers: work.read(findCustomer, [id]),
  items: work.read(findItems, [id]),
  taxRates: work.read(findTaxRates, [id]),
})

const endProposal = statement(
  'orders.endProposal',
  `update orders.proposed_change set state = $3 where order_id = $1 and approval_id = $2`,
)

export function closeProposal(
  work: Work,
  order: SalesOrder,
  approvalId: string,
  state: 'approved' | 'rejected' | 'withdrawn',
): void {
  work.write(endProposal, [order.id, approvalId, state])
}
