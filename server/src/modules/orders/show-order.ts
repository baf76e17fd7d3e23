import { money, quantity, unitPrice } from '@baton/contract/decimal'
import type { Order, OrderDifference, orders, ReviewFinding } from '@baton/contract/orders'
import { query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { bearingSql, sightOf } from '../custody/index.ts'
import { workingMinutes } from '../people/index.ts'
import { expiredReason } from './credit-holds.rules.ts'
import { actsOn } from './order-acts.ts'
import { HEADER, type KeptHeader, ownerOf } from './order-rows.ts'
import { isExpired, isHeld, missingFacts, no, type OrderLine, type SalesOrder } from './orders.rules.ts'
import { unreserved } from './settle.rules.ts'

type ShowOrder = RequestOf<(typeof orders)['GET /v1/orders/:id']>

interface Approval {
  id: string
  requestedAt: string
  requestedBy: string
  requestedById: string
  facts: { reason?: string; findings?: ReviewFinding[] }
}

const openApproval = (kind: string, more = '') =>
  `(select json_build_object('id', a.approval_id, 'requestedAt', a.requested_at, 'requestedBy', p.name, 'requestedById', a.requested_by, 'facts', a.facts${more})
              from approvals.read_approval a left join people.read_person p on p.company_id = a.company_id and p.person_id = a.requested_by
             where a.subject_kind = 'order' and a.subject_id = o.order_id and a.kind = '${kind}' and a.state = 'open' limit 1)`

type HeaderRow = KeptHeader & {
  answers: boolean
  customerNumberOf: string
  customerName: string
  creditLimit: bigint | null
  customerExposure: bigint
  ownerName: string
  holderName: string | null
  departmentZh: string | null
  departmentEn: string | null
  departmentKind: 'sales' | null
  events: number
  updatedAt: Date
  reached: Record<string, string> | null
  approval: Approval | null
  releaseAsked: Approval | null
  proposal: (Approval & { reason: string; difference: OrderDifference[] }) | null
}

const findHeader = statement<HeaderRow>(
  'orders.show',
  `select * from (select ${HEADER}, ${bearingSql(`'order'`, 'o.order_id', 2, 3)} as answers, o.updated_at as "updatedAt", c.number as "customerNumberOf", c.name as "customerName", k.credit_limit as "creditLimit", k.exposure as "customerExposure",
          w.name as "ownerName", h.name as "holderName", d.name_zh as "departmentZh", d.name_en as "departmentEn", d.kind as "departmentKind",
          (select sequence from kernel.chain x where x.subject_kind = 'order' and x.subject_id = o.order_id) as events,
          (select json_object_agg(r.type, r.at) from (
             select e.type, min(e.recorded_at) as at from kernel.event e
              where e.subject_kind = 'order' and e.subject_id = o.order_id
                and e.type in ('orders.created', 'orders.confirmed', 'orders.reviewed', 'orders.processing', 'orders.completed', 'orders.settled', 'orders.cancelled')
              group by e.type) r) as reached,
          ${openApproval('orders.review')} as approval, ${openApproval('orders.release')} as "releaseAsked",
          ${openApproval('orders.change', `, 'reason', a.facts ->> 'reason', 'difference', a.facts -> 'difference'`)} as proposal
     from orders.sales_order o
     join partners.read_customer c on c.company_id = o.company_id and c.customer_id = o.customer_id
     left join partners.read_credit k on k.company_id = o.company_id and k.customer_id = o.customer_id
     left join people.read_person w on w.company_id = o.company_id and w.person_id = o.owner_id
     left join people.read_person h on h.company_id = o.company_id and h.person_id = o.holder_id
     left join people.read_department d on d.company_id = o.company_id and d.department_id = o.holder_department_id
    where o.order_id = $1) as found where answers is not null`,
)

type LineRow = OrderLine & {
  itemNumber: string | null
  unitNameZh: string
  unitNameEn: string
  onHand: bigint | null
  available: bigint | null
}

const findLines = statement<LineRow>(
  'orders.showLines',
  `select l.line, l.item_id as "itemId", i.number as "itemNumber", l.kind, l.description, l.unit, coalesce(u.name_zh, l.unit) as "unitNameZh", coalesce(u.name_en, l.unit) as "unitNameEn",
          l.quantity, l.unit_price as "unitPrice", l.list_price as "listPrice", l.tax_code as "taxCode", l.tax_rate as "taxRate", l.net, l.tax, l.gross,
          l.requested_on as "requestedOn", l.promised_on as "promisedOn", l.short_closed as "shortClosed", l.reserved, l.shipped, l.signed, l.invoiced,
          b.on_hand as "onHand", b.available
     from orders.line l
     left join catalog.read_item i on i.company_id = l.company_id and i.item_id = l.item_id
     left join catalog.read_unit u on u.company_id = l.company_id and u.code = l.unit
     left join lateral (select sum(x.on_hand)::bigint as on_hand, sum(x.on_hand - x.reserved)::bigint as available from inventory.read_balance x
                         where l.kind = 'stock' and x.company_id = l.company_id and x.item_id = l.item_id) b on true
    where l.order_id = $1 and not l.removed order by l.line`,
)

interface ReviewRow {
  sequence: number
  outcome: 'passed' | 'referred' | 'approved' | 'rejected'
  findings: ReviewFinding[]
  exposureAfter: bigint
  creditLimit: bigint | null
  byId: string | null
  byName: string | null
  reason: string | null
  at: Date
}

const findReviews = statement<ReviewRow>(
  'orders.showReviews',
  `select r.sequence, r.outcome, r.findings, r.exposure_after as "exposureAfter", r.credit_limit as "creditLimit", r.reviewed_by as "byId", p.name as "byName", r.reason, r.reviewed_at as at
     from orders.review r left join people.read_person p on p.company_id = r.company_id and p.person_id = r.reviewed_by
    where r.order_id = $1 order by r.sequence desc`,
)

const findChanges = statement<{ version: number; reason: string; difference: OrderDifference[]; by: string; at: Date }>(
  'orders.showChanges',
  `select c.version, c.reason, c.difference, coalesce(p.name, '') as by, c.changed_at as at
     from orders.change c left join people.read_person p on p.company_id = c.company_id and p.person_id = c.changed_by
    where c.order_id = $1 order by c.version desc`,
)

/** One order, whole: facts, lines, reviews, and what may be done with it by whom is asking. */
export const showOrder = query({
  load: (work, request: ShowOrder) => ({
    header: work.read(findHeader, [request.id, ...sightOf(work)]),
    lines: work.read(findLines, [request.id]),
    reviews: work.read(findReviews, [request.id]),
    changes: work.read(findChanges, [request.id]),
  }),
  run: (work, _request, { header, lines, reviews, changes }): Order => {
    const row = header[0]
    if (!row) throw no.unknown()
    const order: SalesOrder = {
      ...row,
      ...ownerOf(work.company, row),
      lines,
      tasks: [],
      custody: null,
      shownOnly: !row.answers,
    }
    return {
      ...headerOf(work, row),
      lines: lines.map(lineOf),
      missing: missingFacts(order),
      reviews: reviews.map((one) => ({
        sequence: one.sequence,
        outcome: one.outcome,
        findings: one.findings,
        exposureAfter: money(one.exposureAfter),
        creditLimit: one.creditLimit === null ? null : money(one.creditLimit),
        by: one.byId ? { id: one.byId, name: one.byName ?? '' } : null,
        reason: one.reason,
        at: one.at.toISOString(),
      })),
      changes: changes.map((one) => ({ ...one, at: one.at.toISOString() })),
      may: actsOn(work, order, row),
    }
  },
})

function headerOf(work: Work, row: HeaderRow) {
  const { calendar, timeZone } = work.company
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    hold: isHeld(row, work.now) ? holdOf(work, row) : null,
    customer: {
      id: row.customerId,
      number: row.customerNumberOf,
      name: row.customerName,
      creditLimit: row.creditLimit === null ? null : money(row.creditLimit),
      exposure: money(row.customerExposure ?? 0n),
    },
    customerNumber: row.customerNumber,
    owner: { id: row.ownerId, name: row.ownerName },
    holder: row.holderDepartmentId
      ? {
          person: row.holderId ? { id: row.holderId, name: row.holderName ?? '' } : null,
          department: {
            id: row.holderDepartmentId,
            nameZh: row.departmentZh ?? '',
            nameEn: row.departmentEn ?? '',
            kind: row.departmentKind ?? 'sales',
          },
          since: row.heldSince!.toISOString(),
          minutes: workingMinutes(calendar, timeZone, row.heldSince!, work.now),
        }
      : null,
    currency: row.currency,
    pricesIncludeTax: row.pricesIncludeTax,
    paymentMethod: row.paymentMethod as Order['paymentMethod'],
    invoiceBasis: row.invoiceBasis,
    termDays: row.termDays,
    deliverTo: {
      contactName: row.contactName,
      recipient: row.recipient,
      phone: row.phone,
      region: row.region,
      street: row.street,
    },
    taxId: row.taxId,
    orderedOn: row.orderedOn,
    requestedOn: row.requestedOn,
    promisedOn: row.promisedOn,
    note: row.note,
    ...amountsOf(row, work.actor.rights.has('finance.read')),
    progress: {
      reserved: row.reservedProgress,
      shipped: row.shippedProgress,
      signed: row.signedProgress,
      invoiced: row.invoicedProgress,
      paid: row.paidProgress,
    },
    confirmed: row.confirmedAt
      ? { at: row.confirmedAt.toISOString(), with: row.confirmedWith ?? '', how: row.confirmedHow ?? '' }
      : null,
    ...waitingOf(row),
    performedAt: row.performedAt?.toISOString() ?? null,
    reached: Object.fromEntries(
      Object.entries(row.reached ?? {}).map(([type, at]) => [type.replace('orders.', ''), new Date(at).toISOString()]),
    ),
    events: row.events ?? 0,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  }
}

