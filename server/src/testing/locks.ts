import assert from 'node:assert/strict'
import pg from 'pg'
import type { TestCompany } from './company.ts'

/** A connection of its own with an open transaction in the company: what it writes and locks there, others wait for. */
export async function openTransaction(company: TestCompany): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: company.ownerUrl })
  await client.connect()
  await client.query('begin')
  await client.query(`select set_config('baton.company', $1, true)`, [company.founded.company.id])
  return client
}

/** Waits until so many others in the database of the client stop at a lock. */
export async function untilWaiting(client: pg.Client, count = 1): Promise<void> {
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  for (let tries = 0; tries < 500; tries += 1) {
    // Within a transaction the server would answer what it saw at first.
    await client.query('select pg_stat_clear_snapshot()')
    if ((await client.query(waiting)).rows.length >= count) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  assert.fail(`Fewer than ${count} waited for a lock`)
}
