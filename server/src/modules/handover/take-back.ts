import type { handover } from '@baton/contract/handover'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import { answer, loadOffer, type NewOffer, type Offer, offer, show } from '../custody/index.ts'
import { decideKnown, loadOrders, orderSet, recordHolder, type SalesOrder, SEES_ALL } from '../orders/index.ts'
import { answeredOf, type PackageOrders, takeOver, withdrawOffers } from './accept-handover.ts'
import { usualAnswerBy } from './answer-by.ts'
import { findFormerHolder, loadOrderFacts } from './check-facts.ts'
import { decideHeld, decideNotInApproval, decideReceiver, no } from './handover.rules.ts'
import { decideRecall, decideReversal, isPooled } from './take-back.rules.ts'

type RecallHandover = RequestOf<(typeof handover)['POST /v1/handovers/:id/recall']>
type ReverseHandover = RequestOf<(typeof handover)['POST /v1/handovers/:id/reverse']>
type ReturnOrder = RequestOf<(typeof handover)['POST /v1/orders/:id/return']>

/** All orders of a package, answered or not; the rules keep those whose custody still is what the package made of it. */
const set = orderSet(
  'handover.takeBack',
  `select s.subject_id from custody.read_offer s where s.offer_id = $1::uuid and s.subject_kind = 'order'`,
  1,
)

/** Recalls a package: one to a person until it is accepted, one to a pool until something of it is claimed. */
export const recallHandover = command({
  load: (work, request: RecallHandover) => ({
    // Who gave to a pool without wishing to read on may still fetch it back.
    orders: loadOrders(work, set, [request.id], SEES_ALL),
    found: loadOffer(work, request.id),
  }),
  run: (work, request, { orders, found }) => {
    const { offer: offered, subjects } = found
    if (!offered) throw no.unknown()
    const recalled = { offer: offered, orders: decideRecall({ offer: offered, subjects }, orders, work.actor) }
    return takeBackOffers(work, [recalled], request.reason)[0]!
  },
})

/** Ends open offers, and fetches what lies unclaimed in pools. All are of one sender. */
export const takeBackOffers = (work: Work, packages: readonly PackageOrders[], reason: string) => [
  ...goBack(
    work,
    packages.filter((one) => isPooled(one.offer)),
    'recalled',
    reason,
  ),
  ...withdrawOffers(
    work,
    packages.filter((one) => !isPooled(one.offer)),
    'recalled',
    reason,
  ),
]

/** Packages on whose orders their receivers did something after the acceptance. $1 are the packages. */
const workedOn = statement<{ offerId: string }>(
  'handover.workedOn',
  `select distinct o.offer_id as "offerId"
     from custody.read_offer o
     join kernel.event e on e.company_id = o.company_id and e.subject_kind = o.subject_kind and e.subject_id = o.subject_id
    where o.offer_id = any($1::uuid[]) and e.actor_id = o.to_person_id and e.recorded_at > o.answered_at and e.type not like 'handover.%'`,
)

/** Reverses an accepted package. */
export const reverseHandover = command({
  load: (work, request: ReverseHandover) => ({
    // Who handed over without wishing to read on may still take it back.
    orders: loadOrders(work, set, [request.id], SEES_ALL),
    found: loadOffer(work, request.id),
    worked: work.read(workedOn, [[request.id]]),
  }),
  run: (work, request, { orders, found, worked }) => {
    const { offer: offered, subjects } = found
    if (!offered) throw no.unknown()
    const reversing = { worked: worked.length > 0, sender: work.company.persons.get(offered.fromId) }
    const still = decideReversal({ offer: offered, subjects }, orders, reversing, work.actor)
    return goBack(work, [{ offer: offered, orders: still }], 'reversed', request.reason)[0]!
  },
})

/** Gives the orders of packages of one sender back. States stay: who started processing did so. */
export function goBack(work: Work, packages: readonly PackageOrders[], state: 'recalled' | 'reversed', reason: string) {
  const offers = packages.map((one) => one.offer)
  if (offers.length === 0) return []
  const [{ fromId, fromDepartmentId }] = offers as [Offer]
  answer(work, offers, state, reason)
  const orders = packages.flatMap((one) => one.orders)
  const byOrder = new Map(packages.flatMap((one) => one.orders.map((order) => [order.id, one.offer.id])))
  const edit = takeOver(work, orders, {
    offerId: (order) => byOrder.get(order.id)!,
    reason,
    entered: 'reversed',
    holder: { id: fromId, departmentId: fromDepartmentId },
  })
  const back = orders.map((order): SalesOrder => {
    const after = { ...order }
    edit(after)
    return after
  })
  recordHolder(work, back)
  record(
    work,
    ...packages.flatMap((one) =>
      one.orders.map((order) => ({
        type: `handover.${state}`,
        kind: 'order',
        id: order.id,
        data: { handover: one.offer.id, number: one.offer.number, reason },
      })),
    ),
  )
  return packages.map((one) => answeredOf(one, state))
}

const one = orderSet('handover.return', 'select $1::uuid', 1)

const writeReturn = statement(
  'handover.writeReturn',
  `with batch as (insert into handover.batch (batch_id, offered_by, offered_at) values ($2, $3, $4))
   insert into handover.package (offer_id, note, checks) values ($1, $5, '[]')`,
)

/** Offers an order back to the person who held it before. It stays with its holder until that person takes it. */
export const returnOrder = command({
  numbers: () => ({ HO: 1 }),
  load: (work, request: ReturnOrder) => ({
    orders: loadOrders(work, one, [request.id]),
    former: findFormerHolder(work, request.id),
    known: loadOrderFacts(work, [request.id]),
  }),
  run: (work, request, facts) => {
    const order = decideKnown(facts.orders, request.id)
    const custody = decideHeld(order, facts.known, work.actor)
    decideNotInApproval(order, facts.known)
    if (!facts.former) throw no.noFormerHolder(order.number)
    const former = decideReceiver(facts.former, work.actor, work.now)
    const id = work.newId()
    const batchId = work.newId()
    const number = work.nextNumber('HO')
    const answerBy = usualAnswerBy(work, former.departmentId)
    const made: NewOffer = {
      id,
      batchId,
      number,
      fromId: work.actor.personId,
      toPersonId: former.id,
      toDepartmentId: null,
      kind: 'return',
      state: 'offered',
      reason: request.reason,
      answerBy,
      subjects: [{ kind: 'order', id: order.id, sequence: custody.sequence }],
    }
    offer(work, [made])
    work.write(writeReturn, [id, batchId, work.actor.personId, work.now, request.reason])
    show(work, [
      {
        kind: 'order',
        id: order.id,
        viewerId: former.id,
        departmentId: former.departmentId,
        because: 'offered',
        until: null,
      },
    ])
    recordHolder(work, [{ ...order, offered: true }])
    record(work, {
      type: 'handover.returnOffered',
      kind: 'order',
      id: order.id,
      data: { handover: id, number, to: { kind: 'person', id: former.id, name: former.name }, reason: request.reason },
    })
    return {
      id,
      number,
      state: 'offered',
      version: 1,
      orders: [{ id: order.id, number: order.number, state: order.state, version: order.version }],
    }
  },
})
