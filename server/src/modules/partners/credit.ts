import type { Read } from '../../kernel/read.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { Credit } from './credit.rules.ts'

/** A statement that locks the credit of the customers that `customers` selects (one uuid column). */
export const creditOf = (name: string, customers: string): Statement<Credit> =>
  statement<Credit>(
    name,
    `select customer_id as "customerId", credit_limit as "limit", exposure from partners.credit
      where customer_id = any(array(${customers})) order by customer_id for no key update`,
  )

/** Locks credit with a statement of `creditOf`, by customer. */
export const loadCredit = (work: Work, credit: Statement<Credit>, values: unknown[]): Read<Map<string, Credit>> =>
  work.read(credit, values).map((rows) => new Map(rows.map((one) => [one.customerId, one])))

const addExposure = statement(
  'partners.addExposure',
  `update partners.credit c set exposure = c.exposure + d.delta
     from (select customer_id, sum(delta)::bigint as delta from unnest($1::uuid[], $2::bigint[]) as a (customer_id, delta) group by customer_id) d
    where c.customer_id = d.customer_id`,
)

/** Adds to customers' exposure what was decided under the lock of `loadCredit`; several changes of one customer are one. */
export function changeExposure(work: Work, changes: readonly { customerId: string; delta: bigint }[]): void {
  const sums = new Map<string, bigint>()
  for (const { customerId, delta } of changes) sums.set(customerId, (sums.get(customerId) ?? 0n) + delta)
  const changed = [...sums].filter(([, delta]) => delta !== 0n)
  if (changed.length > 0) work.writeRows(addExposure, [changed.map(([id]) => id), changed.map(([, delta]) => delta)])
}
