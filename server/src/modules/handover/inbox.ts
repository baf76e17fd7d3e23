import { money } from '@baton/contract/decimal'
import type { HandoverCheck, HandoverPackage, handover } from '@baton/contract/handover'
import { query } from '../../kernel/command.ts'
import { fromTop, pageOf } from '../../kernel/cursor.ts'
import { mayOf } from '../../kernel/may.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { OfferState } from '../custody/index.ts'
import { decideAnswerable, mayReadSql, sightOf, stateAt } from '../custody/index.ts'
import type { OrderState } from '../orders/index.ts'
import { no } from './handover.rules.ts'
import { decideRecall, decideReversal, type Packaged } from './take-back.rules.ts'

type ListHandovers = RequestOf<(typeof handover)['GET /v1/handovers']>
type ShowHandover = RequestOf<(typeof handover)['GET /v1/handovers/:id']>

interface Row {
  id: string
  number: string
  batchId: string
  state: OfferState
  kind: 'handover' | 'return' | 'reverse'
  version: number
  reason: string
  fromId: string
  fromName: string
  fromDepartment: { id: string; nameZh: string; nameEn: string; kind: 'sales' }
  toPersonId: string | null
  toDepartmentId: string | null
  toZh: string
  toEn: string
  toKind: string
  offeredAt: Date
  offeredKey: string
  answerBy: Date | null
  answeredAt: Date | null
  answeredById: string | null
  answeredByName: string | null
  answerReason: string | null
  note: string
  nextAction: string
  nextActionDue: Date | null
  checks: HandoverCheck[]
  subjects:
    | {
        id: string
        number: string
        customer: string
        gross: string
        currency: string
        promisedOn: string | null
        state: OrderState
        open: boolean
        dropped: boolean
        unclaimed: boolean
        /** What the rules on taking back look at: the custody row that was offered, whether it is on its way again, and where it lies now. */
        sequence: number
        offered: boolean
        custody: NonNullable<Packaged['custody']>
      }[]
    | null
}

/** Of a package, the orders for which `shown` is true: SQL over the package `f` and its subject `s`. */
const columns = (
  shown: string,
): string => `f.offer_id as id, f.number, f.batch_id as "batchId", f.state, f.kind, f.version, f.reason, f.from_id as "fromId", p.name as "fromName",
  json_build_object('id', p.department_id, 'nameZh', p.department_zh, 'nameEn', p.department_en, 'kind', p.department_kind) as "fromDepartment",
  f.to_person_id as "toPersonId", f.to_department_id as "toDepartmentId", coalesce(tp.name, td.name_zh) as "toZh", coalesce(tp.name, td.name_en) as "toEn",
  coalesce(tp.department_kind, td.kind) as "toKind", f.offered_at as "offeredAt", f.offered_at::text as "offeredKey", f.answer_by as "answerBy", f.answered_at as "answeredAt",
  f.answered_by as "answeredById", ap.name as "answeredByName", f.answer_reason as "answerReason",
  k.note, k.next_action as "nextAction", k.next_action_due as "nextActionDue", k.checks,
  (select json_agg(json_build_object('id', o.order_id, 'number', o.number, 'customer', c.name, 'gross', o.gross::text, 'currency', o.currency,
                                     'promisedOn', o.promised_on, 'state', o.state, 'open', s.open, 'dropped', s.dropped,
                                     'unclaimed', h.kind = 'pool' and h.sequence = s.sequence + 1,
                                     'sequence', s.sequence, 'offered', o.offered,
                                     'custody', json_build_object('state', h.kind, 'sequence', h.sequence, 'holderId', h.holder_id,
                                                                  'departmentId', h.department_id)) order by o.number)
     from custody.read_offer s
     join orders.read_order o on o.company_id = s.company_id and o.order_id = s.subject_id
     join custody.read_current h on h.company_id = s.company_id and h.subject_kind = 'order' and h.subject_id = s.subject_id
     left join partners.read_customer c on c.company_id = o.company_id and c.customer_id = o.customer_id
    where s.company_id = f.company_id and s.offer_id = f.offer_id and s.subject_kind = 'order' and (${shown})) as subjects`

const JOINS = `join people.read_person p on p.company_id = f.company_id and p.person_id = f.from_id
  left join people.read_person tp on tp.company_id = f.company_id and tp.person_id = f.to_person_id
  left join people.read_department td on td.company_id = f.company_id and td.department_id = f.to_department_id
  left join people.read_person ap on ap.company_id = f.company_id and ap.person_id = f.answered_by
  join handover.package k on k.company_id = f.company_id and k.offer_id = f.offer_id`

const ORDER_BY = 'order by f.offered_at desc, f.offer_id desc'

/** A page of packages; $1 is whose they are, $2 and $3 the last row's key, $4 the limit. */
const page = (condition: string) =>
  `select f.* from custody.read_package f
    where ${condition} and (f.offered_at, f.offer_id) < ($2::timestamptz, $3::uuid) ${ORDER_BY} limit $4`

const listOf = (name: string, packages: string, shown = 'true'): Statement<Row> =>
  statement(`handover.list.${name}`, `select ${columns(shown)} from (${packages}) f ${JOINS} ${ORDER_BY}`)

/** Sender and receiver know the whole package; who came to it by one order sees that one, and others only if they may read them. */
const toReader = (person: number, departments: number, viewers: number, scope: number): string =>
  `f.from_id = $${person} or f.to_person_id = $${person} or f.to_department_id = any($${departments}::uuid[])
      or ${mayReadSql('s.subject_kind', 's.subject_id', viewers, scope)}`

