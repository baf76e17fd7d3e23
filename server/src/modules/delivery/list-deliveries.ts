import type { delivery } from '@baton/contract/delivery'
import { query } from '../../kernel/command.ts'
import { fromTop, pageOf } from '../../kernel/cursor.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { FOUND_MOST, ownersSought, searchValues } from '../../kernel/search.ts'
import { soughtPage } from '../../kernel/sought.ts'
import { statement } from '../../kernel/statement.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'

interface Row {
  id: string
  number: string
  state: 'shipped' | 'signed' | 'reversed'
  order_id: string
  order_number: string
  customer_id: string
  customer_name: string
  carrier: string
  tracking_number: string
  shipped_at: Date
  shipped_by: string
  shipped_by_name: string | null
  signed_at: Date | null
  signed_on: string | null
  signed_name: string | null
  signed_how: 'link' | 'staff' | 'policy' | 'imported' | null
  lines: number
  version: number
}

/** The conditions stand before those of row-level security; $1 and $2 are the last row's key, $3 the limit, $4 and $5 the sight. */
const page = (condition: string) =>
  `select d.delivery_id as id, d.number, d.state, d.order_id, o.number as order_number, d.customer_id, c.name as customer_name, d.carrier,
          d.tracking_number, d.shipped_at, d.shipped_by, p.name as shipped_by_name, d.signed_at, d.signed_on, d.signed_name, d.signed_how, d.version,
          (select count(*)::int from delivery.line l where l.company_id = d.company_id and l.delivery_id = d.delivery_id) as lines
     from delivery.delivery d
     join orders.read_order o on o.company_id = d.company_id and o.order_id = d.order_id
     join partners.read_customer c on c.company_id = d.company_id and c.customer_id = d.customer_id
     left join people.read_person p on p.company_id = d.company_id and p.person_id = d.shipped_by
    where (d.shipped_at, d.delivery_id) < ($1::timestamptz, $2::uuid)
      and ${mayReadSql(`'order'`, 'd.order_id', 4, 5)} ${condition}
    order by d.shipped_at desc, d.delivery_id desc limit $3`

const list = statement<Row>('delivery.list', page(''))
const listOfState = statement<Row>('delivery.listOfState', page('and d.state = $6'))
const listOfOrder = statement<Row>(
  'delivery.listOfOrder',
  page('and d.order_id = $6 and ($7::text is null or d.state = $7)'),
)
const customers = ownersSought('customer', 8)
const search = (ofState: (delivery: string) => string) =>
  soughtPage(
    {
      ...customers,
      ids: `select n.delivery_id from delivery.delivery n where n.number >= $6 and n.number < $7
        union all
        select n.delivery_id from orders.read_order s join delivery.delivery n on n.company_id = s.company_id and n.order_id = s.order_id
         where s.number >= $6 and s.number < $7
        union all
        ${customers.ofEach((owner) => page(`${ofState('d')} and d.customer_id = ${owner}`), 'id')}`,
      holds: `((d.number >= $6 and d.number < $7) or (o.number >= $6 and o.number < $7) or ${customers.holds('d.customer_id')})`,
      few: FOUND_MOST,
    },
    { id: 'd.delivery_id', page: (sought) => page(`${ofState('d')} ${sought}`), order: 'shipped_at desc, id desc' },
  )
const searchAll = statement<Row>(
  'delivery.search',
  search(() => ''),
)
const searchOfState = statement<Row>(
  'delivery.searchOfState',
  search((delivery) => `and ${delivery}.state = $12`),
)

type ListDeliveries = RequestOf<(typeof delivery)['GET /v1/deliveries']>

/** Deliveries, newest first; found by their number, their order's, or the customer's name. */
export const listDeliveries = query({
  load: (work, request: ListDeliveries) => {
    const [at, id] = fromTop(request.cursor)
    const from = [at, id, request.limit + 1, ...sightOf(work)]
    const sought = searchValues(request.q)
    const state = request.state ?? null
    if (request.orderId) return { rows: work.read(listOfOrder, [...from, request.orderId, state]) }
    if (sought) {
      const values = [...from, ...prefixOf(request.q!), ...sought]
      return { rows: state ? work.read(searchOfState, [...values, state]) : work.read(searchAll, values) }
    }
    return { rows: state ? work.read(listOfState, [...from, state]) : work.read(list, from) }
  },
  run: (_work, request, { rows }) =>
    pageOf(rows, request.limit, (row) => [row.shipped_at.toISOString(), row.id], shownRow),
})

/** The range of numbers that begin as was typed. */
export const prefixOf = (typed: string): [string, string] => {
  const prefix = typed.trim().toUpperCase()
  return [prefix, `${prefix}\u{10FFFF}`]
}

const shownRow = (row: Row) => ({
  id: row.id,
  number: row.number,
  state: row.state,
  order: { id: row.order_id, number: row.order_number },
  customer: { id: row.customer_id, name: row.customer_name },
  carrier: row.carrier,
  trackingNumber: row.tracking_number,
  shippedAt: row.shipped_at.toISOString(),
  shippedBy: { id: row.shipped_by, name: row.shipped_by_name ?? '' },
  signedAt: row.signed_at?.toISOString() ?? null,
  signedOn: row.signed_on,
  signedName: row.signed_name,
  signedHow: row.signed_how,
  lines: row.lines,
  version: row.version,
})
