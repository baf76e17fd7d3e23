import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase, urlOf } from '../testing/database.ts'
import { migrate } from './migrate.ts'

const { ownerUrl } = await createTestDatabase()
const server = new pg.Client({ connectionString: ownerUrl })
await server.connect()
const undo: (() => Promise<unknown>)[] = []

after(async () => {
  for (const step of undo.reverse()) await step()
  await server.end()
})

/** An empty database and a folder with these migrations. */
async function make(files: Record<string, string>) {
  const name = `baton_test_${process.pid}_${randomBytes(6).toString('hex')}`
  await server.query(`create database ${name}`)
  const directory = await mkdtemp(join(tmpdir(), 'baton-migrations-'))
  undo.push(
    () => server.query(`drop database ${name} with (force)`),
    () => rm(directory, { recursive: true }),
  )
  const put = async (more: Record<string, string>) => {
    for (const [file, sql] of Object.entries(more)) await writeFile(join(directory, file), sql)
  }
  await put(files)
  const url = urlOf(ownerUrl, name)
  const ask = async (sql: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query(sql)
    await client.end()
    return rows
  }
  return { url, directory, put, ask, remove: (file: string) => rm(join(directory, file)) }
}

const first = { '0001_first.sql': 'create table one (id int)' }
const names = 'select name from public.baton_migration order by name'

test('migrations are applied in order, once, and later ones when they come', async () => {
  const { url, directory, put, ask } = await make({
    '0002_second.sql': 'insert into one values (2); create table two (id int)',
    ...first,
  })
  assert.deepEqual(await migrate(url, { directory }), ['0001_first.sql', '0002_second.sql'])
  assert.deepEqual(await migrate(url, { directory }), [])
  await put({ '0003_third.sql': 'insert into one values (3)' })
  assert.deepEqual(await migrate(url, { directory }), ['0003_third.sql'])
  assert.deepEqual(await ask('select id from one order by id'), [{ id: 2 }, { id: 3 }])
  assert.equal((await ask(names)).length, 3)
})

test('a migration that fails leaves nothing behind, names its line, and runs when it is mended', async () => {
  const { url, directory, put, ask } = await make({
    ...first,
    '0002_broken.sql': 'create table two (id int);\n\ninsert into missing values (1)',
  })
  await assert.rejects(migrate(url, { directory }), /0002_broken\.sql failed .*"missing" does not exist \(line 3\)/)
  assert.deepEqual(await ask(names), [{ name: '0001_first.sql' }])
  assert.deepEqual(await ask(`select to_regclass('two') as two`), [{ two: null }])
  await put({ '0002_broken.sql': 'create table two (id int)' })
  assert.deepEqual(await migrate(url, { directory }), ['0002_broken.sql'])
})

test('a migration that cannot be noted down is not applied either', async () => {
  const { url, directory, ask } = await make({
    ...first,
    '0002_unnoted.sql': 'create table two (id int); alter table public.baton_migration rename to hidden',
  })
  await assert.rejects(migrate(url, { directory }), /0002_unnoted\.sql failed/)
  assert.deepEqual(await ask(names), [{ name: '0001_first.sql' }])
  assert.deepEqual(await ask(`select to_regclass('two') as two`), [{ two: null }])
})

test('what cannot be told at once is refused before anything is applied', async (t) => {
  const refused: [string, Record<string, string>, RegExp][] = [
    ['a changed migration', { '0001_first.sql': 'create table changed (id int)' }, /0001_first\.sql was changed/],
    [
      'one before the last applied',
      { '0000_late.sql': 'create table late ()' },
      /0000_late\.sql comes before 0001_first/,
    ],
    ['a number given twice', { '0001_other.sql': 'create table other ()' }, /Two migrations have the number 0001/],
    ['a name without number', { 'second.sql': 'create table second ()' }, /not named like/],
    ['one that ends its transaction', { '0002_commits.sql': 'commit; create table x ()' }, /within one/],
  ]
  for (const [what, more, message] of refused) {
    await t.test(what, async () => {
      const { url, directory, put, ask } = await make(first)
      await migrate(url, { directory })
      await put({ ...more, '0009_next.sql': 'create table next ()' })
      await assert.rejects(migrate(url, { directory }), { name: 'CannotStart', message })
      assert.deepEqual(await ask(names), [{ name: '0001_first.sql' }])
    })
  }
})

test('other line ends are no change', async () => {
  const { url, directory, put } = await make({ '0001_first.sql': 'create table one (\n  id int\n)' })
  await migrate(url, { directory })
  await put({ '0001_first.sql': 'create table one (\r\n  id int\r\n)' })
  assert.deepEqual(await migrate(url, { directory }), [])
})

test('a database that is newer than the program is refused', async () => {
  const { url, directory, remove } = await make({ ...first, '0002_second.sql': 'create table two ()' })
  await migrate(url, { directory })
  await remove('0002_second.sql')
  await assert.rejects(migrate(url, { directory }), { name: 'CannotStart', message: /newer than this program/ })
})

test('two migrators at once apply each migration once', async () => {
  const slow = `select pg_sleep(0.2); create table one (id int)`
  const { url, directory } = await make({ '0001_first.sql': slow, '0002_second.sql': 'insert into one values (1)' })
  const applied = await Promise.all([migrate(url, { directory }), migrate(url, { directory })])
  assert.deepEqual(applied.flat().sort(), ['0001_first.sql', '0002_second.sql'])
})

test('a server that may lose commits is refused unless one says so', async () => {
  const { url, directory } = await make(first)
  const unsafe = `${url}${url.includes('?') ? '&' : '?'}options=-c%20synchronous_commit%3Doff`
  await assert.rejects(migrate(unsafe, { directory }), { name: 'CannotStart', message: /synchronous_commit is off/ })
  process.env.BATON_ALLOW_UNSAFE_DATABASE = '1'
  try {
    assert.deepEqual(await migrate(unsafe, { directory }), ['0001_first.sql'])
  } finally {
    delete process.env.BATON_ALLOW_UNSAFE_DATABASE
  }
})
