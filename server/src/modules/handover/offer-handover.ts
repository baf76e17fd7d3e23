import { money } from '@baton/contract/decimal'
import type { HandoverCheck, handover } from '@baton/contract/handover'
import { command, query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { record, type Work } from '../../kernel/work.ts'
import { move, offer, type Sight, show } from '../custody/index.ts'
import { decideKnown, loadOrders, orderSet, recordHolder, type SalesOrder } from '../orders/index.ts'
import { usualAnswerBy } from './answer-by.ts'
import { loadCheckFacts } from './check-facts.ts'
import { decideOffer, decideReceiver, type Receiver } from './handover.rules.ts'
import { checkAll, possibleOf } from './offer-checks.rules.ts'

type OfferHandover = RequestOf<(typeof handover)['POST /v1/handovers']>
type CheckHandover = RequestOf<(typeof handover)['POST /v1/handovers/check']>

const set = orderSet('handover.offer', 'select unnest($1::uuid[])', 1)

const idsOf = (request: CheckHandover): string[] => [...new Set(request.subjects.map((subject) => subject.id))].sort()

const load = (work: Work, request: CheckHandover) => {
  const ids = idsOf(request)
  return { orders: loadOrders(work, set, [ids]), facts: loadCheckFacts(work, ids, request.to) }
}

const writePackage = statement(
  'handover.writePackage',
  `with batch as (insert into handover.batch (batch_id, offered_by, offered_at) values ($2, $3, $4))
   insert into handover.package (offer_id, note, next_action, next_action_due, afterwards, afterwards_until, checks)
   values ($1, $5, $6, $7, $8, $9, $10)`,
)

/** When an answer is due: as the sender says, else within the company's working hours. */
const answerBy = (work: Work, request: { answerBy?: string | undefined }): Date =>
  request.answerBy ? new Date(request.answerBy) : usualAnswerBy(work)

/** Offers what one holds to somebody else: it stays with its holder until the receiver accepts. A department's pool takes it at once. */
export const offerHandover = command({
  numbers: () => ({ HO: 1 }),
  load: (work, request: OfferHandover) => load(work, request),
  run: (work, request, { orders, facts }) => {
    const { actor, now, company } = work
    const ids = idsOf(request)
    const receiver = decideReceiver(facts.receiver, actor, now)
    const offered = ids.map((id) => decideKnown(orders, id))
    for (const order of offered) decideOffer(order, facts, actor)

    const checks = checkAll(offered, facts, actor, now, dayIn(company.timeZone, now)).filter(
      (one) => one.severity !== 'ok',
    )
    const id = work.newId()
    const batchId = work.newId()
    const number = work.nextNumber('HO')
    const toPool = receiver.kind === 'department'
    const due = toPool ? null : answerBy(work, request)
    offer(work, {
      id,
      batchId,
      number,
      fromId: actor.personId,
      toPersonId: toPool ? null : receiver.id,
      toDepartmentId: toPool ? receiver.id : null,
      kind: 'handover',
      state: toPool ? 'accepted' : 'offered',
      reason: request.reason,
      answerBy: due,
      subjects: offered.map((order) => ({ kind: 'order', id: order.id, sequence: order.custody!.sequence })),
    })
    savePackage(work, id, batchId, request, checks)
    if (toPool) putInPool(work, offered, receiver, id, request.reason)
    else offerToPerson(work, offered, receiver)
    record(
      work,
      ...offered.map((order) => ({
        type: toPool ? 'handover.pooled' : 'handover.offered',
        kind: 'order',
        id: order.id,
        data: {
          handover: id,
          number,
          to: { kind: receiver.kind, id: receiver.id, name: receiver.name },
          reason: request.reason,
          note: request.note,
          answerBy: due,
        },
      })),
    )
    return {
      id,
      number,
      batchId,
      state: toPool ? 'accepted' : 'offered',
      answerBy: due?.toISOString() ?? null,
      version: 1,
      subjects: ids,
    }
  },
})

function savePackage(work: Work, id: string, batchId: string, request: OfferHandover, checks: HandoverCheck[]): void {
  work.write(writePackage, [
    id,
    batchId,
    work.actor.personId,
    work.now,
    request.note,
    request.nextAction,
    request.nextActionDue,
    request.afterwards,
    request.afterwardsUntil,
    JSON.stringify(checks),
  ])
}

/** The receiver may look before answering; the order stays with its holder and shows that it is offered. */
function offerToPerson(work: Work, offered: SalesOrder[], receiver: Receiver): void {
  show(
    work,
    offered.map((order) => ({
      kind: 'order',
      id: order.id,
      viewerId: receiver.id,
      departmentId: receiver.departmentId,
      because: 'offered',
      until: null,
    })),
  )
  recordHolder(
    work,
    offered.map((order) => ({ ...order, offered: true })),
  )
}

function putInPool(work: Work, offered: SalesOrder[], pool: Receiver, offerId: string, reason: string): void {
  move(
    work,
    offered.map((order) => ({
      from: order.custody!,
      to: { holderId: null, departmentId: pool.id },
      entered: 'pooled',
      offerId,
      reason,
    })),
  )
  const { personId, departmentId } = work.actor
  show(
    work,
    offered.flatMap((order): Sight[] => [
      { kind: 'order', id: order.id, viewerId: pool.id, departmentId: pool.id, because: 'holder', until: null },
      { kind: 'order', id: order.id, viewerId: personId, departmentId, because: 'former', until: null },
    ]),
  )
  recordHolder(
    work,
    offered.map((order) => ({
      id: order.id,
      holderId: null,
      holderDepartmentId: pool.id,
      heldSince: work.now,
      offered: false,
    })),
  )
}

/** The dry run of a handover: the same loads and the same rules, and nothing written. */
export const checkHandover = query({
  load: (work, request: CheckHandover) => load(work, request),
  run: (work, request, { orders, facts }) => {
    const ids = idsOf(request)
    const known = ids.map((id) => decideKnown(orders, id))
    const checks = checkAll(known, facts, work.actor, work.now, dayIn(work.company.timeZone, work.now))
    const possible = possibleOf(checks, ids)
    const going = known.filter((order) => possible.includes(order.id))
    const sum = (each: (order: SalesOrder) => bigint) => money(going.reduce((total, order) => total + each(order), 0n))
    const count = (each: (order: SalesOrder) => number) => going.reduce((total, order) => total + each(order), 0)
    return {
      checks,
      possible,
      impact: {
        orders: going.length,
        gross: sum((order) => order.gross),
        openLines: count(
          (order) => order.lines.filter((line) => line.signed < line.quantity - line.shortClosed).length,
        ),
        reservations: count((order) => order.lines.filter((line) => line.reserved > 0n).length),
        openDeliveries: count((order) =>
          order.lines.some((line) => line.kind === 'stock' && line.shipped > line.signed) ? 1 : 0,
        ),
        unpaid: sum((order) => order.invoiced - order.credited - order.paid),
        openTasks: count((order) => order.tasks.length),
      },
      answerBy: request.to.kind === 'department' ? null : answerBy(work, {}).toISOString(),
    }
  },
})
