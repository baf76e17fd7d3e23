import { type Context, command, type Kernel, query } from '../../kernel/command.ts'
import { statement } from '../../kernel/statement.ts'
import { sweep } from '../../kernel/sweep.ts'
import { dayIn } from '../../kernel/time.ts'
import { loadOrders, orderSet } from '../orders/index.ts'
import { allArrived, decideSignature } from './delivery.rules.ts'
import { deliverySet, loadDeliveries } from './delivery-rows.ts'
import { saveSigned } from './sign-off.ts'

/** How many deliveries one transaction signs. */
const MOST = 200

const findOverdue = statement<{ id: string }>(
  'delivery.findOverdue',
  `select delivery_id as id from delivery.delivery where state = 'shipped' and shipped_at < $1 order by shipped_at, delivery_id limit ${MOST}`,
)

/** Deliveries that nobody signed for within the company's days; none when its policy is off. */
export const overdueDeliveries = query({
  load: (work, _request: object) => {
    const days = work.company.settings.signAfterDays
    return { overdue: days > 0 ? work.read(findOverdue, [new Date(work.now.getTime() - days * 86_400_000)]) : [] }
  },
  run: (_work, _request, { overdue }) => overdue.map(({ id }) => id),
})

const set = deliverySet('delivery.signByPolicy', 'select unnest($1::uuid[])')
const orders = orderSet(
  'delivery.signByPolicy',
  'select order_id from delivery.delivery where delivery_id = any($1::uuid[])',
  1,
)

/** Signs for whole deliveries as they were shipped, marked as signed by policy. Those signed or taken back meanwhile are left alone. */
export const signByPolicy = command({
  load: (work, { ids }: { ids: string[] }) => ({
    deliveries: loadDeliveries(work, set, [ids]),
    orders: loadOrders(work, orders, [ids]),
  }),
  run: (work, _request, facts) => {
    const byId = new Map(facts.orders.map((order) => [order.id, order]))
    const signed = facts.deliveries.flatMap((delivery) => {
      const order = byId.get(delivery.orderId)
      if (delivery.state !== 'shipped' || !order) return []
      return [{ delivery, order, lines: decideSignature(delivery, allArrived(delivery)) }]
    })
    if (signed.length > 0) {
      const on = dayIn(work.company.timeZone, work.now)
      saveSigned(work, signed, { on, name: null, how: 'policy', rating: null, remark: null })
    }
    return signed.map(({ delivery }) => delivery.number)
  },
})

/** The daily job of one company: signs what is overdue, some hundred at a time. Answers the numbers of the deliveries. */
export const signOverdue = (kernel: Kernel, context: Context): Promise<string[]> =>
  sweep(kernel, context, { name: 'sign-by-policy', find: overdueDeliveries, act: signByPolicy })
