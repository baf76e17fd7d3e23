import type pg from 'pg'
import type { Database, Queued } from './database.ts'
import { Read } from './read.ts'
import { type Statement, statement } from './statement.ts'

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
export function assertCommitted(results: pg.QueryResult[]): void {
  const answer = results.at(-1)?.command
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
  let broken: Error | undefined
  try {
    const reads = all.map(() => new Read<unknown[]>())
    const results = await database.flush(client, [
      queued(begin),
      queued(setCompany, [companyId]),
      ...all.map(([one, values], index) => queued(one, values, reads[index])),
      queued(commit),
    ])
    assertCommitted(results)
    return reads.map((read) => read.value)
  } catch (error) {
    broken = error as Error
    throw error
  } finally {
    client.release(broken && !('code' in broken) ? broken : undefined)
  }
}
