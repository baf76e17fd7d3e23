import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { migrate, migrationsDirectory } from '../kernel/migrate.ts'
import { makeDataDirectory } from '../kernel/postgres/data-directory.ts'
import { startPostgres } from '../kernel/postgres/embedded.ts'
import { backUp } from './backup.ts'
import { restore } from './restore.ts'

const TIMEOUT_MS = 120_000
const restorer = fileURLToPath(new URL('../testing/restore-once.ts', import.meta.url))
const backer = fileURLToPath(new URL('../testing/back-up-once.ts', import.meta.url))
const silent = () => undefined
const folders: string[] = []
let dataDir: string
let backups: string
let file: string

before(async () => {
  delete process.env.DATABASE_URL
  backups = await mkdtemp(join(tmpdir(), 'baton-backups-'))
  folders.push(backups)
  dataDir = await freshFolder()
  await mark(dataDir, 'in the backup', () => undefined)
  file = (await backUp(backups, { dataDir, onProgress: silent })).file
  await mark(dataDir, 'after the backup', () => undefined)
})
after(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

async function freshFolder(): Promise<string> {
  const folder = await makeDataDirectory(join(tmpdir(), `baton-bad-luck-${process.pid}-${folders.length}`), silent)
  folders.push(folder)
  return folder
}

/** Writes a mark into the database of a folder, or with `look` reads the one that is there. */
async function mark(folder: string, text: string | null, look: (marks: string[]) => void): Promise<void> {
  const server = await startPostgres({ dataDir: folder, onProgress: silent })
  try {
    await migrate(server.url)
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    if (text !== null)
      await client.query('insert into access.attempt (bucket, failures, failed_at) values ($1, 1, now())', [text])
    const { rows } = await client.query<{ text: string }>('select bucket as text from access.attempt order by 1')
    await client.end()
    look(rows.map((row) => row.text))
  } finally {
    await server.stop()
  }
}

const isOld = (marks: string[]) => assert.deepEqual(marks, ['after the backup', 'in the backup'])
const isRestored = (marks: string[]) => assert.deepEqual(marks, ['in the backup'])

/** Kills the process when it has said so many steps; answers whether it was done by then. */
async function killedAt(child: ChildProcess, step: number): Promise<boolean> {
  let said = ''
  child.stdout!.on('data', (piece) => {
    said += piece
    if (said.split('\n').length > step) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return said.includes('restored\n')
}

test('a restore that is killed at any of its steps leaves the old database as it was', {
  timeout: TIMEOUT_MS,
}, async (t) => {
  for (let step = 1; step < 12; step += 1) {
    const child = spawn(process.execPath, ['--import', 'tsx', restorer, file, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    if (await killedAt(child, step)) {
      t.diagnostic(`killed at each of ${step - 1} steps`)
      assert.ok(step > 3)
      return await mark(dataDir, null, isRestored)
    }
    await mark(dataDir, null, isOld)
  }
  await mark(dataDir, null, isRestored)
  assert.deepEqual(
    (await readdir(dataDir)).filter((name) => name.startsWith('stage-')),
    [],
    'what kills left is gone',
  )
})

test('an exchange that is killed between its two renames is undone by the next start', {
  timeout: TIMEOUT_MS,
}, async () => {
  const home = join(dataDir, 'postgres')
  await mark(dataDir, 'kept', silent)
  await rename(home, `${home}.leaving`)
  await mark(dataDir, null, (marks) => assert.deepEqual(marks, ['in the backup', 'kept']))

  // After the second rename the new one counts, and the old one goes aside.
  await rename(home, `${home}.leaving`)
  const restored = await restore(file, {
    dataDir,
    replace: true,
    check: false,
    acceptBroken: false,
    onProgress: silent,
  })
  assert.ok(restored.aside)
  await rename(restored.aside, `${home}.leaving`)
  await mark(dataDir, null, isRestored)
  assert.ok((await readdir(dataDir)).some((name) => name.startsWith('postgres.before-')))
  await assert.rejects(stat(`${home}.leaving`), { code: 'ENOENT' })
})

test('a backup of an older version is brought up to this one before it is checked, and the file stays as it was', {
  timeout: TIMEOUT_MS,
}, async () => {
  const older = join(await freshFolder(), 'migrations')
  await mkdir(older)
  const names = (await readdir(migrationsDirectory)).sort()
  for (const name of names.slice(0, -2)) await copyFile(join(migrationsDirectory, name), join(older, name))
  const source = await freshFolder()
  const server = await startPostgres({ dataDir: source, onProgress: silent })
  await migrate(server.url, { directory: older })

  const backup = await backUp(join(backups, 'old.tar.gz'), { dataDir: source, onProgress: silent })
  assert.deepEqual([backup.applied, backup.broken], [names.slice(-2), []])
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  const { rowCount } = await client.query('select from public.baton_migration')
  assert.equal(rowCount, names.length - 2, 'the database that was backed up is as it was')

  await client.query(`insert into public.baton_migration (name, sha256) values ('9999_later.sql', '')`)
  await client.end()
  const newer = backUp(join(backups, 'newer.tar.gz'), { dataDir: source, onProgress: silent })
  await assert.rejects(newer, /The database is newer than this program/)
  await server.stop()

  const target = await freshFolder()
  const options = { dataDir: target, replace: false, check: false, acceptBroken: false, onProgress: silent }
  const restored = await restore(backup.file, options)
  assert.deepEqual([restored.applied, restored.restored], [names.slice(-2), true])
})

test('a target that cannot be written leaves nothing behind', { timeout: TIMEOUT_MS }, async (t) => {
  const before = (await readdir(backups)).sort()
  const to = (target: string) => backUp(target, { dataDir, onProgress: silent })
  await assert.rejects(to(file), /is there already/)
  await assert.rejects(to(join(backups, 'absent', 'a.tar.gz')), /There is no folder/)
  await assert.rejects(backUp(backups, { dataDir: await freshFolder(), onProgress: silent }), /There is no database/)
  await t.test('a disk that is full on the way', { skip: process.platform === 'win32' }, async () => {
    const server = await startPostgres({ dataDir, onProgress: silent })
    const script = `ulimit -f 2000; exec "$0" --import tsx "$1" "$2" "$3"`
    const child = spawn('sh', ['-c', script, process.execPath, backer, join(backups, 'full.tar.gz'), dataDir], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (piece) => (said += piece))
    const [code] = (await once(child, 'exit')) as [number | null]
    await server.stop()
    assert.match(said, /EFBIG/)
    assert.equal(code, 1)
  })
  assert.deepEqual((await readdir(backups)).sort(), before)
  assert.deepEqual(
    (await readdir(dataDir)).filter((name) => name.startsWith('stage-')),
    [],
  )
})

test('what a killed backup left is removed by the next one', { timeout: TIMEOUT_MS }, async () => {
  const child = spawn('sleep', ['0'])
  await once(child, 'exit')
  const target = join(backups, 'again.tar.gz')
  await writeFile(`${target}.${child.pid}.part`, 'half')
  await writeFile(`${target}.${process.ppid}.part`, 'another at work')
  await mkdir(join(dataDir, `stage-${child.pid}`))
  await backUp(target, { dataDir, onProgress: silent })
  const names = (await readdir(backups)).filter((name) => name.startsWith('again'))
  assert.deepEqual(names.sort(), [`again.tar.gz`, `again.tar.gz.${process.ppid}.part`])
  assert.deepEqual(
    (await readdir(dataDir)).filter((name) => name.startsWith('stage-')),
    [],
  )
})
