import { command } from '../../kernel/command.ts'
import { forget, type Gathering, loadOwed, type Owed } from '../../kernel/gather.ts'
import { statement } from '../../kernel/statement.ts'
import { tell, type Work } from '../../kernel/work.ts'
import { type NewNotice, NOTICED, noticesOf, type Told } from './notices.rules.ts'

const NAME = 'notices.notify'

/** The events themselves; in their data stand the package and the persons that they name. */
const EVENTS = `kernel.event e join unnest($1::text[], $2::uuid[], $3::int[]) as f (kind, id, sequence)
      on e.subject_kind = f.kind and e.subject_id = f.id and e.sequence = f.sequence`
const DATA = `e.bytes::jsonb -> 'data'`

const findTold = statement<Told>(
  'notices.told',
  `select e.subject_kind as kind, e.subject_id as id, e.sequence, e.type, e.actor_id as "actorId", e.recorded_at as at,
          ${DATA} ->> 'handover' as "handoverId",
          case e.type when 'notes.written' then array(select jsonb_array_elements_text(coalesce(${DATA} -> 'mentioned', '[]')))
            when 'notes.watched' then array(select w ->> 'id' from jsonb_array_elements(${DATA} -> 'watchers') w)
            when 'handover.assigned' then array[${DATA} ->> 'to'] else '{}' end as named
     from ${EVENTS}`,
)
const findOrders = statement<{ id: string; ownerId: string; holderId: string | null }>(
  'notices.orders',
  `select order_id as id, owner_id as "ownerId", holder_id as "holderId" from orders.read_order where order_id = any($1::uuid[])`,
)
const findWatchers = statement<{ id: string; personId: string; since: Date }>(
  'notices.watchers',
  `select subject_id as id, person_id as "personId", added_at as since from notes.read_watcher
    where subject_kind = 'order' and subject_id = any($1::uuid[]) and (until is null or until > $2)`,
)
const findPackages = statement<{
  id: string
  fromId: string
  toPersonId: string | null
  toDepartmentId: string | null
}>(
  'notices.packages',
  `select offer_id as id, from_id as "fromId", to_person_id as "toPersonId", to_department_id as "toDepartmentId" from custody.read_package
    where offer_id = any(array(select (${DATA} ->> 'handover')::uuid from ${EVENTS} where e.type ^@ 'handover.'))`,
)
const findMembers = statement<{ id: string; personId: string }>(
  'notices.members',
  `select department_id as id, person_id as "personId" from people.read_person
    where active and department_id = any(array(
      select (${DATA} -> 'to' ->> 'id')::uuid from ${EVENTS} where e.type = 'handover.pooled'))`,
)
const findReviewers = statement<{ personId: string }>(
  'notices.reviewers',
  `select distinct person_id as "personId" from access.read_right where name = 'orders.review'`,
)

const writeNotices = statement(
  'notices.write',
  `insert into notices.notice as n (notice_id, person_id, box, subject_kind, subject_id, type, event_kind, event_id, sequence, times, actor_id, noticed_at)
   select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::int[], $10::int[], $11::uuid[],
                        $12::timestamptz[])
   on conflict (company_id, person_id, box, subject_kind, subject_id) do update
      set type = excluded.type, event_kind = excluded.event_kind, event_id = excluded.event_id, sequence = excluded.sequence, actor_id = excluded.actor_id,
          noticed_at = greatest(n.noticed_at, excluded.noticed_at), read_at = null,
          times = case when n.read_at is null then n.times + excluded.times else excluded.times end`,
)

const values = (owed: readonly Owed[]) => [
  owed.map((one) => one.kind),
  owed.map((one) => one.id),
  owed.map((one) => one.sequence),
]

/** What rows say of each subject. */
function gathered<Row extends { id: string }, Value>(rows: readonly Row[], value: (row: Row) => Value) {
  const all = new Map<string, Value[]>()
  for (const row of rows) all.set(row.id, [...(all.get(row.id) ?? []), value(row)])
  return all
}

/** Tells everybody concerned of what became true, however many events that is, in one transaction. */
const notify = command({
  load: (work, { owed }: { owed: Owed[] }) => {
    const orders = [...new Set(owed.filter((one) => one.kind === 'order').map((one) => one.id))]
    return {
      owed: loadOwed(work, NAME, owed),
      told: work.read(findTold, values(owed)),
      orders: work.read(findOrders, [orders]),
      watchers: work.read(findWatchers, [orders, work.now]),
      packages: work.read(findPackages, values(owed)),
      members: work.read(findMembers, values(owed)),
      reviewers: work.read(findReviewers),
    }
  },
  run: (work, _request, { owed, told, orders, watchers, packages, members, reviewers }) => {
    const still = new Set(owed.map((one) => `${one.id}:${one.sequence}`))
    const notices = noticesOf(
      told.filter((one) => still.has(`${one.id}:${one.sequence}`)),
      {
        orders: new Map(orders.map((order) => [order.id, order])),
        watchers: gathered(watchers, (row) => row),
        packages: new Map(packages.map((one) => [one.id, one])),
        members: gathered(members, (row) => row.personId),
        reviewers: reviewers.map((row) => row.personId),
      },
    )
    save(work, notices)
    forget(work, NAME, owed)
    return { notices: notices.length }
  },
})

function save(work: Work, notices: NewNotice[]): void {
  if (notices.length === 0) return
  work.write(writeNotices, [
    notices.map(() => work.newId()),
    notices.map((one) => one.personId),
    notices.map((one) => one.box),
    notices.map((one) => one.subjectKind),
    notices.map((one) => one.subjectId),
    notices.map((one) => one.last.type),
    notices.map((one) => one.last.kind),
    notices.map((one) => one.last.id),
    notices.map((one) => one.last.sequence),
    notices.map((one) => one.times),
    notices.map((one) => one.last.actorId),
    notices.map((one) => one.last.at),
  ])
  const persons = new Set(notices.map((one) => one.personId))
  tell(work, ...[...persons].map((id) => ({ kind: 'notice', id, type: 'notices.noticed' })))
}

export const gathering: Gathering = { name: NAME, on: NOTICED, command: notify }
