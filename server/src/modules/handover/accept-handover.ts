import type { handover } from '@baton/contract/handover'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { type NewEvent, record, type Work } from '../../kernel/work.ts'
import {
  answer,
  type Custody,
  decideAnswerable,
  decideVersion,
  hide,
  loadOffer,
  move,
  type Offer,
  type OfferState,
  type Sight,
  show,
} from '../custody/index.ts'
import { loadStock } from '../inventory/index.ts'
import {
  loadOrders,
  orderSet,
  processingStock,
  recordHolder,
  type SalesOrder,
  startProcessing,
} from '../orders/index.ts'
import { no } from './handover.rules.ts'
import { frozenOf } from './sheet.rules.ts'

type AcceptHandover = RequestOf<(typeof handover)['POST /v1/handovers/:id/accept']>
type DeclineHandover = RequestOf<(typeof handover)['POST /v1/handovers/:id/decline']>

/** The orders of a package that are still in it. A subject that leaves it while we wait for its lock is left out by `decideLeft`. */
export const PACKAGE_ORDERS = `select s.subject_id from custody.read_offer s where s.offer_id = $1::uuid and s.subject_kind = 'order' and s.open`
const set = orderSet('handover.accept', PACKAGE_ORDERS, 1)
const stock = processingStock(
  'handover.accept',
  `${PACKAGE_ORDERS} and exists (select from orders.read_order o where o.company_id = s.company_id and o.order_id = s.subject_id and o.state in ('pending', 'processing'))`,
)

/** Whether the sender wants to look at the orders afterwards, and how long. */
const findWish = statement<{ afterwards: 'none' | 'read'; until: Date | null }>(
  'handover.wish',
  'select afterwards, afterwards_until as until from handover.package where offer_id = $1',
)

const freezeSheet = statement(
  'handover.freezeSheet',
  'update handover.package set sheet = $2, sheet_frozen_at = $3 where offer_id = $1',
)

/** Accepts a package, whole: custody changes for all its orders at one instant, and pending orders start processing. */
export const acceptHandover = command({
  load: (work, request: AcceptHandover) => {
    const values = [request.id]
    return {
      orders: loadOrders(work, set, values),
      found: loadOffer(work, request.id),
      wish: work.read(findWish, values),
      stock: loadStock(work, stock.balances, values, stock.reservations, values),
    }
  },
  run: (work, request, { orders, found, wish, stock: free }) => {
    const offered = decideAnswerable(found.offer, work.now)
    decideReceiving(offered, work)
    decideVersion(offered, request.version!)
    const left = leftOf(orders, found.subjects)

    answer(work, [offered], 'accepted', null)
    const edit = takeOver(work, left, {
      offerId: offered.id,
      reason: null,
      entered: offered.kind === 'return' ? 'returned' : 'accepted',
      sees: wish[0]?.afterwards !== 'none',
      seesUntil: wish[0]?.until ?? null,
    })
    const accepted: NewEvent[] = left.map((order) => ({
      type: 'handover.accepted',
      kind: 'order',
      id: order.id,
      data: {
        handover: offered.id,
        number: offered.number,
        from: order.custody!.holderId,
        to: work.actor.personId,
        waited: work.now.getTime() - offered.offeredAt.getTime(),
      },
    }))
    const processing = startProcessing(work, left, free, {
      first: accepted,
      edit,
      starts: foreign(work.actor.departmentId),
    })
    work.write(freezeSheet, [offered.id, JSON.stringify(frozenOf(left)), work.now])
    return {
      id: offered.id,
      number: offered.number,
      state: 'accepted',
      version: offered.version + 1,
      orders: processing.orders.map(({ id, number, state, version }) => ({ id, number, state, version })),
    }
  },
})

/** Only the named person answers for a package. */
function decideReceiving(offered: Offer, work: Work): void {
  if (offered.toPersonId !== work.actor.personId) throw no.notReceiver(offered.number)
}

const leftOf = (orders: SalesOrder[], subjects: { id: string; open: boolean }[]): SalesOrder[] => {
  const open = new Set(subjects.filter((subject) => subject.open).map((subject) => subject.id))
  return orders.filter((order) => open.has(order.id))
}

/** Handing over inside the owner's department changes no state: only elsewhere does a pending order start processing. */
export const foreign = (departmentId: string) => (order: SalesOrder) => order.ownerDepartmentId !== departmentId

