import { money } from '@baton/contract/decimal'
import type { OrderRow, orders } from '@baton/contract/orders'
import { query } from '../../kernel/command.ts'
import { keyOf, pageOf } from '../../kernel/cursor.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import { addDays, dayIn } from '../../kernel/time.ts'
import type { Work } from '../../kernel/work.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import { workingMinutes } from '../people/index.ts'
import type { OrderState, Progress } from './orders.rules.ts'

type ListOrders = RequestOf<(typeof orders)['GET /v1/orders']>
type View = ListOrders['view']

interface Row {
  id: string
  number: string
  state: OrderState
  holdKind: 'credit' | 'quality' | 'customer' | null
  customerId: string
  customerName: string
  summary: string
  lines: number
  gross: bigint
  currency: string
  requestedOn: string | null
  promisedOn: string | null
  holderId: string | null
  holderName: string | null
  departmentId: string | null
  departmentZh: string
  departmentEn: string
  departmentKind: 'sales'
  heldSince: Date | null
  offer: { person: string | null; department: string | null; nameZh: string; nameEn: string; kind: string } | null
  ownerId: string
  ownerName: string
  segments:
    | {
        kind: 'held' | 'pool'
        department: string
        name: string
        since: string
        until: string | null
        entered: string
        offered: string | null
      }[]
    | null
  reserved: Progress
  shipped: Progress
  signed: Progress
  billed: Progress
  settled: Progress
  createdAt: Date
  createdKey: string
  version: number
}

/** Rights first, then the view: each view is one condition that an index serves; 'all' walks the order of creation. */
const VIEWS: Record<View, string> = {
  all: 'true',
  holding: 'o.holder_id = $3',
  owned: 'o.owner_id = $3',
  department: 'o.holder_department_id = $4',
  pool: 'o.holder_department_id = $4 and o.holder_id is null',
  overdue: `o.state in ('pending', 'processing') and o.promised_on < $5`,
  due: `o.state in ('pending', 'processing') and o.promised_on between $5 and $6`,
  review: `o.state = 'confirmed'`,
}

const COLUMNS = `o.order_id as id, o.number, o.state, o.hold_kind as "holdKind", o.customer_id as "customerId", c.name as "customerName", o.summary,
  (select count(*)::int from orders.line l where l.company_id = o.company_id and l.order_id = o.order_id and not l.removed) as lines,
  o.gross, o.currency, o.requested_on as "requestedOn", o.promised_on as "promisedOn",
  o.holder_id as "holderId", h.name as "holderName", o.holder_department_id as "departmentId", d.name_zh as "departmentZh", d.name_en as "departmentEn",
  d.kind as "departmentKind", o.held_since as "heldSince", o.owner_id as "ownerId", w.name as "ownerName",
  case when o.offered then (
    select json_build_object('person', f.to_person_id, 'department', f.to_department_id, 'nameZh', coalesce(fp.name, fd.name_zh),
                             'nameEn', coalesce(fp.name, fd.name_en), 'kind', coalesce(fp.department_kind, fd.kind))
      from custody.read_offer f
      left join people.read_person fp on fp.company_id = f.company_id and fp.person_id = f.to_person_id
      left join people.read_department fd on fd.company_id = f.company_id and fd.department_id = f.to_department_id
     where f.company_id = o.company_id and f.subject_kind = 'order' and f.subject_id = o.order_id and f.open) end as offer,
  (select json_agg(json_build_object('kind', g.kind, 'department', gd.kind, 'name', coalesce(gp.name, gd.name_zh), 'since', g.since, 'until', g.until, 'entered', g.entered,
                                     'offered', (select f.offered_at from custody.read_offer f
                                                  where f.company_id = g.company_id and f.subject_kind = 'order' and f.subject_id = g.subject_id
                                                    and f.sequence = g.sequence and f.state in ('offered', 'accepted') order by f.offered_at desc limit 1))
                   order by g.sequence)
     from custody.read_segment g
     join people.read_department gd on gd.company_id = g.company_id and gd.department_id = g.department_id
     left join people.read_person gp on gp.company_id = g.company_id and gp.person_id = g.holder_id
    where g.company_id = o.company_id and g.subject_kind = 'order' and g.subject_id = o.order_id and g.kind <> 'closed') as segments,
  o.reserved_progress as reserved, o.shipped_progress as shipped, o.signed_progress as signed, o.invoiced_progress as billed, o.paid_progress as settled,
  o.created_at as "createdAt", o.created_at::text as "createdKey", o.version`

const JOINS = `left join partners.read_customer c on c.company_id = o.company_id and c.customer_id = o.customer_id
  left join people.read_person h on h.company_id = o.company_id and h.person_id = o.holder_id
  left join people.read_department d on d.company_id = o.company_id and d.department_id = o.holder_department_id
  left join people.read_person w on w.company_id = o.company_id and w.person_id = o.owner_id`

/** What a search may mean: order numbers (many, pasted), a customer's own number, or words of the customer's name. */
const FOUND = `($13::text[] is null or o.number = any($13::text[]) or o.customer_number = any($13::text[])
  or o.customer_id = any(array(select t.subject_id from kernel.search_token t
                        where t.subject_kind = 'customer' and t.token >= $14 and t.token < $15)))`

const SORTS = {
  '-createdAt': {
    after: '($9::timestamptz is null or (o.created_at, o.order_id) < ($9::timestamptz, $10::uuid))',
    by: 'o.created_at desc, o.order_id desc',
  },
  promisedOn: {
    after: '($9::date is null or (o.promised_on, o.order_id) > ($9::date, $10::uuid))',
    by: 'o.promised_on, o.order_id',
  },
}

