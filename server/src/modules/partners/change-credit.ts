import { money } from '@baton/contract/decimal'
import type { partners } from '@baton/contract/masters'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record } from '../../kernel/work.ts'
import { creditOf, loadCredit } from './credit.ts'
import { loadCustomer } from './customers.ts'
import { decideVersion, no } from './partners.rules.ts'

const creditOfCustomer = creditOf('partners.creditOfCustomer', 'select $1::uuid')

const updateLimit = statement(
  'partners.updateLimit',
  `with customer as (update partners.customer set version = version + 1 where customer_id = $1)
   update partners.credit set credit_limit = $2 where customer_id = $1`,
)

/** Changes a credit limit. A limit below the exposure is a fact and never refused: it stops what would raise the exposure further. */
export const changeCredit = command({
  load: (work, request: RequestOf<(typeof partners)['PUT /v1/customers/:id/credit']>) => {
    const customer = loadCustomer(work, request.id)
    const credit = loadCredit(work, creditOfCustomer, [request.id])
    loadChains(work, 'customer', [request.id])
    return { customer, credit }
  },
  run: (work, request, { customer, credit }) => {
    const before = credit.get(request.id)
    if (!customer || !before) throw no.notFound()
    decideVersion(customer.version, request.version)

    work.write(updateLimit, [request.id, request.creditLimit])
    const shown = (limit: bigint | null) => (limit === null ? null : money(limit))
    const exposure = money(before.exposure)
    record(work, {
      type: 'partners.creditChanged',
      kind: 'customer',
      id: request.id,
      data: {
        creditLimit: { before: shown(before.limit), after: shown(request.creditLimit) },
        exposure,
        reason: request.reason,
      },
    })
    return { id: request.id, creditLimit: shown(request.creditLimit), exposure, version: customer.version + 1 }
  },
})
