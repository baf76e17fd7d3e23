import type { Read } from '../../kernel/read.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { Custody, Entered, Place, Subject } from './custody.rules.ts'

/** What was found, and what it is to the actor, if that was asked: see `bearingSql`. */
type Found = Custody & { answers: boolean | null }
type CustodyRow = Omit<Found, 'holderName'>

/**
 * A statement that finds the open custody of the subjects of one kind whose ids the SQL selects. With the numbers of the two parameters of
 * `sightOf` it also tells what each is to the actor: here, behind the subjects' locks, since beside a lock that is that of before.
 */
export const custodyOf = (name: string, kind: string, ids: string, sight?: [number, number]): Statement<CustodyRow> =>
  statement(
    name,
    `select c.subject_kind as kind, c.subject_id as id, c.sequence, c.kind as state, c.holder_id as "holderId",
            c.department_id as "departmentId", c.since, s.offer_id as "offerId",
            ${sight ? bearingSql('c.subject_kind', 'c.subject_id', ...sight) : 'null::boolean'} as answers
       from custody.custody c
       left join custody.offer_subject s
         on s.company_id = c.company_id and s.subject_kind = c.subject_kind and s.subject_id = c.subject_id and s.open
      where c.until is null and c.subject_kind = '${kind}' and c.subject_id = any(array(${ids}))`,
  )

/** Finds custodies. The subjects' own rows must be locked before: whoever changes a custody locks its subject first. */
export const findCustody = (work: Work, found: Statement<CustodyRow>, values: unknown[]): Read<Found[]> =>
  work
    .read(found, values)
    .map((rows) =>
      rows.map((row) => ({ ...row, holderName: work.company.persons.get(row.holderId ?? '')?.name ?? null })),
    )

const beginCustody = statement(
  'custody.begin',
  `with begun as (
     insert into custody.custody (subject_kind, subject_id, sequence, since, kind, holder_id, department_id, entered, actor_id)
     select s.kind, s.id, 1, $6, case when s.holder is null then 'pool' else 'held' end, s.holder, s.department, s.entered, $7
       from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[]) as s (kind, id, holder, department, entered))
   insert into custody.visible (viewer_id, department_id, subject_kind, subject_id, because)
   select coalesce(s.holder, s.department), s.department, coalesce(s.seen_kind, s.kind), coalesce(s.seen_id, s.id), s.because
     from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $8::text[], $9::text[], $10::uuid[])
          as s (kind, id, holder, department, because, seen_kind, seen_id)
   on conflict do nothing`,
)

/** Somebody holds a subject from its first moment: a person, or a department's pool. `sees` is what the holder may read by it. */
export function begin(
  work: Work,
  begun: (Subject & {
    holderId: string | null
    departmentId: string
    entered: Entered
    because: 'owner' | 'task'
    sees?: Subject
  })[],
): void {
  if (begun.length === 0) return
  work.writeRows(beginCustody, [
    begun.map((one) => one.kind),
    begun.map((one) => one.id),
    begun.map((one) => one.holderId),
    begun.map((one) => one.departmentId),
    begun.map((one) => one.entered),
    work.now,
    work.actor.personId,
    begun.map((one) => one.because),
    begun.map((one) => one.sees?.kind ?? null),
    begun.map((one) => one.sees?.id ?? null),
  ])
}

const moveCustody = statement(
  'custody.move',
  `with moved as (
     select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::uuid[], $9::text[])
              as m (subject_kind, subject_id, sequence, kind, holder, department, entered, offer, reason)),
   ended as (
     update custody.custody c set until = greatest($10::timestamptz, c.since)
       from moved m
      where c.subject_kind = m.subject_kind and c.subject_id = m.subject_id and c.sequence = m.sequence and c.until is null
      returning c.subject_kind, c.subject_id, c.sequence, c.until)
   insert into custody.custody (subject_kind, subject_id, sequence, since, kind, holder_id, department_id, entered, actor_id, offer_id, reason)
   select m.subject_kind, m.subject_id, m.sequence + 1, e.until, m.kind, m.holder, m.department, m.entered, $11, m.offer, m.reason
     from moved m left join ended e using (subject_kind, subject_id, sequence)`,
)

