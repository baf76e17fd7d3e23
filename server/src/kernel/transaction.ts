import type pg from 'pg'
import { type Database, isGone, type Queued } from './database.ts'
import { Read } from './read.ts'
import { type Statement, statement } from './statement.ts'
import type { Answer } from './trip.ts'

export const begin = statement('kernel.begin', 'begin')
export const commit = statement('kernel.commit', 'commit')
export const rollback = statement('kernel.rollback', 'rollback')
export const setCompany = statement('kernel.setCompany', `select set_config('baton.company', $1, true)`)

export const queued = (one: Statement<unknown>, values: unknown[] = [], read?: Read<unknown[]>): Queued => ({
  statement: one,
  values,
  read,
})

/** After an error COMMIT answers ROLLBACK without failing; taking it for success would lose an acknowledged write. */
export function assertCommitted(answers: readonly Answer[]): void {
  const answer = answers.at(-1)?.command
  if (answer !== 'COMMIT') throw new Error(`The transaction ended with ${answer}, not COMMIT`)
}

/** One statement in a transaction of its own within a company, in one round trip. */
export async function withCompany<Row>(
  database: Database,
  companyId: string,
  one: Statement<Row>,
  values: unknown[] = [],
): Promise<Row[]> {
  const [rows] = await withCompanyAll(database, companyId, [[one as Statement<unknown>, values]])
  return rows as Row[]
}

/** Several statements in one transaction within a company, in one round trip. */
export async function withCompanyAll(
  database: Database,
  companyId: string,
  all: [Statement<unknown>, unknown[]][],
): Promise<unknown[][]> {
  const client = await database.pool.connect()
  try {
    const reads = all.map(() => new Read<unknown[]>())
    const results = await database.flush(client, [
      queued(begin),
      queued(setCompany, [companyId]),
      ...all.map(([one, values], index) => queued(one, values, reads[index])),
      queued(commit),
    ])
    assertCommitted(results)
    client.release()
    return reads.map((read) => read.value)
  } catch (error) {
    await abandon(database, client, error)
    throw error
  }
}

/** Gives a connection back after its transaction failed or is not wanted any more; one that is gone is thrown away. */
export async function abandon(database: Database, client: pg.PoolClient, error?: unknown): Promise<void> {
  if (error && isGone(error)) return client.release(error as Error)
  try {
    await database.flush(client, [queued(rollback)])
    client.release()
  } catch (broken) {
    client.release(broken as Error)
  }
}
