import { readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Cluster } from './cluster.ts'
import { ifAbsent, run } from './system-user.ts'

/** What came of an attempt to reach a server: absent, not ready yet, somebody else's, or a superuser's connection. */
export type Attempt = { state: 'absent' | 'busy' | 'foreign'; reason: string } | { state: 'ready'; client: pg.Client }

/** The name under which supervisors are connected; while one is, no other stops the server. */
export const supervisorName = 'baton supervisor'

/** Pid and port that the server wrote down; it may have died since. */
export async function readPidFile(cluster: Cluster): Promise<{ pid: number; port: number } | undefined> {
  const text = await readFile(join(cluster.data, 'postmaster.pid'), 'utf8').catch(ifAbsent)
  const [pid, , , port] = text?.split('\n') ?? []
  return pid && port ? { pid: Number(pid), port: Number(port) } : undefined
}

/** Connects as superuser, and makes sure that the server at the port serves this cluster and no other. */
export async function reach(cluster: Cluster, port: number, password: string): Promise<Attempt> {
  const client = new pg.Client({
    connectionString: addressOf('postgres', password, port, 'postgres'),
    application_name: supervisorName,
    connectionTimeoutMillis: 3000,
  })
  // Without a listener a connection that dies later would end the whole process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    const served = rows[0]?.data_directory ?? ''
    if ((await realpath(served)) === (await realpath(cluster.data))) return { state: 'ready', client }
    await client.end()
    return { state: 'foreign', reason: `port ${port} serves ${served}` }
  } catch (error) {
    await client.end().catch(() => undefined)
    return { state: stateOf(error), reason: (error as Error).message }
  }
}

function stateOf(error: unknown): 'absent' | 'busy' | 'foreign' {
  if (!(error instanceof pg.DatabaseError)) return 'absent'
  // 57P…: starting up or shutting down; 53300: all connections taken.
  return /^(57P|53)/.test(error.code ?? '') ? 'busy' : 'foreign'
}

/** The address of a database on the embedded server; it listens on this machine only, so nothing is encrypted. */
export function addressOf(role: string, password: string, port: number, database: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`
}

/**
 * Whether the process that wrote the pid file still serves the cluster. A number alone proves nothing: after a kill it
 * may name a zombie, which answers signals, or a stranger who got the number next.
 */
export async function isServing(pid: number, cluster: Cluster): Promise<boolean> {
  if (process.platform === 'win32') return true
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (status !== undefined) {
    const state = status.slice(status.lastIndexOf(')') + 2, status.lastIndexOf(')') + 3)
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    return !'ZX'.includes(state) && command.includes(cluster.data)
  }
  const { code, output } = await run('ps', ['-o', 'stat=,command=', '-p', String(pid)])
  return code === 0 && !output.trim().startsWith('Z') && output.includes(cluster.data)
}
