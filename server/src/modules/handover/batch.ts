import type { handover } from '@baton/contract/handover'
import { command, query } from '../../kernel/command.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { loadBatch } from '../custody/index.ts'
import { findWatchingPersons } from '../notes/index.ts'
import { loadOrders, orderSet, type SalesOrder, SEES_ALL } from '../orders/index.ts'
import type { PackageOrders } from './accept-handover.ts'
import { keyOf, loadOrderFacts, loadReceivers } from './check-facts.ts'
import { no, type Receiver } from './handover.rules.ts'
import { offerPackages, triedOut } from './offer-handover.ts'
import { decideRecall, decideReversal, type FoundPackage } from './take-back.rules.ts'
import { goBack, takeBackOffers } from './take-back.ts'

type CheckBatch = RequestOf<(typeof handover)['POST /v1/handovers/batches/check']>
type OfferBatch = RequestOf<(typeof handover)['POST /v1/handovers/batches']>
type RecallBatch = RequestOf<(typeof handover)['POST /v1/handovers/batches/:id/recall']>
type ReverseBatch = RequestOf<(typeof handover)['POST /v1/handovers/batches/:id/reverse']>

const wantedOrders = orderSet('handover.offerBatch', 'select unnest($1::uuid[])', 1)

/** Refuses a batch that gives one order to two receivers, or two packages to one. */
function decideSplit({ packages }: CheckBatch): void {
  const ids = packages.flatMap((one) => one.subjects.map((subject) => subject.id))
  if (new Set(ids).size < ids.length) throw no.orderTwice()
  if (new Set(packages.map((one) => keyOf(one.to))).size < packages.length) throw no.receiverTwice()
}

const idsOf = ({ packages }: CheckBatch): string[] =>
  [...new Set(packages.flatMap((one) => one.subjects.map((subject) => subject.id)))].sort()

const load = (work: Work, request: CheckBatch) => {
  const ids = idsOf(request)
  return {
    orders: loadOrders(work, wantedOrders, [ids]),
    facts: loadOrderFacts(work, ids),
    receivers: loadReceivers(
      work,
      request.packages.map((one) => one.to),
    ),
  }
}

const wantedOf = ({ packages }: CheckBatch, receivers: ReadonlyMap<string, Receiver>) =>
  packages.map((one) => ({
    ids: one.subjects.map((subject) => subject.id),
    receiver: receivers.get(keyOf(one.to)),
  }))

/** The dry run of a batch: its packages in their order share the free stock, as they will when they go. */
export const checkBatch = query({
  load: (work, request: CheckBatch) => load(work, request),
  run: (work, request, { orders, facts, receivers }) => {
    decideSplit(request)
    const left = new Map(facts.available)
    return {
      packages: wantedOf(request, receivers).map((one) =>
        triedOut(work, one, orders, { ...facts, receiver: one.receiver, left }),
      ),
    }
  },
})

/** Hands over to several receivers at once: one batch, a package each. All of it goes, or none. */
export const offerBatch = command({
  numbers: (request: OfferBatch) => ({ HO: request.packages.length }),
  load: (work, request: OfferBatch) => ({
    ...load(work, request),
    copied: findWatchingPersons(work, request.copyTo),
  }),
  run: (work, request, { orders, facts, receivers, copied }) => {
    decideSplit(request)
    return offerPackages(work, request, wantedOf(request, receivers), { orders, facts, copied })
  },
})

const SUBJECTS = `select s.subject_id from custody.read_offer s where s.batch_id = $1::uuid and s.subject_kind = 'order'`
const set = orderSet('handover.batch', SUBJECTS, 1)
const workedOnBatch = statement<{ offerId: string }>(
  'handover.workedOnBatch',
  `select distinct o.offer_id as "offerId"
     from custody.read_offer o
     join kernel.event e on e.company_id = o.company_id and e.subject_kind = o.subject_kind and e.subject_id = o.subject_id
    where o.batch_id = $1 and e.actor_id = o.to_person_id and e.recorded_at > o.answered_at and e.type not like 'handover.%'`,
)

/** What an act on a batch can take, package by package, and why it leaves the others; refused when it can take none. */
function partOf(work: Work, packages: FoundPackage[], decide: (one: FoundPackage) => SalesOrder[]) {
  const taken: PackageOrders[] = []
  const left: { id: string; number: string; because: string }[] = []
  let refused: Refusal | undefined
  for (const one of packages) {
    try {
      taken.push({ offer: one.offer, orders: decide(one) })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused ??= error
      left.push({ id: one.offer.id, number: one.offer.number, because: error.sentence[work.language] })
    }
  }
  if (taken.length === 0) throw refused ?? no.unknown()
  return { taken, left }
}

/** Recalls whatever of a batch still waits: offers nobody has answered, and what nobody has claimed. */
export const recallBatch = command({
  load: (work, request: RecallBatch) => ({
    orders: loadOrders(work, set, [request.id], SEES_ALL),
    packages: loadBatch(work, request.id),
  }),
  run: (work, request, { orders, packages }) => {
    const { taken, left } = partOf(work, packages, (one) => decideRecall(one, orders, work.actor))
    return { batchId: request.id, packages: takeBackOffers(work, taken, request.reason), left }
  },
})

/** Reverses whatever of a batch was accepted and not worked on yet. */
export const reverseBatch = command({
  load: (work, request: ReverseBatch) => ({
    orders: loadOrders(work, set, [request.id], SEES_ALL),
    packages: loadBatch(work, request.id),
    worked: work.read(workedOnBatch, [request.id]),
  }),
  run: (work, request, { orders, packages, worked }) => {
    const touched = new Set(worked.map((one) => one.offerId))
    const { taken, left } = partOf(work, packages, (one) =>
      decideReversal(
        one,
        orders,
        { worked: touched.has(one.offer.id), sender: work.company.persons.get(one.offer.fromId) },
        work.actor,
      ),
    )
    return { batchId: request.id, packages: goBack(work, taken, 'reversed', request.reason), left }
  },
})
