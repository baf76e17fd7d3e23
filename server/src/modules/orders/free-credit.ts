import type { Kernel } from '../../kernel/command.ts'
import { command } from '../../kernel/command.ts'
import type { Act } from '../../kernel/reactions.ts'
import { statement } from '../../kernel/statement.ts'
import { withCompany } from '../../kernel/transaction.ts'
import { approvalsOf, loadApprovals, withdraw } from '../approvals/index.ts'
import { loadStock } from '../inventory/index.ts'
import { creditOf, loadCredit } from '../partners/index.ts'
import { fitting } from './credit-holds.rules.ts'
import { loadOrders, orderSet, SEES_ALL } from './order-rows.ts'
import { isCreditHeld, isHeld, type SalesOrder } from './orders.rules.ts'
import { decidePass, declareReview, loadReview, saveReview } from './review.ts'
import { changing, orderEvent, saveOrders } from './save-orders.ts'
import { processingStock, startProcessing } from './start-processing.ts'

const STOPPED = `select order_id from orders.sales_order
  where customer_id = $1::uuid and state in ('pending', 'processing') and (hold_kind = 'credit' or credit_until is not null)`
const stopped = orderSet('orders.releaseFitting', STOPPED, 1)
const credit = creditOf('orders.releaseFitting.credit', 'select $1::uuid')

/** Releases what fits the customer's limit again: first the order that was paid for, then the earliest promise. */
export const releaseFitting = command({
  load: (work, request: { customerId: string; orderId: string | null }) => ({
    orders: loadOrders(work, stopped, [request.customerId], SEES_ALL),
    credit: loadCredit(work, credit, [request.customerId]),
  }),
  run: (work, request, { orders, credit: credits }) => {
    const line = credits.get(request.customerId)!
    const held = orders.filter((order) => isCreditHeld(order, work.now)).sort(byTurn(request.orderId))
    const free = fitting(held, line)
    // An approval above the limit is no longer needed once the whole customer fits.
    const within = line.limit === null || line.exposure <= line.limit
    const changes = orders
      .filter((order) => free.includes(order) || within)
      .map((before) => {
        const after = changing(before)
        after.creditUntil = null
        if (before.holdKind === 'credit') Object.assign(after, { holdKind: null, holdReason: null, holdUntil: null })
        const reason = work.company.language === 'zh' ? '额度已够，自动放行' : 'Fits the credit limit again'
        return { before, after, events: [orderEvent(before, 'orders.released', { kind: 'credit', reason })] }
      })
    saveOrders(work, changes)
    return { released: changes.map(({ after }) => after.number) }
  },
})

const byTurn = (first: string | null) => (one: SalesOrder, other: SalesOrder) => {
  const rank = ({ id, promisedOn }: SalesOrder) => (id === first ? '' : (promisedOn ?? '9999'))
  return rank(one) < rank(other)
    ? -1
    : rank(one) > rank(other)
      ? 1
      : one.createdAt.getTime() - other.createdAt.getTime()
}

const ONE = 'select $1::uuid'
const set = orderSet('orders.passWaiting', ONE, 1)
const approvals = approvalsOf('orders.passWaiting', 'order', ONE)
const review = declareReview('orders.passWaiting', ONE)
const stock = processingStock('orders.passWaiting', ONE)

/** Reviews an order again that waits for credit: if policy passes it now, nobody needs to decide. Else nothing happens. */
export const passWaiting = command({
  load: (work, request: { id: string }) => {
    const values = [request.id]
    return {
      orders: loadOrders(work, set, values, SEES_ALL),
      approvals: loadApprovals(work, approvals, values),
      review: loadReview(work, review, values),
      stock: loadStock(work, stock.balances, values, stock.reservations, values),
    }
  },
  run: (work, _request, facts) => {
    const [order] = facts.orders
    const asked = facts.approvals.filter((one) => one.kind === 'orders.review')
    if (order?.state !== 'confirmed' || asked.length === 0) return { passed: false }
    if (isHeld(order, work.now) && !isCreditHeld(order, work.now)) return { passed: false }
    const after = changing(order)
    const verdict = decidePass(work, after, facts.review)
    if (verdict.outcome !== 'passed') return { passed: false }
    Object.assign(after, { state: 'pending', holdKind: null, holdReason: null, holdUntil: null })
    const events = [orderEvent(order, 'orders.reviewed', verdict.event)]
    withdraw(work, asked)
    saveReview(work, after, verdict, facts.review)
    if (order.custody?.holderId && order.custody.departmentId !== order.ownerDepartmentId)
      startProcessing(work, [order], facts.stock, {
        first: events,
        edit: (copy) => Object.assign(copy, after, { lines: copy.lines }),
      })
    else saveOrders(work, [{ before: order, after, events }])
    return { passed: true }
  },
})

const findStopped = statement<{ id: string }>(
  'orders.stoppedOf',
  `${STOPPED} limit 1`.replace('order_id', 'order_id as id'),
)
const findWaiting = statement<{ id: string }>(
  'orders.waitingOf',
  `select o.order_id as id from orders.sales_order o
    where o.customer_id = $1::uuid and o.state = 'confirmed' and exists (
      select from approvals.read_approval a
       where a.company_id = o.company_id and a.subject_kind = 'order' and a.subject_id = o.order_id and a.kind = 'orders.review' and a.state = 'open')
    order by o.order_id <> $2::uuid, o.created_at, o.order_id limit 50`,
)
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** A customer owes less, or may owe more: held orders are released and waiting ones pass as far as they fit, the one paid for first. */
export async function reconsiderCredit(
  kernel: Kernel,
  { companyId, customerId, orderId }: { companyId: string; customerId: string; orderId: string | null },
  act: Act,
): Promise<void> {
  const found = await withCompany(kernel.database, companyId, findStopped, [customerId])
  if (found.length > 0) await act(releaseFitting, { customerId, orderId }, 'held')
  const waiting = await withCompany(kernel.database, companyId, findWaiting, [customerId, orderId ?? NOBODY])
  for (const { id } of waiting) await act(passWaiting, { id }, id)
}
