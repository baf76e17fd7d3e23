import type { orders } from '@baton/contract/orders'
import { query } from '../../kernel/command.ts'
import { idsIn } from '../../kernel/identifiers.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import type { OrderState } from './orders.rules.ts'

type NameOrders = RequestOf<(typeof orders)['GET /v1/orders/names']>

const findNames = statement<{
  id: string
  number: string
  customer: string
  state: OrderState
  promisedOn: string | null
}>(
  'orders.names',
  `select o.order_id as id, o.number, c.name as customer, o.state, o.promised_on as "promisedOn"
     from orders.sales_order o join partners.read_customer c on c.company_id = o.company_id and c.customer_id = o.customer_id
    where o.order_id = any($1::uuid[]) and ${mayReadSql(`'order'`, 'o.order_id', 2, 3)}`,
)

/** What pages call orders that others work on: tasks and notes lie below orders and know only their ids. */
export const nameOrders = query({
  load: (work, request: NameOrders) => ({ rows: work.read(findNames, [idsIn(request.ids), ...sightOf(work)]) }),
  run: (_work, _request, { rows }) => ({ rows }),
})
