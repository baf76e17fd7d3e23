import { quantity as shown } from '@baton/contract/decimal'
import type { delivery } from '@baton/contract/delivery'
import { query } from '../../kernel/command.ts'
import { mayOf } from '../../kernel/may.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { bearingSql, sightOf } from '../custody/index.ts'
import { decideAnswering } from '../orders/index.ts'
import { type Delivery, decideReversal, decideSignOffStands, decideUnsigned, no } from './delivery.rules.ts'

interface HeaderRow {
  id: string
  number: string
  state: Delivery['state']
  order_id: string
  order_number: string
  customer_number: string
  customer_id: string
  customer_name: string
  company_name: string
  company_phone: string | null
  company_address: string | null
  carrier: string
  tracking_number: string
  recipient: string
  phone: string
  region: string
  street: string
  note: string
  shipped_at: Date
  shipped_by: string
  shipped_by_name: string | null
  signed_at: Date | null
  signed_on: string | null
  signed_name: string | null
  signed_how: 'link' | 'staff' | 'policy' | 'imported' | null
  rating: number | null
  remark: string | null
  version: number
}

interface LineRow {
  line: number
  order_line: number
  item_number: string
  description: string
  unit: string
  unit_zh: string
  unit_en: string
  warehouse_id: string
  warehouse_zh: string
  warehouse_en: string
  quantity: bigint
  signed: bigint
  short: bigint
  damaged: bigint
  invoiced: bigint
  remark: string
}

const HEADER = `select d.delivery_id as id, d.number, d.state, d.order_id, o.number as order_number, o.customer_number, d.customer_id,
    c.name as customer_name, k.name as company_name, k.phone as company_phone, k.address as company_address, d.carrier, d.tracking_number,
    d.recipient, d.phone, d.region, d.street, d.note, d.shipped_at, d.shipped_by, p.name as shipped_by_name, d.signed_at, d.signed_on,
    d.signed_name, d.signed_how, d.rating, d.remark, d.version
  from delivery.delivery d
  join orders.read_order o on o.company_id = d.company_id and o.order_id = d.order_id
  join partners.read_customer c on c.company_id = d.company_id and c.customer_id = d.customer_id
  join access.read_company k on k.company_id = d.company_id
  left join people.read_person p on p.company_id = d.company_id and p.person_id = d.shipped_by
 where d.delivery_id = $1`

const LINES = `select l.line, l.order_line, i.number as item_number, ol.description, ol.unit, u.name_zh as unit_zh, u.name_en as unit_en,
    l.warehouse_id, w.name_zh as warehouse_zh, w.name_en as warehouse_en, l.quantity, l.signed, l.short, l.damaged, l.invoiced, l.remark
  from delivery.line l
  join orders.read_line ol on ol.company_id = l.company_id and ol.order_id = l.order_id and ol.line = l.order_line
  join catalog.read_item i on i.company_id = l.company_id and i.item_id = l.item_id
  join catalog.read_unit u on u.company_id = l.company_id and u.code = ol.unit
  join inventory.read_warehouse w on w.company_id = l.company_id and w.warehouse_id = l.warehouse_id
 where l.delivery_id = $1 order by l.line`

const findDelivery = statement<HeaderRow & { answers: boolean }>(
  'delivery.find',
  `select * from (select f.*, ${bearingSql(`'order'`, 'f.order_id', 2, 3)} as answers from (${HEADER}) as f) as found where answers is not null`,
)
const findLines = statement<LineRow>('delivery.findLines', LINES)

/** What the holder of a customer's link may read. */
export const findPublic = statement<HeaderRow>('delivery.findPublic', HEADER)
export const publicLines = statement<LineRow>('delivery.publicLines', LINES)

const shownHeader = (row: HeaderRow) => ({
  number: row.number,
  state: row.state,
  customerNumber: row.customer_number,
  company: { name: row.company_name, phone: row.company_phone, address: row.company_address },
  deliverTo: { recipient: row.recipient, phone: row.phone, region: row.region, street: row.street },
  carrier: row.carrier,
  trackingNumber: row.tracking_number,
  note: row.note,
  shippedAt: row.shipped_at.toISOString(),
  signedAt: row.signed_at?.toISOString() ?? null,
  signedOn: row.signed_on,
  signedName: row.signed_name,
  signedHow: row.signed_how,
  remark: row.remark,
  rating: row.rating,
  version: row.version,
})

const shownLine = (row: LineRow) => ({
  line: row.line,
  orderLine: row.order_line,
  itemNumber: row.item_number,
  description: row.description,
  unit: row.unit,
  unitNameZh: row.unit_zh,
  unitNameEn: row.unit_en,
  warehouse: { id: row.warehouse_id, nameZh: row.warehouse_zh, nameEn: row.warehouse_en },
  quantity: shown(row.quantity),
  signed: shown(row.signed),
  short: shown(row.short),
  damaged: shown(row.damaged),
  invoiced: shown(row.invoiced),
  remark: row.remark,
})

export const shownPublic = (header: HeaderRow, lines: LineRow[]) => ({
  ...shownHeader(header),
  order: { number: header.order_number },
  customer: { name: header.customer_name },
  lines: lines.map(shownLine),
})

/** One delivery with its lines, and what may be done with it. */
export const showDelivery = query({
  load: (work, { id }: RequestOf<(typeof delivery)['GET /v1/deliveries/:id']>) => ({
    header: work.read(findDelivery, [id, ...sightOf(work)]),
    lines: work.read(findLines, [id]),
  }),
  run: (work, _request, { header: [header], lines }) => {
    if (!header) throw no.unknown()
    const { number, state, signed_name: signedName, signed_on: signedOn } = header
    const facts = { number, state, signedName, signedOn, lines }
    const acting = (decide: () => void) => () => {
      decideAnswering({ number: header.order_number, shownOnly: !header.answers })
      decide()
    }
    return {
      ...shownHeader(header),
      id: header.id,
      order: { id: header.order_id, number: header.order_number },
      customer: { id: header.customer_id, name: header.customer_name },
      shippedBy: { id: header.shipped_by, name: header.shipped_by_name ?? '' },
      lines: lines.map(shownLine),
      may: mayOf(work, {
        sign: { right: 'delivery.sign', decide: acting(() => decideUnsigned(facts)) },
        link: { right: 'delivery.sign', decide: acting(() => decideUnsigned(facts)) },
        reverse: { right: 'delivery.reverse', decide: acting(() => decideReversal(facts)) },
        unsign: { right: 'delivery.reverse', decide: acting(() => decideSignOffStands(facts)) },
      }),
    }
  },
})
