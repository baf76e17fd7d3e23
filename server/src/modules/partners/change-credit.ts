import { money } from '@baton/contract/decimal'
import { loadChains } from '../../kernel/events.ts'
import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import type { Credit } from './credit.rules.ts'
import { creditOf, loadCredit } from './credit.ts'
import { loadCustomer } from './customers.ts'
import { decideVersion, no } from './partners.rules.ts'

const creditOfCustomer = creditOf('partners.creditOfCustomer', 'select $1::uuid')

const updateLimit = statement(
  'partners.updateLimit',
  `with customer as (update partners.customer set version = version + 1 where customer_id = $1)
   update partners.credit set credit_limit = $2 where customer_id = $1`,
)

/** A customer's credit as it is locked before its limit is changed. */
export interface Limit extends Credit {
  version: number
}

/** Locks a customer with its credit, for a change of the limit; undefined when there is none. */
export function loadLimit(work: Work, id: string): Read<Limit | undefined> {
  const customer = loadCustomer(work, id)
  loadChains(work, 'customer', [id])
  return loadCredit(work, creditOfCustomer, [id]).map((credits) => {
    const credit = credits.get(id)
    return customer.value && credit ? { ...credit, version: customer.value.version } : undefined
  })
}

export function decideLimit(found: Limit | undefined, seen: number | undefined): Limit {
  if (!found) throw no.notFound()
  decideVersion(found.version, seen)
  return found
}

/** Writes a credit limit. One below the exposure is a fact and never refused; what follows for the customer's orders, orders decide. */
export function changeLimit(work: Work, before: Limit, limit: bigint | null, reason: string): void {
  work.write(updateLimit, [before.customerId, limit])
  record(work, {
    type: 'partners.creditChanged',
    kind: 'customer',
    id: before.customerId,
    data: {
      creditLimit: { before: shownLimit(before.limit), after: shownLimit(limit) },
      exposure: money(before.exposure),
      reason,
    },
  })
}

export const shownLimit = (limit: bigint | null): string | null => (limit === null ? null : money(limit))
