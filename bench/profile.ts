import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createApp } from '../server/src/app.ts'
import { openDatabase } from '../server/src/boot.ts'
import { Database, type Queued } from '../server/src/kernel/database.ts'
import { makeDataDirectory } from '../server/src/kernel/postgres/data-directory.ts'
import { batonContestant, newWay, STEPS } from './steps.ts'
import { makeWorld } from './world.ts'

/** Where the time of an order's way goes: milliseconds a statement, seen from outside, of one client. */
const spent = new Map<string, { ms: number; calls: number }>()
const flush = Database.prototype.flush
Database.prototype.flush = function (this: Database, client: pg.PoolClient, queue: Queued[]) {
  let last = performance.now()
  const watched = queue.map((one) => ({ ...one, statement: { ...one.statement } }))
  const original = client.query.bind(client) as (...all: unknown[]) => unknown
  const proxy = new Proxy(client, {
    get: (target, key) =>
      key === 'query'
        ? (config: { name: string }, done: (error: unknown, result: unknown) => void) =>
            original(config, (error: unknown, result: unknown) => {
              const now = performance.now()
              const row = spent.get(config.name) ?? { ms: 0, calls: 0 }
              spent.set(config.name, { ms: row.ms + now - last, calls: row.calls + 1 })
              last = now
              done(error, result)
            })
        : Reflect.get(target, key),
  })
  return flush.call(this, proxy, watched)
}

const dataDir = await makeDataDirectory(mkdtempSync(join(tmpdir(), 'baton-profile-')), () => {})
const database = await openDatabase({ dataDir, onProgress: () => {} })
const app = createApp({ databaseUrl: database.ownerUrl })
try {
  const world = await makeWorld(database.ownerUrl)
  await app.http.listen({ port: 0, host: '127.0.0.1' })
  const contestant = batonContestant(Number(new URL(app.http.listeningOrigin).port), world)
  const count = Number(process.argv[2] ?? 300)
  const warm = Array.from({ length: Math.floor(count / 3) }, () => newWay(world))
  const ways = Array.from({ length: count }, () => newWay(world))
  for (const step of STEPS) for (const way of warm) await contestant(step, way)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await owner.query('analyze')
  await owner.end()
  spent.clear()
  for (const step of STEPS) for (const way of ways) await contestant(step, way)
  const cycles = count
  const rows = [...spent].sort((one, other) => other[1].ms - one[1].ms)
  const all = rows.reduce((sum, [, row]) => sum + row.ms, 0)
  process.stdout.write(
    `${(all / cycles).toFixed(1)} ms a cycle in ${(rows.reduce((sum, [, row]) => sum + row.calls, 0) / cycles).toFixed(0)} statements\n`,
  )
  for (const [name, row] of rows.slice(0, 45)) {
    process.stdout.write(
      `${(row.ms / cycles).toFixed(3).padStart(9)} ms  ${(row.calls / cycles).toFixed(1).padStart(5)}×  ${name}\n`,
    )
  }
} finally {
  await app.close()
  await database.stop()
}