const lists: Record<ListHandovers['box'], Statement<Row>> = {
  inbox: listOf('inbox', page(`f.to_person_id = $1 and f.state = 'offered'`)),
  sent: listOf('sent', page('f.from_id = $1')),
  // What lies in a pool is found from the pool: of all packages that ever went there only the few with something unclaimed are left.
  pool: listOf(
    'pool',
    page(`f.to_department_id = any($1::uuid[]) and f.state = 'accepted' and f.offer_id = any(array(
            select c.offer_id from custody.read_segment c
             where c.until is null and c.holder_id is null and c.subject_kind = 'order' and c.department_id = any($1::uuid[])))`),
  ),
  answered: listOf('answered', page(`f.to_person_id = $1 and f.state <> 'offered'`)),
}
const ofOrder = listOf(
  'order',
  page(`f.offer_id = any(array(
         select s.offer_id from custody.read_offer s where s.subject_kind = 'order' and s.subject_id = $1))`),
  toReader(5, 6, 7, 8),
)

const mayReadOrder = statement<{ readable: boolean }>(
  'handover.mayReadOrder',
  `select ${mayReadSql(`'order'`, '$1::uuid', 2, 3)} as readable`,
)

/** Packages of a box; or all of one order, for whoever may read that order. */
export const listHandovers = query({
  load: (work, request: ListHandovers) => {
    const page = [...fromTop(request.cursor), request.limit + 1]
    const { personId, departmentId, headOf } = work.actor
    const whose = request.box === 'pool' ? [...new Set([departmentId, ...headOf])] : personId
    return {
      readable: work.read(mayReadOrder, [request.orderId ?? null, ...sightOf(work)]),
      rows: request.orderId
        ? work.read(ofOrder, [request.orderId, ...page, personId, [departmentId, ...headOf], ...sightOf(work)])
        : work.read(lists[request.box], [whose, ...page]),
    }
  },
  run: (work, request, { readable, rows }) => {
    if (request.orderId && !readable[0]!.readable) throw no.orderUnknown()
    return pageOf(
      rows,
      request.limit,
      (row) => [row.offeredKey, row.id],
      (row) => packageOf(work, row),
    )
  },
})

const findOne = statement<Row & { readable: boolean }>(
  'handover.show',
  `select ${columns(toReader(2, 3, 4, 5))}, (f.from_id = $2 or f.to_person_id = $2 or f.to_department_id = any($3::uuid[]) or exists (
            select from custody.read_offer s where s.company_id = f.company_id and s.offer_id = f.offer_id and ${mayReadSql('s.subject_kind', 's.subject_id', 4, 5)})) as readable
     from custody.read_package f ${JOINS} where f.offer_id = $1`,
)

/** One package, and whether the actor may read it: as its sender or receiver, or by one of its orders. */
export const findPackage = (work: Work, id: string) =>
  work.read(findOne, [id, work.actor.personId, [work.actor.departmentId, ...work.actor.headOf], ...sightOf(work)])

export const showHandover = query({
  load: (work, request: ShowHandover) => ({ rows: findPackage(work, request.id) }),
  run: (work, _request, { rows }) => {
    const row = rows[0]
    if (!row?.readable) throw no.unknown()
    return packageOf(work, row)
  },
})

export function packageOf(work: Work, row: Row): HandoverPackage {
  const answerable = () => {
    if (row.toPersonId !== work.actor.personId) throw no.notReceiver(row.number)
    decideAnswerable(row, work.now)
  }
  const orders = row.subjects ?? []
  const found = { offer: row, subjects: orders.filter(({ dropped }) => !dropped) }
  return {
    id: row.id,
    number: row.number,
    batchId: row.batchId,
    state: stateAt(row, work.now),
    kind: row.kind,
    from: { id: row.fromId, name: row.fromName, department: row.fromDepartment },
    to: {
      kind: row.toPersonId ? 'person' : 'department',
      id: row.toPersonId ?? row.toDepartmentId!,
      nameZh: row.toZh,
      nameEn: row.toEn,
      departmentKind: row.toKind,
    },
    reason: row.reason,
    note: row.note,
    nextAction: row.nextAction,
    nextActionDue: row.nextActionDue?.toISOString() ?? null,
    subjects: orders.map(({ sequence: _sequence, offered: _offered, custody: _custody, ...subject }) => ({
      kind: 'order' as const,
      ...subject,
      gross: money(BigInt(subject.gross)),
    })),
    offeredAt: row.offeredAt.toISOString(),
    answerBy: row.answerBy?.toISOString() ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    answeredBy: row.answeredById ? { id: row.answeredById, name: row.answeredByName ?? '' } : null,
    answerReason: row.answerReason,
    checks: row.checks,
    version: row.version,
    may: mayOf(work, {
      accept: { right: 'handover.accept', decide: answerable },
      decline: { right: 'handover.accept', decide: answerable },
      recall: { right: 'handover.offer', decide: () => decideRecall(found, orders, work.actor) },
      reverse: {
        right: 'handover.offer',
        // Whether the receiver has done something is looked at when it is done: asking of each package of a list would read all its journals.
        decide: () =>
          decideReversal(
            found,
            orders,
            { worked: false, sender: work.company.persons.get(row.fromId) ?? { name: row.fromName, entitled: false } },
            work.actor,
          ),
      },
    }),
  }
}
