import assert from 'node:assert/strict'
import { appendFile, copyFile, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { makeDataDirectory } from '../kernel/postgres/data-directory.ts'
import { startPostgres } from '../kernel/postgres/embedded.ts'
import { claimDataDirectory } from '../running.ts'
import { openAudit } from '../testing/audit.ts'
import { createTestCompany, PASSWORD, type TestCompany } from '../testing/company.ts'
import { type CrashSite, openCrashSite } from '../testing/crash-site.ts'
import { doubledOf, Journal, lostOf, type Workers } from '../testing/journal.ts'
import { makeMasters } from '../testing/masters.ts'
import { rewriteBackup } from '../testing/rewrite-backup.ts'
import { type Backup, backUp } from './backup.ts'
import { type RestoreOptions, restore } from './restore.ts'

const CLIENTS = 4
const STOCK = 1_000_000n
const TIMEOUT_MS = 120_000
const silent = () => undefined

let site: CrashSite
let workers: Workers
let founded: TestCompany['founded']
let backups: string
let backup: Backup
const folders: string[] = []

before(async () => {
  delete process.env.DATABASE_URL
  backups = await mkdtemp(join(tmpdir(), 'baton-backups-'))
  site = await openCrashSite()
  const company = await createTestCompany({ ownerUrl: site.ownerUrl })
  const masters = await makeMasters(company, { creditLimit: null, stock: { hinge: STOCK.toString() } })
  founded = company.founded
  await company.close()
  const [sales, tracker, warehouse] = await Promise.all(['sales1', 'tracker', 'warehouse'].map(signIn))
  workers = {
    ...{ address: site.address, masters, trackerId: tracker!.person.id },
    tokens: { sales: sales!.token, tracker: tracker!.token, warehouse: warehouse!.token },
  }
})
after(async () => {
  await site.close()
  for (const folder of [backups, ...folders]) await rm(folder, { recursive: true, force: true })
})

async function signIn(account: string): Promise<{ token: string; person: { id: string } }> {
  const answer = await fetch(`${site.address}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: PASSWORD }),
  })
  return (await answer.json()) as { token: string; person: { id: string } }
}

async function freshFolder(): Promise<string> {
  const folder = await makeDataDirectory(join(tmpdir(), `baton-restored-${process.pid}-${folders.length}`), silent)
  folders.push(folder)
  return folder
}

const into = (dataDir: string, options: Partial<RestoreOptions> = {}): RestoreOptions => ({
  ...{ dataDir, replace: false, check: false, acceptBroken: false, onProgress: silent },
  ...options,
})

/** Starts what lies in a data directory and looks at it. */
async function lookInto<T>(dataDir: string, act: (ownerUrl: string) => Promise<T>): Promise<T> {
  const server = await startPostgres({ dataDir, onProgress: silent })
  try {
    return await act(server.url)
  } finally {
    await server.stop()
  }
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, options: '-c role=baton_verify' })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('a backup under writes holds everything acknowledged before its end, and nothing twice', {
  timeout: TIMEOUT_MS,
}, async (t) => {
  const journal = new Journal(workers)
  const working = journal.work(CLIENTS)
  await sleep(500)
  const began = Date.now()
  backup = await backUp(backups, { dataDir: site.dataDir, onProgress: silent })
  await sleep(500)
  journal.stop()
  await working

  assert.deepEqual(backup.broken, [])
  assert.ok(backup.checks > 50 && backup.events > 0)
  assert.equal((await stat(backup.file)).mode & 0o777, 0o600)
  assert.deepEqual(await readdir(backups), [backup.file.slice(backups.length + 1)], 'nothing else is left')
  assert.deepEqual(
    (await readdir(site.dataDir)).filter((name) => /stage/.test(name)),
    [],
  )

  const through = Date.parse(backup.through)
  const acknowledged = journal.entries.filter((entry) => entry.answeredAt !== undefined)
  const held = acknowledged.filter((entry) => entry.answeredAt! < through)
  const during = held.filter((entry) => entry.answeredAt! > began)
  assert.ok(during.length > 0, 'nothing was written while it was copied: the test proved nothing')
  t.diagnostic(`${held.length} requests were acknowledged before its end, ${during.length} of them while it was copied`)

  const dataDir = await freshFolder()
  const restored = await restore(backup.file, into(dataDir))
  assert.deepEqual([restored.restored, restored.through, restored.aside], [true, backup.through, undefined])
  await lookInto(dataDir, async (ownerUrl) => {
    const audit = await openAudit({ ownerUrl, founded })
    assert.deepEqual(await lostOf({ entries: held }, audit), [])
    assert.deepEqual(await doubledOf(journal, audit, STOCK * 1_000_000n), [])
    // What was acknowledged later is not there: the comparison does see what is missing.
    assert.notDeepEqual(await lostOf(journal, audit), [])
    await audit.close()
  })
})

test('what is not exactly as it was written is refused, and nothing is touched', { timeout: TIMEOUT_MS }, async (t) => {
  const dataDir = await freshFolder()
  const bad = join(backups, 'bad')
  const { size } = await stat(backup.file)
  const flip = async (at: number) => {
    const file = await open(bad, 'r+')
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at)
    await file.write(Buffer.from([buffer[0]! ^ 1]), 0, 1, at)
    await file.close()
  }
  const repack = async (change: (tar: Buffer) => Buffer) =>
    await writeFile(bad, gzipSync(change(gunzipSync(await readFile(backup.file))), { level: 1 }))
  const replaced = (from: string | RegExp, to: string) => (tar: Buffer) =>
    Buffer.from(tar.toString('latin1').replace(from, to), 'latin1')
  const isLog = (path: string) => path.startsWith('postgres/cluster/pg_wal/0')
  const planted: [what: string, plant: () => Promise<unknown>, refusal: RegExp][] = [
    ['cut in the middle', () => truncate(bad, Math.floor(size / 2)), /is damaged: unexpected end of file/],
    ['cut before the packing’s own sum', () => truncate(bad, size - 8), /is damaged: unexpected end of file/],
    ['empty', () => truncate(bad, 0), /is damaged: unexpected end of file/],
    ['a byte flipped in the middle', () => flip(Math.floor(size / 2)), /is damaged/],
    ['a byte flipped at the end', () => flip(size - 6), /is damaged: incorrect data check/],
    ['something else', () => writeFile(bad, 'select 1;'), /is damaged: incorrect header check/],
    ['another sum in the manifest', () => repack(replaced(/("sha256": ")./, '$1x')), /not what the manifest says/],
    ['a file under another name', () => repack(replaced('cluster/PG_VERSION', 'cluster/PG_VERSIOM')), /is damaged/],
    [
      'a file of another content',
      () => repack(replaced("timezone = 'UTC'", "timezone = 'GMT'")),
      /baton.conf is not what/,
    ],
    ['no end', () => repack((tar) => tar.subarray(0, tar.length - 1024)), /it ends too early/],
    ['a second end', () => repack((tar) => Buffer.concat([tar, Buffer.alloc(512)])), /something follows its end/],
    [
      'a path that leads out',
      () => repack(replaced('postgres/cluster/PG_VERSION', 'postgres/../../PG_VERSION_')),
      /is damaged/,
    ],
    [
      'no log, though the manifest agrees',
      () => rewriteBackup(backup.file, bad, { piece: ({ path, content }) => (isLog(path) ? null : content) }),
      /PostgreSQL did not start/,
    ],
    [
      'half of the log, though the manifest agrees',
      () =>
        rewriteBackup(backup.file, bad, {
          piece: ({ path, content }) => (isLog(path) ? content.fill(0, content.length / 64) : content),
        }),
      /PostgreSQL did not start/,
    ],
    [
      'tables overwritten, though the manifest agrees',
      () =>
        rewriteBackup(backup.file, bad, {
          piece: ({ path, content }) => (/base\/\d{5,}\/\d+$/.test(path) ? content.fill(7) : content),
        }),
      /cannot be read|did not start|No connection/,
    ],
    ['another format', () => rewriteBackup(backup.file, bad, { description: { format: 2 as 1 } }), /has the format 2/],
    ['another PostgreSQL', () => rewriteBackup(backup.file, bad, { description: { postgres: '17' } }), /PostgreSQL 17/],
  ]
  for (const [what, plant, refusal] of planted) {
    await t.test(what, async () => {
      await rm(bad, { force: true })
      if (!/manifest agrees|format|PostgreSQL/.test(what)) await copyFile(backup.file, bad)
      await plant()
      await assert.rejects(restore(bad, into(dataDir)), refusal)
      assert.deepEqual(
        (await readdir(dataDir)).filter((name) => !/^postgres-\d/.test(name)),
        [],
      )
    })
  }
  await assert.rejects(restore(join(backups, 'absent'), into(dataDir)), /cannot be read: ENOENT/)
})

test('a database that has data, or with which somebody works, is not replaced', { timeout: TIMEOUT_MS }, async () => {
  const dataDir = folders[0]!
  await assert.rejects(restore(backup.file, into(dataDir)), /has data. Add --replace/)

  const claimed = await claimDataDirectory(dataDir)
  assert.ok('claim' in claimed)
  claimed.claim.announce('http://localhost:3000')
  await assert.rejects(restore(backup.file, into(dataDir, { replace: true })), /runs at http:\/\/localhost:3000/)
  await claimed.claim.release()

  const worker = await startPostgres({ dataDir, onProgress: silent })
  await assert.rejects(restore(backup.file, into(dataDir, { replace: true })), /Another command of Baton works/)
  const checked = await restore(backup.file, into(dataDir, { check: true }))
  assert.deepEqual([checked.restored, checked.broken], [false, []])
  await worker.stop()

  await appendFile(join(dataDir, 'postgres', 'cluster', 'local.conf'), '# the old one\n')
  const replaced = await restore(backup.file, into(dataDir, { replace: true }))
  assert.ok(replaced.aside)
  assert.match(await readFile(join(replaced.aside, 'cluster', 'local.conf'), 'utf8'), /the old one/)
  assert.doesNotMatch(await readFile(join(dataDir, 'postgres', 'cluster', 'local.conf'), 'utf8'), /the old one/)
})

test('a database with a broken invariant is backed up under another name, and restored only by who accepts that', {
  timeout: TIMEOUT_MS,
}, async (t) => {
  const audit = await openAudit({ ownerUrl: site.ownerUrl, founded })
  t.after(() => audit.close())
  const balance = `update inventory.balance set on_hand = on_hand`
  await audit.plant(`${balance} + 1`)
  const file = join(backups, 'broken.tar.gz')
  const broken = await backUp(file, { dataDir: site.dataDir, onProgress: silent })
  await audit.plant(`${balance} - 1`)
  assert.deepEqual([broken.file, broken.broken.map(({ id }) => id)], [`${file}.broken`, ['I1']])
  await assert.rejects(stat(file), { code: 'ENOENT' })
  const dataDir = await freshFolder()
  await assert.rejects(restore(broken.file, into(dataDir)), /I1 .*nothing was changed|nothing was changed.*I1/)
  const accepted = await restore(broken.file, into(dataDir, { acceptBroken: true }))
  assert.equal(accepted.restored, true)
  assert.notDeepEqual(await lookInto(dataDir, (url) => ask(url, 'select from inventory.balance')), [])
})
