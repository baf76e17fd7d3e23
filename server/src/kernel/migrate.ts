import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { CannotStart, type Progress } from './postgres/cannot-start.ts'
import { projectDirectory } from './project-directory.ts'

/** A migration as it lies in the folder; the hash does not depend on how line ends were checked out. */
type Migration = { name: string; sha256: string; sql: string }

export type MigrateOptions = { onProgress?: Progress; directory?: string }

export const migrationsDirectory = join(projectDirectory, 'database', 'migrations')

/**
 * Brings a database up to this program: every migration not yet applied, in order, each in a transaction of its own.
 * Answers the names of those it applied. Refuses a server that may lose commits and a database newer than the program.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const { onProgress = () => undefined, directory = migrationsDirectory } = options
  const migrations = await readMigrations(directory)
  const client = await connect(ownerUrl)
  try {
    await refuseUnfit(client)
    // Only a convenience: without it the slower of two starts would fail at the table's primary key.
    await client.query(`select pg_advisory_lock(hashtext('baton migration'))`)
    await createRoles(client)
    await client.query(historyTable)
    const open = pending(migrations, await readHistory(client))
    for (const [index, migration] of open.entries()) {
      onProgress(`Migrating the database: ${migration.name} (${index + 1} of ${open.length})`)
      await apply(client, migration)
    }
    return open.map((migration) => migration.name)
  } finally {
    await client.end()
  }
}

const historyTable = `create table if not exists public.baton_migration (
  name text primary key,
  sha256 text not null,
  applied_at timestamptz not null default now()
);
grant select on public.baton_migration to baton_verify`

/** The migrations of a folder in order of their numbers. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => !name.startsWith('.')).sort()
  const migrations: Migration[] = []
  for (const name of names) {
    if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(name)) {
      throw new CannotStart(`${name} in the folder of migrations is not named like 0001_what_it_does.sql.`)
    }
    if (migrations.at(-1)?.name.startsWith(name.slice(0, 5))) {
      throw new CannotStart(`Two migrations have the number ${name.slice(0, 4)}. Give ${name} the next free one.`)
    }
    const sql = (await readFile(join(directory, name), 'utf8')).replaceAll('\r\n', '\n')
    if (/^\s*(begin|commit|rollback|start\s+transaction)\s*;/im.test(sql)) {
      throw new CannotStart(`${name} must not begin or end a transaction: it is run within one.`)
    }
    migrations.push({ name, sha256: createHash('sha256').update(sql).digest('hex'), sql })
  }
  return migrations
}

async function readHistory(client: pg.Client): Promise<{ name: string; sha256: string }[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from public.baton_migration order by name',
  )
  return rows
}

/** Refuses a history that these files cannot have made; what remains is still to be applied. */
function pending(migrations: Migration[], history: { name: string; sha256: string }[]): Migration[] {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const applied of history) {
    const file = byName.get(applied.name)
    if (!file) {
      throw new CannotStart(
        `The database is newer than this program: it has the migration ${applied.name}, which the program does not ` +
          'know. Start the newer program.',
      )
    }
    if (file.sha256 !== applied.sha256) {
      throw new CannotStart(
        `The migration ${applied.name} was changed after it was applied. Put it back as it was, and write what you ` +
          'want to change as a new migration.',
      )
    }
  }
  const last = history.at(-1)?.name ?? ''
  const open = migrations.filter((migration) => !history.some((applied) => applied.name === migration.name))
  const late = open.find((migration) => migration.name < last)
  if (late) {
    throw new CannotStart(`The migration ${late.name} comes before ${last}, which is applied. Give it a higher number.`)
  }
  return open
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.sql)
    await client.query('insert into public.baton_migration (name, sha256) values ($1, $2)', [
      migration.name,
      migration.sha256,
    ])
    const { command } = await client.query('commit')
    // After an error COMMIT rolls back and says so only here.
    if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`)
  } catch (error) {
    await client.query('rollback')
    throw new Error(`The migration ${migration.name} failed and left nothing behind: ${describe(error, migration)}`, {
      cause: error,
    })
  }
}

/** Adds the line of the file, which PostgreSQL counts in characters. */
function describe(error: unknown, migration: Migration): string {
  const { message, position, detail } = error as Partial<pg.DatabaseError> & Error
  const line = position ? ` (line ${[...migration.sql].slice(0, Number(position)).join('').split('\n').length})` : ''
  return `${message}${line}${detail ? `: ${detail}` : ''}`
}

async function connect(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'baton migration' })
  // Without a listener a connection that dies between two statements would end the process.
  client.on('error', () => undefined)
  await client.connect().catch((error: Error) => {
    const { hostname, port, pathname } = new URL(ownerUrl)
    throw new CannotStart(`No connection to the database ${pathname.slice(1)} on ${hostname}:${port}: ${error.message}`)
  })
  return client
}

/** Refuses a server that is too old, a superuser, and settings under which an acknowledged order can be lost. */
async function refuseUnfit(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; superuser: boolean; unsafe: string[] | null }>(
    `select current_setting('server_version_num')::int as version,
            (select rolsuper from pg_roles where rolname = current_user) as superuser,
            (select array_agg(name) from pg_settings
              where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off') as unsafe`,
  )
  const { version = 0, superuser, unsafe } = rows[0] ?? {}
  if (version < 150_000) {
    throw new CannotStart(
      `Baton needs PostgreSQL 15 or later; this server is version ${Math.floor(version / 10_000)}. ` +
        'Set DATABASE_URL to a newer server, or leave it out to use the PostgreSQL that Baton brings.',
    )
  }
  if (superuser) {
    throw new CannotStart(
      'Baton does not work as superuser, whom row-level security does not bind. Make a role with ' +
        '"create role baton login createrole password …", let it own the database, and name it in DATABASE_URL.',
    )
  }
  if (unsafe && process.env.BATON_ALLOW_UNSAFE_DATABASE !== '1') {
    throw new CannotStart(
      `The PostgreSQL server may lose acknowledged orders: ${unsafe.join(', ')} is off. Switch it on, or set ` +
        'BATON_ALLOW_UNSAFE_DATABASE=1 if this database may be lost.',
    )
  }
}

