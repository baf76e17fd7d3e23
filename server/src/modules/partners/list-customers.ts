import { money } from '@baton/contract/decimal'
import type { partners } from '@baton/contract/masters'
import { query } from '../../kernel/command.ts'
import { keyOf, pageOf } from '../../kernel/cursor.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { searchOf, searchValues } from '../../kernel/search.ts'
import { statement } from '../../kernel/statement.ts'

interface CustomerRow {
  customer_id: string
  number: string
  name: string
  region: string
  term_days: number
  active: boolean
  credit_limit: bigint | null
  exposure: bigint
}

const page = (condition: string) =>
  `select c.customer_id, c.number, c.name, c.region, c.term_days, c.active, k.credit_limit, k.exposure
     from partners.customer c
     join partners.credit k on k.company_id = c.company_id and k.customer_id = c.customer_id
    where (c.name, c.customer_id) > ($1::text, $2::uuid) ${condition}
    order by c.name, c.customer_id limit $3`

const list = statement<CustomerRow>('partners.list', page(''))
const search = statement<CustomerRow>(
  'partners.search',
  searchOf({ kind: 'customer', first: 4, id: 'c.customer_id', page, order: 'name, customer_id' }),
)

/** Before the first customer: no name is empty. */
const START = ['', '00000000-0000-0000-0000-000000000000'] as const

/** Customers by name; found by number, name, tax id and pinyin initials. */
export const listCustomers = query({
  load: (work, request: RequestOf<(typeof partners)['GET /v1/customers']>) => {
    const [name, id] = keyOf(request.cursor, 2)
    const from = [name ?? START[0], id ?? START[1], request.limit + 1]
    const sought = searchValues(request.q)
    return { customers: sought ? work.read(search, [...from, ...sought]) : work.read(list, from) }
  },
  run: (_work, request, { customers }) =>
    pageOf(
      customers,
      request.limit,
      (row) => [row.name, row.customer_id],
      (row) => ({
        id: row.customer_id,
        number: row.number,
        name: row.name,
        region: row.region,
        termDays: row.term_days,
        creditLimit: row.credit_limit === null ? null : money(row.credit_limit),
        exposure: money(row.exposure),
        active: row.active,
      }),
    ),
})
