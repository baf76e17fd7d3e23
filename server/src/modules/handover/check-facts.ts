import type { Read } from '../../kernel/read.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import type { Work } from '../../kernel/work.ts'
import { calendarOf, worksOn } from '../people/index.ts'
import type { CheckFacts, Receiver } from './handover.rules.ts'

const RECEIVING = `exists (select from access.read_right r
  where r.company_id = p.company_id and r.person_id = p.person_id and r.name = 'handover.accept')`

type PersonRow = Omit<Receiver, 'kind' | 'headId' | 'lastDayAway' | 'worksOn'> & {
  leaves: { from: string; until: string }[]
}

/** The columns of a receiver, from `people.read_person p`; `now` is the number of a parameter. */
const personColumns = (
  now: number,
): string => `p.person_id as id, p.name, p.active, p.department_id as "departmentId", p.department_kind as "departmentKind",
          (${RECEIVING} and exists (select from access.find_member(p.company_id, p.person_id) m where m.active)) as "mayReceive",
          (select max(l.until_at) from people.read_leave l
            where l.company_id = p.company_id and l.person_id = p.person_id and l.from_at <= $${now} and l.until_at > $${now}) as "onLeaveUntil",
          (select coalesce(json_agg(json_build_object('from', l.from_at, 'until', l.until_at)), '[]') from people.read_leave l
            where l.company_id = p.company_id and l.person_id = p.person_id and l.until_at > $${now}) as leaves,
          (select count(*)::int from custody.read_current c where c.company_id = p.company_id and c.holder_id = p.person_id and c.subject_kind = 'order') as load,
          p.load_ceiling as "loadCeiling"`

const findPersons = statement<PersonRow>(
  'handover.receivingPersons',
  `select ${personColumns(2)} from people.read_person p where p.person_id = any($1::uuid[])`,
)
const findFormer = statement<PersonRow>(
  'handover.formerHolder',
  `select ${personColumns(2)}
     from custody.read_segment c
     join custody.read_current held on held.company_id = c.company_id and held.subject_kind = c.subject_kind and held.subject_id = c.subject_id
     join people.read_person p on p.company_id = c.company_id and p.person_id = c.holder_id and p.active
    where c.subject_kind = 'order' and c.subject_id = $1 and c.until is not null and c.holder_id is distinct from held.holder_id
    order by c.sequence desc limit 1`,
)

const shortDay = ({ company }: Work, at: Date): string => dayIn(company.timeZone, at).slice(5)
/** The last moment of a time that ends at an instant. */
const before = (at: Date): Date => new Date(at.getTime() - 1)

function personOf(work: Work, { leaves, ...row }: PersonRow): Receiver {
  const { timeZone } = work.company
  const calendar = calendarOf(work.company, row.departmentId)
  const away = leaves.map(({ from, until }) => [
    dayIn(timeZone, new Date(from)),
    dayIn(timeZone, before(new Date(until))),
  ])
  return {
    ...row,
    kind: 'person',
    headId: null,
    lastDayAway: row.onLeaveUntil ? shortDay(work, before(row.onLeaveUntil)) : '',
    worksOn: (day) => worksOn(calendar, day) && !away.some(([from, until]) => from! <= day && day <= until!),
  }
}

/** Who held an order before its holder, of those who work here. */
export const findFormerHolder = (work: Work, id: string): Read<Receiver | undefined> =>
  work.read(findFormer, [id, work.now]).map(([row]) => row && personOf(work, row))

const findDepartments = statement<{
  id: string
  name: string
  active: boolean
  departmentKind: string
  headId: string | null
}>(
  'handover.receivingDepartments',
  `select department_id as id, name_zh as name, active, kind as "departmentKind", head_id as "headId" from people.read_department where department_id = any($1::uuid[])`,
)

export interface To {
  kind: 'person' | 'department'
  id: string
}

