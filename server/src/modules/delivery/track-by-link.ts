import { quantity } from '@baton/contract/decimal'
import type { Tracked } from '@baton/contract/delivery'
import type { Kernel } from '../../kernel/command.ts'
import type { Handler } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { Throttle } from '../../kernel/throttle.ts'
import { withCompanyAll } from '../../kernel/transaction.ts'
import { findLinkOf } from './links.ts'
import { decideOpen, no, stageOf, type Tracking } from './tracking.rules.ts'

interface OrderRow extends Tracking {
  companyName: string
  companyPhone: string | null
  number: string
  customerNumber: string
  state: Parameters<typeof stageOf>[0]['state']
  shippedProgress: 'none' | 'partly' | 'fully'
  signedProgress: 'none' | 'partly' | 'fully'
  promisedOn: string | null
  createdAt: Date
  reached: Record<string, string> | null
}

const findTracked = statement<OrderRow>(
  'delivery.tracked',
  `select t.expires_at as "expiresAt", t.revoked_at as "revokedAt", k.name as "companyName", k.phone as "companyPhone", o.number,
          o.customer_number as "customerNumber", o.state, o.shipped_progress as "shippedProgress", o.signed_progress as "signedProgress",
          o.promised_on as "promisedOn", o.created_at as "createdAt",
          (select json_object_agg(r.type, r.at) from (
             select e.type, min(e.recorded_at) as at from kernel.event e
              where e.subject_kind = 'order' and e.subject_id = o.order_id
                and e.type in ('orders.confirmed', 'orders.processing', 'delivery.shipped', 'orders.completed')
              group by e.type) r) as reached
     from delivery.tracking t
     join orders.read_order o on o.company_id = t.company_id and o.order_id = t.order_id
     join access.read_company k on k.company_id = t.company_id
    where t.tracking_id = $1`,
)

interface LineRow {
  line: number
  description: string
  unitZh: string
  unitEn: string
  quantity: bigint
  shortClosed: bigint
  shipped: bigint
  signed: bigint
  promisedOn: string | null
}

const trackedLines = statement<LineRow>(
  'delivery.trackedLines',
  `select l.line, l.description, coalesce(u.name_zh, l.unit) as "unitZh", coalesce(u.name_en, l.unit) as "unitEn", l.quantity,
          l.short_closed as "shortClosed", l.shipped, l.signed, l.promised_on as "promisedOn"
     from delivery.tracking t
     join orders.read_line l on l.company_id = t.company_id and l.order_id = t.order_id
     left join catalog.read_unit u on u.company_id = l.company_id and u.code = l.unit
    where t.tracking_id = $1 order by l.line`,
)

interface DeliveryRow {
  number: string
  carrier: string
  trackingNumber: string
  shippedAt: Date
  signedOn: string | null
}

const trackedDeliveries = statement<DeliveryRow>(
  'delivery.trackedDeliveries',
  `select d.number, d.carrier, d.tracking_number as "trackingNumber", d.shipped_at as "shippedAt", d.signed_on as "signedOn"
     from delivery.tracking t
     join delivery.delivery d on d.company_id = t.company_id and d.order_id = t.order_id and d.state <> 'reversed'
    where t.tracking_id = $1 order by d.shipped_at desc, d.delivery_id desc limit 100`,
)

const MINUTE_MS = 60_000
/** So often a minute one link is opened, and one address may name links that do not exist. */
const MOST_OPENINGS = 120
const MOST_MISSES = 60

/** One for each application, so that companies of tests do not count for each other. */
const throttles = new WeakMap<Kernel, { openings: Throttle; misses: Throttle }>()

function throttlesOf(kernel: Kernel) {
  const known = throttles.get(kernel)
  if (known) return known
  const made = { openings: new Throttle(MOST_OPENINGS, MINUTE_MS), misses: new Throttle(MOST_MISSES, MINUTE_MS) }
  throttles.set(kernel, made)
  return made
}

/** What a customer sees of an order by its link: read within its company, after the link was found to be open still. */
export const showTracked: Handler = async ({ kernel, http, request }) => {
  const { database } = kernel
  const now = kernel.clock()
  const token = request.token as string
  const { openings, misses } = throttlesOf(kernel)
  misses.admit(http.ip, now)
  openings.admit(token, now)
  const link = await findLinkOf(database, token, now)
  if (link?.kind !== 'track') {
    misses.count(http.ip, now)
    throw no.trackUnknown()
  }
  openings.count(token, now)
  const [headers, lines, deliveries] = (await withCompanyAll(
    database,
    link.company_id,
    [findTracked, trackedLines, trackedDeliveries].map((one) => [one, [link.subject_id]]),
  )) as [OrderRow[], LineRow[], DeliveryRow[]]
  const [order] = headers
  decideOpen(order, now)
  return shownTo(order!, lines, deliveries)
}

function shownTo(order: OrderRow, lines: LineRow[], deliveries: DeliveryRow[]): Tracked {
  const at = (type: string) => {
    const reached = order.reached?.[type]
    return reached ? new Date(reached).toISOString() : null
  }
  return {
    company: { name: order.companyName, phone: order.companyPhone },
    number: order.number,
    customerNumber: order.customerNumber,
    stage: stageOf(order),
    reached: {
      received: order.createdAt.toISOString(),
      confirmed: at('orders.confirmed'),
      preparing: at('orders.processing'),
      shipped: at('delivery.shipped'),
      signed: at('orders.completed'),
    },
    promisedOn: order.promisedOn,
    lines: lines.map((line) => ({
      line: line.line,
      description: line.description,
      unitNameZh: line.unitZh,
      unitNameEn: line.unitEn,
      quantity: quantity(line.quantity - line.shortClosed),
      shipped: quantity(line.shipped),
      signed: quantity(line.signed),
      promisedOn: line.promisedOn,
    })),
    deliveries: deliveries.map((row) => ({ ...row, shippedAt: row.shippedAt.toISOString() })),
    expiresAt: order.expiresAt.toISOString(),
  }
}