/** What waits for a reviewer: the order itself, or a change of it. */
const waitingOf = (row: HeaderRow) => ({
  approval: row.approval && {
    id: row.approval.id,
    requestedAt: row.approval.requestedAt,
    requestedBy: row.approval.requestedBy,
  },
  proposal: row.proposal && {
    approvalId: row.proposal.id,
    by: { id: row.proposal.requestedById, name: row.proposal.requestedBy },
    at: new Date(row.proposal.requestedAt).toISOString(),
    reason: row.proposal.reason,
    difference: row.proposal.difference,
    findings: row.proposal.facts.findings ?? [],
  },
})

function holdOf(work: Work, row: HeaderRow): NonNullable<Order['hold']> {
  const expired = isExpired(row, work.now)
  const asked = row.releaseAsked
  return {
    kind: expired ? 'credit' : row.holdKind!,
    reason: expired ? expiredReason(work.language) : (row.holdReason ?? ''),
    until: expired ? null : (row.holdUntil?.toISOString() ?? null),
    asked: asked && {
      by: { id: asked.requestedById, name: asked.requestedBy },
      at: new Date(asked.requestedAt).toISOString(),
      reason: asked.facts.reason ?? '',
    },
  }
}

/** What was invoiced and paid is for whoever may read the books; how far it is, `progress` tells everybody. */
const amountsOf = (row: HeaderRow, books: boolean) => ({
  net: money(row.net),
  tax: money(row.tax),
  freight: money(row.freight),
  rounding: money(row.rounding),
  gross: money(row.gross),
  exposure: money(row.exposure),
  invoiced: books ? money(row.invoiced) : null,
  credited: books ? money(row.credited) : null,
  paid: books ? money(row.paid) : null,
})

const lineOf = (line: LineRow): Order['lines'][number] => ({
  line: line.line,
  itemId: line.itemId,
  itemNumber: line.itemNumber,
  kind: line.kind,
  description: line.description,
  unit: line.unit,
  unitNameZh: line.unitNameZh,
  unitNameEn: line.unitNameEn,
  quantity: quantity(line.quantity),
  unitPrice: unitPrice(line.unitPrice),
  listPrice: line.listPrice === null ? null : unitPrice(line.listPrice),
  taxCode: line.taxCode,
  taxRate: quantity(BigInt(line.taxRate)),
  net: money(line.net),
  tax: money(line.tax),
  gross: money(line.gross),
  requestedOn: line.requestedOn,
  promisedOn: line.promisedOn,
  shortClosed: quantity(line.shortClosed),
  reserved: quantity(line.reserved),
  shipped: quantity(line.shipped),
  signed: quantity(line.signed),
  invoiced: quantity(line.invoiced),
  short: quantity(unreserved(line)),
  onHand: line.onHand === null ? null : quantity(line.onHand),
  available: line.available === null ? null : quantity(line.available),
})
