import { money } from '@baton/contract/decimal'
import type { partners } from '@baton/contract/masters'
import { query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { findCustomers } from './customers.ts'
import { no } from './partners.rules.ts'

const findCreditAndOwner = statement<{ credit_limit: bigint | null; exposure: bigint; owner_name: string | null }>(
  'partners.findCreditAndOwner',
  `select k.credit_limit, k.exposure, p.name as owner_name
     from partners.credit k
     join partners.customer c on c.company_id = k.company_id and c.customer_id = k.customer_id
     left join people.read_person p on p.company_id = c.company_id and p.person_id = c.owner_id
    where k.customer_id = $1`,
)

/** One customer with credit, contacts and addresses. */
export const showCustomer = query({
  load: (work, request: RequestOf<(typeof partners)['GET /v1/customers/:id']>) => ({
    customers: findCustomers(work, [request.id]),
    beside: work.read(findCreditAndOwner, [request.id]),
  }),
  run: (_work, request, { customers, beside: [beside] }) => {
    const customer = customers.get(request.id)
    if (!customer || !beside) throw no.notFound()
    const { ownerId, ...shown } = customer
    return {
      ...shown,
      creditLimit: beside.credit_limit === null ? null : money(beside.credit_limit),
      exposure: money(beside.exposure),
      owner: ownerId ? { id: ownerId, name: beside.owner_name ?? '' } : null,
    }
  },
})
