import type { notes, Watcher } from '@baton/contract/notes'
import { command, query } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import { mayOf } from '../../kernel/may.ts'
import type { Read } from '../../kernel/read.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import { answersSql, hide, show, sightOf } from '../custody/index.ts'
import { decideReadable } from './notes.rules.ts'
import { findOrder } from './subject.ts'
import { decideCopying, decideEnd, decideUnwatch, decideWatchers, type WatchingPerson } from './watchers.rules.ts'

type ListWatchers = RequestOf<(typeof notes)['GET /v1/orders/:id/watchers']>
type WatchOrder = RequestOf<(typeof notes)['POST /v1/orders/:id/watchers']>
type UnwatchOrder = RequestOf<(typeof notes)['DELETE /v1/orders/:id/watchers/:personId']>

interface Row {
  personId: string
  personName: string
  department: { id: string; nameZh: string; nameEn: string; kind: 'sales' }
  until: Date | null
  copied: boolean
  addedById: string
  addedByName: string
  addedAt: Date
}

/** Those whose end has passed no longer watch. */
const findWatchers = statement<Row>(
  'notes.watchers',
  `select w.person_id as "personId", p.name as "personName",
          json_build_object('id', p.department_id, 'nameZh', p.department_zh, 'nameEn', p.department_en, 'kind', p.department_kind) as department,
          w.until, w.copied, w.added_by as "addedById", a.name as "addedByName", w.added_at as "addedAt"
     from notes.watcher w
     join people.read_person p on p.company_id = w.company_id and p.person_id = w.person_id
     join people.read_person a on a.company_id = w.company_id and a.person_id = w.added_by
    where w.subject_kind = 'order' and w.subject_id = $1 and (w.until is null or w.until > $2) order by w.added_at, w.person_id`,
)
const findAnswering = statement<{ answers: boolean }>(
  'notes.answering',
  `select ${answersSql(`'order'`, '$1::uuid', 2, 3)} as answers`,
)

/** Whether the actor answers for an order, as its owner, its holder, the holder of a task on it, or the head of one of these. */
const findAnswers = (work: Work, id: string): Read<boolean> =>
  work.read(findAnswering, [id, ...sightOf(work)]).map((rows) => rows[0]?.answers ?? false)

const shownOf = (row: Row): Watcher => ({
  person: { id: row.personId, name: row.personName },
  department: row.department,
  until: row.until?.toISOString() ?? null,
  copied: row.copied,
  addedBy: { id: row.addedById, name: row.addedByName },
  addedAt: row.addedAt.toISOString(),
})

/** Who watches an order. */
export const listWatchers = query({
  load: (work, request: ListWatchers) => ({
    readable: findOrder(work, request.id),
    answers: findAnswers(work, request.id),
    rows: work.read(findWatchers, [request.id, work.now]),
  }),
  run: (work, _request, { readable, answers, rows }) => {
    decideReadable(readable)
    return {
      rows: rows.map(shownOf),
      may: mayOf(work, {
        watch: { right: 'notes.watch' },
        copy: { right: 'notes.watch', decide: () => decideCopying(answers) },
      }),
    }
  },
})

const findPersons = statement<WatchingPerson>(
  'notes.watchingPersons',
  `select person_id as id, name, department_id as "departmentId",
          json_build_object('id', department_id, 'nameZh', department_zh, 'nameEn', department_en, 'kind', department_kind) as department
     from people.read_person where person_id = any($1::uuid[]) and active order by person_id`,
)

/** The persons named, of those who work here. */
export const findWatchingPersons = (work: Work, ids: readonly string[]): Read<WatchingPerson[]> =>
  work.read(findPersons, [ids])

const writeWatchers = statement(
  'notes.watch',
  `insert into notes.watcher as w (subject_kind, subject_id, person_id, until, copied, added_by, added_at)
   select 'order', o.id, p.id, $3, p.copied, $5, $6 from unnest($1::uuid[]) as o (id), unnest($2::uuid[], $4::boolean[]) as p (id, copied)
   on conflict (company_id, subject_kind, subject_id, person_id)
   do update set until = excluded.until, copied = w.copied or excluded.copied, added_by = excluded.added_by, added_at = excluded.added_at`,
)

/** Lets persons watch orders, whose chains must be locked. Those who are copied may read until the end; `copied` says of each who is. */
export function watch(
  work: Work,
  orderIds: readonly string[],
  persons: readonly WatchingPerson[],
  until: Date | null,
  copied: (person: WatchingPerson) => boolean = () => true,
): void {
  if (persons.length === 0 || orderIds.length === 0) return
  const ids = persons.map((person) => person.id)
  work.write(writeWatchers, [orderIds, ids, until, persons.map(copied), work.actor.personId, work.now])
  show(
    work,
    orderIds.flatMap((id) =>
      persons.filter(copied).map(({ id: viewerId, departmentId }) => ({
        ...{ kind: 'order', id, viewerId, departmentId },
        because: 'watcher' as const,
        until,
      })),
    ),
  )
  record(
    work,
    ...orderIds.map((id) => ({
      type: 'notes.watched',
      kind: 'order',
      id,
      data: { watchers: persons.map((person) => ({ id: person.id, name: person.name })), until },
    })),
  )
}

/** Watches an order oneself, as long as one may read it, or copies others on it, which lets them read it. */
export const watchOrder = command({
  load: (work, request: WatchOrder) => {
    loadChains(work, 'order', [request.id])
    return {
      readable: findOrder(work, request.id),
      answers: findAnswers(work, request.id),
      persons: findWatchingPersons(work, request.personIds),
      rows: work.read(findWatchers, [request.id, work.now]),
    }
  },
  run: (work, request, { readable, answers, persons, rows }) => {
    decideReadable(readable)
    decideWatchers(request.personIds, persons)
    const until = decideEnd(request.until, work.now)
    const { personId, name } = work.actor
    if (persons.some((person) => person.id !== personId)) decideCopying(answers)
    const copied = (person: WatchingPerson) => person.id !== personId
    watch(work, [request.id], persons, until, copied)
    const kept = rows.filter((row) => !persons.some((person) => person.id === row.personId))
    const added = persons.map(
      (person): Row => ({
        ...{ personId: person.id, personName: person.name, department: person.department, until },
        copied: copied(person) || rows.some((row) => row.personId === person.id && row.copied),
        ...{ addedById: personId, addedByName: name, addedAt: work.now },
      }),
    )
    return { rows: [...kept, ...added].map(shownOf) }
  },
})

const deleteWatcher = statement(
  'notes.unwatch',
  `delete from notes.watcher where subject_kind = 'order' and subject_id = $1 and person_id = $2`,
)

/** Stops watching, or takes back a copy: what it let the person read goes with it. */
export const unwatchOrder = command({
  load: (work, request: UnwatchOrder) => {
    loadChains(work, 'order', [request.id])
    return {
      readable: findOrder(work, request.id),
      answers: findAnswers(work, request.id),
      rows: work.read(findWatchers, [request.id, work.now]),
    }
  },
  run: (work, request, { readable, answers, rows }) => {
    decideReadable(readable)
    const { id, personId } = request
    const row = decideUnwatch(
      rows.find((one) => one.personId === personId),
      work.actor,
      answers,
    )
    work.write(deleteWatcher, [id, personId])
    hide(work, [{ kind: 'order', id, viewerId: personId, because: 'watcher' }])
    record(work, {
      type: 'notes.unwatched',
      kind: 'order',
      id,
      data: { watchers: [{ id: personId, name: row.personName }] },
    })
    return {}
  },
})
