import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { migrate } from '../kernel/migrate.ts'
import { makeDataDirectory } from '../kernel/postgres/data-directory.ts'
import { createTestCompany } from '../testing/company.ts'
import { makeMasters, orderOf } from '../testing/masters.ts'
import { type OutsideServer, openOutsideServer } from '../testing/outside-server.ts'
import { rewriteBackup } from '../testing/rewrite-backup.ts'
import { backUp } from './backup.ts'
import { type RestoreOptions, restore } from './restore.ts'

const found = await openOutsideServer()
const skip = typeof found === 'string' ? `SKIPPED, not shown on this machine: ${found}` : false
const server = found as OutsideServer
const silent = () => undefined
const TIMEOUT_MS = 120_000
let folder: string
let dataDir: string
let url: string
let file: string

before(async () => {
  if (skip) return
  folder = await mkdtemp(join(tmpdir(), 'baton-backups-'))
  dataDir = await makeDataDirectory(join(tmpdir(), `baton-outside-data-${process.pid}`), silent)
  url = await server.createDatabase('erp')
  await migrate(url)
  const company = await createTestCompany({ ownerUrl: url })
  const masters = await makeMasters(company, { creditLimit: null, stock: { hinge: '100' } })
  const sales = await company.as('sales1')
  await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge!, quantity: '2' }]))
  await company.close()
  process.env.DATABASE_URL = url
})
after(async () => {
  if (skip) return
  await server.close()
  for (const one of [folder, dataDir]) await rm(one, { recursive: true, force: true })
})

const options = (changed: Partial<RestoreOptions> = {}): RestoreOptions => ({
  ...{ dataDir, replace: false, check: false, acceptBroken: false, onProgress: silent },
  ...changed,
})

async function ask(address: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const databases = async () =>
  (await ask(url, `select datname as name from pg_database where datname ~ '^(erp|baton)' order by 1`)).map(
    (row) => row.name,
  )

const numbersIn = async (address: string) => {
  const client = new pg.Client({ connectionString: address, options: '-c role=baton_verify' })
  await client.connect()
  const { rows } = await client.query('select number from orders.sales_order')
  await client.end()
  return rows
}

test('a dump is loaded beside the database and checked before it counts, and restored by names changed at once', {
  skip,
  timeout: TIMEOUT_MS,
}, async () => {
  const backup = await backUp(folder, { dataDir, onProgress: silent })
  file = backup.file
  assert.deepEqual([backup.kind, backup.broken], ['dump', []])
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  assert.deepEqual(await databases(), ['erp'], 'what it was tried out in is gone')

  await assert.rejects(restore(file, options()), /has data. Add --replace/)
  const visitor = new pg.Client({ connectionString: url, application_name: 'somebody’s report' })
  await visitor.connect()
  await assert.rejects(restore(file, options({ replace: true })), /Somebody works with this database \(somebody/)
  const checked = await restore(file, options({ check: true }))
  assert.equal(checked.restored, false)
  await visitor.end()

  const before = await numbersIn(url)
  assert.equal(before.length, 1)
  const restored = await restore(file, options({ replace: true }))
  assert.match(restored.aside!, /^the database erp_before_\d{14}$/)
  assert.deepEqual(await numbersIn(url), before)
  assert.equal((await databases()).length, 2)
})

test('a table that baton_verify does not see whole is found out by its count', {
  skip,
  timeout: TIMEOUT_MS,
}, async () => {
  await ask(url, 'alter policy verify on orders.line using (false)')
  const refused = backUp(join(folder, 'hidden.tar.gz'), { dataDir, onProgress: silent })
  await assert.rejects(refused, /does not hold every row: orders.line has 0 instead of 1/)
  await ask(url, 'alter policy verify on orders.line using (true)')
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.startsWith('hidden')),
    [],
  )
  assert.deepEqual(
    (await databases()).filter((name) => String(name).startsWith('baton')),
    [],
  )
})

test('a dump that was cut, or lacks rows, is refused although its manifest agrees', {
  skip,
  timeout: TIMEOUT_MS,
}, async () => {
  const bad = join(folder, 'bad.tar.gz')
  const isDump = (path: string) => path === 'database.dump'
  await rewriteBackup(file, bad, {
    piece: ({ path, content }) => (isDump(path) ? content.subarray(0, content.length - 5000) : content),
  })
  await assert.rejects(restore(bad, options({ replace: true })), /pg_restore failed/)
  await rm(bad)
  await rewriteBackup(file, bad, { description: { rows: { 'orders.line': 7 } } })
  await assert.rejects(restore(bad, options({ replace: true })), /orders.line has 1 instead of 7/)
  assert.deepEqual(
    (await databases()).filter((name) => String(name).startsWith('baton')),
    [],
  )
})

test('a dump goes into an embedded database too, and files of an embedded one never into a server', {
  skip,
  timeout: TIMEOUT_MS,
}, async (t) => {
  const before = await numbersIn(url)
  const fresh = await makeDataDirectory(join(tmpdir(), `baton-moved-${process.pid}`), silent)
  t.after(() => rm(fresh, { recursive: true, force: true }))
  const copy = join(folder, 'copy.tar.gz')
  delete process.env.DATABASE_URL
  try {
    const moved = await restore(file, options({ dataDir: fresh }))
    assert.deepEqual([moved.restored, moved.kind], [true, 'dump'])
    await backUp(copy, { dataDir: fresh, onProgress: silent })
  } finally {
    process.env.DATABASE_URL = url
  }
  await assert.rejects(restore(copy, options({ replace: true })), /Restore it without DATABASE_URL/)
  assert.deepEqual(await numbersIn(url), before)
})

test('without the tools, or without a right, it says what to install or to grant', {
  skip,
  timeout: TIMEOUT_MS,
}, async () => {
  const { PATH } = process.env
  process.env.PATH = '/nowhere'
  try {
    await assert.rejects(
      backUp(join(folder, 'x.tar.gz'), { dataDir, onProgress: silent }),
      new RegExp(`pg_dump is not on this machine’s PATH. Install .*postgresql-client-${server.version}`),
    )
  } finally {
    process.env.PATH = PATH
  }
  await server.asSuperuser('alter role owner nocreatedb')
  const refused = backUp(join(folder, 'x.tar.gz'), { dataDir, onProgress: silent })
  await assert.rejects(refused, /Let an administrator run: alter role owner createdb/)
  await server.asSuperuser('alter role owner createdb')
})
