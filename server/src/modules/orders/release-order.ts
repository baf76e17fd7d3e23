import { money } from '@baton/contract/decimal'
import type { orders } from '@baton/contract/orders'
import { command } from '../../kernel/command.ts'
import { decideRight } from '../../kernel/right.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { spokenMoney } from '../../kernel/spoken.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import {
  type Approval,
  approvalsOf,
  request as ask,
  decide,
  grant,
  loadApprovals,
  withdraw,
} from '../approvals/index.ts'
import { creditOf, loadCredit } from '../partners/index.ts'
import { isOpen, missingToRelease, no } from './credit-holds.rules.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { decideActing, decideValidUntil, isCreditHeld, isHeld, no as noOrder, type SalesOrder } from './orders.rules.ts'
import { changing, orderEvent, saveOrders } from './save-orders.ts'

type ReleaseOrder = RequestOf<(typeof orders)['POST /v1/orders/:id/release']>

const ONE = 'select $1::uuid'
const set = orderSet('orders.release', ONE, 1)
const approvals = approvalsOf('orders.release', 'order', ONE)
const CUSTOMER = 'select customer_id from orders.sales_order where order_id = $1::uuid'
const credit = creditOf('orders.release.credit', CUSTOMER)
/** What other orders of the customer book that are on credit hold; read once the credit is locked, under which orders are released. */
const findHeldBesides = statement<{ exposure: bigint }>(
  'orders.heldBesides',
  `select coalesce(sum(exposure), 0)::bigint as exposure from orders.sales_order
    where customer_id = any(array(${CUSTOMER})) and state in ('pending', 'processing') and order_id <> $1::uuid
      and (credit_until <= $2 or (hold_kind = 'credit' and (hold_until is null or hold_until > $2)))`,
)

/**
 * Releases an order from hold. A credit hold ends when the order fits its customer's limit again; above it a reviewer who neither owns the
 * order nor asked for it approves, until a moment if wished. Others ask, and the order stays held.
 */
export const releaseOrder = command({
  load: (work, request: ReleaseOrder) => ({
    orders: loadOrders(work, set, [request.id]),
    approvals: loadApprovals(work, approvals, [request.id]),
    credit: loadCredit(work, credit, [request.id]),
    besides: work.read(findHeldBesides, [request.id, work.now]),
  }),
  run: (work, request, { orders: found, approvals: open, credit: credits, besides: [besides] }) => {
    const order = decideActing(found, request.id)
    const asked = open.find((one) => one.kind === 'orders.release')
    if (request.decision === 'reject') return reject(work, order, asked, request.reason)
    if (!order.holdKind && !isHeld(order, work.now)) throw noOrder.notOnHold(order.number)
    if (!isCreditHeld(order, work.now)) return release(work, order, { reason: request.reason })
    if (!isOpen(order)) throw no.releaseByReview(order.number)
    const missing = missingToRelease(order, credits.get(order.customerId)!, besides!.exposure)
    const until = decideValidUntil(request.validUntil, work.now)
    if (missing === 0n) {
      if (asked) decideAsked(work, asked, request.reason)
      return release(work, order, { reason: request.reason })
    }
    if (!work.actor.rights.has('orders.review')) return askRelease(work, order, asked, missing, request.reason)
    if ((asked?.requestedBy ?? order.ownerId) === work.actor.personId) throw no.ownRelease(order.number)
    const validUntil = request.validUntil ?? null
    const facts = { number: order.number, missing: money(missing) }
    const approvalId = asked?.id ?? allow(work, order, { facts, reason: request.reason, validUntil })
    if (asked) decide(work, asked, 'approved', request.reason, validUntil)
    return release(work, order, { reason: request.reason, approvalId, until })
  },
})

const APPROVAL = { subjectKind: 'order', kind: 'orders.release', deciderRight: 'orders.review' } as const

const allow = (
  work: Work,
  order: SalesOrder,
  given: { facts: unknown; reason: string; validUntil: string | null },
): string => grant(work, { ...APPROVAL, ...given, subjectId: order.id, amount: order.gross, forId: order.ownerId })

/** The order fits by now: what was asked for needs no decision any more. */
const decideAsked = (work: Work, asked: Approval, reason: string): void => {
  if (asked.requestedBy === work.actor.personId) withdraw(work, [asked])
  else decide(work, asked, 'approved', reason, null)
}

function release(
  work: Work,
  order: SalesOrder,
  { reason, approvalId, until = null }: { reason: string; approvalId?: string; until?: Date | null },
) {
  const after = changing(order)
  const credits = isCreditHeld(order, work.now)
  // A hold for another reason that stands beside it is released by itself.
  if (!credits || order.holdKind === 'credit')
    Object.assign(after, { holdKind: null, holdReason: null, holdUntil: null })
  if (credits) after.creditUntil = until
  const event = orderEvent(order, 'orders.released', {
    kind: credits ? 'credit' : order.holdKind,
    reason,
    ...(approvalId && { approvalId, validUntil: until?.toISOString() ?? null }),
  })
  saveOrders(work, [{ before: order, after, events: [event] }])
  return {
    id: order.id,
    number: order.number,
    state: after.state,
    version: after.version,
    outcome: 'released' as const,
  }
}

function askRelease(work: Work, order: SalesOrder, asked: Approval | undefined, missing: bigint, reason: string) {
  if (asked) throw no.releaseOverLimit(order.number, spokenMoney(missing, order.currency))
  const over = spokenMoney(missing, order.currency)
  const finding = {
    ...{ check: 'credit', passed: false, blocks: true },
    ...{ zh: `放行后超额 ${over}：${reason}`, en: `${over} above the limit once released: ${reason}` },
  }
  const facts = { number: order.number, reason, missing: money(missing), findings: [finding] }
  const approvalId = ask(work, { ...APPROVAL, facts, subjectId: order.id, amount: order.gross })
  record(work, orderEvent(order, 'orders.releaseAsked', { reason, missing: money(missing), approvalId }))
  return { id: order.id, number: order.number, state: order.state, version: order.version, outcome: 'asked' as const }
}

function reject(work: Work, order: SalesOrder, asked: Approval | undefined, reason: string) {
  if (!asked) throw no.releaseNotAsked(order.number)
  decideRight(work.actor, 'orders.review')
  if (asked.requestedBy === work.actor.personId) throw no.ownRelease(order.number)
  decide(work, asked, 'rejected', reason, null)
  record(work, orderEvent(order, 'orders.releaseRejected', { reason, approvalId: asked.id }))
  return {
    id: order.id,
    number: order.number,
    state: order.state,
    version: order.version,
    outcome: 'rejected' as const,
  }
}
