import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { makeFirstData } from './first-data.ts'
import { createTestDatabase } from './testing/database.ts'

test('a password that everybody guesses is refused before anything is made', async (t) => {
  const { ownerUrl: databaseUrl } = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-first-data-'))
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  t.after(async () => {
    delete process.env.BATON_DEMO_PASSWORD
    await client.end()
    await rm(dataDir, { recursive: true })
  })
  for (const weak of ['short', 'Password', '1234567890', 'aaaaaaaaaa', 'password-2026', 'admin-of-1-day']) {
    process.env.BATON_DEMO_PASSWORD = weak
    const making = makeFirstData({ databaseUrl, dataDir, empty: false, onProgress: () => undefined })
    await assert.rejects(making, { name: 'CannotStart', message: /BATON_DEMO_PASSWORD is too easy to guess/ })
  }
  assert.deepEqual((await client.query('select from kernel.first_data')).rows, [])
  assert.deepEqual(await readdir(dataDir), [])
})

test('of two processes that start on one empty database one makes its data, and the other finds it', async (t) => {
  const { ownerUrl: databaseUrl } = await createTestDatabase()
  const folders = await Promise.all([1, 2].map(() => mkdtemp(join(tmpdir(), 'baton-first-data-'))))
  t.after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))
  const made = await Promise.all(
    folders.map((dataDir) => makeFirstData({ databaseUrl, dataDir, empty: true, onProgress: () => undefined })),
  )
  assert.equal(made.filter((one) => one?.made).length, 1)
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c role=baton_verify' })
  await client.connect()
  const { rows } = await client.query('select name from access.company')
  await client.end()
  assert.equal(rows.length, 1)
})
