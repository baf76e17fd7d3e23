import { devNull } from 'node:os'
import pg from 'pg'
import { createRoles } from '../kernel/migrate.ts'
import { CannotStart } from '../kernel/postgres/cannot-start.ts'
import { countRows } from './row-counts.ts'
import { runTool } from './tools.ts'

const LACKS_RIGHT = '42501'
const IN_USE = '55006'

/** Does something as the owner on one connection; what the server says about rights comes with its cure. */
async function asOwner<T>(databaseUrl: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'baton backup' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}

/** Dumps the database as `baton_verify`, who sees every company and can write nothing; counts its rows in the same instant. */
export async function dump(
  databaseUrl: string,
  file: string,
): Promise<{ through: string; postgres: string; rows: Record<string, number> }> {
  return await asOwner(databaseUrl, async (client) => {
    await client.query('begin isolation level repeatable read')
    const { rows: told } = await client.query<{ snapshot: string; at: Date; version: string }>(
      `select pg_export_snapshot() as snapshot, clock_timestamp() as at, current_setting('server_version') as version`,
    )
    const { snapshot, at, version } = told[0]!
    const rows = await countRows(client)
    const options = ['--format=custom', '--compress=0', '--no-password', '--enable-row-security', '--role=baton_verify']
    await runTool('pg_dump', [...options, `--snapshot=${snapshot}`, `--file=${file}`], databaseUrl)
    await client.query('rollback')
    return { through: at.toISOString(), postgres: version, rows }
  })
}

/** Reads a dump to its end; a list of its contents alone would pass a file that was cut. */
export async function readDump(file: string): Promise<void> {
  await runTool('pg_restore', ['--file', devNull, file])
}

/** Loads a dump into an empty database. Everything then belongs to the owner, whatever that one was called before. */
export async function load(databaseUrl: string, file: string): Promise<void> {
  await asOwner(databaseUrl, createRoles)
  const options = ['--no-owner', '--exit-on-error', '--single-transaction', '--no-password']
  const { pathname } = new URL(databaseUrl)
  await runTool('pg_restore', [...options, `--dbname=${decodeURIComponent(pathname.slice(1))}`, file], databaseUrl)
}

const scratchPrefix = 'baton_stage_'
const SCRATCH_HOURS = 24

/** An empty database on the same server, and how to drop it; one that a kill left is dropped a day later. */
export async function createScratch(
  databaseUrl: string,
): Promise<{ name: string; url: string; drop(): Promise<void> }> {
  const name = `${scratchPrefix}${Math.floor(Date.now() / 1000)}_${process.pid}`
  await dropAbandoned(databaseUrl)
  await asOwner(databaseUrl, (client) =>
    client.query(`create database ${pg.escapeIdentifier(name)} template template0`),
  ).catch((error: pg.DatabaseError) => {
    if (error.code !== LACKS_RIGHT) throw error
    throw new CannotStart(
      `The dump is tried out in a database of its own, and the owner may create none: ${error.message}. Let an administrator run: alter role ${decodeURIComponent(new URL(databaseUrl).username)} createdb`,
    )
  })
  return { name, url: databaseNamed(databaseUrl, name), drop: () => dropDatabase(databaseUrl, name) }
}

async function dropAbandoned(databaseUrl: string): Promise<void> {
  const oldest = Math.floor(Date.now() / 1000) - SCRATCH_HOURS * 3600
  await asOwner(databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database
        where datname ^@ $1 and datdba = (select oid from pg_roles where rolname = current_user)
          and split_part(substr(datname, length($1) + 1), '_', 1)::bigint < $2
          and not exists (select from pg_stat_activity a where a.datname = pg_database.datname)`,
      [scratchPrefix, oldest],
    )
    for (const { name } of rows) await client.query(`drop database ${pg.escapeIdentifier(name)}`)
  })
}

export async function dropDatabase(databaseUrl: string, name: string): Promise<void> {
  await asOwner(databaseUrl, (client) => client.query(`drop database if exists ${pg.escapeIdentifier(name)}`))
}

function databaseNamed(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl)
  url.pathname = `/${encodeURIComponent(name)}`
  return url.href
}

/** Who else works with a database, by the name that each gave. */
export async function visitorsOf(databaseUrl: string): Promise<string[]> {
  return await asOwner(databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select coalesce(nullif(application_name, ''), usename, 'somebody') as name from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    )
    return rows.map(({ name }) => name)
  })
}

/** Gives a tried database the name of the old one, which keeps its rows under another; both at once, or neither. */
export async function exchange(databaseUrl: string, fresh: string): Promise<string> {
  const name = decodeURIComponent(new URL(databaseUrl).pathname.slice(1))
  const aside = `${name}_before_${new Date().toISOString().slice(0, 19).replace(/\D/g, '')}`
  // Nobody can rename the database that he is connected to.
  await asOwner(databaseNamed(databaseUrl, 'postgres'), async (client) => {
    await client.query('begin')
    await client.query(`alter database ${pg.escapeIdentifier(name)} rename to ${pg.escapeIdentifier(aside)}`)
    await client.query(`alter database ${pg.escapeIdentifier(fresh)} rename to ${pg.escapeIdentifier(name)}`)
    await client.query('commit')
  }).catch((error: pg.DatabaseError) => {
    if (error.code !== IN_USE) throw error
    throw new CannotStart(`Somebody still works with the database ${name}. Stop every Baton on it, then restore again.`)
  })
  return aside
}

/** Whether Baton has been in a database: an empty one may be restored into without further ado. */
export async function hasData(databaseUrl: string): Promise<boolean> {
  return await asOwner(databaseUrl, async (client) => {
    const { rows } = await client.query<{ present: boolean }>(
      `select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                       where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema')
                         and n.nspname not like 'pg\\_toast%') as present`,
    )
    return rows[0]!.present
  })
}
