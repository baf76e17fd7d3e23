import { money } from '@baton/contract/decimal'
import type { ReviewFinding } from '@baton/contract/orders'
import type { Read } from '../../kernel/read.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { request } from '../approvals/index.ts'
import { type Credit, creditOf } from '../partners/index.ts'
import type { SalesOrder } from './orders.rules.ts'
import { passes, type ReviewFacts, reviewOrder } from './review.rules.ts'
import { grossDue } from './settle.rules.ts'

export interface ItemFact {
  itemId: string
  floorPrice: bigint | null
  available: bigint
}

interface Declared {
  credit: Statement<Credit>
  items: Statement<ItemFact>
  terms: Statement<{ termDays: number }>
  reviews: Statement<{ reviews: number }>
}

/** What a review needs to know, as it was read in trip 1. */
export interface ReviewLoads {
  credit: Credit
  items: ItemFact[]
  termDays: number
  reviews: number
}

export interface ReviewVerdict {
  outcome: 'passed' | 'referred'
  findings: ReviewFinding[]
  exposureBefore: bigint
  exposureAfter: bigint
  event: Record<string, unknown>
}

/** Declares the statements of a review of the one order that `order` selects: the customer's credit is locked by the first. */
export const declareReview = (name: string, order: string): Declared => ({
  credit: creditOf(`${name}.credit`, `select customer_id from orders.sales_order where order_id = (${order})`),
  items: statement(
    `${name}.reviewItems`,
    `select i.item_id as "itemId", i.floor_price as "floorPrice",
            coalesce((select sum(b.on_hand - b.reserved) from inventory.read_balance b
                       where b.company_id = i.company_id and b.item_id = i.item_id), 0)::bigint as available
       from catalog.read_item i where i.item_id = any(array(select item_id from orders.line where order_id = (${order}) and not removed))`,
  ),
  terms: statement(
    `${name}.terms`,
    `select term_days as "termDays" from partners.read_customer where customer_id = (select customer_id from orders.sales_order where order_id = (${order}))`,
  ),
  reviews: statement(
    `${name}.reviews`,
    `select count(*)::int as reviews from orders.review where order_id = (${order})`,
  ),
})

export function loadReview(work: Work, declared: Declared, values: unknown[]): Read<ReviewLoads> {
  const credit = work.read(declared.credit, values)
  const items = work.read(declared.items, values)
  const terms = work.read(declared.terms, values)
  return work.read(declared.reviews, values).map(([row]) => ({
    credit: credit.value[0] ?? { customerId: '', limit: null, exposure: 0n },
    items: items.value,
    termDays: terms.value[0]?.termDays ?? 0,
    reviews: row!.reviews,
  }))
}

export const reviewFacts = (work: Work, loads: ReviewLoads): ReviewFacts => ({
  credit: loads.credit,
  customerTermDays: loads.termDays,
  floors: new Map(loads.items.flatMap((item) => (item.floorPrice === null ? [] : [[item.itemId, item.floorPrice]]))),
  available: new Map(loads.items.map((item) => [item.itemId, item.available])),
  priceAllowance: work.company.settings.priceAllowance,
})

/** The verdict of policy on a confirmed order. Passing books its exposure, which the credit lock of trip 1 makes safe. */
export function decidePass(work: Work, order: SalesOrder, loads: ReviewLoads): ReviewVerdict {
  const findings = reviewOrder(order, reviewFacts(work, loads))
  const outcome = passes(findings) ? 'passed' : 'referred'
  const own = grossDue(order) - order.paid - order.credited
  const exposureAfter =
    loads.credit.exposure - order.exposure + (outcome === 'passed' && own > 0n ? own : order.exposure)
  return {
    outcome,
    findings,
    exposureBefore: loads.credit.exposure,
    exposureAfter,
    event: {
      outcome,
      ...(outcome === 'passed' && { from: 'confirmed', to: 'pending' }),
      exposureAfter: money(exposureAfter),
      creditLimit: loads.credit.limit === null ? null : money(loads.credit.limit),
      failed: findings.filter((finding) => !finding.passed).map((finding) => finding.check),
    },
  }
}

const writeReview = statement(
  'orders.writeReview',
  `insert into orders.review (order_id, sequence, order_version, outcome, findings, exposure_before, exposure_after, credit_limit, approval_id, reviewed_by, reason, reviewed_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
)

export function writeReviewRow(
  work: Work,
  order: SalesOrder,
  loads: Pick<ReviewLoads, 'credit' | 'reviews'>,
  row: {
    outcome: 'passed' | 'referred' | 'approved' | 'rejected'
    findings: ReviewFinding[]
    exposureAfter: bigint
    approvalId: string | null
    by: string | null
    reason: string | null
  },
): void {
  work.write(writeReview, [
    order.id,
    loads.reviews + 1,
    order.version + 1,
    row.outcome,
    JSON.stringify(row.findings),
    loads.credit.exposure,
    row.exposureAfter,
    loads.credit.limit,
    row.approvalId,
    row.by,
    row.reason,
    work.now,
  ])
}

/** Keeps the verdict; one that policy does not pass asks a reviewer. */
export function saveReview(work: Work, order: SalesOrder, verdict: ReviewVerdict, loads: ReviewLoads): void {
  const approvalId =
    verdict.outcome === 'passed'
      ? null
      : request(work, {
          subjectKind: 'order',
          subjectId: order.id,
          kind: 'orders.review',
          facts: { number: order.number, findings: verdict.findings.filter((finding) => !finding.passed) },
          deciderRight: 'orders.review',
          amount: order.gross,
        })
  writeReviewRow(work, order, loads, { ...verdict, approvalId, by: null, reason: null })
}
