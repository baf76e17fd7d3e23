import { randomUUID } from 'node:crypto'
import { type Context, command, type Kernel, perform, query } from '../../kernel/command.ts'
import { statement } from '../../kernel/statement.ts'
import { loadOffer } from '../custody/index.ts'
import { loadOrders, orderSet } from '../orders/index.ts'
import { withdrawOffer } from './accept-handover.ts'

const findLate = statement<{ id: string }>(
  'handover.findLate',
  `select offer_id as id from custody.read_package where state = 'offered' and answer_by <= $1 order by answer_by, offer_id limit 100`,
)

export const lateHandovers = query({
  load: (work, _request: object) => ({ rows: work.read(findLate, [work.now]) }),
  run: (_work, _request, { rows }) => rows.map(({ id }) => id),
})

const set = orderSet(
  'handover.lapse',
  `select s.subject_id from custody.read_offer s where s.offer_id = $1::uuid and s.subject_kind = 'order' and s.open`,
  1,
)

/** Ends a package that nobody answered in time: everything stays with its sender. One answered meanwhile is left alone. */
export const lapseHandover = command({
  load: (work, request: { id: string }) => ({
    orders: loadOrders(work, set, [request.id]),
    found: loadOffer(work, request.id),
  }),
  run: (work, _request, { orders, found }) => {
    const { offer, subjects } = found
    if (offer?.state !== 'offered' || !offer.answerBy || offer.answerBy > work.now) return { lapsed: null }
    const left = orders.filter((order) => subjects.some((subject) => subject.id === order.id && subject.open))
    withdrawOffer(work, offer, left, 'lapsed', '')
    return { lapsed: offer.number }
  },
})

/** The minute's job of one company. Answers the numbers of the packages that lapsed. */
export async function lapseLate(kernel: Kernel, context: Context): Promise<string[]> {
  const { reply: ids } = await perform(kernel, context, lateHandovers, {})
  const numbers: string[] = []
  for (const id of ids) {
    const { reply } = await perform(kernel, context, lapseHandover, { id }, randomUUID())
    if (reply.lapsed) numbers.push(reply.lapsed)
  }
  return numbers
}
