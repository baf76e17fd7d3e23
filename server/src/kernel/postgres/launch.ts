import { spawn } from 'node:child_process'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { findBinaries } from './binaries.ts'
import { CannotStart, type Progress } from './cannot-start.ts'
import { type Cluster, clusterVersion, refuseForeignCluster, writeSettings } from './cluster.ts'
import { isServing, reach, readPidFile } from './running-server.ts'
import { ifAbsent, plainEnvironment, run, unprivilegedUser } from './system-user.ts'

/** A server that answered, and the superuser's connection on which it did. */
export type Running = { client: pg.Client; port: number; pid: number; adopted: boolean }

export type Launch = { cluster: Cluster; dataDir: string; password: string; onProgress: Progress; port?: number }

/** How long a server may neither answer nor say that it is recovering, in milliseconds. */
const patience = 60_000

/** Adopts the server that runs on the cluster or starts one, whatever a kill left behind; returns when it answers. */
export async function bringUp(launch: Launch): Promise<Running> {
  const { cluster, password, onProgress } = launch
  let deadline = Date.now() + patience
  let reason = ''
  let told = Date.now()
  while (Date.now() < deadline) {
    const written = await readPidFile(cluster)
    if (written) {
      const attempt = await reach(cluster, written.port, password)
      if (attempt.state === 'ready') return { client: attempt.client, ...written, adopted: true }
      reason = attempt.reason
      if (attempt.state === 'busy') {
        // Recovery after a kill takes as long as it takes: there is work to replay.
        deadline = Date.now() + patience
        if (Date.now() - told > 5000) {
          onProgress(`Waiting for PostgreSQL: ${reason}`)
          told = Date.now()
        }
        await sleep(50)
        continue
      }
    }
    const started = await start(launch)
    if ('client' in started) return started
    if (!started.passing) throw new CannotStart(`PostgreSQL did not start: ${started.reason} (see ${cluster.log})`)
    reason = started.reason
    await forgetDeadServer(cluster)
    await sleep(100)
  }
  throw new CannotStart(`PostgreSQL did not answer within ${patience / 1000} seconds: ${reason} (see ${cluster.log})`)
}

/** Reasons that pass by themselves: another start is faster, a port was taken meanwhile, or a kill is not yet over. */
const passingReasons = /postmaster\.pid|still in use|Address already in use|could not bind|TCP\/IP sockets/

async function start(launch: Launch): Promise<Running | { passing: boolean; reason: string }> {
  const { cluster, dataDir, password } = launch
  const user = await unprivilegedUser(cluster.home)
  const binaries = await findBinaries(dataDir, user)
  const version = await clusterVersion(cluster)
  if (!version) throw new CannotStart(`The database in ${cluster.home} is incomplete: cluster/PG_VERSION is missing`)
  await refuseForeignCluster(cluster, binaries, version)
  await writeSettings(cluster, user)

  const port = launch.port ?? (await freePort())
  const log = await openLog(cluster)
  const before = (await log.stat()).size
  // A session of its own: Ctrl-C in the terminal must reach the program only, which then stops the server last.
  const options = { ...user, cwd: '/', env: plainEnvironment(), detached: true, windowsHide: true }
  // On Windows only pg_ctl can shed an administrator's rights; it ends with code 0 once the server runs.
  const throughControl = process.platform === 'win32'
  const [program, args] = throughControl
    ? [binaries.pgCtl, ['start', '-w', '-D', cluster.data, '-o', `-p ${port}`]]
    : [binaries.postgres, ['-D', cluster.data, '-p', String(port)]]
  const child = spawn(program, args, { ...options, stdio: ['ignore', log.fd, log.fd] })
  let ended: string | undefined
  child.once('error', (error) => {
    ended = error.message
  })
  child.once('exit', (code, signal) => {
    if (!throughControl || code !== 0) ended = `it ended with ${signal ?? `code ${code}`}`
  })
  child.unref()
  try {
    return await untilReady()
  } finally {
    await log.close()
  }

  async function untilReady(): Promise<Running | { passing: boolean; reason: string }> {
    let deadline = Date.now() + patience
    while (ended === undefined) {
      const attempt = await reach(cluster, port, password)
      if (attempt.state === 'ready') {
        const pid = (await readPidFile(cluster))?.pid ?? 0
        return { client: attempt.client, port, pid, adopted: false }
      }
      if (attempt.state === 'busy') deadline = Date.now() + patience
      if (Date.now() > deadline) {
        child.kill('SIGQUIT')
        return { passing: false, reason: `it runs but does not answer: ${attempt.reason}` }
      }
      await sleep(20)
    }
    const said = (await readFile(cluster.log)).subarray(before).toString().trim()
    const tail = said.split('\n').slice(-5).join('\n')
    return { passing: passingReasons.test(said), reason: tail || ended }
  }
}

/** Appends, so that a server which still runs keeps its file; what is older than 10 MB moves aside. */
async function openLog(cluster: Cluster) {
  const present = await stat(cluster.log).catch(ifAbsent)
  if (present && present.size > 10_000_000) await rename(cluster.log, `${cluster.log}.1`)
  return await open(cluster.log, 'a', 0o600)
}

/** A pid file whose server is dead makes PostgreSQL refuse when the number is a zombie's or a stranger's. */
async function forgetDeadServer(cluster: Cluster): Promise<void> {
  const written = await readPidFile(cluster)
  if (written && !(await isServing(written.pid, cluster)))
    await rm(join(cluster.data, 'postmaster.pid'), { force: true })
}

/** Stops the server cleanly: open transactions roll back, everything is written down. Returns when it is gone. */
export async function shutDown(cluster: Cluster, dataDir: string): Promise<void> {
  const written = await readPidFile(cluster)
  if (!written) return
  if (process.platform === 'win32') {
    const binaries = await findBinaries(dataDir, undefined)
    await run(binaries.pgCtl, ['stop', '-D', cluster.data, '-m', 'fast', '-w'])
    return
  }
  if (!(await isServing(written.pid, cluster))) return
  // SIGINT is PostgreSQL's fast stop; its SIGTERM would wait until the last client leaves by itself.
  process.kill(written.pid, 'SIGINT')
  const deadline = Date.now() + patience
  while ((await readPidFile(cluster))?.pid === written.pid) {
    if (!(await isServing(written.pid, cluster))) return
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${written.pid}) does not stop`)
    await sleep(20)
  }
}

/** The port may be taken before the server gets it; the start is then tried again with another. */
async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
