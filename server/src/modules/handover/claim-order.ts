import type { handover } from '@baton/contract/handover'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { loadStock } from '../inventory/index.ts'
import {
  decideKnown,
  loadOrders,
  orderSet,
  processingStock,
  type SalesOrder,
  startProcessing,
} from '../orders/index.ts'
import { foreign, takeOver } from './accept-handover.ts'
import { loadReceiver } from './check-facts.ts'
import { decidePresent, holderName, no } from './handover.rules.ts'

type ClaimOrder = RequestOf<(typeof handover)['POST /v1/orders/:id/claim']>
type AssignOrder = RequestOf<(typeof handover)['POST /v1/orders/:id/assign']>

const ONE = 'select $1::uuid'
const set = orderSet('handover.claim', ONE, 1)
const stock = processingStock('handover.claim', ONE)

const load = (work: Parameters<typeof loadOrders>[0], id: string) => ({
  orders: loadOrders(work, set, [id]),
  stock: loadStock(work, stock.balances, [id], stock.reservations, [id]),
})

/** Refuses an order that does not lie in a pool. */
function decideInPool(orders: SalesOrder[], id: string): SalesOrder {
  const order = decideKnown(orders, id)
  if (order.custody?.state !== 'pool')
    throw no.notInPool(order.number, order.custody?.holderId ? holderName(order, 'zh') : '')
  return order
}

/** Takes an order out of one's department's pool. The claim counts as the acceptance by a person, so processing starts. */
export const claimOrder = command({
  load: (work, request: ClaimOrder) => load(work, request.id),
  run: (work, request, facts) => {
    const order = decideInPool(facts.orders, request.id)
    const pool = order.custody!.departmentId!
    if (pool !== work.actor.departmentId && !work.actor.headOf.includes(pool)) throw no.otherPool(order.number)
    const edit = takeOver(work, [order], { offerId: order.custody!.offerId, reason: null, entered: 'claimed' })
    const event = { type: 'handover.claimed', kind: 'order', id: order.id, data: { pool, by: work.actor.personId } }
    const done = startProcessing(work, [order], facts.stock, { first: [event], edit, starts: foreign(pool) })
    const { id, number, state, version } = done.orders[0]!
    return { id, number, state, version }
  },
})

/** The head of a pool's department gives one of its orders to a member. */
export const assignOrder = command({
  load: (work, request: AssignOrder) => ({
    ...load(work, request.id),
    member: loadReceiver(work, { kind: 'person', id: request.personId }),
  }),
  run: (work, request, facts) => {
    const order = decideInPool(facts.orders, request.id)
    const pool = order.custody!.departmentId!
    if (!work.actor.headOf.includes(pool)) throw no.notHead(order.number)
    const { member } = facts
    if (!member?.active) throw no.receiverUnknown()
    if (!member.mayReceive) throw no.receiverWithoutRight(member.name)
    if (member.departmentId !== pool) throw no.notMember(member.name)
    decidePresent(member, work.now)
    const holder = { id: member.id, departmentId: member.departmentId }
    const edit = takeOver(work, [order], { offerId: order.custody!.offerId, reason: null, entered: 'assigned', holder })
    const event = {
      type: 'handover.assigned',
      kind: 'order',
      id: order.id,
      data: { pool, to: member.id, name: member.name },
    }
    const done = startProcessing(work, [order], facts.stock, { first: [event], edit, starts: foreign(pool) })
    const { id, number, state, version } = done.orders[0]!
    return { id, number, state, version }
  },
})
