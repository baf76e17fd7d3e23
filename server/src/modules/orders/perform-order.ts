import type { orders } from '@baton/contract/orders'
import { command } from '../../kernel/command.ts'
import { refusals } from '../../kernel/refusal.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { dayIn } from '../../kernel/time.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { decideActing, decideNotHeld, decideState, type SalesOrder } from './orders.rules.ts'
import { changing, orderEvent, saveOrders } from './save-orders.ts'
import { withoutGoods } from './settle.rules.ts'

type PerformOrder = RequestOf<(typeof orders)['POST /v1/orders/:id/perform']>
type UnperformOrder = RequestOf<(typeof orders)['POST /v1/orders/:id/unperform']>

export const no = refusals('orders', {
  hasGoods: {
    status: 409,
    zh: (number: string) => `${number} 有实物货品，按签收算完成。请发货并登记签收。`,
    en: (number: string) => `${number} has goods and is completed by their sign-off. Ship it and record the sign-off.`,
  },
  performedAlready: {
    status: 409,
    zh: (number: string) => `${number} 已经确认完成，不用再确认。`,
    en: (number: string) => `${number} has been confirmed as performed; nothing is left to do.`,
  },
  notPerformed: {
    status: 409,
    zh: (number: string) => `${number} 还没有确认完成，没有可撤销的。`,
    en: (number: string) => `${number} has not been confirmed as performed, so there is nothing to take back.`,
  },
  performedInFuture: {
    status: 422,
    zh: (on: string) => `完成日期 ${on} 还没到。请填今天或以前的日期。`,
    en: (on: string) => `The day ${on} has not come yet. Enter today or an earlier day.`,
  },
  performedInvoiced: {
    status: 409,
    zh: (number: string) => `${number} 已开票，不能撤销完成。请先红冲发票，并选可重开。`,
    en: (number: string) =>
      `${number} has been invoiced, so its performance stays. Credit the invoice first so that it can be invoiced again.`,
  },
})

/** Whether an order can be confirmed as performed: it has no goods, and waits for it. */
export function decidePerform(order: SalesOrder, now: Date): void {
  if (!withoutGoods(order)) throw no.hasGoods(order.number)
  if (order.performedAt !== null) throw no.performedAlready(order.number)
  decideState(order, 'perform', ['processing'])
  decideNotHeld(order, now)
}

export function decideUnperform(order: SalesOrder): void {
  if (!withoutGoods(order)) throw no.hasGoods(order.number)
  if (order.performedAt === null) throw no.notPerformed(order.number)
  if (order.lines.some((line) => line.invoiced > 0n)) throw no.performedInvoiced(order.number)
  decideState(order, 'unperform', ['processing', 'completed'])
}

const set = orderSet('orders.perform', 'select $1::uuid', 1)

/** Records that the customer confirmed what was done of an order without goods: all of it counts as shipped and signed. */
export const performOrder = command({
  load: (work, request: PerformOrder) => ({ orders: loadOrders(work, set, [request.id]) }),
  run: (work, request, facts) => {
    const order = decideActing(facts.orders, request.id)
    decidePerform(order, work.now)
    const today = dayIn(work.company.timeZone, work.now)
    const on = request.on ?? today
    if (on > today) throw no.performedInFuture(on)
    const after = changing(order)
    after.performedAt = work.now
    const { with: who, note } = request
    saveOrders(work, [
      { before: order, after, events: [orderEvent(order, 'orders.performed', { with: who, on, note })] },
    ])
    return { id: order.id, number: order.number, state: after.state, version: after.version }
  },
})

const undone = orderSet('orders.unperform', 'select $1::uuid', 1)

/** Takes a performance back that was confirmed by mistake, while nothing of it is invoiced. */
export const unperformOrder = command({
  load: (work, request: UnperformOrder) => ({ orders: loadOrders(work, undone, [request.id]) }),
  run: (work, request, facts) => {
    const order = decideActing(facts.orders, request.id)
    decideUnperform(order)
    const after = changing(order)
    after.performedAt = null
    const event = orderEvent(order, 'orders.unperformed', { reason: request.reason })
    saveOrders(work, [{ before: order, after, events: [event] }])
    return { id: order.id, number: order.number, state: after.state, version: after.version }
  },
})
