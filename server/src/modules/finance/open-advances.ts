import { money } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { record, type Work } from '../../kernel/work.ts'
import { postMany } from '../ledger/index.ts'
import { changeExposure, creditOf, loadCredit } from '../partners/index.ts'
import { paymentEvent } from './matching.ts'
import { type AdvanceLine, decideAdvances, type OpeningCustomer, openingKey } from './opening.rules.ts'
import { findNamed, NAMED } from './opening-customers.ts'

type OpenAdvances = RequestOf<(typeof finance)['POST /v1/advances/openings']>
type Made = AdvanceLine & { id: string; receipt: string; payer: OpeningCustomer }

const credit = creditOf('finance.openAdvances.credit', NAMED)
/** Read after the customers' credit is locked, so that of two slips with one number the second is seen. */
const findTaken = statement<{ customer_id: string; reference: string }>(
  'finance.openAdvances.taken',
  `select customer_id, reference from finance.payment
    where customer_id = any(array(${NAMED})) and kind = 'receipt' and state = 'posted' and reference = any($2::text[])`,
)
/** Customers with orders that money lets go on: held for credit, or waiting for a review. */
const findAwaiting = statement<{ id: string }>(
  'finance.openAdvances.awaiting',
  `select distinct customer_id as id from orders.read_order
    where customer_id = any(array(${NAMED})) and state in ('confirmed', 'pending', 'processing')
      and (state = 'confirmed' or hold_kind = 'credit' or credit_until is not null)`,
)

const writeAdvances = statement(
  'finance.writeAdvances',
  `insert into finance.payment (payment_id, number, kind, opening, customer_id, method, currency, amount, received_on, reference, state, recorded_by, recorded_at)
   select o.id, o.number, 'receipt', true, o.customer_id, 'transfer', $7, o.amount, o.received_on, o.reference, 'posted', $8, $9
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::date[], $6::text[])
       as o (id, number, customer_id, amount, received_on, reference)`,
)

/**
 * Brings in what customers had prepaid before the company worked with Baton, against the opening balances: the money itself stands in the
 * opening balance of the bank. From then on it is a payment like any other.
 */
export const openAdvances = command({
  numbers: ({ lines }: OpenAdvances) => ({ RC: lines.length }),
  load: (work, { lines }: OpenAdvances) => {
    const named = [...new Set(lines.map(({ customer }) => customer))]
    loadCredit(work, credit, [named])
    return {
      customers: work.read(findNamed, [named]),
      taken: work.read(findTaken, [named, lines.map(({ number }) => number)]),
      awaiting: work.read(findAwaiting, [named]),
    }
  },
  run: (work, request, { customers, taken, awaiting }) => {
    const today = dayIn(work.company.timeZone, work.now)
    const on = request.on ?? today
    const standing = new Set(taken.map(({ customer_id, reference }) => openingKey(customer_id, reference)))
    const advances = decideAdvances(request.lines, { on, today, customers, taken: standing })
    const made = advances.map((line) => ({ ...line, id: work.newId(), receipt: work.nextNumber('RC') }))

    insertAdvances(work, made)
    postMany(
      work,
      made.map(({ id, receipt, number, amount, payer }) => ({
        kind: 'openingAdvance',
        documentKind: 'payment',
        documentId: id,
        on,
        text: `${receipt} ${number}`,
        postings: [{ debit: 'opening' as const, credit: 'advance' as const, amount, customerId: payer.id }],
      })),
    )
    changeExposure(
      work,
      made.map(({ payer, amount }) => ({ customerId: payer.id, delta: -amount })),
    )
    recordOpened(work, made, on, new Set(awaiting.map(({ id }) => id)))
    return {
      rows: made.map(({ id, receipt, number }) => ({ id, number: receipt, reference: number })),
      total: money(made.reduce((sum, { amount }) => sum + amount, 0n)),
    }
  },
})

function insertAdvances(work: Work, made: readonly Made[]): void {
  work.write(writeAdvances, [
    made.map(({ id }) => id),
    made.map(({ receipt }) => receipt),
    made.map(({ payer }) => payer.id),
    made.map(({ amount }) => amount),
    made.map(({ receivedOn }) => receivedOn),
    made.map(({ number }) => number),
    work.company.currency,
    work.actor.personId,
    work.now,
  ])
}

/** Each payment's journal begins; the first one of a customer for whose orders money was awaited says that it came. */
function recordOpened(work: Work, made: readonly Made[], on: string, awaiting: Set<string>): void {
  for (const { id, number, amount, receivedOn, payer } of made) {
    const told = { customerId: payer.id, amount: money(amount), receivedOn, reference: number, on }
    record(work, paymentEvent(id, 'finance.advanceOpened', told, true))
    if (awaiting.delete(payer.id)) record(work, paymentEvent(id, 'finance.awaited', { amount: money(amount) }))
  }
}