export interface Move {
  from: Custody
  /** Null closes the custody: a settled or cancelled subject has no holder. */
  to: Place | null
  entered: Entered
  offerId?: string | null
  reason?: string | null
}

/**
 * Ends the open rows and begins their successors at one instant. A row that somebody else has ended meanwhile fails the whole
 * statement, since its successor's start is then null.
 */
export function move(work: Work, moves: Move[]): void {
  if (moves.length === 0) return
  work.writeRows(moveCustody, [
    moves.map((one) => one.from.kind),
    moves.map((one) => one.from.id),
    moves.map((one) => one.from.sequence),
    moves.map((one) => (one.to === null ? 'closed' : one.to.holderId ? 'held' : 'pool')),
    moves.map((one) => one.to?.holderId ?? null),
    moves.map((one) => one.to?.departmentId ?? null),
    moves.map((one) => one.entered),
    moves.map((one) => one.offerId ?? null),
    moves.map((one) => one.reason ?? null),
    work.now,
    work.actor.personId,
  ])
}

const dropSubjects = statement(
  'custody.dropFromOffers',
  `with dropped as (
     update custody.offer_subject s set open = false, dropped = true
       from unnest($1::text[], $2::uuid[]) as d (kind, id)
      where s.open and s.subject_kind = d.kind and s.subject_id = d.id
      returning s.offer_id, s.subject_kind, s.subject_id),
   hidden as (
     delete from custody.visible v using dropped d
      where v.subject_kind = d.subject_kind and v.subject_id = d.subject_id and v.because = 'offered')
   update custody.offer o
      set version = o.version + 1,
          state = case when exists (
            select from custody.offer_subject s
             where s.company_id = o.company_id and s.offer_id = o.offer_id and s.open
               and not exists (select from dropped d where d.offer_id = s.offer_id and d.subject_kind = s.subject_kind and d.subject_id = s.subject_id))
          then o.state else 'ended' end,
          answered_at = $3
    where o.offer_id in (select offer_id from dropped)`,
)

/** Closes custodies of subjects that may be opened again: their chain goes on from a row without holder. */
export function close(work: Work, custodies: Custody[], reason: string): void {
  move(
    work,
    custodies.map((from) => ({ from, to: null, entered: 'closed', reason })),
  )
  dropFromOffers(work, custodies)
}

/**
 * SQL that ends the open custody of subjects that never come back, for the statement that ends themselves. `ended` names rows with the
 * subject's id and the sequence of its custody; what somebody else has moved meanwhile is not among the rows that it answers, so the
 * statement must not go on without it. `now` is the number of a parameter.
 */
export const endCustodySql = (kind: string, ended: string, now: number): string =>
  `update custody.custody c set until = greatest($${now}::timestamptz, c.since) from ${ended} e
    where c.subject_kind = '${kind}' and c.subject_id = e.id and c.sequence = e.sequence and c.until is null
   returning c.subject_id as id, c.until`

/** Drops subjects that nobody holds any more from open offers, and from the sight of their receivers: the package shrinks, an empty one ends. */
export function dropFromOffers(work: Work, custodies: Custody[]): void {
  const offered = custodies.filter((one) => one.offerId)
  if (offered.length > 0)
    work.write(dropSubjects, [offered.map((one) => one.kind), offered.map((one) => one.id), work.now])
}

const showTo = statement(
  'custody.show',
  `insert into custody.visible as v (viewer_id, department_id, subject_kind, subject_id, because, until)
   select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[])
   on conflict (company_id, viewer_id, subject_kind, subject_id, because)
   do update set until = excluded.until, department_id = excluded.department_id`,
)

/** Who may read a subject because of what they have to do with it; `until` null: without end. */
export interface Sight extends Subject {
  viewerId: string
  departmentId: string
  because: 'owner' | 'holder' | 'task' | 'watcher' | 'offered' | 'former'
  until: Date | null
}

