import { createHash } from 'node:crypto'
import { type Statement, statement } from './statement.ts'
import type { NewEvent, Work } from './work.ts'

const GENESIS = Buffer.alloc(32)

export interface ChainHead {
  kind: string
  id: string
  sequence: number
  hash: Buffer
}

const CHAIN_COLUMNS = 'subject_kind as kind, subject_id as id, sequence, hash'

const lockChains = statement<ChainHead>(
  'kernel.lockChains',
  `select ${CHAIN_COLUMNS} from kernel.chain where subject_kind = $1 and subject_id = any($2::uuid[]) order by subject_id for no key update`,
)

/** A statement that locks the chain heads of the subjects of one kind whose ids the SQL selects. */
export const chainsOf = (name: string, kind: string, ids: string) =>
  statement<ChainHead>(
    name,
    `select ${CHAIN_COLUMNS} from kernel.chain where subject_kind = '${kind}' and subject_id = any(array(${ids})) order by subject_id for no key update`,
  )

/** Locks the chain heads of subjects of one kind, after all other locks of the command wherever this is called in its load. */
export function loadChains(work: Work, kind: string, ids: readonly string[]): void {
  loadChainsOf(work, lockChains, [kind, ids])
}

/** The same with a statement of `chainsOf`. */
export function loadChainsOf(work: Work, statement: Statement<ChainHead>, values: unknown[]): void {
  work.readLast(statement, values).whenFound((heads) => {
    for (const head of heads) work.heads.set(`${head.kind}:${head.id}`, { sequence: head.sequence, hash: head.hash })
  })
}

/** Reactions by event type; filled when an application is put together. */
const subscribers = new Map<string, Set<string>>()

export function subscribe(eventType: string, reaction: string): void {
  subscribers.set(eventType, (subscribers.get(eventType) ?? new Set()).add(reaction))
}

const writeEvents = statement(
  'kernel.writeEvents',
  `with heads as (
     insert into kernel.chain (subject_kind, subject_id, sequence, hash)
     select * from unnest($8::text[], $9::uuid[], $10::int[], $11::bytea[])
     on conflict (company_id, subject_kind, subject_id) do update set sequence = excluded.sequence, hash = excluded.hash)
   insert into kernel.event (subject_kind, subject_id, sequence, type, bytes, hash, actor_id, recorded_at)
   select *, $7::uuid, $12::timestamptz from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::bytea[])`,
)

const writeDue = statement(
  'kernel.writeDue',
  `insert into kernel.reaction_due (company_id, subject_kind, subject_id, sequence, reaction, due_at)
   select kernel.company(), *, $5::timestamptz from unnest($1::text[], $2::uuid[], $3::int[], $4::text[])`,
)

/** The exact bytes that are hashed and kept. */
export const eventBytes = (work: Work, event: NewEvent, sequence: number): string =>
  JSON.stringify({
    company: work.company.id,
    kind: event.kind,
    id: event.id,
    sequence,
    type: event.type,
    at: work.now.toISOString(),
    actor: work.actor.personId,
    data: event.data,
  })

/** Chains what was recorded, and queues it with one due row per subscribing reaction. */
export function queueEvents(work: Work): void {
  if (work.events.length === 0) return
  const rows = work.events.map((event) => chained(work, event))
  const heads = [...new Set(rows.map((row) => row.subject))].map((subject) => ({
    subject,
    ...work.heads.get(subject)!,
  }))
  work.write(writeEvents, [
    rows.map((row) => row.event.kind),
    rows.map((row) => row.event.id),
    rows.map((row) => row.sequence),
    rows.map((row) => row.event.type),
    rows.map((row) => row.bytes),
    rows.map((row) => row.hash),
    work.actor.personId,
    heads.map((head) => head.subject.slice(0, head.subject.indexOf(':'))),
    heads.map((head) => head.subject.slice(head.subject.indexOf(':') + 1)),
    heads.map((head) => head.sequence),
    heads.map((head) => head.hash),
    work.now,
  ])
  const due = rows.flatMap((row) =>
    [...(subscribers.get(row.event.type) ?? [])].map((reaction) => ({ ...row, reaction })),
  )
  if (due.length === 0) return
  work.write(writeDue, [
    due.map((row) => row.event.kind),
    due.map((row) => row.event.id),
    due.map((row) => row.sequence),
    due.map((row) => row.reaction),
    work.now,
  ])
}

function chained(work: Work, event: NewEvent) {
  const subject = `${event.kind}:${event.id}`
  const head = work.heads.get(subject) ?? (event.begins ? { sequence: 0, hash: GENESIS } : undefined)
  if (!head) throw new Error(`${event.type} is recorded on a chain that was not locked in trip 1`)
  const sequence = head.sequence + 1
  const bytes = eventBytes(work, event, sequence)
  const hash = createHash('sha256').update(head.hash).update(bytes).digest()
  work.heads.set(subject, { sequence, hash })
  return { event, subject, sequence, bytes, hash }
}