interface Taking {
  /** The package by which each order comes, if it is one. */
  offerId: string | null | ((order: SalesOrder) => string)
  reason: string | null
  entered: 'accepted' | 'claimed' | 'assigned' | 'returned' | 'reversed'
  holder?: { id: string; departmentId: string }
  /** Whether the former holder may read on, and until when; without an end unless one is named. */
  sees?: boolean
  seesUntil?: Date | null
}

/**
 * Moves custody to the actor (or the named holder), shows the orders to the new holder and lets the former one look back. Returns what
 * writes the new holder down on an order.
 */
export function takeOver(work: Work, orders: SalesOrder[], taking: Taking) {
  const holder = taking.holder ?? { id: work.actor.personId, departmentId: work.actor.departmentId }
  move(
    work,
    orders.map((order) => ({
      from: order.custody!,
      to: { holderId: holder.id, departmentId: holder.departmentId },
      entered: taking.entered,
      offerId: typeof taking.offerId === 'function' ? taking.offerId(order) : taking.offerId,
      reason: taking.reason,
    })),
  )
  const former = orders.flatMap((order): Sight[] =>
    taking.sees !== false && order.custody!.holderId && order.custody!.departmentId
      ? [
          {
            kind: 'order',
            id: order.id,
            viewerId: order.custody!.holderId,
            departmentId: order.custody!.departmentId,
            because: 'former',
            until: taking.seesUntil ?? null,
          },
        ]
      : [],
  )
  show(work, [
    ...orders.map(
      (order): Sight => ({
        kind: 'order',
        id: order.id,
        viewerId: holder.id,
        departmentId: holder.departmentId,
        because: 'holder',
        until: null,
      }),
    ),
    ...former,
  ])
  hide(work, [
    ...orders.map((order) => ({ kind: 'order', id: order.id, viewerId: holder.id, because: 'offered' as const })),
    ...orders.map((order) => ({
      kind: 'order',
      id: order.id,
      viewerId: viewerOf(order.custody!),
      because: 'holder' as const,
    })),
  ])
  return (order: SalesOrder): void => {
    Object.assign(order, {
      holderId: holder.id,
      holderDepartmentId: holder.departmentId,
      heldSince: work.now,
      offered: false,
    })
  }
}

const viewerOf = (custody: Custody): string => custody.holderId ?? custody.departmentId!

/** Declines a package with a reason; everything stays with its sender. */
export const declineHandover = command({
  load: (work, request: DeclineHandover) => ({
    orders: loadOrders(work, set, [request.id]),
    found: loadOffer(work, request.id),
  }),
  run: (work, request, { orders, found }) => {
    const offered = decideAnswerable(found.offer, work.now)
    decideReceiving(offered, work)
    const left = leftOf(orders, found.subjects)
    return withdrawOffers(work, [{ offer: offered, orders: left }], 'declined', request.reason)[0]!
  },
})

/** A package with those of its orders that an act concerns. */
export interface PackageOrders {
  offer: Offer
  orders: SalesOrder[]
}

/** What an answered package tells: its new state and version, and those of its orders. */
export const answeredOf = ({ offer, orders }: PackageOrders, state: OfferState) => ({
  id: offer.id,
  number: offer.number,
  state,
  version: offer.version + 1,
  orders: orders.map((order) => ({ id: order.id, number: order.number, state: order.state, version: order.version })),
})

/** Ends open offers without moving custody: declined by the receiver, recalled by the sender, lapsed by their deadline. */
export function withdrawOffers(
  work: Work,
  packages: readonly PackageOrders[],
  state: 'declined' | 'recalled' | 'lapsed',
  reason: string,
) {
  const offers = packages.map(({ offer }) => offer)
  if (offers.length === 0) return []
  answer(work, offers, state, reason)
  hide(
    work,
    packages.flatMap(({ offer, orders }) =>
      orders.map((order) => ({
        kind: 'order',
        id: order.id,
        viewerId: offer.toPersonId ?? offer.toDepartmentId!,
        because: 'offered' as const,
      })),
    ),
  )
  recordHolder(
    work,
    packages.flatMap(({ orders }) => orders.map((order) => ({ ...order, offered: false }))),
  )
  record(
    work,
    ...packages.flatMap(({ offer, orders }) =>
      orders.map((order) => ({
        type: `handover.${state}`,
        kind: 'order',
        id: order.id,
        data: { handover: offer.id, number: offer.number, reason },
      })),
    ),
  )
  return packages.map((one) => answeredOf(one, state))
}
