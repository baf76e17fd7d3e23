import { money, quantity } from '@baton/contract/decimal'
import type { OrderDifference, ReviewFinding } from '@baton/contract/orders'
import type { Read } from '../../kernel/read.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import type { Work } from '../../kernel/work.ts'
import { showAgain } from '../custody/index.ts'
import { balancesOf, loadStock, reservationsOf, type Stock } from '../inventory/index.ts'
import { type Credit, creditOf, loadCredit } from '../partners/index.ts'
import { type Amendment, agreedLines, decideAmendment, isMaterial } from './amend.rules.ts'
import { writeAmendment, writeChange } from './amend-rows.ts'
import type { DraftFacts, DraftRequest } from './draft.rules.ts'
import { differenceOf, documentOf } from './order-difference.ts'
import type { SalesOrder } from './orders.rules.ts'
import { passes, reviewOrder } from './review.rules.ts'
import { type ItemFact, reviewFacts, writeReviewRow } from './review.ts'
import { changing, orderEvent } from './save-orders.ts'
import { carryServices, exposureOf } from './settle.rules.ts'
import { startProcessing } from './start-processing.ts'

interface CustomerFact {
  id: string
  name: string
  termDays: number
}

interface History {
  reviews: number
  lastLine: number
  approvedUntil: Date | null
  approved: boolean
}

/** The statements that find what a change of the order `$1` is decided by; `customers` and `items` select what the change names, by `$2` if they want one. */
export interface AmendmentSet {
  credit: Statement<Credit>
  balances: ReturnType<typeof balancesOf>
  reservations: ReturnType<typeof reservationsOf>
  items: Statement<ItemFact>
  customers: Statement<CustomerFact>
  history: Statement<History>
}

const ORDERED = `select l.item_id from orders.line l where l.order_id = $1::uuid and l.item_id is not null and not l.removed`
/** Credit and stock are locked for orders that book them; a draft waits for nobody. */
const REVIEWED = `exists (select from orders.sales_order r where r.order_id = $1::uuid and r.state not in ('draft', 'confirmed'))`

export const amendmentSet = (
  name: string,
  { customers, items }: { customers: string; items: string },
): AmendmentSet => {
  const both = `select s.customer_id from orders.sales_order s where s.order_id = $1::uuid union ${customers}`
  const all = `${ORDERED} union ${items}`
  return {
    credit: creditOf(`${name}.credit`, `select b.customer_id from (${both}) as b (customer_id) where ${REVIEWED}`),
    balances: balancesOf(`${name}.balances`, `select a.item_id from (${all}) as a (item_id) where ${REVIEWED}`),
    reservations: reservationsOf(`${name}.reservations`, 'order', 'select $1::uuid'),
    items: statement(
      `${name}.itemFacts`,
      `select i.item_id as "itemId", i.floor_price as "floorPrice",
              coalesce((select sum(b.on_hand - b.reserved) from inventory.read_balance b
                         where b.company_id = i.company_id and b.item_id = i.item_id), 0)::bigint as available
         from catalog.read_item i where i.item_id = any(array(${all}))`,
    ),
    customers: statement(
      `${name}.customerFacts`,
      `select customer_id as id, name, term_days as "termDays" from partners.read_customer where customer_id = any(array(${both}))`,
    ),
    history: statement(
      `${name}.history`,
      `select (select count(*)::int from orders.review where order_id = $1) as reviews,
              (select coalesce(max(line), 0) from orders.line where order_id = $1) as "lastLine",
              a.valid_until as "approvedUntil", a.approval_id is not null as approved
         from (select 1) as one
         left join lateral (
           select p.approval_id, p.valid_until from orders.review r
             join approvals.read_approval p on p.company_id = r.company_id and p.approval_id = r.approval_id
            where r.order_id = $1 and r.outcome = 'approved' order by r.sequence desc limit 1) a on true`,
    ),
  }
}

/** What is known beside the order itself when a change of it is decided. */
export interface AmendmentLoads {
  credits: Map<string, Credit>
  stock: Stock
  items: ItemFact[]
  customers: CustomerFact[]
  history: History
}

/** Locks credit, then stock, and reads the rest. `named` are the values after the order's id. */
export function loadAmendment(
  work: Work,
  set: AmendmentSet,
  id: string,
  named: { customers: unknown[]; items: unknown[] },
): Read<AmendmentLoads> {
  const credits = loadCredit(work, set.credit, [id, ...named.customers])
  const stock = loadStock(work, set.balances, [id, ...named.items], set.reservations, [id])
  const items = work.read(set.items, [id, ...named.items])
  const customers = work.read(set.customers, [id, ...named.customers])
  return work.read(set.history, [id]).map(([history]) => ({
    credits: credits.value,
    stock: stock.value,
    items: items.value,
    customers: customers.value,
    history: history!,
  }))
}

