import { type Context, command, type Kernel, query } from '../../kernel/command.ts'
import { statement } from '../../kernel/statement.ts'
import { sweep } from '../../kernel/sweep.ts'
import { loadOffers } from '../custody/index.ts'
import { loadOrders, orderSet } from '../orders/index.ts'
import { withdrawOffers } from './accept-handover.ts'

/** How many packages one transaction ends. */
const MOST = 50

const findLate = statement<{ id: string }>(
  'handover.findLate',
  `select offer_id as id from custody.read_package where state = 'offered' and answer_by <= $1 order by answer_by, offer_id limit ${MOST}`,
)

export const lateHandovers = query({
  load: (work, _request: object) => ({ rows: work.read(findLate, [work.now]) }),
  run: (_work, _request, { rows }) => rows.map(({ id }) => id),
})

const set = orderSet(
  'handover.lapse',
  `select s.subject_id from custody.read_offer s where s.offer_id = any($1::uuid[]) and s.subject_kind = 'order' and s.open`,
  1,
)

/** Ends packages that nobody answered in time: everything stays with its sender. Those answered meanwhile are left alone. */
export const lapseHandovers = command({
  load: (work, { ids }: { ids: string[] }) => ({
    orders: loadOrders(work, set, [ids]),
    packages: loadOffers(work, ids),
  }),
  run: (work, _request, { orders, packages }) => {
    const byId = new Map(orders.map((order) => [order.id, order]))
    const late = packages.flatMap(({ offer, subjects }) => {
      if (offer.state !== 'offered' || !offer.answerBy || offer.answerBy > work.now) return []
      const left = subjects.flatMap(({ id, open }) => (open ? (byId.get(id) ?? []) : []))
      return [{ offer, orders: left }]
    })
    withdrawOffers(work, late, 'lapsed', '')
    return late.map(({ offer }) => offer.number)
  },
})

/** The minute's job of one company, some dozens at a time. Answers the numbers of the packages that lapsed. */
export const lapseLate = (kernel: Kernel, context: Context): Promise<string[]> =>
  sweep(kernel, context, { name: 'lapse', find: lateHandovers, act: lapseHandovers })