/** The receivers that a request names, each once, by kind and id. */
export function loadReceivers(work: Work, to: readonly To[]): Read<Map<string, Receiver>> {
  const idsOf = (kind: To['kind']) => [...new Set(to.filter((one) => one.kind === kind).map((one) => one.id))].sort()
  const persons = work.read(findPersons, [idsOf('person'), work.now])
  return work.read(findDepartments, [idsOf('department')]).map((departments) => {
    const receivers: Receiver[] = [
      ...persons.value.map((person) => personOf(work, person)),
      ...departments.map((department) => ({
        kind: 'department' as const,
        departmentId: department.id,
        mayReceive: true,
        onLeaveUntil: null,
        lastDayAway: '',
        worksOn: (day: string) => worksOn(calendarOf(work.company, department.id), day),
        load: 0,
        loadCeiling: null,
        ...department,
      })),
    ]
    return new Map(receivers.map((receiver) => [keyOf(receiver), receiver]))
  })
}

export const keyOf = ({ kind, id }: To): string => `${kind}:${id}`

/** The receiver that a request names. */
export const loadReceiver = (work: Work, to: To): Read<Receiver | undefined> =>
  loadReceivers(work, [to]).map((receivers) => receivers.get(keyOf(to)))

const inApproval = statement<{ id: string }>(
  'handover.inApproval',
  `select subject_id as id from approvals.read_approval where subject_kind = 'order' and subject_id = any($1::uuid[]) and state = 'open'`,
)
const available = statement<{ id: string; available: bigint }>(
  'handover.available',
  `select item_id as id, sum(on_hand - reserved)::bigint as available from inventory.read_balance
    where item_id = any(array(select item_id from orders.read_line where order_id = any($1::uuid[]) and kind = 'stock')) group by item_id`,
)
const credit = statement<{ id: string; limit: bigint | null; exposure: bigint }>(
  'handover.credit',
  `select customer_id as id, credit_limit as limit, exposure from partners.read_credit
    where customer_id = any(array(select customer_id from orders.read_order where order_id = any($1::uuid[])))`,
)
const offered = statement<{ id: string; name: string }>(
  'handover.offered',
  `select o.subject_id as id, coalesce(p.name, d.name_zh) as name from custody.read_offer o
     left join people.read_person p on p.company_id = o.company_id and p.person_id = o.to_person_id
     left join people.read_department d on d.company_id = o.company_id and d.department_id = o.to_department_id
    where o.subject_kind = 'order' and o.subject_id = any($1::uuid[]) and o.open`,
)
const bounced = statement<{ id: string; bounces: number }>(
  'handover.bounces',
  `select subject_id as id, count(*)::int as bounces from custody.read_segment
    where subject_kind = 'order' and subject_id = any($1::uuid[]) and entered = 'returned' and since > $2::timestamptz - interval '7 days' group by subject_id`,
)

const mapOf = <Row extends { id: string }, Value>(rows: Row[], value: (row: Row) => Value): Map<string, Value> =>
  new Map(rows.map((row) => [row.id, value(row)]))

/** What the checks need beyond the orders' own rows. None of it is locked: short stock or load never refuses a handover. */
export function loadCheckFacts(work: Work, ids: string[], to: To): Read<CheckFacts> {
  const receiver = loadReceiver(work, to)
  return loadOrderFacts(work, ids).map((facts) => ({ ...facts, receiver: receiver.value }))
}

/** The same without a receiver, for packages to several. */
export function loadOrderFacts(work: Work, ids: string[]): Read<Omit<CheckFacts, 'receiver'>> {
  const approvals = work.read(inApproval, [ids])
  const stock = work.read(available, [ids])
  const credits = work.read(credit as Statement<{ id: string; limit: bigint | null; exposure: bigint }>, [ids])
  const offers = work.read(offered, [ids])
  return work.read(bounced, [ids, work.now]).map((bounces) => ({
    inApproval: new Set(approvals.value.map((row) => row.id)),
    available: mapOf(stock.value, (row) => row.available),
    credit: mapOf(credits.value, (row) => row),
    offeredTo: mapOf(offers.value, (row) => row.name),
    bounces: mapOf(bounces, (row) => row.bounces),
  }))
}
