import pg from 'pg'
import type { Read } from './read.ts'
import type { Statement } from './statement.ts'
import { type Answer, Trip } from './trip.ts'

const INT8 = 20
const DATE = 1082
const INT8_ARRAY = 1016

pg.types.setTypeParser(INT8, BigInt)
pg.types.setTypeParser(DATE, (text) => text)
pg.types.setTypeParser(INT8_ARRAY as number as typeof INT8, (text: string) =>
  text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map((item) => (item === 'NULL' ? null : BigInt(item))),
)

export interface Queued {
  statement: Statement<unknown>
  values: unknown[]
  read: Read<unknown[]> | undefined
}

/**
 * How the application's connections plan and wait, milliseconds. Every statement has an index to use; a plan made while a table was
 * nearly empty must not read it whole for the rest of the connection's life, so whole reads and merge joins are off, and a row read costs
 * as much as a page: to look up a few rows is then cheaper than to read a table of some dozens. Hash joins stay: a thousand rows that one
 * statement writes would else be met one by one with every row of a file. Nothing is done in parallel: at a million orders a search took
 * five times as long, for starting processes that found nothing to do. Plans are generic, as the tests plan them, since planning anew
 * for each execution costs more than these short statements themselves.
 */
const SETTINGS: Record<string, string | number> = {
  jit: 'off',
  max_parallel_workers_per_gather: 0,
  enable_seqscan: 'off',
  enable_mergejoin: 'off',
  random_page_cost: 0.2,
  seq_page_cost: 0.2,
  cpu_tuple_cost: 0.2,
  cpu_index_tuple_cost: 0.1,
  cpu_operator_cost: 0.0005,
  plan_cache_mode: 'force_generic_plan',
  statement_timeout: 60_000,
  idle_in_transaction_session_timeout: 60_000,
  TimeZone: 'UTC',
}

/** An error of PostgreSQL, with the name of the statement that met it. */
export interface DatabaseError extends Error {
  code?: string
  constraint?: string
  column?: string
  statement?: string
}

/** The pool of application connections. Each works as `baton_app`: no DDL, no way around row-level security. */
export class Database {
  readonly pool: pg.Pool
  /** Round trips and statements so far, for the benchmark. */
  readonly spent = { trips: 0, statements: 0 }

  constructor(
    readonly url: string,
    options: { most?: number; role?: string | null } = {},
  ) {
    const role = options.role === undefined ? 'baton_app' : options.role
    this.pool = new pg.Pool({
      connectionString: url,
      max: options.most ?? 10,
      application_name: 'baton',
      options: Object.entries({ ...SETTINGS, ...(role && { role }) })
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
    })
    // A connection that breaks is replaced by the pool, and what was running on it fails by itself. One that is in use has nobody else
    // who listens, and an error that nobody hears ends the process.
    this.pool.on('error', () => {})
    this.pool.on('connect', (client) => client.on('error', () => {}))
  }

  async close(): Promise<void> {
    await this.pool.end()
  }

  /** Sends everything in one packet and waits once. What follows an error is not run; the transaction is then to be rolled back. */
  flush(client: pg.PoolClient, queue: Queued[]): Promise<Answer[]> {
    this.spent.trips += 1
    this.spent.statements += queue.length
    return new Promise((resolve, reject) => {
      client.query(
        new Trip(queue, (error, answers) => {
          if (error) {
            const statement = queue[answers.length]?.statement.name
            return reject(statement ? Object.assign(error, { statement }) : error)
          }
          queue.forEach(({ read }, position) => {
            read?.settle(answers[position]!.rows)
          })
          resolve(answers)
        }),
      )
    })
  }
}

/** A name or a code that somebody else has just taken, like a number: the next try reads that and says so. */
const TAKEN = new Set(['account_account_key', 'account_pkey', 'unit_pkey', 'tax_rate_pkey', 'tax_rate_preferred'])

/**
 * True for what another try may cure: serialization failures, deadlocks, two writers at one chain or one idempotency key, and a
 * number that would bear an earlier day than the number before it.
 */
export function mayRetry(error: unknown): boolean {
  const { code, constraint, column } = error as DatabaseError
  // The predecessor of a row in a chain, whose end is this one's start, was ended by somebody else meanwhile.
  if (code === '23502' && column === 'since') return true
  // The same for the custody of work that ends.
  if (constraint === 'task_ended') return true
  if (code === '40001' || code === '40P01' || constraint === 'counter_in_order') return true
  // Somebody gave work to a person or a department that is just being disabled or closed: the next try says so.
  if (code === '23503' && constraint?.endsWith('_active_fkey')) return true
  return (
    code === '23505' &&
    (constraint === 'event_pkey' ||
      constraint === 'idempotency_pkey' ||
      constraint === 'chain_pkey' ||
      // Somebody took the same number a moment ago: the next try reads that and says whose it is.
      constraint?.endsWith('_number_key') === true ||
      TAKEN.has(constraint ?? ''))
  )
}

/** True when the connection or the server went away: the outcome is unknown and the same idempotency key tells it. */
export function isGone(error: unknown): boolean {
  const { code, message } = error as DatabaseError
  return (
    ['57P01', '57P02', '57P03', '25006', '08006', '08001', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(
      code ?? '',
    ) || /Connection terminated|not queryable/.test(message ?? '')
  )
}
