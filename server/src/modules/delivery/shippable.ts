import { quantity as shown } from '@baton/contract/decimal'
import type { delivery } from '@baton/contract/delivery'
import { query } from '../../kernel/command.ts'
import { fromBottom, pageOf } from '../../kernel/cursor.ts'
import { mayOf } from '../../kernel/may.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { found, searchValues } from '../../kernel/search.ts'
import { statement } from '../../kernel/statement.ts'
import { answersSql, bearingSql, sightOf } from '../custody/index.ts'
import { decideAnswering, due } from '../orders/index.ts'
import { decideShipment, no, type Shippable } from './delivery.rules.ts'
import { prefixOf } from './list-deliveries.ts'

interface Row {
  id: string
  number: string
  customer: string
  promised_on: string | null
  hold: string | null
  lines: number
  whole: boolean
}

/** As the index of open orders has it: those without a promised day come last. */
const PROMISED = `(case when o.promised_on is null then 'infinity' else o.promised_on end)`

const page = (condition: string) =>
  `select o.order_id as id, o.number, c.name as customer, o.promised_on, l.lines, l.whole,
          case when o.credit_until <= $6 then 'credit' when o.hold_until is null or o.hold_until > $6 then o.hold_kind end as hold
     from orders.read_order o
     join partners.read_customer c on c.company_id = o.company_id and c.customer_id = o.customer_id
     cross join lateral (
       select count(*) filter (where l.reserved > 0)::int as lines, bool_and(l.quantity - l.short_closed = l.shipped + l.reserved) as whole
         from orders.read_line l where l.company_id = o.company_id and l.order_id = o.order_id and l.kind = 'stock') l
    where o.state = 'processing' and l.lines > 0
      and (${PROMISED}, o.order_id) > ($1::date, $2::uuid)
      and ${answersSql(`'order'`, 'o.order_id', 4, 5)} ${condition}
    order by ${PROMISED}, o.order_id limit $3`

const list = statement<Row>('delivery.shippable', page(''))
const search = statement<Row>(
  'delivery.searchShippable',
  page(`and ((o.number >= $7 and o.number < $8) or o.customer_id = any(array(${found('customer', 9)})))`),
)

/** Orders with reserved stock that can be shipped now, the earliest promise first. */
export const listShippable = query({
  load: (work, request: RequestOf<(typeof delivery)['GET /v1/deliveries/shippable']>) => {
    const [on, id] = fromBottom(request.cursor)
    const from = [on, id, request.limit + 1, ...sightOf(work), work.now]
    const sought = searchValues(request.q)
    return { rows: sought ? work.read(search, [...from, ...prefixOf(request.q!), ...sought]) : work.read(list, from) }
  },
  run: (_work, request, { rows }) =>
    pageOf(
      rows,
      request.limit,
      (row) => [row.promised_on ?? 'infinity', row.id],
      ({ id, number, customer, promised_on: promisedOn, hold, lines, whole }) => ({
        order: { id, number, customer, promisedOn, hold },
        lines,
        full: whole,
      }),
    ),
})

type Header = Omit<Shippable, 'lines'> & {
  answers: boolean
  id: string
  customer: string
  version: number
  recipient: string
  phone: string
  region: string
  street: string
}
type Line = Shippable['lines'][number] & { itemNumber: string; description: string; unitZh: string; unitEn: string }

const findOrder = statement<Header>(
  'delivery.shippableOrder',
  `select * from (select ${bearingSql(`'order'`, 'o.order_id', 2, 3)} as answers, o.order_id as id, o.number, o.state, o.version, c.name as customer, o.recipient, o.phone, o.region, o.street, o.hold_kind as "holdKind",
          o.hold_reason as "holdReason", o.hold_until as "holdUntil", o.credit_until as "creditUntil"
     from orders.read_order o
     join partners.read_customer c on c.company_id = o.company_id and c.customer_id = o.customer_id
    where o.order_id = $1) as found where answers is not null`,
)

const findLines = statement<Line>(
  'delivery.shippableLines',
  `select l.line, l.kind, l.quantity, l.short_closed as "shortClosed", l.shipped, l.reserved, i.number as "itemNumber", l.description,
          u.name_zh as "unitZh", u.name_en as "unitEn"
     from orders.read_line l
     join catalog.read_item i on i.company_id = l.company_id and i.item_id = l.item_id
     join catalog.read_unit u on u.company_id = l.company_id and u.code = l.unit
    where l.order_id = $1 and l.kind = 'stock' order by l.line`,
)

/** What of one order can be shipped now, per line, and where it goes. */
export const showShippable = query({
  load: (work, { id }: RequestOf<(typeof delivery)['GET /v1/orders/:id/shippable']>) => ({
    order: work.read(findOrder, [id, ...sightOf(work)]),
    lines: work.read(findLines, [id]),
  }),
  run: (work, _request, { order: [order], lines }) => {
    if (!order) throw no.orderUnknown()
    const { id, number, customer, version, recipient, phone, region, street } = order
    return {
      order: { id, number, customer, version },
      deliverTo: { recipient, phone, region, street },
      lines: lines.map((line) => ({
        line: line.line,
        itemNumber: line.itemNumber,
        description: line.description,
        unitNameZh: line.unitZh,
        unitNameEn: line.unitEn,
        ordered: shown(due(line)),
        shipped: shown(line.shipped),
        reserved: shown(line.reserved),
        short: shown(due(line) - line.shipped - line.reserved),
      })),
      may: mayOf(work, {
        ship: {
          right: 'delivery.ship',
          decide: () => {
            decideAnswering({ number, shownOnly: !order.answers })
            decideShipment({ ...order, lines }, undefined, work.now)
          },
        },
      }),
    }
  },
})
