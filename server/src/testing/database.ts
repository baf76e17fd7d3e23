import { createHash, randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate, migrationsDirectory, readMigrations } from '../kernel/migrate.ts'
import { makeDataDirectory } from '../kernel/postgres/data-directory.ts'
import { type EmbeddedPostgres, startPostgres } from '../kernel/postgres/embedded.ts'

export type TestDatabase = { ownerUrl: string; drop(): Promise<void> }

const silent = () => undefined
const DATABASE_IN_USE = '55006'
const testPrefix = 'baton_test_'
const templatePrefix = 'baton_template_'
let ownServer: Promise<EmbeddedPostgres> | undefined
let inUse = 0

/**
 * A migrated database of its own for one test file, about 100 ms after the first; its owner is not a superuser.
 * It is dropped when the file is done, or earlier by `drop`.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  inUse += 1
  const serverUrl = process.env.BATON_TEST_URL || (await startOwnServer())
  const template = await makeTemplate(serverUrl)
  const name = `${testPrefix}${process.pid}_${randomBytes(6).toString('hex')}`
  await withServer(serverUrl, (client) => client.query(`create database ${name} template ${template} strategy wal_log`))

  let dropped: Promise<void> | undefined
  const drop = () => {
    dropped ??= dropDatabase(serverUrl, name)
    return dropped
  }
  // Not a hook of the test runner: those run in order of their making, so the file's own would find no database.
  process.once('beforeExit', drop)
  return { ownerUrl: urlOf(serverUrl, name), drop }
}

/** A server for a test file that is run by hand; its data stays in the temporary folder, so that the next is faster. */
async function startOwnServer(): Promise<string> {
  ownServer ??= (async () => {
    const dataDir = await makeDataDirectory(join(tmpdir(), `baton-test-${process.getuid?.() ?? 'user'}`), silent)
    const server = await startPostgres({ dataDir, onProgress: silent })
    if (!server.adopted) await withServer(server.url, dropLeftovers)
    return server
  })()
  return (await ownServer).url
}

/** What killed runs and older migrations left; nobody works with it on a server that has just been started. */
async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where datname ^@ $1 or (datname ^@ $2 and datname <> $3)',
    [testPrefix, templatePrefix, await nameTemplate()],
  )
  for (const { datname } of rows) await dropFrom(client, datname)
}

/** Without force the server itself ends an autovacuum at work there, which only a superuser could end by force. */
async function dropFrom(client: pg.Client, name: string): Promise<void> {
  try {
    await client.query(`drop database if exists ${name}`)
  } catch (error) {
    if ((error as { code?: string }).code !== DATABASE_IN_USE) throw error
    await client.query(`drop database if exists ${name} with (force)`)
  }
}

/**
 * Migrates a database once for each state of the migrations. It gets its name only when it is whole, and nobody may
 * connect to it afterwards: copying needs a database without visitors.
 */
async function makeTemplate(serverUrl: string): Promise<string> {
  const template = await nameTemplate()
  await withServer(serverUrl, async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('baton template'))`)
    const present = await client.query('select from pg_database where datname = $1', [template])
    if (present.rowCount) return
    const unfinished = `${template}_unfinished`
    await dropFrom(client, unfinished)
    await client.query(`create database ${unfinished}`)
    await migrate(urlOf(serverUrl, unfinished))
    await client.query(`alter database ${unfinished} allow_connections false`)
    await client.query(`alter database ${unfinished} rename to ${template}`)
  })
  return template
}

async function nameTemplate(): Promise<string> {
  const hash = createHash('sha256')
  for (const { name, sha256 } of await readMigrations(migrationsDirectory)) hash.update(`${name} ${sha256}\n`)
  return `${templatePrefix}${hash.digest('hex').slice(0, 12)}`
}

async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await withServer(serverUrl, (client) => dropFrom(client, name))
  inUse -= 1
  if (inUse > 0 || !ownServer) return
  const server = await ownServer
  ownServer = undefined
  await server.stop()
}

async function withServer(serverUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl, application_name: 'baton test' })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** The same server and role, another database. */
export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}
