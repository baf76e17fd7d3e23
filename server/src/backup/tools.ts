import { spawn } from 'node:child_process'
import pg from 'pg'
import { CannotStart } from '../kernel/postgres/cannot-start.ts'

/** The programs of PostgreSQL's client package; the embedded server does not bring them. */
type Tool = 'pg_dump' | 'pg_restore'

/** Parameters of an address that PostgreSQL's programs take from the environment. */
const passedOn: Record<string, string> = {
  host: 'PGHOST',
  port: 'PGPORT',
  options: 'PGOPTIONS',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
}

/** Refuses, before anything is done, when the programs are missing or older than the server of the database. */
export async function requireTools(databaseUrl: string, tools: Tool[]): Promise<void> {
  const server = await majorOf(databaseUrl)
  for (const tool of tools) {
    const { code, output } = await execute(tool, ['--version'], {})
    const cure = `Install PostgreSQL's client programs of version ${server} or later (on Debian or Ubuntu: apt-get install postgresql-client-${server}; on macOS: brew install libpq) and put them on the PATH.`
    if (code !== 0) throw new CannotStart(`${tool} is not on this machine’s PATH. ${cure}`)
    const version = Number(/(\d+)/.exec(output)?.[1] ?? 0)
    if (tool === 'pg_dump' && version < server) {
      throw new CannotStart(
        `${tool} on this machine is version ${version}, and the server is version ${server}. ${cure}`,
      )
    }
  }
}

async function majorOf(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'baton backup' })
  await client.connect()
  try {
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int / 10000 as version`,
    )
    return rows[0]!.version
  } finally {
    await client.end()
  }
}

/** Runs a program on a database; the address goes through the environment, since everybody can read a command line. */
export async function runTool(tool: Tool, args: string[], databaseUrl?: string): Promise<void> {
  const { code, output } = await execute(tool, args, databaseUrl === undefined ? {} : environmentOf(databaseUrl))
  if (code !== 0) throw new CannotStart(`${tool} failed: ${output.trim().split('\n').slice(-6).join('\n')}`)
}

function environmentOf(databaseUrl: string): Record<string, string> {
  const url = new URL(databaseUrl)
  const parts = {
    PGHOST: decodeURIComponent(url.hostname),
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
  }
  const named = [...url.searchParams].flatMap(([name, value]) => (passedOn[name] ? [[passedOn[name], value]] : []))
  return Object.fromEntries([...Object.entries(parts), ...named].filter(([, value]) => value !== ''))
}

function execute(
  tool: Tool,
  args: string[],
  environment: Record<string, string>,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(tool, args, {
      env: { ...process.env, LC_ALL: 'C', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (output += piece))
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 128, output: signal ? `${output}\n${signal}` : output }),
    )
  })
}
