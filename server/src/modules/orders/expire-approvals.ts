import { type Context, command, type Kernel, query } from '../../kernel/command.ts'
import { statement } from '../../kernel/statement.ts'
import { sweep } from '../../kernel/sweep.ts'
import { expiredReason } from './credit-holds.rules.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { isExpired } from './orders.rules.ts'
import { changing, orderEvent, saveOrders } from './save-orders.ts'

/** How many orders one transaction holds. */
const MOST = 200

const findExpired = statement<{ id: string }>(
  'orders.findExpired',
  `select order_id as id from orders.sales_order
    where credit_until <= $1 and hold_kind is null and state in ('pending', 'processing') order by credit_until, order_id limit ${MOST}`,
)

const expired = query({
  load: (work, _request: object) => ({ rows: work.read(findExpired, [work.now]) }),
  run: (_work, _request, { rows }) => rows.map(({ id }) => id),
})

const set = orderSet('orders.holdExpired', 'select unnest($1::uuid[])', 1)

/** Writes down what is so from the moment at which an approval expired: the order is on credit hold, where lists show it. */
const holdExpired = command({
  load: (work, { ids }: { ids: string[] }) => ({ orders: loadOrders(work, set, [ids]) }),
  run: (work, _request, { orders }) => {
    const reason = expiredReason(work.company.language)
    const ended = orders.filter((order) => isExpired(order, work.now) && order.holdKind === null)
    saveOrders(
      work,
      ended.map((before) => ({
        before,
        after: { ...changing(before), holdKind: 'credit', holdReason: reason, holdUntil: null, creditUntil: null },
        events: [orderEvent(before, 'orders.held', { kind: 'credit', reason, until: null, before: null })],
      })),
    )
    return ended.map(({ number }) => number)
  },
})

/** The job of one company: orders whose approval above the limit has expired go on hold, some hundred at a time. Answers their numbers. */
export const holdUnapproved = (kernel: Kernel, context: Context): Promise<string[]> =>
  sweep(kernel, context, { name: 'hold-expired', find: expired, act: holdExpired })