/** `baton_app` serves requests, `baton_verify` reads everything; neither owns anything nor passes row-level security. */
export async function createRoles(client: pg.Client): Promise<void> {
  for (const role of ['baton_app', 'baton_verify']) {
    await createRole(client, role).catch(async (error: unknown) => {
      // Roles belong to the whole server: migrations of two databases may both have missed it a moment ago.
      if (!concurrent.has((error as pg.DatabaseError).code ?? '')) throw explain(error, role)
      await createRole(client, role)
    })
  }
}

/** Role exists, unique violation, and "tuple concurrently updated". */
const concurrent = new Set(['42710', '23505', 'XX000'])

async function createRole(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ present: boolean; settable: boolean; modern: boolean }>(
    `select exists (select from pg_roles where rolname = $1) as present,
            current_setting('server_version_num')::int >= 160000 as modern,
            coalesce((select pg_has_role(current_user, oid,
              case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end)
              from pg_roles where rolname = $1), false) as settable`,
    [role],
  )
  const { present, settable, modern } = rows[0] ?? {}
  if (!present) await client.query(`create role ${role} nologin nosuperuser nobypassrls`)
  // The owner may become the role, but does not see with its eyes: inheriting `baton_verify` would hide forgotten policies.
  if (!settable) await client.query(`grant ${role} to current_user${modern ? ' with set true, inherit false' : ''}`)
}

function explain(error: unknown, role: string): unknown {
  if ((error as pg.DatabaseError).code !== '42501') return error
  return new CannotStart(
    `The role ${role} is missing and the owner of the database may not create it. Let an administrator run: ` +
      'create role baton_app nologin; create role baton_verify nologin; ' +
      'grant baton_app, baton_verify to <owner of the database>; ' +
      '(from PostgreSQL 16 on ending in "with set true, inherit false")',
  )
}
