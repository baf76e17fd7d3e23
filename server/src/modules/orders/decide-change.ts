import { money } from '@baton/contract/decimal'
import type { orders } from '@baton/contract/orders'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { record } from '../../kernel/work.ts'
import { type Approval, approvalsOf, decide, loadApprovals, withdraw } from '../approvals/index.ts'
import { amendmentSet, amendOrder, loadAmendment, weigh } from './amend-order.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { decideActing, decideState, decideValidUntil, no, type SalesOrder } from './orders.rules.ts'
import { closeProposal, loadProposal, PROPOSED, type Proposal, wishOf } from './proposed-changes.ts'
import { writeReviewRow } from './review.ts'
import { orderEvent } from './save-orders.ts'

type DecideChange = RequestOf<(typeof orders)['POST /v1/orders/:id/change/decide']>
type WithdrawChange = RequestOf<(typeof orders)['POST /v1/orders/:id/change/withdraw']>

const ONE = 'select $1::uuid'
const set = orderSet('orders.decideChange', ONE, 1)
const approvals = approvalsOf('orders.decideChange', 'order', ONE)
const amendment = amendmentSet('orders.decideChange', PROPOSED)

/** The open proposal with its approval, or the refusal that there is none. */
function decideProposed(
  order: SalesOrder,
  open: readonly Approval[],
  [proposal]: readonly Proposal[],
): [Proposal, Approval] {
  const approval = open.find(({ id }) => id === proposal?.approvalId)
  if (!proposal || !approval) throw no.noProposal(order.number)
  return [proposal, approval]
}

/**
 * A reviewer approves or rejects a proposed change. Approving decides it anew on the order as it is now: what has been shipped or invoiced
 * meanwhile holds it down, and what cannot be any more is refused. Rejecting leaves the order as it is.
 */
export const decideChange = command({
  load: (work, request: DecideChange) => ({
    orders: loadOrders(work, set, [request.id]),
    approvals: loadApprovals(work, approvals, [request.id]),
    loads: loadAmendment(work, amendment, request.id, { customers: [], items: [] }),
    ...loadProposal(work, request.id),
  }),
  run: (work, request, { orders: found, approvals: open, loads, proposal: proposals, ...facts }) => {
    const order = decideActing(found, request.id)
    const [proposal, approval] = decideProposed(order, open, proposals)
    if (approval.requestedBy === work.actor.personId) throw no.ownReview(order.number)
    const until = decideValidUntil(request.validUntil, work.now)
    const { id, number } = order
    if (request.decision === 'reject') {
      reject(work, order, approval, request.reason, loads)
      return { id, number, state: order.state, version: order.version }
    }
    decideState(order, 'change', ['pending', 'processing'])
    const weighed = weigh(work, order, wishOf(proposal), facts, loads)
    decide(work, approval, 'approved', request.reason, request.validUntil ?? null)
    closeProposal(work, order, approval.id, 'approved')
    const after = amendOrder(work, order, weighed, loads, {
      reason: proposal.reason,
      approval: { id: approval.id, by: work.actor.personId, reason: request.reason, until },
    })
    return { id, number, state: after.state, version: after.version }
  },
})

type Loaded = Parameters<typeof amendOrder>[3]

function reject(
  work: Parameters<typeof record>[0],
  order: SalesOrder,
  approval: Approval,
  reason: string,
  { credits, history }: Loaded,
): void {
  const credit = credits.get(order.customerId)!
  decide(work, approval, 'rejected', reason, null)
  closeProposal(work, order, approval.id, 'rejected')
  writeReviewRow(
    work,
    order,
    { credit, reviews: history.reviews },
    {
      outcome: 'rejected',
      findings: [],
      exposureAfter: credit.exposure,
      approvalId: approval.id,
      by: work.actor.personId,
      reason,
    },
  )
  record(
    work,
    orderEvent(order, 'orders.changeRejected', {
      reason,
      approvalId: approval.id,
      exposureAfter: money(credit.exposure),
    }),
  )
}

const own = orderSet('orders.withdrawChange', ONE, 1)
const asked = approvalsOf('orders.withdrawChange', 'order', ONE)

/** Takes a proposed change back, so that the order can be changed in another way. */
export const withdrawChange = command({
  load: (work, request: WithdrawChange) => ({
    orders: loadOrders(work, own, [request.id]),
    approvals: loadApprovals(work, asked, [request.id]),
    proposal: loadProposal(work, request.id).proposal,
  }),
  run: (work, request, { orders: found, approvals: open, proposal: proposals }) => {
    const order = decideActing(found, request.id)
    const [, approval] = decideProposed(order, open, proposals)
    withdraw(work, [approval])
    closeProposal(work, order, approval.id, 'withdrawn')
    record(work, orderEvent(order, 'orders.changeWithdrawn', { reason: request.reason, approvalId: approval.id }))
    return { id: order.id, number: order.number, state: order.state, version: order.version }
  },
})