const FILTERS = `($7::text is null or o.state = $7) and ($8::uuid is null or o.customer_id = $8) and ($11::uuid is null or o.owner_id = $11) and ($12::uuid is null or o.holder_id = $12)`
/** Keeps the types of parameters that a view does not use. */
const TYPED = `($3::uuid is null or true) and ($4::uuid is null or true) and ($5::date is null or true) and ($6::date is null or true)`

const listOf = (view: View, sort: keyof typeof SORTS): Statement<Row> => {
  const { after, by } = SORTS[sort]
  const page = `select o.* from orders.sales_order o
     where ${VIEWS[view]} and ${after} and ${FILTERS} and ${FOUND} and ${TYPED} and ${mayReadSql(`'order'`, 'o.order_id', 1, 2)}
     order by ${by} limit $16`
  return statement(`orders.list.${view}.${sort}`, `select ${COLUMNS} from (${page}) o ${JOINS} order by ${by}`)
}

const lists = Object.fromEntries(
  (Object.keys(VIEWS) as View[]).map((view) => [
    view,
    { '-createdAt': listOf(view, '-createdAt'), promisedOn: listOf(view, 'promisedOn') },
  ]),
) as Record<View, Record<keyof typeof SORTS, Statement<Row>>>

const DUE_DAYS = 3

/** Orders as a page of a list, with holder, time held and the mini strip, in one statement. */
export const listOrders = query({
  load: (work, request: ListOrders) => {
    const [first, second] = keyOf(request.cursor, 2)
    const today = dayIn(work.company.timeZone, work.now)
    const { words, from, until } = searchOf(request.q)
    return {
      rows: work.read(lists[request.view][request.sort], [
        ...sightOf(work),
        work.actor.personId,
        work.actor.departmentId,
        today,
        addDays(today, DUE_DAYS),
        request.state ?? null,
        request.customerId ?? null,
        first,
        second,
        request.ownerId ?? null,
        request.holderId ?? null,
        words,
        from,
        until,
        request.limit + 1,
      ]),
    }
  },
  run: (work, request, { rows }) =>
    pageOf(
      rows,
      request.limit,
      (row) => [request.sort === 'promisedOn' ? (row.promisedOn ?? '') : row.createdKey, row.id],
      (row) => rowOf(work, row),
    ),
})

/** Pasted numbers, and the range of name tokens that begin with the text. */
function searchOf(text: string | undefined): { words: string[] | null; from: string | null; until: string | null } {
  if (!text) return { words: null, from: null, until: null }
  const words = text
    .split(/[\s,;，；、]+/)
    .filter(Boolean)
    .slice(0, 200)
  const token = text.trim().toLowerCase()
  return { words: [...words, ...words.map((word) => word.toUpperCase())], from: token, until: `${token}\u{10ffff}` }
}

function rowOf(work: Work, row: Row): OrderRow {
  const { calendar, timeZone } = work.company
  const minutes = (since: string | Date, until: string | Date | null) =>
    workingMinutes(calendar, timeZone, new Date(since), until ? new Date(until) : work.now)
  const today = dayIn(timeZone, work.now)
  const open = row.state === 'pending' || row.state === 'processing'
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    hold: row.holdKind,
    customer: { id: row.customerId, name: row.customerName },
    summary: row.summary,
    lines: row.lines,
    gross: money(row.gross),
    currency: row.currency,
    requestedOn: row.requestedOn,
    promisedOn: row.promisedOn,
    overdue: open && row.promisedOn !== null && row.promisedOn < today,
    holder: row.departmentId
      ? {
          person: row.holderId ? { id: row.holderId, name: row.holderName! } : null,
          department: {
            id: row.departmentId,
            nameZh: row.departmentZh,
            nameEn: row.departmentEn,
            kind: row.departmentKind,
          },
          since: row.heldSince!.toISOString(),
          minutes: minutes(row.heldSince!, null),
        }
      : null,
    offeredTo: row.offer && {
      kind: row.offer.person ? 'person' : 'department',
      id: row.offer.person ?? row.offer.department!,
      nameZh: row.offer.nameZh,
      nameEn: row.offer.nameEn,
      departmentKind: row.offer.kind,
    },
    owner: { id: row.ownerId, name: row.ownerName },
    strip: (row.segments ?? []).map((segment) => ({
      kind: segment.kind,
      departmentKind: segment.department,
      name: segment.name,
      since: new Date(segment.since).toISOString(),
      minutes: minutes(segment.since, segment.until),
      waiting: segment.offered ? minutes(segment.offered, segment.until) : 0,
      entered: segment.entered,
    })),
    progress: {
      reserved: row.reserved,
      shipped: row.shipped,
      signed: row.signed,
      invoiced: row.billed,
      paid: row.settled,
    },
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}

const CAP = 1001
const countOf = (view: View): string =>
  `(select count(*)::int from (select from orders.sales_order o where ${VIEWS[view]} and ${mayReadSql(`'order'`, 'o.order_id', 1, 2)} limit ${CAP}) n) as "${view}"`

const countOrdersStatement = statement<Record<View, number>>(
  'orders.counts',
  `select ${(Object.keys(VIEWS) as View[]).map(countOf).join(', ')}`,
)

/** How many orders each view holds; above a thousand it is only known that there are more. */
export const countOrders = query({
  load: (work) => {
    const today = dayIn(work.company.timeZone, work.now)
    return {
      rows: work.read(countOrdersStatement, [
        ...sightOf(work),
        work.actor.personId,
        work.actor.departmentId,
        today,
        addDays(today, DUE_DAYS),
      ]),
    }
  },
  run: (_work, _request: unknown, { rows }) => rows[0]!,
})
