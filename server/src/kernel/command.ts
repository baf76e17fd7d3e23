import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type Database, mayRetry, type Queued } from './database.ts'
import { queueEvents } from './events.ts'
import type { Numbers } from './numbering.ts'
import { type Loaded, loaded, Read } from './read.ts'
import { type Language, refusals } from './refusal.ts'
import { decideRight } from './right.ts'
import { statement } from './statement.ts'
import { abandon, assertCommitted, begin, commit, queued, setCompany } from './transaction.ts'
import { type Actor, type Company, Work } from './work.ts'

/**
 * A command or a query. `load` queues the statements of trip 1 in lock order; `run` is synchronous, so that a third trip cannot
 * be written: it decides, queues trip 2 and builds the reply in memory.
 */
export interface Command<Request, Loads, Reply> {
  load: (work: Work, request: Request) => Loads
  run: (work: Work, request: Request, facts: Loaded<Loads>) => Reply
  /** Series and how many numbers of each the request may take. */
  numbers?: (request: Request) => Record<string, number>
}

export const command = <Request, Loads, Reply>(made: Command<Request, Loads, Reply>): Command<Request, Loads, Reply> =>
  made

/** A command that writes nothing: one round trip, and no idempotency key. */
export const query = <Request, Loads, Reply>(
  made: Omit<Command<Request, Loads, Reply>, 'numbers'>,
): Command<Request, Loads, Reply> => made

/** Who works in which company; `version` is that of the rights as they were read. */
export interface Context {
  actor: Actor
  company: Company
  version: bigint
}

export interface Kernel {
  database: Database
  numbers: Numbers
  clock(): Date
  /** Reads the actor again when rights have changed since the context was made. */
  refresh(context: Context): Promise<Context>
  /** Tells live listeners what became true, after commit. */
  committed(companyId: string, events: readonly { kind: string; id: string; type: string }[]): void
}

/** The operation that a key belongs to, and the language of whoever reads the reply. */
export interface Manner {
  operation?: string
  language?: Language
  /** The right that the command needs; asked again when rights have changed since the caller was admitted. */
  right?: string
}

export interface Outcome<Reply> {
  reply: Reply
  /** The reply as it was stored, when the key had been used for the same request before. */
  replayed: boolean
}

const no = refusals('kernel', {
  keyReused: {
    status: 422,
    zh: () => '这个 Idempotency-Key 已用于另一个请求。请为新的请求换一个键。',
    en: () => 'This Idempotency-Key was used for another request. Send a new key with a new request.',
  },
  busy: {
    status: 503,
    zh: () => '同时修改的人太多，这次没有写入。请用同一个键再试。',
    en: () => 'Too many people changed this at once and nothing was written. Try again with the same key.',
  },
})

const guard = statement<{ version: bigint; status: number | null; request_hash: Buffer | null; reply: string | null }>(
  'kernel.guard',
  `select v.version, i.status, i.request_hash, i.reply
     from kernel.rights_version v
     left join kernel.idempotency i on i.company_id = v.company_id and i.actor_id = $1 and i.key = $2`,
)

const keepReply = statement(
  'kernel.keepReply',
  `insert into kernel.idempotency (actor_id, key, request_hash, status, reply, created_at) values ($1, $2, $3, 200, $4, $5)`,
)

const TRIES = 8

/**
 * Runs a command, or a query when there is no key; tries again after serialization failures, deadlocks and stale rights. `operation` is
 * what the key is used for, such as "POST /v1/orders".
 */
export async function perform<Request, Loads, Reply>(
  kernel: Kernel,
  context: Context,
  one: Command<Request, Loads, Reply>,
  request: Request,
  key?: string,
  manner: Manner = {},
): Promise<Outcome<Reply>> {
  let current = context
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    try {
      const outcome = await once(kernel, current, one, request, key, manner)
      if (outcome !== 'stale') return outcome
      current = await kernel.refresh(current)
      if (manner.right) decideRight(current.actor, manner.right)
    } catch (error) {
      if (!mayRetry(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5 * attempt))
    }
  }
  throw no.busy()
}

async function once<Request, Loads, Reply>(
  kernel: Kernel,
  context: Context,
  one: Command<Request, Loads, Reply>,
  request: Request,
  key: string | undefined,
  { operation = '', language }: Manner,
): Promise<Outcome<Reply> | 'stale'> {
  const { database, numbers } = kernel
  const { company, actor } = context
  const now = kernel.clock()
  const taken = one.numbers ? await numbers.take(company, now, one.numbers(request)) : {}
  const work = new Work(actor, company, now, taken, language)
  const loads = one.load(work, request)
  const guarded = new Read<unknown[]>()
  const trip = [
    queued(begin),
    queued(setCompany, [company.id]),
    ...work.queue,
    ...work.tail,
    queued(guard, [actor.personId, key ?? ''], guarded),
  ]
  if (key === undefined) trip.push(queued(commit))

  const client = await database.pool.connect()
  let outcome: Outcome<Reply>
  try {
    const results = await database.flush(client, trip)
    if (key === undefined) assertCommitted(results)
    const found = (guarded.value as { version: bigint; request_hash: Buffer | null; reply: string | null }[])[0]
    if (!found || found.version !== context.version) return end(database, client, 'stale', key)
    const requestHash = key === undefined ? undefined : hashOf(operation, request)
    if (requestHash && found.request_hash) {
      if (!found.request_hash.equals(requestHash)) throw no.keyReused()
      return end(database, client, { reply: JSON.parse(found.reply!) as Reply, replayed: true }, key)
    }
    work.queue.length = 0
    work.enter('deciding')
    const reply = one.run(work, request, loaded(loads))
    if (!requestHash) {
      if (work.queue.length > 0 || work.events.length > 0) throw new Error('A query must not write')
      return end(database, client, { reply, replayed: false }, key)
    }
    queueEvents(work)
    work.enter('over')
    assertCommitted(await database.flush(client, closing(work, reply, key!, requestHash)))
    outcome = { reply, replayed: false }
  } catch (error) {
    await abandon(database, client, error)
    throw error
  }
  client.release()
  kernel.committed(company.id, [...work.events, ...work.tells])
  return outcome
}

/** The end of trip 2: the stored reply, or the numbering statement that completes it, and the commit. */
function closing(work: Work, reply: unknown, key: string, requestHash: Buffer): Queued[] {
  const kept = [work.actor.personId, key, requestHash, JSON.stringify(reply), work.now]
  const writes = [...work.queue, ...work.inTurn]
  if (!work.last) return [...writes, queued(keepReply, kept), queued(commit)]
  const taken = new Read<unknown[]>()
  const { complete } = work.last
  taken.whenFound((rows) => complete((rows as { number: bigint }[])[0]!.number))
  return [...writes, queued(work.last.statement, [...kept, ...work.last.values], taken), queued(commit)]
}

/** Gives the connection back; an open transaction is rolled back without making the caller wait. */
function end<T>(database: Database, client: pg.PoolClient, result: T, key: string | undefined): T {
  if (key === undefined) client.release()
  else void abandon(database, client)
  return result
}

/** Two operations may take the same body on the same subject, so the operation is part of what a key stands for. */
const hashOf = (operation: string, request: unknown): Buffer =>
  createHash('sha256')
    .update(`${operation}\n${JSON.stringify(request, bigintAsText)}`)
    .digest()

const bigintAsText = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)
