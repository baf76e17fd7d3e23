import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { migrate } from '../kernel/migrate.ts'
import { clusterIn } from '../kernel/postgres/cluster.ts'
import { makeDataDirectory } from '../kernel/postgres/data-directory.ts'
import { startPostgres } from '../kernel/postgres/embedded.ts'
import { readPidFile } from '../kernel/postgres/running-server.ts'

const program = fileURLToPath(new URL('./serve-baton.ts', import.meta.url))
const silent = () => undefined

export type Victim = 'server' | 'postmaster' | 'database' | 'both'

/**
 * A PostgreSQL and a Baton of their own, which may be killed without hurting anybody else. PostgreSQL is brought back by its supervisor
 * in this process, Baton by `kill`.
 */
export async function openCrashSite() {
  const dataDir = await makeDataDirectory(join(tmpdir(), `baton-crash-${process.pid}`), silent)
  const postgres = await startPostgres({ dataDir, onProgress: silent })
  await migrate(postgres.url)
  const port = await freePort()
  let server = await serve(postgres.url, port)

  const killDatabase = async (whole: boolean): Promise<void> => {
    const running = await readPidFile(clusterIn(dataDir))
    if (!running) throw new Error('PostgreSQL does not run')
    // It leads a process group of its own: with the group every session dies, and with it what only shared memory knew.
    process.kill(whole ? -running.pid : running.pid, 'SIGKILL')
  }
  const killServer = async (): Promise<void> => {
    const ended = once(server, 'exit')
    server.kill('SIGKILL')
    await ended
  }
  const kill = async (victim: Victim): Promise<void> => {
    if (victim !== 'server') await killDatabase(victim !== 'postmaster')
    if (victim === 'server' || victim === 'both') await killServer()
    await untilAnswers(postgres.url)
    if (victim === 'server' || victim === 'both') server = await serve(postgres.url, port)
    else if (server.exitCode !== null) throw new Error('Baton ended because its database went away')
  }
  const asSuperuser = async (...statements: string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: postgres.superuserUrl })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  const close = async (): Promise<void> => {
    await killServer()
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { dataDir, ownerUrl: postgres.url, address: `http://127.0.0.1:${port}`, kill, asSuperuser, close }
}

export type CrashSite = Awaited<ReturnType<typeof openCrashSite>>

async function serve(databaseUrl: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, databaseUrl, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const [first] = await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')])
  if (!String(first).startsWith('serving')) throw new Error(`Baton did not start: ${first}`)
  return child
}

/** Answers when the database takes connections again; a kill is noticed by its supervisor only a moment later. */
async function untilAnswers(url: string): Promise<void> {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
    client.on('error', silent)
    try {
      await client.connect()
      await client.query('select 1')
      return
    } catch {
      await sleep(50)
    } finally {
      await client.end().catch(silent)
    }
  }
  throw new Error('PostgreSQL did not come back within a minute')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
