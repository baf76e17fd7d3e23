import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { unprivilegedUser } from '../kernel/postgres/system-user.ts'

const execute = promisify(execFile)

/** A PostgreSQL that this machine has beside the embedded one, as administrators install it. */
export type OutsideServer = {
  version: number
  /** The address of an empty database whose owner may make databases and roles, and nothing more. */
  createDatabase(name: string): Promise<string>
  asSuperuser(...statements: string[]): Promise<void>
  close(): Promise<void>
}

/** Where Debian, and then others, put the programs of a server. */
const places = ['/usr/lib/postgresql', '/usr/pgsql', '/opt/homebrew/opt', '/usr/local/opt']

/** Starts one when its server programs and pg_dump of the same version are here; else answers what is missing. */
export async function openOutsideServer(): Promise<OutsideServer | string> {
  const tools = await execute('pg_dump', ['--version']).catch(() => undefined)
  if (!tools) return 'pg_dump is not on the PATH'
  const version = Number(/(\d+)/.exec(tools.stdout)?.[1])
  const programs = await findPrograms(version)
  if (!programs) return `pg_dump is version ${version}, and no server of that version is installed`
  return await start(programs, version)
}

async function findPrograms(version: number): Promise<string | undefined> {
  for (const place of places) {
    for (const name of await readdir(place).catch(() => [])) {
      const folder = join(place, name, 'bin')
      if (!new RegExp(`(^|-|@)${version}$`).test(name)) continue
      if (await stat(join(folder, 'initdb')).catch(() => undefined)) return folder
    }
  }
  return undefined
}

async function start(programs: string, version: number): Promise<OutsideServer> {
  const home = await mkdtemp(join(tmpdir(), 'baton-outside-'))
  const user = await unprivilegedUser(home)
  if (user) await chown(home, user.uid, user.gid)
  const data = join(home, 'data')
  const passwordFile = join(home, 'password')
  await writeFile(passwordFile, 'superuser', { mode: 0o644 })
  const options = { ...user, cwd: '/' }
  const first = [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    '--pwfile',
    passwordFile,
    '-E',
    'UTF8',
    '--no-sync',
  ]
  await execute(join(programs, 'initdb'), [...first, '--locale=C'], options)
  const port = await freePort()
  const server = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', ''], {
    ...options,
    stdio: 'ignore',
  })
  const ended = once(server, 'exit')
  const addressOf = (role: string, database: string) =>
    `postgres://${role}:${role === 'postgres' ? 'superuser' : 'own%20er%401'}@127.0.0.1:${port}/${database}`
  const asSuperuser = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: addressOf('postgres', 'postgres') })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  await untilAnswers(asSuperuser)
  await asSuperuser(`create role owner login createrole createdb password 'own er@1'`)
  return {
    version,
    createDatabase: async (name) => {
      await asSuperuser(`create database ${name} owner owner`)
      return addressOf('owner', name)
    },
    asSuperuser,
    close: async () => {
      server.kill('SIGINT')
      await ended
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function untilAnswers(ask: (statement: string) => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask('select 1')
    } catch (error) {
      if (attempt > 200) throw error
      await sleep(100)
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  return port
}
