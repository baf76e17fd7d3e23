import { money } from '@baton/contract/decimal'
import type { HandoverCheck, handover } from '@baton/contract/handover'
import { command, query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { type NewEvent, record, type Work } from '../../kernel/work.ts'
import { hide, move, type NewOffer, offer, type Sight, show } from '../custody/index.ts'
import { decideEnd, decideWatchers, findWatchingPersons, watch } from '../notes/index.ts'
import { decideKnown, loadOrders, orderSet, recordHolder, type SalesOrder } from '../orders/index.ts'
import { usualAnswerBy } from './answer-by.ts'
import { loadCheckFacts } from './check-facts.ts'
import { type CheckFacts, decideAnswerBy, decideOffer, decideReceiver, type Receiver } from './handover.rules.ts'
import { type Checking, checkAll, possibleOf } from './offer-checks.rules.ts'
import { frozenOf } from './sheet.rules.ts'

type OfferHandover = RequestOf<(typeof handover)['POST /v1/handovers']>
/** What the sender says with a batch, the same to every receiver. */
export type OfferWords = Pick<
  OfferHandover,
  | 'reason'
  | 'note'
  | 'nextAction'
  | 'nextActionDue'
  | 'answerBy'
  | 'afterwards'
  | 'afterwardsUntil'
  | 'copyTo'
  | 'copyUntil'
>
type CheckHandover = RequestOf<(typeof handover)['POST /v1/handovers/check']>

const set = orderSet('handover.offer', 'select unnest($1::uuid[])', 1)

const idsOf = (request: CheckHandover): string[] => [...new Set(request.subjects.map((subject) => subject.id))].sort()

const load = (work: Work, request: CheckHandover) => {
  const ids = idsOf(request)
  return { orders: loadOrders(work, set, [ids]), facts: loadCheckFacts(work, ids, request.to) }
}

const writePackages = statement(
  'handover.writePackages',
  `with batch as (insert into handover.batch (batch_id, offered_by, offered_at) values ($1, $2, $3))
   insert into handover.package (offer_id, note, next_action, next_action_due, afterwards, afterwards_until, checks, sheet, sheet_frozen_at)
   select p.id, $4, $5, $6, $7, $8, p.checks, p.sheet, case when p.sheet is not null then $3::timestamptz end
     from unnest($9::uuid[], $10::jsonb[], $11::jsonb[]) as p (id, checks, sheet)`,
)

/** Offers what one holds to somebody else: it stays with its holder until the receiver accepts. A department's pool takes it at once. */
export const offerHandover = command({
  numbers: () => ({ HO: 1 }),
  load: (work, request: OfferHandover) => ({
    ...load(work, request),
    copied: findWatchingPersons(work, request.copyTo),
  }),
  run: (work, request, { orders, facts, copied }) => {
    const one = { ids: idsOf(request), receiver: facts.receiver }
    const { packages, batchId } = offerPackages(work, request, [one], { orders, facts, copied })
    return { ...packages[0]!, batchId }
  },
})

/** What a request wants to give to one receiver. */
export interface WantedPackage {
  ids: string[]
  receiver: Receiver | undefined
}

interface OfferFacts {
  orders: SalesOrder[]
  facts: Omit<CheckFacts, 'receiver'>
  copied: Parameters<typeof watch>[2]
}

/** One batch of packages, each for one receiver. Whatever is refused of one refuses all, before anything is written. */
export function offerPackages(
  work: Work,
  request: OfferWords,
  wanted: readonly WantedPackage[],
  { orders, facts, copied }: OfferFacts,
) {
  const { actor, now, company } = work
  const batchId = work.newId()
  const left = new Map(facts.available)
  const packages = wanted.map(({ ids, receiver: named }) => {
    const receiver = decideReceiver(named, actor, now)
    const offered = ids.map((id) => decideKnown(orders, id))
    const all = { ...facts, receiver, left }
    for (const order of offered) decideOffer(order, all, actor)
    const checks = checkAll(offered, all, actor, now, dayIn(company.timeZone, now)).filter(
      (one) => one.severity !== 'ok',
    )
    const toPool = receiver.kind === 'department'
    const due = toPool ? null : (decideAnswerBy(request.answerBy, now) ?? usualAnswerBy(work, receiver.departmentId))
    return { id: work.newId(), number: work.nextNumber('HO'), receiver, offered, checks, toPool, due }
  })
  decideWatchers(request.copyTo, copied)
  const copyUntil = decideEnd(request.copyUntil, now)
  const seesUntil = decideEnd(request.afterwardsUntil, now)

  offer(
    work,
    packages.map((one) => newOffer(one, batchId, actor.personId, request.reason)),
  )
  savePackages(work, batchId, packages, request)
  putInPools(
    work,
    packages.filter((one) => one.toPool),
    { reason: request.reason, sees: request.afterwards !== 'none', seesUntil },
  )
  offerToPersons(
    work,
    packages.filter((one) => !one.toPool),
  )
  record(work, ...packages.flatMap((one) => eventsOf(one, request)))
  watch(
    work,
    packages.flatMap((one) => one.offered.map((order) => order.id)),
    copied,
    copyUntil,
  )
  return { batchId, packages: packages.map(shownOf) }
}

interface MadePackage {
  id: string
  number: string
  receiver: Receiver
  offered: SalesOrder[]
  checks: HandoverCheck[]
  toPool: boolean
  due: Date | null
}

const shownOf = ({ id, number, toPool, due, offered }: MadePackage) => ({
  id,
  number,
  state: toPool ? ('accepted' as const) : ('offered' as const),
  answerBy: due?.toISOString() ?? null,
  version: 1,
  subjects: offered.map((order) => order.id),
})

const newOffer = (one: MadePackage, batchId: string, fromId: string, reason: string): NewOffer => ({
  id: one.id,
  batchId,
  number: one.number,
  fromId,
  toPersonId: one.toPool ? null : one.receiver.id,
  toDepartmentId: one.toPool ? one.receiver.id : null,
  kind: 'handover',
  state: one.toPool ? 'accepted' : 'offered',
  reason,
  answerBy: one.due,
  subjects: one.offered.map((order) => ({ kind: 'order', id: order.id, sequence: order.custody!.sequence })),
})

const eventsOf = (one: MadePackage, request: OfferWords): NewEvent[] =>
  one.offered.map((order) => ({
    type: one.toPool ? 'handover.pooled' : 'handover.offered',
    kind: 'order',
    id: order.id,
    data: {
      handover: one.id,
      number: one.number,
      to: { kind: one.receiver.kind, id: one.receiver.id, name: one.receiver.name },
      reason: request.reason,
      note: request.note,
      answerBy: one.due,
    },
  }))

function savePackages(work: Work, batchId: string, packages: readonly MadePackage[], request: OfferWords): void {
  work.write(writePackages, [
    batchId,
    work.actor.personId,
    work.now,
    request.note,
    request.nextAction,
    request.nextActionDue,
    request.afterwards,
    request.afterwardsUntil,
    packages.map((one) => one.id),
    packages.map((one) => JSON.stringify(one.checks)),
    // A pool accepts at once, so its sheet is frozen now.
    packages.map((one) => (one.toPool ? JSON.stringify(frozenOf(one.offered)) : null)),
  ])
}

/** The receivers may look before answering; the orders stay with their holder and show that they are offered. */
function offerToPersons(work: Work, packages: readonly MadePackage[]): void {
  show(
    work,
    packages.flatMap(({ receiver, offered }) =>
      offered.map((order) => ({
        kind: 'order',
        id: order.id,
        viewerId: receiver.id,
        departmentId: receiver.departmentId,
        because: 'offered' as const,
        until: null,
      })),
    ),
  )
  recordHolder(
    work,
    packages.flatMap(({ offered }) => offered.map((order) => ({ ...order, offered: true }))),
  )
}

interface Pooling {
  reason: string
  /** Whether the sender may read on, and until when; without an end unless one is named. */
  sees: boolean
  seesUntil: Date | null
}

/** A pool takes at once, so what the sender wishes to see afterwards holds from now on. */
function putInPools(work: Work, packages: readonly MadePackage[], { reason, sees, seesUntil }: Pooling): void {
  const placed = packages.flatMap(({ id, receiver, offered }) =>
    offered.map((order) => ({ order, offerId: id, poolId: receiver.id })),
  )
  move(
    work,
    placed.map(({ order, offerId, poolId }) => ({
      from: order.custody!,
      to: { holderId: null, departmentId: poolId },
      entered: 'pooled',
      offerId,
      reason,
    })),
  )
  const { personId, departmentId } = work.actor
  show(
    work,
    placed.flatMap(({ order: { id }, poolId }): Sight[] => [
      { kind: 'order', id, viewerId: poolId, departmentId: poolId, because: 'holder', until: null },
      ...(sees
        ? [{ kind: 'order', id, viewerId: personId, departmentId, because: 'former' as const, until: seesUntil }]
        : []),
    ]),
  )
  hide(
    work,
    placed.map(({ order: { id } }) => ({ kind: 'order', id, viewerId: personId, because: 'holder' as const })),
  )
  recordHolder(
    work,
    placed.map(({ order, poolId }) => ({
      id: order.id,
      holderId: null,
      holderDepartmentId: poolId,
      heldSince: work.now,
      offered: false,
    })),
  )
}

/** The dry run of a handover: the same loads and the same rules, and nothing written. */
export const checkHandover = query({
  load: (work, request: CheckHandover) => load(work, request),
  run: (work, request, { orders, facts }) =>
    triedOut(work, { ids: idsOf(request), receiver: facts.receiver }, orders, {
      ...facts,
      left: new Map(facts.available),
    }),
})

/** What one package of a dry run would do, what blocks it, and what to know. */
export function triedOut(work: Work, { ids, receiver }: WantedPackage, orders: SalesOrder[], facts: Checking) {
  const known = ids.map((id) => decideKnown(orders, id))
  const checks = checkAll(known, { ...facts, receiver }, work.actor, work.now, dayIn(work.company.timeZone, work.now))
  const possible = possibleOf(checks, ids)
  return {
    checks,
    possible,
    impact: impactOf(known.filter((order) => possible.includes(order.id))),
    answerBy: receiver?.kind === 'department' ? null : usualAnswerBy(work, receiver?.departmentId).toISOString(),
  }
}

function impactOf(going: readonly SalesOrder[]) {
  const sum = (each: (order: SalesOrder) => bigint) => money(going.reduce((total, order) => total + each(order), 0n))
  const count = (each: (order: SalesOrder) => number) => going.reduce((total, order) => total + each(order), 0)
  return {
    orders: going.length,
    gross: sum((order) => order.gross),
    openLines: count((order) => order.lines.filter((line) => line.signed < line.quantity - line.shortClosed).length),
    reservations: count((order) => order.lines.filter((line) => line.reserved > 0n).length),
    openDeliveries: count((order) =>
      order.lines.some((line) => line.kind === 'stock' && line.shipped > line.signed) ? 1 : 0,
    ),
    unpaid: sum((order) => order.invoiced - order.credited - order.paid),
    openTasks: count((order) => order.tasks.length),
  }
}
