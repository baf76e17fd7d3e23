import pg from 'pg'
import type { Check } from '../kernel/check.ts'
import { readings } from '../readings.ts'
import type { TestCompany } from './company.ts'

/** Looks at a test company's rows from outside, as `baton_verify`; corruptions are planted as the owner and undone. */
export async function openAudit({
  ownerUrl,
  founded,
  app,
}: Pick<TestCompany, 'ownerUrl' | 'founded'> & { app?: TestCompany['app'] }) {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  // biome-ignore lint/suspicious/noExplicitAny: rows are looked into field by field.
  const sql = async (text: string, values: unknown[] = []): Promise<any[]> => {
    await owner.query('set role baton_verify')
    try {
      return (await owner.query(text, values)).rows
    } finally {
      await owner.query('reset role')
    }
  }
  /** Which checks find rows; with a corruption, which of them it breaks. */
  const broken = async (checks: readonly Check[], corruption?: string): Promise<string[]> => {
    const found: string[] = []
    await owner.query('begin')
    try {
      await owner.query(`select set_config('baton.company', $1, true)`, [founded.company.id])
      if (corruption) await owner.query(corruption)
      await owner.query('set local role baton_verify')
      const needed = readings.filter(({ name }) => checks.some(({ reads }) => reads === name))
      for (const { name, sql } of needed) await owner.query(`create temporary table ${name} on commit drop as ${sql}`)
      for (const check of checks) if ((await owner.query(check.sql)).rows.length > 0) found.push(check.id)
    } finally {
      await owner.query('rollback')
    }
    return found
  }
  /** Writes as the owner within the company, for what no command does. */
  const plant = async (text: string, values: unknown[] = []): Promise<void> => {
    await owner.query('begin')
    await owner.query(`select set_config('baton.company', $1, true)`, [founded.company.id])
    await owner.query(text, values)
    await owner.query('commit')
  }
  /** Waits until reactions to what was done so far are done too. */
  const quiet = async () => app?.reactions.wake()
  return { sql, broken, plant, quiet, close: () => owner.end() }
}

export type Audit = Awaited<ReturnType<typeof openAudit>>
