import type { notes } from '@baton/contract/notes'
import { command, query } from '../../kernel/command.ts'
import { keyOf, pageOf } from '../../kernel/cursor.ts'
import { loadChains } from '../../kernel/events.ts'
import { refusals } from '../../kernel/refusal.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { record } from '../../kernel/work.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import { decideReadable, mentionsIn } from './notes.rules.ts'
import { findOrder } from './subject.ts'

type WriteNote = RequestOf<(typeof notes)['POST /v1/orders/:id/notes']>
type DoneNote = RequestOf<(typeof notes)['POST /v1/notes/:id/done']>
type ShowTimeline = RequestOf<(typeof notes)['GET /v1/orders/:id/timeline']>

const no = refusals('notes', {
  unknown: {
    status: 404,
    zh: () => '没有这条跟进，或不是你写的。',
    en: () => 'There is no such follow-up, or it is not yours.',
  },
})

/** Whose name stands behind an @ in a text. */
const findMentioned = statement<{ id: string; name: string }>(
  'notes.mentioned',
  `select person_id as id, name from people.read_person where active and position('@' || name in $1) > 0`,
)
const insertNote = statement(
  'notes.write',
  `insert into notes.note (note_id, subject_kind, subject_id, author_id, kind, text, remind_on, written_at) values ($1, 'order', $2, $3, 'follow_up', $4, $5, $6)`,
)

/** Writes a follow-up on an order. It belongs to the order's journal. */
export const writeNote = command({
  load: (work, request: WriteNote) => {
    loadChains(work, 'order', [request.id])
    return { readable: findOrder(work, request.id), named: work.read(findMentioned, [request.text]) }
  },
  run: (work, request, { readable, named }) => {
    decideReadable(readable)
    const id = work.newId()
    const mentioned = mentionsIn(request.text, named)
    const remindOn = request.remindOn ?? null
    work.write(insertNote, [id, request.id, work.actor.personId, request.text, remindOn, work.now])
    record(work, {
      type: 'notes.written',
      kind: 'order',
      id: request.id,
      data: { note: id, text: request.text, remindOn, mentioned: mentioned.map((person) => person.id) },
    })
    return {
      id,
      author: { id: work.actor.personId, name: work.actor.name },
      kind: 'follow_up' as const,
      text: request.text,
      remindOn,
      doneAt: null,
      writtenAt: work.now.toISOString(),
      mentioned,
    }
  },
})

const lockNote = statement<{ authorId: string; doneAt: Date | null }>(
  'notes.lock',
  'select author_id as "authorId", done_at as "doneAt" from notes.note where note_id = $1 for no key update',
)
const tickOff = statement('notes.done', 'update notes.note set done_at = $2 where note_id = $1')

export const doneNote = command({
  load: (work, request: DoneNote) => ({ rows: work.read(lockNote, [request.id]) }),
  run: (work, request, { rows }) => {
    const note = rows[0]
    if (note?.authorId !== work.actor.personId) throw no.unknown()
    const doneAt = note.doneAt ?? work.now
    if (!note.doneAt) work.write(tickOff, [request.id, doneAt])
    return { id: request.id, doneAt: doneAt.toISOString() }
  },
})

const KINDS: Record<ShowTimeline['kind'], string> = {
  all: '%',
  follow_up: 'notes.written',
  handover: 'handover.%',
  document: '(delivery.|finance.|notes.attachment)%',
}

interface EventRow {
  sequence: number
  type: string
  at: Date
  actorId: string | null
  actorName: string | null
  data: Record<string, unknown>
}

const findEvents = statement<EventRow>(
  'notes.timeline',
  `select e.sequence, e.type, e.recorded_at as at, e.actor_id as "actorId", p.name as "actorName", e.bytes::jsonb -> 'data' as data
     from kernel.event e left join people.read_person p on p.company_id = e.company_id and p.person_id = e.actor_id
    where e.subject_kind = 'order' and e.subject_id = $1 and ($2::int is null or e.sequence < $2) and e.type similar to $3 and ${mayReadSql(`'order'`, '$1::uuid', 5, 6)}
    order by e.sequence desc limit $4`,
)

/** What happened to an order, newest first: its journal is its timeline. */
export const showTimeline = query({
  load: (work, request: ShowTimeline) => {
    const [sequence] = keyOf(request.cursor, 1)
    return {
      readable: findOrder(work, request.id),
      rows: work.read(findEvents, [request.id, sequence, KINDS[request.kind], request.limit + 1, ...sightOf(work)]),
    }
  },
  run: (_work, request, { readable, rows }) => {
    decideReadable(readable)
    return pageOf(
      rows,
      request.limit,
      (row) => [row.sequence],
      (row) => ({
        id: `${request.id}:${row.sequence}`,
        type: row.type,
        at: row.at.toISOString(),
        actor: row.actorId ? { id: row.actorId, name: row.actorName ?? '' } : null,
        sequence: row.sequence,
        data: row.data,
      }),
    )
  },
})

interface DueRow {
  id: string
  text: string
  kind: 'follow_up'
  remindOn: string | null
  writtenAt: Date
  orderId: string
}

const findDue = statement<DueRow>(
  'notes.due',
  `select note_id as id, text, kind, remind_on as "remindOn", written_at as "writtenAt", subject_id as "orderId"
     from notes.note where author_id = $1 and remind_on is not null and done_at is null and remind_on <= $2 and subject_kind = 'order'
    order by remind_on, note_id limit 100`,
)

/** My follow-ups that are due by today. */
export const listDueNotes = query({
  load: (work) => ({ rows: work.read(findDue, [work.actor.personId, dayIn(work.company.timeZone, work.now)]) }),
  run: (work, _request: unknown, { rows }) => ({
    rows: rows.map(({ orderId, writtenAt, ...row }) => ({
      ...row,
      author: { id: work.actor.personId, name: work.actor.name },
      doneAt: null,
      writtenAt: writtenAt.toISOString(),
      order: { id: orderId },
    })),
  }),
})
