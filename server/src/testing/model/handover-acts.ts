import { type Act, type Actor, aimed, type Chance, type Plan } from './act.ts'
import { type Account, type Model, move, type Offer, type Order, openOffer } from './model.ts'

/** Who may be named in a call: the persons by their ids, and the trackers' department. */
export type People = Record<Account | 'pool', string>

const closed = ({ holder }: Order): boolean => holder === null

/** Custody moves, and a pending order starts where another department takes it. */
function take(order: Order, to: Account, starts: boolean): void {
  move(order, to)
  if (starts && order.state === 'pending') order.state = 'processing'
}

const elsewhere = (to: Account): boolean => to !== 'sales1'

const offer = (people: People, to: 'tracker' | 'tracker2' | 'pool'): Act => {
  const fits = (order: Order) =>
    order.holder === 'sales1' && !openOffer(order) && !order.referred && order.proposed === null
  return (model, chance) => {
    const order = aimed(
      model.orders.filter(({ hold }) => hold !== 'credit'),
      fits,
      chance,
    )
    if (!order) return null
    const target = to === 'pool' ? { kind: 'department', id: people.pool } : { kind: 'person', id: people[to] }
    return {
      ...{ by: 'sales1', path: '/v1/handovers', allowed: fits(order) },
      body: { to: target, subjects: [{ kind: 'order', id: order.id }], reason: 'next' },
      done: ({ id }) => {
        const made: Offer = { id, kind: 'person', from: 'sales1', to, sequence: order.sequence, state: 'offered' }
        order.offers.push(made)
        if (to !== 'pool') return
        Object.assign(made, { kind: 'pool', state: 'accepted' })
        move(order, 'pool')
      },
    }
  }
}

/** An act on a package. */
function onOffer(
  step: string,
  fits: (offer: Offer, order: Order) => boolean,
  make: (offer: Offer, order: Order) => Partial<Plan> & Pick<Plan, 'done' | 'by'>,
): Act {
  return (model: Model, chance: Chance) => {
    const all = model.orders.flatMap((order) => order.offers.map((one) => ({ one, order })))
    const found = aimed(all, ({ one, order }) => fits(one, order), chance)
    if (!found) return null
    const { done, ...plan } = make(found.one, found.order)
    return {
      ...{ path: `/v1/handovers/${found.one.id}/${step}`, body: {}, allowed: fits(found.one, found.order) },
      ...plan,
      done: (reply) => {
        done(reply)
        model.settle(found.order)
      },
    }
  }
}

const answerer = ({ to }: Offer): Actor => (to === 'pool' ? 'tracker' : to)
const waiting = ({ state }: Offer): boolean => state === 'offered'

const accept = onOffer('accept', waiting, (one, order) => ({
  ...{ by: answerer(one), seen: `/v1/handovers/${one.id}` },
  done: () => {
    one.state = 'accepted'
    take(order, one.to as Account, elsewhere(one.to as Account))
  },
}))

/** Only the named receiver answers, not a colleague of the same department. */
const acceptForOther = onOffer(
  'accept',
  () => false,
  (one) => ({
    by: one.to === 'tracker2' ? 'tracker' : 'tracker2',
    seen: `/v1/handovers/${one.id}`,
    done: () => undefined,
  }),
)

const decline = onOffer('decline', waiting, (one) => ({
  by: answerer(one),
  body: { reason: '资料不全' },
  done: () => {
    one.state = 'gone'
  },
}))

/** Whether custody still is what the package made of it. */
const unmoved = (one: Offer, order: Order): boolean => order.sequence === one.sequence + 1

const recall = onOffer(
  'recall',
  (one, order) =>
    one.kind === 'pool' ? one.state === 'accepted' && order.holder === 'pool' && unmoved(one, order) : waiting(one),
  (one, order) => ({
    by: one.from,
    body: { reason: '发错人' },
    done: () => {
      one.state = 'gone'
      if (one.kind === 'pool') move(order, one.from)
    },
  }),
)

const recallOfOther = onOffer(
  'recall',
  () => false,
  (one) => ({ by: one.from === 'tracker' ? 'sales1' : 'tracker', body: { reason: '抢回' }, done: () => undefined }),
)

const reverse = onOffer(
  'reverse',
  (one, order) =>
    one.kind === 'person' &&
    one.state === 'accepted' &&
    order.holder === one.to &&
    unmoved(one, order) &&
    !openOffer(order) &&
    !(one.to === 'sales1' && order.worked),
  (one, order) => ({
    by: one.from,
    body: { reason: '发错人' },
    done: () => {
      one.state = 'gone'
      move(order, one.from)
    },
  }),
)

const lastOther = (order: Order): Account | undefined => order.former.findLast((one) => one !== order.holder)

const giveBack: Act = (model, chance) => {
  const fits = (order: Order) =>
    order.holder !== 'pool' &&
    !closed(order) &&
    !openOffer(order) &&
    !order.referred &&
    order.proposed === null &&
    lastOther(order) !== undefined
  const order = aimed(
    model.orders.filter(({ hold }) => hold !== 'credit'),
    fits,
    chance,
  )
  if (!order) return null
  const by = order.holder === 'pool' || order.holder === null ? 'sales1' : order.holder
  return {
    ...{ by, path: `/v1/orders/${order.id}/return`, body: { reason: '客户改要求' }, allowed: fits(order) },
    done: ({ id }) => {
      const to = lastOther(order)!
      order.offers.push({ id, kind: 'person', from: by, to, sequence: order.sequence, state: 'offered' })
    },
  }
}

/** From the trackers' pool: a member claims, the head assigns, a stranger does neither. */
const fromPool = (step: 'claim' | 'assign', by: Actor, to: 'tracker' | 'tracker2', body: object): Act => {
  const fits = (order: Order) => order.holder === 'pool' && by !== 'sales2' && !(step === 'assign' && by === 'tracker2')
  return (model, chance) => {
    const order = aimed(model.orders, fits, chance)
    if (!order) return null
    return {
      ...{ by, path: `/v1/orders/${order.id}/${step}`, body, allowed: fits(order) },
      done: () => take(order, to, true),
    }
  }
}

export const handoverActs = (people: People): Record<string, Act> => ({
  offer: offer(people, 'tracker'),
  offerToOther: offer(people, 'tracker2'),
  offerToPool: offer(people, 'pool'),
  ...{ accept, acceptForOther, decline, recall, recallOfOther, reverse, giveBack },
  claim: fromPool('claim', 'tracker2', 'tracker2', {}),
  claimAsStranger: fromPool('claim', 'sales2', 'tracker2', {}),
  assign: fromPool('assign', 'tracker', 'tracker2', { personId: people.tracker2 }),
  assignAsMember: fromPool('assign', 'tracker2', 'tracker', { personId: people.tracker }),
})
