import { money } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { record } from '../../kernel/work.ts'
import { entriesOf, loadEntriesOf, reverse } from '../ledger/index.ts'
import { changeExposure, creditOf, loadCredit } from '../partners/index.ts'
import { lockInvoicesOf } from './invoice-rows.ts'
import { decideOpeningReversal, no } from './opening.rules.ts'

type ReverseReceivable = RequestOf<(typeof finance)['POST /v1/receivables/:id/reverse']>

const lock = lockInvoicesOf('finance.takeBack', 'select $1::uuid')
const credit = creditOf(
  'finance.takeBack.credit',
  'select customer_id from finance.invoice where invoice_id = $1::uuid',
)
const entries = entriesOf('finance.takeBack.entries', `select 'invoice'::text, $1::uuid`)

const writeReversal = statement(
  'finance.reverseReceivable',
  `update finance.invoice set credited = gross, reversed_at = $2, reversed_by = $3, reason = $4, version = version + 1 where invoice_id = $1`,
)

/** Takes back an opening receivable that was entered by mistake: its entry is reversed, and the customer owes it no longer. */
export const reverseReceivable = command({
  load: (work, { id }: ReverseReceivable) => {
    const invoices = work.read(lock, [id])
    loadCredit(work, credit, [id])
    loadChains(work, 'invoice', [id])
    return { invoices, entries: loadEntriesOf(work, entries, [id]) }
  },
  run: (work, request, { invoices: [opening], entries: posted }) => {
    if (!opening) throw no.receivableUnknown()
    decideOpeningReversal(opening)

    const { id, customerId, gross, reference } = opening
    const { reason } = request
    work.write(writeReversal, [id, work.now, work.actor.personId, reason])
    reverse(work, posted, { on: dayIn(work.company.timeZone, work.now), text: `${reference} ${reason}` })
    changeExposure(work, [{ customerId, delta: -gross }])
    record(work, {
      type: 'finance.receivableReversed',
      kind: 'invoice',
      id,
      data: { customerId, number: reference, amount: money(gross), reason },
    })
    return { id, version: opening.version + 1 }
  },
})
