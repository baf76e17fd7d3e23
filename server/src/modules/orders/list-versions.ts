import type { OrderDifference, OrderDocument, orders } from '@baton/contract/orders'
import { query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import { documentOf } from './order-difference.ts'
import { HEADER, type KeptHeader } from './order-rows.ts'
import { no, type OrderLine } from './orders.rules.ts'

type ListVersions = RequestOf<(typeof orders)['GET /v1/orders/:id/versions']>

const findOrder = statement<KeptHeader & { customerName: string; ownerName: string }>(
  'orders.versionsOrder',
  `select ${HEADER}, c.name as "customerName", w.name as "ownerName"
     from orders.sales_order o
     join partners.read_customer c on c.company_id = o.company_id and c.customer_id = o.customer_id
     join people.read_person w on w.company_id = o.company_id and w.person_id = o.owner_id
    where o.order_id = $1 and ${mayReadSql(`'order'`, 'o.order_id', 2, 3)}`,
)

const findLines = statement<OrderLine>(
  'orders.versionsLines',
  `select line, description, unit, quantity, unit_price as "unitPrice", tax_code as "taxCode", net, tax, gross,
          requested_on as "requestedOn", promised_on as "promisedOn"
     from orders.line where order_id = $1 and not removed order by line`,
)

interface ChangeRow {
  version: number
  reason: string
  difference: OrderDifference[]
  before: OrderDocument
  byId: string
  byName: string
  at: Date
}

const findChanges = statement<ChangeRow>(
  'orders.versionsChanges',
  `select c.version, c.reason, c.difference, c.before, c.changed_by as "byId", coalesce(p.name, '') as "byName", c.changed_at as at
     from orders.change c left join people.read_person p on p.company_id = c.company_id and p.person_id = c.changed_by
    where c.order_id = $1 order by c.version`,
)

/** An order through its versions: as it was first written, and as each change left it. */
export const listVersions = query({
  load: (work, request: ListVersions) => ({
    order: work.read(findOrder, [request.id, ...sightOf(work)]),
    lines: work.read(findLines, [request.id]),
    changes: work.read(findChanges, [request.id]),
  }),
  run: (_work, _request, { order: [order], lines, changes }) => {
    if (!order) throw no.unknown()
    const documents = [...changes.map(({ before }) => before), documentOf({ ...order, lines }, order.customerName)]
    return {
      rows: documents.map((document, index) => {
        const change = changes[index - 1]
        return {
          edition: index + 1,
          version: change?.version ?? 1,
          at: (change?.at ?? order.createdAt).toISOString(),
          by: change ? { id: change.byId, name: change.byName } : { id: order.ownerId, name: order.ownerName },
          reason: change?.reason ?? '',
          difference: change?.difference ?? [],
          document,
        }
      }),
    }
  },
})
