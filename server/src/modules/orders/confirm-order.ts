import type { orders } from '@baton/contract/orders'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import type { Work } from '../../kernel/work.ts'
import { loadStock } from '../inventory/index.ts'
import { type Credit, missingCredit } from '../partners/index.ts'
import { prepaymentReason } from './credit-holds.rules.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { factWords } from './order-words.rules.ts'
import { decideActing, decideConfirmedAt, decideState, missingFacts, no, type SalesOrder } from './orders.rules.ts'
import { decidePass, declareReview, loadReview, type ReviewVerdict, saveReview } from './review.ts'
import { changing, orderEvent, saveOrders } from './save-orders.ts'
import { grossDue } from './settle.rules.ts'
import { processingStock, startProcessing } from './start-processing.ts'

type ConfirmOrder = RequestOf<(typeof orders)['POST /v1/orders/:id/confirm']>

const ONE = 'select $1::uuid'
const set = orderSet('orders.confirm', ONE, 1)
const review = declareReview('orders.confirm', ONE)
/** Stock is locked only when a person of another department already holds the order, since processing then starts at once. */
const stock = processingStock(
  'orders.confirm',
  `select c.subject_id from custody.read_current c
     join orders.sales_order o on o.company_id = c.company_id and o.order_id = c.subject_id
     join people.read_person p on p.company_id = o.company_id and p.person_id = o.owner_id
    where c.subject_kind = 'order' and c.subject_id = $1::uuid and c.holder_id is not null and c.department_id <> p.department_id`,
)

/** Records that the customer agreed, and reviews at once: within policy the order is pending, else it waits for a reviewer. */
export const confirmOrder = command({
  load: (work, request: ConfirmOrder) => {
    const values = [request.id]
    return {
      orders: loadOrders(work, set, values),
      review: loadReview(work, review, values),
      stock: loadStock(work, stock.balances, values, stock.reservations, values),
    }
  },
  run: (work, request, facts) => {
    const order = decideActing(facts.orders, request.id)
    decideState(order, 'confirm', ['draft'])
    const missing = missingFacts(order)
    if (missing.length > 0) {
      throw no.factsMissing(order.number, missing).with(
        { missing },
        missing.map((fact) => ({
          pointer: `/${fact}`,
          code: 'missing',
          zh: `${factWords([fact], 'zh')}必填`,
          en: `${factWords([fact], 'en')} is required`,
        })),
      )
    }
    const at = decideConfirmedAt(request.at, work.now, work.company.timeZone)
    const confirmed = changing(order)
    confirmed.state = 'confirmed'
    confirmed.confirmedAt = at
    confirmed.confirmedWith = request.with
    confirmed.confirmedHow = request.how
    const events = [
      orderEvent(order, 'orders.confirmed', {
        from: order.state,
        to: 'confirmed',
        with: request.with,
        how: request.how,
      }),
    ]

    const verdict: ReviewVerdict = decidePass(work, confirmed, facts.review)
    events.push(orderEvent(order, verdict.outcome === 'passed' ? 'orders.reviewed' : 'orders.referred', verdict.event))
    if (verdict.outcome === 'passed') confirmed.state = 'pending'
    else waitForPrepayment(work, confirmed, verdict, facts.review.credit)
    saveReview(work, confirmed, verdict, facts.review)

    const elsewhere = order.custody?.holderId && order.custody.departmentId !== order.ownerDepartmentId
    if (confirmed.state === 'pending' && elsewhere) {
      startProcessing(work, [order], facts.stock, {
        first: events,
        edit: (after) => Object.assign(after, confirmed, { lines: after.lines }),
      })
      confirmed.state = 'processing'
    } else {
      saveOrders(work, [{ before: order, after: confirmed, events }])
    }
    return {
      id: order.id,
      number: order.number,
      state: confirmed.state,
      version: order.version + 1,
      review: { outcome: verdict.outcome, findings: verdict.findings },
    }
  },
})

/** A customer who pays first waits for nothing but the money: the order is on hold until it comes, and then passes by itself. */
function waitForPrepayment(work: Work, order: SalesOrder, { findings }: ReviewVerdict, credit: Credit): void {
  const failed = findings.filter((finding) => finding.blocks && !finding.passed)
  if (credit.limit !== 0n || failed.length !== 1 || failed[0]!.check !== 'credit' || order.holdKind !== null) return
  const missing = missingCredit(credit, grossDue(order) - order.paid - order.credited)
  const { currency, language } = work.company
  Object.assign(order, {
    holdKind: 'credit',
    holdReason: prepaymentReason(missing, currency, language),
    holdUntil: null,
  })
}
