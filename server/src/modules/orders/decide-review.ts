import { money } from '@baton/contract/decimal'
import type { orders } from '@baton/contract/orders'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { approvalsOf, decide, loadApprovals } from '../approvals/index.ts'
import { loadStock } from '../inventory/index.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { decideActing, decideState, decideValidUntil, no } from './orders.rules.ts'
import { reviewOrder } from './review.rules.ts'
import { declareReview, loadReview, reviewFacts, writeReviewRow } from './review.ts'
import { changing, orderEvent, saveOrders } from './save-orders.ts'
import { grossDue } from './settle.rules.ts'
import { processingStock, startProcessing } from './start-processing.ts'

type DecideReview = RequestOf<(typeof orders)['POST /v1/orders/:id/review']>

const ONE = 'select $1::uuid'
const set = orderSet('orders.decideReview', ONE, 1)
const review = declareReview('orders.decideReview', ONE)
const approvals = approvalsOf('orders.decideReview', 'order', ONE)
const stock = processingStock('orders.decideReview', ONE)

/** A reviewer approves or rejects what policy did not pass. The facts are looked at again at the moment of the decision. */
export const decideReview = command({
  load: (work, request: DecideReview) => {
    const values = [request.id]
    return {
      orders: loadOrders(work, set, values),
      approvals: loadApprovals(work, approvals, values),
      review: loadReview(work, review, values),
      stock: loadStock(work, stock.balances, values, stock.reservations, values),
    }
  },
  run: (work, request, facts) => {
    const order = decideActing(facts.orders, request.id)
    decideState(order, 'review', ['confirmed'])
    const approval = facts.approvals.find((one) => one.kind === 'orders.review')
    if (!approval) throw no.noReview(order.number)
    if (approval.requestedBy === work.actor.personId) throw no.ownReview(order.number)

    const until = decideValidUntil(request.validUntil, work.now)
    const findings = reviewOrder(order, reviewFacts(work, facts.review))
    const approved = request.decision === 'approve'
    const exposureAfter =
      facts.review.credit.exposure -
      order.exposure +
      (approved ? grossDue(order) - order.paid - order.credited : order.exposure)
    const outcome = approved ? 'approved' : 'rejected'
    const after = changing(order)
    // The decision ends the wait for a prepayment; above the limit the order stands as long as the approval does.
    if (order.holdKind === 'credit') Object.assign(after, { holdKind: null, holdReason: null, holdUntil: null })
    if (approved) {
      const { limit } = facts.review.credit
      after.state = 'pending'
      after.creditUntil = limit !== null && exposureAfter > limit ? until : null
    }
    const event = orderEvent(order, approved ? 'orders.reviewed' : 'orders.rejected', {
      outcome,
      reason: request.reason,
      ...(approved && { from: 'confirmed', to: 'pending' }),
      approvalId: approval.id,
      exposureAfter: money(exposureAfter),
      creditLimit: facts.review.credit.limit === null ? null : money(facts.review.credit.limit),
    })

    decide(work, approval, outcome, request.reason, request.validUntil ?? null)
    writeReviewRow(work, order, facts.review, {
      outcome,
      findings,
      exposureAfter,
      approvalId: approval.id,
      by: work.actor.personId,
      reason: request.reason,
    })
    const elsewhere = order.custody?.holderId && order.custody.departmentId !== order.ownerDepartmentId
    if (approved && elsewhere) {
      startProcessing(work, [order], facts.stock, {
        first: [event],
        edit: (copy) => Object.assign(copy, after, { lines: copy.lines }),
      })
      after.state = 'processing'
    } else {
      saveOrders(work, [{ before: order, after, events: [event] }])
    }
    return { id: order.id, number: order.number, state: after.state, version: order.version + 1 }
  },
})
