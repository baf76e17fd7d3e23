import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries } from './binaries.ts'
import { CannotStart, type Progress } from './cannot-start.ts'
import { type Cluster, clusterIn, clusterVersion, createCluster, keepSecret, readSecret } from './cluster.ts'
import { undoHalfExchange } from './exchange.ts'
import { bringUp, type Running, shutDown } from './launch.ts'
import { addressOf, supervisorName } from './running-server.ts'
import { unprivilegedUser } from './system-user.ts'

/** A PostgreSQL that runs for Baton and is brought back when it dies. */
export type EmbeddedPostgres = {
  /** The database `baton` as its owner, who is not a superuser. */
  url: string
  /** For a physical backup only; everything else works as the owner. */
  superuserUrl: string
  /** Holds `cluster/` and the secrets; together they are all that a restore needs. */
  home: string
  /** Whether the server ran already, left by a Baton that was killed or kept by one that still runs. */
  adopted: boolean
  /** Process id of the server when it was found or started. */
  pid: number
  /** Stops the server, unless another Baton works with it too. */
  stop(): Promise<void>
}

/** Starts the PostgreSQL in a data directory, creating it when there is none, or adopts the one that runs there. */
export async function startPostgres(options: { dataDir: string; onProgress: Progress }): Promise<EmbeddedPostgres> {
  const { dataDir, onProgress } = options
  const cluster = clusterIn(dataDir)
  await undoHalfExchange(dataDir)
  await prepare(cluster, dataDir, onProgress)
  const password = await readSecret(cluster, 'superuser.password')
  if (!password) throw new CannotStart(`The password of the database is missing: ${cluster.home}/superuser.password`)

  const launch = { cluster, dataDir, password, onProgress }
  const first = await bringUp(launch)
  const ownerPassword = await keepSecret(cluster, 'owner.password')
  await createOwner(first.client, ownerPassword)
  const supervised = supervise(first, (port) => bringUp({ ...launch, port }), onProgress)

  return {
    url: addressOf('baton', ownerPassword, first.port, 'baton'),
    superuserUrl: addressOf('postgres', password, first.port, 'baton'),
    home: cluster.home,
    adopted: first.adopted,
    pid: first.pid,
    stop: () =>
      supervised.stop(async (port) => {
        if (!(await hasOtherSupervisor(password, port))) await shutDown(cluster, dataDir)
      }),
  }
}

async function prepare(cluster: Cluster, dataDir: string, onProgress: Progress): Promise<void> {
  if (await clusterVersion(cluster)) return
  const user = await unprivilegedUser(cluster.home)
  const binaries = await findBinaries(dataDir, user)
  onProgress('Creating the database')
  await createCluster(cluster, binaries, user)
}

/** Two starts may do this at once; the lock spares the slower one an error about what the faster one made. */
async function createOwner(superuser: pg.Client, password: string): Promise<void> {
  await superuser.query(`select pg_advisory_lock(hashtext('baton owner'))`)
  const { rows } = await superuser.query<{ role: boolean; database: boolean }>(
    `select exists (select from pg_roles where rolname = 'baton') as role,
            exists (select from pg_database where datname = 'baton') as database`,
  )
  const secret = pg.escapeLiteral(password)
  if (!rows[0]?.role) {
    await superuser.query(`create role baton login nosuperuser createdb createrole password ${secret}`)
  }
  if (!rows[0]?.database) await superuser.query('create database baton owner baton')
  await superuser.query(`select pg_advisory_unlock(hashtext('baton owner'))`)
}

/** Keeps one connection open; when it breaks although nobody asked for a stop, the server is brought back. */
function supervise(first: Running, bringBack: (port: number) => Promise<Running>, onProgress: Progress) {
  let current = first
  let stopping = false
  let recovery: Promise<void> | undefined

  const watch = (running: Running) => {
    running.client.once('end', () => {
      if (!stopping) recovery = recover()
    })
    // The process may end while it only watches.
    socketOf(running.client).unref()
  }
  const recover = async () => {
    onProgress('PostgreSQL stopped unexpectedly; bringing it back')
    // Always the same port: the pools of this process know no other.
    while (!stopping) {
      try {
        current = await bringBack(first.port)
        if (stopping) return await current.client.end()
        watch(current)
        return onProgress('PostgreSQL is back')
      } catch (error) {
        onProgress(`PostgreSQL does not come back, next attempt in 5 seconds: ${(error as Error).message}`)
        await sleep(5000)
      }
    }
  }
  const stop = async (last: (port: number) => Promise<void>) => {
    if (stopping) return
    stopping = true
    await recovery
    socketOf(current.client).ref()
    await current.client.end().catch(() => undefined)
    await last(current.port)
  }
  watch(first)
  return { stop }
}

/** Absent from the driver's types, present in its client since version 8. */
function socketOf(client: pg.Client): { ref(): void; unref(): void } {
  return client as unknown as { ref(): void; unref(): void }
}

/**
 * Asked after the own supervisor is gone, so that of two which stop at once at least one sees nobody. A connection that
 * was closed is still listed for a moment, so only one that stays counts.
 */
async function hasOtherSupervisor(password: string, port: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: addressOf('postgres', password, port, 'postgres') })
  client.on('error', () => undefined)
  try {
    await client.connect()
    for (let look = 0; look < 20; look += 1) {
      const { rowCount } = await client.query('select from pg_stat_activity where application_name = $1', [
        supervisorName,
      ])
      if (rowCount === 0) return false
      await sleep(50)
    }
    return true
  } catch {
    // Nobody can work with a server that does not answer.
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
