import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { createRoles, migrate } from '../migrate.ts'
import { makeDataDirectory } from './data-directory.ts'
import { type EmbeddedPostgres, startPostgres } from './embedded.ts'

const holder = fileURLToPath(new URL('../../testing/hold-postgres.ts', import.meta.url))
const steps: string[] = []
const onProgress = (step: string) => void steps.push(step)
const folders: string[] = []

after(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

/** A test that fails must not leave a server, nor a supervisor that brings it back under the next one. */
async function start(t: TestContext, dataDir: string): Promise<EmbeddedPostgres> {
  const server = await startPostgres({ dataDir, onProgress })
  t.after(() => server.stop())
  return server
}

async function makeFolder(name: string): Promise<string> {
  const folder = await makeDataDirectory(join(tmpdir(), `baton-embedded-${process.pid}-${name}`), onProgress)
  folders.push(folder)
  return folder
}

async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<Row>(sql)
    return rows
  } finally {
    await client.end()
  }
}

async function hold(dataDir: string): Promise<{ child: ChildProcess; server: EmbeddedPostgres }> {
  const child = spawn(process.execPath, ['--import', 'tsx', holder, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  assert.ok(child.stdout)
  const [line] = await once(child.stdout, 'data')
  return { child, server: JSON.parse(String(line)) as EmbeddedPostgres }
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

test('one server lives through a cold start, a stop, kills of its starter and of itself', async (t) => {
  const dataDir = await makeFolder('life')
  const cluster = join(dataDir, 'postgres', 'cluster')

  await t.test('a cold start makes a database whose owner has no more rights than Baton needs', async (t) => {
    const server = await start(t, dataDir)
    assert.equal(server.adopted, false)
    const [role] = await ask(
      server.url,
      `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles
      where rolname = current_user`,
    )
    assert.deepEqual(role, { rolsuper: false, rolbypassrls: false, rolcreatedb: true, rolcreaterole: true })
    await ask(server.url, 'create table kept (id int); insert into kept values (1)')
  })

  await t.test('its secrets are for the owner of the folder only, and it listens on this machine only', async (t) => {
    for (const name of ['superuser.password', 'owner.password']) {
      const { mode } = await stat(join(dataDir, 'postgres', name))
      assert.equal(mode & 0o777, 0o600, name)
    }
    const server = await start(t, dataDir)
    const settings = await ask(
      server.superuserUrl,
      `select name, setting from pg_settings where name in
      ('listen_addresses', 'unix_socket_directories', 'fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums')
      order by name`,
    )
    assert.deepEqual(settings, [
      { name: 'data_checksums', setting: 'on' },
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'synchronous_commit', setting: 'on' },
      { name: 'unix_socket_directories', setting: '' },
    ])
    const wrong = server.url.replace(/:[^:@]+@/, ':guessed@')
    await assert.rejects(ask(wrong, 'select 1'), { code: '28P01' })
  })

  await t.test(
    'nothing but a physical backup works as its superuser, whom row-level security does not bind',
    async () => {
      const server = await start(t, dataDir)
      await assert.rejects(migrate(server.superuserUrl), { name: 'CannotStart', message: /does not work as superuser/ })
      await server.stop()
    },
  )

  await t.test('its owner may become the working roles, but does not see with their eyes', async (t) => {
    const server = await start(t, dataDir)
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    await createRoles(client)
    await client.end()
    const roles = await ask(
      server.url,
      `select rolname, rolsuper, rolbypassrls, rolcanlogin,
         pg_has_role(current_user, oid, 'SET') as becomes, pg_has_role(current_user, oid, 'USAGE') as inherits
       from pg_roles where rolname in ('baton_app', 'baton_verify') order by rolname`,
    )
    const same = { rolsuper: false, rolbypassrls: false, rolcanlogin: false, becomes: true, inherits: false }
    assert.deepEqual(roles, [
      { rolname: 'baton_app', ...same },
      { rolname: 'baton_verify', ...same },
    ])
  })

  await t.test('it compares and searches Chinese and accented letters on every machine alike', async (t) => {
    const server = await start(t, dataDir)
    await ask(server.url, 'create extension pg_trgm')
    const [row] = await ask(server.url, `select upper('ä') as upper, similarity('上海接力', '上海接') > 0 as similar`)
    assert.deepEqual(row, { upper: 'Ä', similar: true })
  })

  await t.test('a stop is clean and leaves no server', async (t) => {
    const server = await start(t, dataDir)
    await server.stop()
    await assert.rejects(ask(server.url, 'select 1'), { code: 'ECONNREFUSED' })
    await assert.rejects(stat(join(cluster, 'postmaster.pid')), { code: 'ENOENT' })
    const log = join(dataDir, 'postgres', 'postgres.log')
    const before = (await readFile(log, 'utf8')).length
    await start(t, dataDir)
    // A server that was torn down instead says here that it was interrupted, and recovers.
    assert.match((await readFile(log, 'utf8')).slice(before), /database system was shut down at/)
  })

  await t.test(
    'after kill -9 of its starter the server is adopted, and stops with the one who adopted it',
    async () => {
      const first = await hold(dataDir)
      await kill(first.child)
      const second = await start(t, dataDir)
      assert.equal(second.adopted, true)
      assert.equal(second.pid, first.server.pid)
      assert.deepEqual(await ask(second.url, 'select id from kept'), [{ id: 1 }])
      await second.stop()
      await assert.rejects(ask(second.url, 'select 1'), { code: 'ECONNREFUSED' })
    },
  )

  await t.test(
    'after kill -9 of the server it comes back at the same address with all that was committed',
    async () => {
      const server = await start(t, dataDir)
      await ask(server.url, 'insert into kept values (2)')
      process.kill(server.pid, 'SIGKILL')
      assert.deepEqual(await untilAnswered(server.url), [{ id: 1 }, { id: 2 }])
      await server.stop()
      await assert.rejects(ask(server.url, 'select 1'), { code: 'ECONNREFUSED' })
    },
  )

  await t.test('after kill -9 of both the next start recovers', async (t) => {
    const first = await hold(dataDir)
    process.kill(first.server.pid, 'SIGKILL')
    await kill(first.child)
    const second = await start(t, dataDir)
    assert.deepEqual(await ask(second.url, 'select id from kept'), [{ id: 1 }, { id: 2 }])
  })

  await t.test('a pid file that names a stranger does not keep it from starting', async (t) => {
    // As after a restart of the machine, when the number of the dead server belongs to somebody else by now.
    const stranger = spawn('sleep', ['60'], { ...(await ownerOf(cluster)), cwd: '/' })
    try {
      const now = Math.floor(Date.now() / 1000)
      const lines = [stranger.pid, cluster, now, 1, '', '127.0.0.1', '0 0', 'ready', '']
      await writeFile(join(cluster, 'postmaster.pid'), lines.join('\n'))
      const server = await start(t, dataDir)
      assert.equal(server.adopted, false)
    } finally {
      stranger.kill('SIGKILL')
    }
  })
})

test('of two first starts at once both get the same server, which stops with the second of them', async (t) => {
  const dataDir = await makeFolder('two')
  const [one, other] = await Promise.all([hold(dataDir), hold(dataDir)])
  try {
    assert.equal(one.server.pid, other.server.pid)
    assert.equal(one.server.url, other.server.url)
    const third = await start(t, dataDir)
    await third.stop()
    assert.deepEqual(await ask(one.server.url, 'select 1 as one'), [{ one: 1 }], 'others still work with it')
  } finally {
    await kill(one.child)
    await kill(other.child)
  }
  const last = await start(t, dataDir)
  assert.equal(last.adopted, true)
  await last.stop()
  await assert.rejects(ask(last.url, 'select 1'), { code: 'ECONNREFUSED' })
})

async function ownerOf(path: string): Promise<{ uid: number; gid: number }> {
  const { uid, gid } = await stat(path)
  return { uid, gid }
}

async function untilAnswered(url: string): Promise<object[]> {
  const deadline = Date.now() + 20_000
  for (;;) {
    try {
      return await ask(url, 'select id from kept order by id')
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(50)
    }
  }
}
