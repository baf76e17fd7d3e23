import type { orders } from '@baton/contract/orders'
import type { RequestOf } from '../../kernel/route.ts'
import { FOUND_MOST, ownersSought, searchValues } from '../../kernel/search.ts'
import { type Sought, soughtPage } from '../../kernel/sought.ts'
import { type Statement, variant } from '../../kernel/statement.ts'
import { sightedIds, sightedSql } from '../custody/index.ts'
import type { OrderState, Progress } from './orders.rules.ts'

export type ListOrders = RequestOf<(typeof orders)['GET /v1/orders']>
type View = ListOrders['view']

/** Who reads, and the days by which orders are late or due; a null sight means that all may be read. */
export interface Reader {
  sight: [viewers: string[] | null, departments: string[]]
  personId: string
  departmentId: string
  today: string
  soon: string
}

/** What a list asks for; `key` is the last row's, or lies before all rows. */
export interface Asked
  extends Pick<ListOrders, 'view' | 'sort' | 'state' | 'customerId' | 'ownerId' | 'holderId' | 'q'> {
  key: [string, string]
  limit: number
  /** The year of short numbers such as 0188. */
  year: string
}

export interface Row {
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

const COLUMNS = `o.order_id as id, o.number, o.state, o.hold_kind as "holdKind", o.customer_id as "customerId",
  (select c.name from partners.read_customer c where c.company_id = o.company_id and c.customer_id = o.customer_id) as "customerName", o.summary,
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

const JOINS = `left join people.read_person h on h.company_id = o.company_id and h.person_id = o.holder_id
  left join people.read_department d on d.company_id = o.company_id and d.department_id = o.holder_department_id
  left join people.read_person w on w.company_id = o.company_id and w.person_id = o.owner_id`

/** Takes values of a statement and gives the number of the first: `$n` are numbered in the order in which parts are added. */
type Put = (...values: unknown[]) => number

function parameters(): { values: unknown[]; put: Put } {
  const values: unknown[] = []
  return { values, put: (...more) => values.push(...more) - more.length + 1 }
}

const OPEN = `o.state in ('pending', 'processing')`

/** Orders without a promised day stand last; the expression is that of the index. */
const PROMISED = `(case when o.promised_on is null then 'infinity' else o.promised_on end)`

/** Each view is one condition that an index serves; 'all' walks the order of its sort. */
const VIEWS: Record<View, (put: Put, reader: Reader) => string[]> = {
  all: () => [],
  holding: (put, { personId }) => [`o.holder_id = $${put(personId)}::uuid`],
  owned: (put, { personId }) => [`o.owner_id = $${put(personId)}::uuid`],
  department: (put, { departmentId }) => [`o.holder_department_id = $${put(departmentId)}::uuid`],
  pool: (put, { departmentId }) => [`o.holder_department_id = $${put(departmentId)}::uuid`, 'o.holder_id is null'],
  overdue: (put, { today }) => [OPEN, `${PROMISED} < $${put(today)}::date`],
  due: (put, { today, soon }) => [OPEN, `${PROMISED} between $${put(today)}::date and $${put(soon)}::date`],
  review: () => [`o.state = 'confirmed'`],
}

const SORTS = {
  '-createdAt': { key: 'o.created_at', type: 'timestamptz', direction: 'desc', goesOn: '<' },
  promisedOn: { key: PROMISED, type: 'date', direction: '', goesOn: '>' },
}
/** Such orders are few among all: their own index finds them, not a walk through every order in the order of the sort. */
const LATE: readonly View[] = ['overdue', 'due']

const FILTERS: Record<string, (put: Put, asked: Asked) => string> = {
  state: (put, { state }) => `o.state = $${put(state)}`,
  customer: (put, { customerId }) => `o.customer_id = $${put(customerId)}::uuid`,
  owner: (put, { ownerId }) => `o.owner_id = $${put(ownerId)}::uuid`,
  holder: (put, { holderId }) => `o.holder_id = $${put(holderId)}::uuid`,
}

const IDS = 'select o.order_id from orders.sales_order o where'

/** Orders by pasted numbers, by the customer's own number for them, or by the customer's name. */
function searched(put: Put, { q, year }: Asked, dated: boolean, page: Page): Sought {
  const numbers = put(numbersIn(q!, year))
  const customers = ownersSought('customer', put(...(searchValues(q) ?? ['', '', [], []])))
  const NUMBER = `o.number = any($${numbers}::text[])`
  const CUSTOMER_NUMBER = `o.customer_number <> '' and o.customer_number = any($${numbers}::text[])`
  const ofCustomers = dated
    ? `${IDS} o.customer_id = any(${customers.ids})`
    : customers.ofEach((owner) => page(`o.customer_id = ${owner}`), 'order_id')
  return {
    with: customers.with,
    many: customers.many,
    ids: `${IDS} ${NUMBER} union all ${IDS} ${CUSTOMER_NUMBER} union all ${ofCustomers}`,
    holds: `(${NUMBER} or ${CUSTOMER_NUMBER} or ${customers.holds('o.customer_id')})`,
    few: dated ? FEW_DATED : FOUND_MOST,
  }
}

/** So many orders are fetched and sorted by their promised day; each is asked for whether it may be read. */
const FEW_DATED = 5000

/** What narrows a list, the likeliest to be rare first; a state only where the list is not in the order of its index. */
const NARROWING = ['holder', 'holding', 'pool', 'customer', 'owner', 'owned', 'department']

/** Where an index has just these orders in just this order, there is nothing to weigh. */
const SERVED = ['holder', 'holding', 'pool', 'department', 'customer', 'customer state', 'state']

const filtersOf = ({ state, customerId, ownerId, holderId, q }: Asked): string[] =>
  Object.entries({ customer: customerId, owner: ownerId, holder: holderId, state, search: q }).flatMap(
    ([name, value]) => (value ? [name] : []),
  )

/** Pasted order numbers, as typed, in capitals and without full-width letters; a short one such as 0188 is this year's. */
function numbersIn(text: string, year: string): string[] {
  const words = text
    .split(/[\s,;，；、]+/)
    .filter(Boolean)
    .slice(0, 200)
  const plain = words.map((word) => word.normalize('NFKC'))
  const short = plain.filter((word) => /^\d{1,6}$/.test(word)).map((word) => `SO${year}-${word.padStart(4, '0')}`)
  return [...new Set([...words, ...plain.map((word) => word.toUpperCase()), ...short])]
}

/** So many orders are fetched and sorted when a reader may see no more; among more, a page is soon full by walking. */
const FEW_SEEN = 5000

type Page = (...conditions: string[]) => string

/** The rows of a list that may be narrowed; what is to be weighed is weighed by ids. */
const weighed = (sought: Sought, page: Page, order?: string): string =>
  soughtPage(sought, { id: 'o.order_id', page: (condition) => page(condition.replace(/^and /, '')), order })

interface ReaderSight {
  /** Says of an order whether the reader may see it. */
  sighted: string
  /** All that the reader may see, to be weighed where nothing else narrows a list. */
  readable: Sought
}

/** What the reader may see: nothing to ask where that is all. */
function sightOfReader(put: Put, [viewers, departments]: Reader['sight']): ReaderSight | null {
  if (viewers === null) return null
  const [who, where] = [put(viewers), put(departments)]
  const sighted = sightedSql(`'order'`, 'o.order_id', who, where)
  return { sighted, readable: { ids: sightedIds('order', who, where), holds: sighted, few: FEW_SEEN } }
}

/**
 * The rows of a list whose `conditions` stand by the names of what asked for them. What narrows it is weighed, unless an index has just these
 * orders in just this order.
 */
function rowsOf(put: Put, asked: Asked, conditions: Record<string, string>, sight: ReaderSight | null): string {
  const { view, sort, q } = asked
  const { key: by, type, direction, goesOn } = SORTS[sort]
  const [after, most] = [put(...asked.key), put(asked.limit)]
  const [dated, late] = [sort === 'promisedOn', LATE.includes(view)]
  const order = `${by} ${direction}, o.order_id ${direction}`
  const pageOf =
    (also: (string | undefined)[]): Page =>
    (...more) => {
      const seek = `(${by}, o.order_id) ${goesOn} ($${after}::${type}, $${after + 1}::uuid)`
      const all = `orders.sales_order o where ${[seek, ...also, ...more].filter(Boolean).join(' and ')}`
      return `select o.* from ${late && !dated ? `(select o.* from ${all} offset 0) o` : all} order by ${order} limit $${most}`
    }
  const names = order.replaceAll('o.', '')
  const page = pageOf([...Object.values(conditions), sight?.sighted])
  if (q) return weighed(searched(put, asked, dated, page), page, names)
  const narrowing = [...NARROWING, ...(dated ? ['review', 'state'] : [])].find((name) => name in conditions)
  if (narrowing && (dated || !SERVED.includes(Object.keys(conditions).join(' ')))) {
    const { [narrowing]: narrow = '', ...others } = conditions
    // Its index would find very many, to be sorted anew; behind a test it is left to the walk in the order of the list.
    const holds = dated ? `(${narrow}) is true` : narrow
    const ids = `${IDS} ${Object.values(conditions).join(' and ')}`
    const sought = { ids, holds, ...(dated && { few: FEW_DATED }) }
    return weighed(sought, pageOf([...Object.values(others), sight?.sighted]), names)
  }
  if (sight && !narrowing && !late && view !== 'review')
    return weighed(sight.readable, pageOf(Object.values(conditions)), names)
  return page()
}

/**
 * A page of orders, composed of the parts that the request uses: a condition that may be absent could be served by no index.
 * The statement's name says which parts they are, so that there are few statements and each is prepared once.
 */
export function listOf(asked: Asked, reader: Reader): { statement: Statement<Row>; values: unknown[] } {
  const { values, put } = parameters()
  const { view, sort } = asked
  const used = filtersOf(asked)
  const conditions: Record<string, string> = {
    ...(view !== 'all' && { [view]: VIEWS[view](put, reader).join(' and ') }),
    ...Object.fromEntries(used.filter((name) => name !== 'search').map((name) => [name, FILTERS[name]!(put, asked)])),
  }
  const sight = sightOfReader(put, reader.sight)
  const rows = rowsOf(put, asked, conditions, sight)
  const { key: by, direction } = SORTS[sort]
  return {
    statement: variant(
      [sight ? 'orders.seen' : 'orders.list', view, ...(sort === 'promisedOn' ? ['dated'] : []), ...used].join('.'),
      `select ${COLUMNS} from (${rows}) o ${JOINS} order by ${by} ${direction}, o.order_id ${direction}`,
    ),
    values,
  }
}

/** So many are counted; above it is only known that there are more. */
const CAP = 1001

/** How many orders each view holds; of all orders those are counted that a list of all would show. */
export function countsOf(reader: Reader): { statement: Statement<Record<View, number>>; values: unknown[] } {
  const { values, put } = parameters()
  const counts = (Object.keys(VIEWS) as View[]).map((view) => {
    const held = VIEWS[view](put, reader)
    const page: Page = (...more) =>
      `select o.order_id from orders.sales_order o where ${['true', ...held, ...more].join(' and ')} limit ${CAP}`
    const sight = sightOfReader(put, reader.sight)
    const rows = sight && view === 'all' ? weighed(sight.readable, page) : page(...(sight ? [sight.sighted] : []))
    return `(select count(*)::int from (${rows}) n) as "${view}"`
  })
  const name = reader.sight[0] === null ? 'orders.counts' : 'orders.countsSeen'
  return { statement: variant(name, `select ${counts.join(', ')}`), values }
}

/** Declares the statements of every view, sort and sight, without a filter, with each, and with all, for the test that explains them. */
export function declareEveryList(): void {
  const id = '00000000-0000-0000-0000-000000000000'
  const filters = { state: 'pending', customerId: id, ownerId: id, holderId: id, q: 'x' } as const
  const some = [{}, ...Object.entries(filters).map(([name, value]) => ({ [name]: value })), filters]
  for (const viewers of [null, [id]]) {
    const reader: Reader = {
      sight: [viewers, []],
      personId: id,
      departmentId: id,
      today: '2026-01-01',
      soon: '2026-01-01',
    }
    countsOf(reader)
    for (const view of Object.keys(VIEWS) as View[])
      for (const sort of Object.keys(SORTS) as (keyof typeof SORTS)[])
        for (const filter of some) listOf({ view, sort, ...filter, key: ['', ''], limit: 1, year: '' }, reader)
  }
}
