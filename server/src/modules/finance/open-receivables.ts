import { money } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { spokenMoney } from '../../kernel/spoken.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { record, type Work } from '../../kernel/work.ts'
import { postMany } from '../ledger/index.ts'
import {
  decideNoneOvertook,
  loadOrders,
  orderSet,
  recordFacts,
  type SalesOrder,
  SEES_ALL,
  stoppedBy,
} from '../orders/index.ts'
import { type Credit, changeExposure, creditOf, loadCredit, missingCredit } from '../partners/index.ts'
import { decideOpenings, type OpeningCustomer, type OpeningLine, openingKey } from './opening.rules.ts'
import { findNamed, NAMED } from './opening-customers.ts'

type OpenReceivables = RequestOf<(typeof finance)['POST /v1/receivables/openings']>

/** The orders that may have to stop, since their customers then owe more; also those that the actor may not read. */
const OPEN = `from orders.read_order o where o.state in ('pending', 'processing') and o.customer_id = any(array(${NAMED}))`
const orders = orderSet('finance.open', `select o.order_id ${OPEN}`, 1)
/** Read once the credit is locked: an order that became open meanwhile is to be stopped too. */
const findOpen = statement<{ id: string }>('finance.openOfNamed', `select o.order_id as id ${OPEN}`)
const credit = creditOf('finance.open.credit', NAMED)
/** Read after the customers' credit is locked, so that of two slips with one number the second is seen. */
const findTaken = statement<{ customer_id: string; reference: string }>(
  'finance.open.taken',
  `select customer_id, reference from finance.invoice where kind = 'opening' and reversed_at is null and reference = any($1::text[])`,
)

const writeOpenings = statement(
  'finance.writeOpenings',
  `insert into finance.invoice (invoice_id, reference, kind, customer_id, customer_name, tax_id, currency, net, tax, gross, issued_on, due_on,
                                issued_by, issued_at)
   select o.id, o.reference, 'opening', o.customer_id, o.name, o.tax_id, $9, o.amount, 0, o.amount, o.issued_on, o.due_on, $10, $11
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::date[], $8::date[])
       as o (id, reference, customer_id, name, tax_id, amount, issued_on, due_on)`,
)

/**
 * Brings in what customers owed before the company worked with Baton, against the opening balances. That they owe it is a fact and never
 * refused: where a customer then owes more than the limit allows, the open orders go on credit hold in the same transaction.
 */
export const openReceivables = command({
  load: (work, { lines }: OpenReceivables) => {
    const named = [[...new Set(lines.map(({ customer }) => customer))]]
    return {
      orders: loadOrders(work, orders, named, SEES_ALL),
      credit: loadCredit(work, credit, named),
      open: work.read(findOpen, named),
      customers: work.read(findNamed, named),
      taken: work.read(findTaken, [lines.map(({ number }) => number)]),
    }
  },
  run: (work, request, { orders: found, open, credit: limits, customers, taken }) => {
    const today = dayIn(work.company.timeZone, work.now)
    const on = request.on ?? today
    const standing = new Set(taken.map(({ customer_id, reference }) => openingKey(customer_id, reference)))
    const openings = decideOpenings(request.lines, { on, today, customers, taken: standing })
    decideNoneOvertook(open, found)
    const made = openings.map((line) => ({ ...line, id: work.newId() }))

    insertOpenings(work, made)
    postMany(
      work,
      made.map(({ id, number, amount, owing }) => ({
        kind: 'openingReceivable',
        documentKind: 'invoice',
        documentId: id,
        on,
        text: number,
        postings: [{ debit: 'receivable' as const, credit: 'opening' as const, amount, customerId: owing.id }],
      })),
    )
    const raised = made.map(({ owing, amount, number }) => ({ customerId: owing.id, delta: amount, number }))
    changeExposure(work, raised)
    for (const { id, number, amount, issuedOn, dueOn, owing } of made)
      record(work, {
        type: 'finance.receivableOpened',
        kind: 'invoice',
        id,
        begins: true,
        data: { customerId: owing.id, number, amount: money(amount), issuedOn, dueOn, on },
      })
    return {
      rows: made.map(({ id, number }) => ({ id, number })),
      total: money(made.reduce((sum, { amount }) => sum + amount, 0n)),
      held: holdOrders(work, found, limits, raised).map(({ id, number }) => ({ id, number })),
    }
  },
})

function insertOpenings(work: Work, made: readonly (OpeningLine & { id: string; owing: OpeningCustomer })[]): void {
  work.write(writeOpenings, [
    made.map(({ id }) => id),
    made.map(({ number }) => number),
    made.map(({ owing }) => owing.id),
    made.map(({ owing }) => owing.name),
    made.map(({ owing }) => owing.taxId),
    made.map(({ amount }) => amount),
    made.map(({ issuedOn }) => issuedOn),
    made.map(({ dueOn }) => dueOn),
    work.company.currency,
    work.actor.personId,
    work.now,
  ])
}

function holdOrders(
  work: Work,
  found: readonly SalesOrder[],
  limits: ReadonlyMap<string, Credit>,
  raised: readonly { customerId: string; delta: bigint; number: string }[],
): SalesOrder[] {
  const stopped = [...limits.values()].flatMap((credit) => {
    const brought = raised.filter(({ customerId }) => customerId === credit.customerId)
    const delta = brought.reduce((sum, one) => sum + one.delta, 0n)
    const missing = spokenMoney(missingCredit(credit, delta), work.company.currency)
    const reason = `${brought
      .map(({ number }) => number)
      .slice(0, 3)
      .join(', ')} ${missing}`
    const own = found.filter(({ customerId }) => customerId === credit.customerId)
    const after = { ...credit, exposure: credit.exposure + delta }
    return stoppedBy(own, after, work.now).map((order) => ({ order, reason }))
  })
  return recordFacts(
    work,
    stopped.map(({ order }) => order),
    {
      creditHolds: stopped.map(({ order, reason }) => ({ orderId: order.id, reason })),
      happened: [],
    },
  )
}
