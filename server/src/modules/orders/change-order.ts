import type { orders } from '@baton/contract/orders'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { dayIn } from '../../kernel/time.ts'
import type { Work } from '../../kernel/work.ts'
import { type Approval, approvalsOf, loadApprovals, withdraw } from '../approvals/index.ts'
import { showAgain } from '../custody/index.ts'
import { loadDraftFacts } from './add-orders.ts'
import { no as noAmendment, numberLines } from './amend.rules.ts'
import { type AmendmentLoads, amendmentSet, amendOrder, loadAmendment, weigh } from './amend-order.ts'
import { writeChange, writeDraft } from './amend-rows.ts'
import { type DraftFacts, decideDraft, withOwnItems } from './draft.rules.ts'
import { differenceOf, documentOf } from './order-difference.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { decideActing, decideState, decideVersion, no, type SalesOrder } from './orders.rules.ts'
import { propose } from './proposed-changes.ts'
import { changing, orderEvent, saveOrders } from './save-orders.ts'

type ChangeOrder = RequestOf<(typeof orders)['PUT /v1/orders/:id']>

const ONE = 'select $1::uuid'
const set = orderSet('orders.change', ONE, 1)
const approvals = approvalsOf('orders.change', 'order', ONE)
const amendment = amendmentSet('orders.change', { customers: 'select $2::uuid', items: 'select unnest($2::uuid[])' })

/**
 * Changes an order. A draft is written anew; a confirmed order that waits for its review becomes a draft again. A reviewed one is
 * reviewed again in the same transaction: within policy it is changed, else the change waits as a proposal and the order stands.
 */
export const changeOrder = command({
  load: (work, request: ChangeOrder) => ({
    orders: loadOrders(work, set, [request.id]),
    approvals: loadApprovals(work, approvals, [request.id]),
    loads: loadAmendment(work, amendment, request.id, {
      customers: [request.customerId],
      items: [[...new Set(request.lines.map((line) => line.itemId))]],
    }),
    facts: loadDraftFacts(work, [request]),
  }),
  run: (work, request, { orders: found, approvals: open, loads, facts }) => {
    const order = decideActing(found, request.id)
    decideVersion(order, request.version)
    decideState(order, 'change', ['draft', 'confirmed', 'pending', 'processing'])
    if (order.state !== 'draft' && !request.reason) throw no.reasonMissing(order.number)
    return order.state === 'draft' || order.state === 'confirmed'
      ? rewrite(work, order, request, facts, loads, open)
      : amend(work, order, request, facts, loads, open)
  },
})

function rewrite(
  work: Work,
  order: SalesOrder,
  request: ChangeOrder,
  facts: DraftFacts,
  { customers }: AmendmentLoads,
  open: Approval[],
) {
  const today = dayIn(work.company.timeZone, work.now)
  const lines = numberLines(request.lines, 0)
  const items = withOwnItems(facts.items, order.lines)
  const draft = decideDraft({ ...request, lines }, { ...facts, items }, today)
  const nameOf = (id: string) => customers.find((one) => one.id === id)?.name ?? ''
  const before = documentOf(order, nameOf(order.customerId))
  const difference = differenceOf(before, documentOf(draft, nameOf(draft.customerId)))
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
  // A prepayment that was waited for is no longer the one that the order needs.
  if (order.holdKind === 'credit') Object.assign(after, { holdKind: null, holdReason: null, holdUntil: null })
  withdraw(work, open)
  writeDraft(work, order.id, draft)
  writeChange(work, order, { reason: request.reason, difference, before })
  if (order.custody) showAgain(work, [order.custody])
  const event = orderEvent(order, 'orders.changed', {
    from: order.state,
    to: 'draft',
    reason: request.reason,
    difference,
  })
  saveOrders(work, [{ before: { ...order, lines: [] }, after, events: [event] }])
  const { id, number } = order
  return { id, number, state: 'draft' as const, version: order.version + 1, outcome: 'changed' as const, findings: [] }
}

function amend(
  work: Work,
  order: SalesOrder,
  request: ChangeOrder,
  facts: DraftFacts,
  loads: AmendmentLoads,
  open: Approval[],
) {
  if (open.some((one) => one.kind === 'orders.change')) throw no.proposalOpen(order.number)
  const weighed = weigh(work, order, request, facts, loads)
  if (weighed.difference.length === 0) throw noAmendment.nothingChanged(order.number)
  const { id, number, state, version } = order
  const { findings } = weighed
  if (weighed.passes) {
    const after = amendOrder(work, order, weighed, loads, { reason: request.reason })
    return { id, number, state: after.state, version: after.version, outcome: 'changed' as const, findings }
  }
  propose(work, order, request, weighed, loads)
  return { id, number, state, version, outcome: 'proposed' as const, findings }
}
