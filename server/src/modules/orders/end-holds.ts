import { type Context, command, type Kernel, query } from '../../kernel/command.ts'
import { statement } from '../../kernel/statement.ts'
import { sweep } from '../../kernel/sweep.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { isHoldOver } from './orders.rules.ts'
import { changing, orderEvent, saveOrders } from './save-orders.ts'

/** How many orders one transaction releases. */
const MOST = 200

const findOver = statement<{ id: string }>(
  'orders.findHoldsOver',
  `select order_id as id from orders.sales_order
    where hold_until <= $1 and state not in ('settled', 'cancelled') order by hold_until, order_id limit ${MOST}`,
)

const over = query({
  load: (work, _request: object) => ({ rows: work.read(findOver, [work.now]) }),
  run: (_work, _request, { rows }) => rows.map(({ id }) => id),
})

const set = orderSet('orders.endHolds', 'select unnest($1::uuid[])', 1)

/** Writes down what is so from the moment at which a hold ended: the order goes on, and takes its turn for what came in meanwhile. */
const releaseOver = command({
  load: (work, { ids }: { ids: string[] }) => ({ orders: loadOrders(work, set, [ids]) }),
  run: (work, _request, { orders }) => {
    const reason = work.company.language === 'zh' ? '挂起到期' : 'The hold has ended'
    const ended = orders.filter((order) => isHoldOver(order, work.now))
    saveOrders(
      work,
      ended.map((before) => ({
        before,
        after: { ...changing(before), holdKind: null, holdReason: null, holdUntil: null },
        events: [orderEvent(before, 'orders.released', { kind: before.holdKind, reason })],
      })),
    )
    return ended.map(({ number }) => number)
  },
})

/** The job of one company: orders whose hold has come to its end are released, some hundred at a time. Answers their numbers. */
export const endHolds = (kernel: Kernel, context: Context): Promise<string[]> =>
  sweep(kernel, context, { name: 'end-holds', find: over, act: releaseOver })