/** A change of a reviewed order as it would be, with what policy says of it. */
export interface Weighed {
  amendment: Amendment
  difference: OrderDifference[]
  /** Empty when nothing changed that a review looks at. */
  findings: ReviewFinding[]
  passes: boolean
  /** The credit that the order books against after the change. */
  credit: Credit
  exposureAfter: bigint
}

/** Decides what a change makes of an order and reviews it; refuses what cannot be, before anything is written. */
export function weigh(
  work: Work,
  order: SalesOrder,
  request: DraftRequest,
  facts: DraftFacts,
  loads: AmendmentLoads,
): Weighed {
  const { history, customers, credits } = loads
  const today = dayIn(work.company.timeZone, work.now)
  const amendment = decideAmendment(order, request, facts, { today, lastLine: history.lastLine })
  const { after } = amendment
  carryServices(after)
  const nameOf = (id: string) => customers.find((one) => one.id === id)?.name ?? ''
  const difference = differenceOf(
    documentOf(order, nameOf(order.customerId)),
    documentOf(after, nameOf(after.customerId)),
  )
  const credit = credits.get(after.customerId)!
  const booked = after.customerId === order.customerId ? order.exposure : 0n
  const lapsed = history.approved && history.approvedUntil !== null && history.approvedUntil <= work.now
  const findings = isMaterial(order, amendment)
    ? reviewOrder(
        { ...after, exposure: booked },
        {
          ...reviewFacts(work, {
            credit,
            items: loads.items,
            termDays: customers.find((one) => one.id === after.customerId)?.termDays ?? 0,
            reviews: history.reviews,
          }),
          // What a reviewer agreed to holds on for what did not change, until the approval expires.
          ...(!lapsed &&
            after.customerId === order.customerId && {
              agreed: { lines: agreedLines(order, after), termDays: order.termDays },
            }),
        },
      )
    : []
  const exposureAfter = credit.exposure + exposureOf(after) - booked
  return { amendment, difference, findings, passes: passes(findings), credit, exposureAfter }
}

interface Approved {
  reason: string
  /** The approval under which it is done, who gave it, and until when it stands above the limit. */
  approval?: { id: string; by: string; reason: string; until: Date | null }
}

/**
 * Makes a weighed change true: amounts, exposure by the difference, stock that is given up and stock that is needed, tasks; packages that
 * wait with the order are shown to their receivers again.
 */
export function amendOrder(
  work: Work,
  order: SalesOrder,
  weighed: Weighed,
  { stock, history, customers }: AmendmentLoads,
  { reason, approval }: Approved,
): SalesOrder {
  const { amendment, difference, findings, credit, exposureAfter } = weighed
  const { after, removed } = amendment
  const reviewed = findings.length > 0
  const shown = { exposureAfter: money(exposureAfter), creditLimit: credit.limit === null ? null : money(credit.limit) }
  const event = orderEvent(order, 'orders.amended', {
    reason,
    difference,
    ...(reviewed && shown),
    ...(approval && { approvalId: approval.id }),
  })
  const before = documentOf(order, customers.find((one) => one.id === order.customerId)?.name ?? '')
  writeAmendment(work, after, removed)
  writeChange(work, order, { reason, difference, before })
  if (reviewed)
    writeReviewRow(
      work,
      order,
      { credit, reviews: history.reviews },
      {
        outcome: approval ? 'approved' : 'passed',
        findings,
        exposureAfter,
        approvalId: approval?.id ?? null,
        by: approval?.by ?? null,
        reason: approval?.reason ?? null,
      },
    )
  if (order.custody) showAgain(work, [order.custody])
  const freed = giveUp(order, amendment, stock)
  const above = credit.limit !== null && exposureAfter > credit.limit
  const creditUntil = !above ? null : approval ? approval.until : order.creditUntil
  if (freed.length > 0) event.data.freed = freed
  const done = startProcessing(work, [order], stock, {
    first: [event],
    starts: () => false,
    edit: (copy) => Object.assign(copy, changing(after), { creditUntil }),
    released: freed.length > 0,
  })
  return done.orders[0]!
}

/** Frees what is reserved beyond the new quantities; what is reserved of lines that stay is in `after` already. */
function giveUp(order: SalesOrder, { after }: Amendment, stock: Stock): { line: number; quantity: string }[] {
  return order.lines.flatMap((line) => {
    const left = after.lines.find((one) => one.line === line.line)?.reserved ?? 0n
    if (left >= line.reserved) return []
    const surplus = line.reserved - left
    stock.release('order', order.id, line.line, surplus)
    return [{ line: line.line, quantity: quantity(surplus) }]
  })
}
