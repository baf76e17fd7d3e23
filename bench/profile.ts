import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createApp } from '../server/src/app.ts'
import { openDatabase } from '../server/src/boot.ts'
import { makeDataDirectory } from '../server/src/kernel/postgres/data-directory.ts'
import { allStatements } from '../server/src/kernel/statement.ts'
import { batonContestant, newWay, STEPS } from './steps.ts'
import { makeWorld } from './world.ts'

/** Where the database's time of an order's way goes, as PostgreSQL counts it: milliseconds, log and pages of each statement. */
const CYCLES = Number(process.argv[2] ?? 300)
const MOST_SHOWN = 45

interface Counted {
  query: string
  calls: number
  ms: number
  wal: number
  pages: number
}

const folder = mkdtempSync(join(tmpdir(), 'baton-profile-'))
const dataDir = await makeDataDirectory(folder, () => {})
let database = await openDatabase({ dataDir, onProgress: () => {} })
if (!database.embedded)
  throw new Error('The profile needs the embedded server, since it loads an extension. Unset DATABASE_URL.')
await asSuperuser(`alter system set shared_preload_libraries = 'pg_stat_statements'`)
await asSuperuser(`alter system set pg_stat_statements.track_utility = 'off'`)
await database.stop()
database = await openDatabase({ dataDir, onProgress: () => {} })
const app = createApp({ databaseUrl: database.ownerUrl })
try {
  await asSuperuser('create extension pg_stat_statements')
  const world = await makeWorld(database.ownerUrl)
  await app.http.listen({ port: 0, host: '127.0.0.1' })
  const contestant = batonContestant(Number(new URL(app.http.listeningOrigin).port), world)
  const walk = async (count: number) => {
    for (let way = 0; way < count; way += 1) {
      const one = newWay(world)
      for (const step of STEPS) await contestant(step, one)
    }
  }
  await walk(Math.ceil(CYCLES / 3))
  await asSuperuser('analyze')
  await walk(20)
  await asSuperuser('select pg_stat_statements_reset()')
  await walk(CYCLES)
  show(
    await asSuperuser<Counted>(
      `select query, calls::int, total_exec_time as ms, wal_bytes::float8 as wal, (shared_blks_hit + shared_blks_read)::float8 as pages
         from pg_stat_statements where toplevel order by total_exec_time desc`,
    ),
  )
} finally {
  await app.close()
  await database.stop()
  for (const left of [dataDir, folder]) rmSync(left, { recursive: true, force: true })
}

function show(rows: Counted[]): void {
  const names = new Map([...allStatements().values()].map((one) => [shape(one.text), one.name]))
  const sum = (of: (row: Counted) => number) => rows.reduce((total, row) => total + of(row), 0) / CYCLES
  process.stdout.write(
    `${sum((row) => row.ms).toFixed(1)} ms, ${sum((row) => row.wal / 1024).toFixed(1)} KB of log and ${sum((row) => row.calls).toFixed(0)} statements a cycle\n`,
  )
  for (const { query, calls, ms, wal, pages } of rows.slice(0, MOST_SHOWN)) {
    const each = [ms, calls, wal / 1024, pages].map((amount) => (amount / CYCLES).toFixed(2).padStart(8))
    process.stdout.write(
      `${each[0]} ms ${each[1]}× ${each[2]} KB ${each[3]} pages  ${names.get(shape(query)) ?? shape(query).slice(0, 60)}\n`,
    )
  }
}

/** A statement without what PostgreSQL replaces by parameters when it counts. */
function shape(text: string): string {
  return text
    .replace(/'[^']*'|\$\d+|\b\d+\b/g, '?')
    .replace(/\s+/g, ' ')
    .trim()
}

async function asSuperuser<Row extends object>(sql: string): Promise<Row[]> {
  const url = new URL(database.embedded!.superuserUrl)
  url.pathname = new URL(database.ownerUrl).pathname
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}