export function show(work: Work, sights: Sight[]): void {
  if (sights.length === 0) return
  work.write(showTo, [
    sights.map((one) => one.viewerId),
    sights.map((one) => one.departmentId),
    sights.map((one) => one.kind),
    sights.map((one) => one.id),
    sights.map((one) => one.because),
    sights.map((one) => one.until),
  ])
}

const hideFrom = statement(
  'custody.hide',
  `delete from custody.visible v using unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[]) as h (viewer, kind, id, because)
    where v.viewer_id = h.viewer and v.subject_kind = h.kind and v.subject_id = h.id and v.because = h.because`,
)

export function hide(work: Work, sights: Omit<Sight, 'until' | 'departmentId'>[]): void {
  if (sights.length === 0) return
  work.write(hideFrom, [
    sights.map((one) => one.viewerId),
    sights.map((one) => one.kind),
    sights.map((one) => one.id),
    sights.map((one) => one.because),
  ])
}

/**
 * SQL that is true for subjects that the actor may read; `kind` and `id` are its columns or literals. The two parameters, given
 * by their numbers, are `sightOf(actor)`: a null first one means scope "all".
 */
export const mayReadSql = (kind: string, id: string, viewers: number, departments: number): string =>
  `($${viewers}::uuid[] is null or ${sightedSql(kind, id, viewers, departments)})`

/**
 * The same for an actor whose scope is not "all". The offset keeps each probe by itself: without it the planner, which does not
 * know how soon a page is full, would rather read what everybody may see into a hash.
 */
export const sightedSql = (kind: string, id: string, viewers: number, departments: number): string =>
  `exists (
     select from custody.read_visible v
      where v.subject_kind = ${kind} and v.subject_id = ${id} and (v.until is null or v.until > now())
        and (v.viewer_id = any($${viewers}::uuid[]) or v.department_id = any($${departments}::uuid[])) offset 0)`

/**
 * SQL that is true where the actor answers for a subject: as owner, holder, holder of a task on it, or head of one of these. Who was only
 * shown it does not.
 */
export const answersSql = (kind: string, id: string, viewers: number, departments: number): string =>
  `($${viewers}::uuid[] is null or exists (
     select from custody.read_visible v
      where v.subject_kind = ${kind} and v.subject_id = ${id} and v.because in ('owner', 'holder', 'task') and (v.until is null or v.until > now())
        and (v.viewer_id = any($${viewers}::uuid[]) or v.department_id = any($${departments}::uuid[])) offset 0))`

/**
 * SQL that tells what a subject is to the actor, in one look: true when they answer for it, false when they were only shown it, null when
 * they may not read it.
 */
export const bearingSql = (kind: string, id: string, viewers: number, departments: number): string =>
  `case when $${viewers}::uuid[] is null then true else (
     select bool_or(v.because in ('owner', 'holder', 'task')) from custody.read_visible v
      where v.subject_kind = ${kind} and v.subject_id = ${id} and (v.until is null or v.until > now())
        and (v.viewer_id = any($${viewers}::uuid[]) or v.department_id = any($${departments}::uuid[]))) end`

/** SQL that selects the ids of all subjects of a kind that such an actor may read, some of them more than once. */
export const sightedIds = (kind: string, viewers: number, departments: number): string =>
  `select v.subject_id from custody.read_visible v
    where v.subject_kind = '${kind}' and v.viewer_id = any($${viewers}::uuid[]) and (v.until is null or v.until > now())
   union all
   select v.subject_id from custody.read_visible v
    where v.subject_kind = '${kind}' and v.department_id = any($${departments}::uuid[]) and (v.until is null or v.until > now())`

/** The two parameters of `mayReadSql`: the actor and the pools of the actor's department; departments whose every sight counts. */
export function sightOf(work: Work): [string[] | null, string[]] {
  const { actor } = work
  if (actor.scope === 'all') return [null, []]
  return [[actor.personId, actor.departmentId], [...actor.viewerIds]]
}
