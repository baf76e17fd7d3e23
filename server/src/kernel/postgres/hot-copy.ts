import { type FileHandle, open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { CannotStart } from './cannot-start.ts'
import type { Cluster } from './cluster.ts'
import { ifAbsent } from './system-user.ts'

/** One file of the copy with its path below the cluster; a folder's ends in a slash. */
type Copied = { path: string; bytes: number; content: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }

export type HotCopy = {
  files: AsyncGenerator<Copied>
  /** Everything that was acknowledged before this instant is in the copy; known when the last file was read. */
  through(): string
}

/** Folders whose content belongs to the running server alone; they are there, and empty, in the copy. */
const emptied = new Set([
  'pg_wal',
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])

/** The pid file would name the old server, and a label of another backup would mislead recovery. */
const leftOut =
  /^(postmaster\.(pid|opts)|backup_label(\.old)?|backup_manifest|tablespace_map|pg_internal\.init|pgsql_tmp.*|t\d+_\d+.*)$/

const CONTROL = 'global/pg_control'
const CHUNK_BYTES = 256 * 1024

/**
 * Copies the files of a running cluster while it is written to, with the log that makes them whole: started on the copy, PostgreSQL
 * replays it up to the instant of the end. A slot keeps the server from recycling that log meanwhile.
 */
export function copyCluster(superuserUrl: string, cluster: Cluster): HotCopy {
  let through = ''
  async function* files(): AsyncGenerator<Copied> {
    const client = new pg.Client({ connectionString: superuserUrl, application_name: 'baton backup' })
    // Without a listener a connection that dies would end the process; the next query on it fails by itself.
    client.on('error', () => undefined)
    await client.connect()
    try {
      await client.query(`select pg_create_physical_replication_slot('baton_backup_' || pg_backend_pid(), true, true)`)
      const { rows } = await client.query<{ start: string }>(
        `select pg_walfile_name(pg_backup_start('baton', true)) as start`,
      )
      yield* copyFiles(cluster)
      const control = await readSteady(join(cluster.data, CONTROL))
      yield { path: CONTROL, bytes: control.length, content: [control] }
      const end = await endBackup(client)
      through = end.through
      yield* labels(end)
      yield* copyLog(cluster, rows[0]!.start, end.last)
    } finally {
      await client.end()
    }
  }
  return { files: files(), through: () => through }
}

/** The size of all that will be copied, in bytes, as it is now. */
export async function clusterBytes(cluster: Cluster): Promise<number> {
  let bytes = 0
  for await (const path of walk(cluster, '')) bytes += (await stat(join(cluster.data, path)).catch(ifAbsent))?.size ?? 0
  return bytes
}

type End = { through: string; last: string; label: string; map: string }

async function endBackup(client: pg.Client): Promise<End> {
  const { rows: instant } = await client.query<{ at: Date }>('select clock_timestamp() as at')
  const { rows } = await client.query<{ last: string; label: string; map: string }>(
    `select pg_walfile_name(lsn) as last, labelfile as label, spcmapfile as map from pg_backup_stop(false)`,
  )
  return { through: instant[0]!.at.toISOString(), ...rows[0]! }
}

function* labels({ label, map }: End): Generator<Copied> {
  if (map)
    throw new CannotStart('The database has tablespaces, which a backup does not hold. Move their tables back first.')
  const content = Buffer.from(label)
  yield { path: 'backup_label', bytes: content.length, content: [content] }
}

async function* copyFiles(cluster: Cluster): AsyncGenerator<Copied> {
  for await (const path of walk(cluster, '')) {
    if (path === CONTROL) continue
    if (path.endsWith('/')) yield { path, bytes: 0, content: [] }
    else yield* copyFile(cluster, path)
  }
}

/** Every folder, each before what it holds, and every file; what is removed meanwhile the log removes again. */
async function* walk(cluster: Cluster, folder: string): AsyncGenerator<string> {
  const entries = await readdir(join(cluster.data, folder), { withFileTypes: true }).catch(ifAbsent)
  for (const entry of entries ?? []) {
    const path = `${folder}${entry.name}`
    if (leftOut.test(entry.name)) continue
    if (entry.isSymbolicLink())
      throw new CannotStart(`${path} in the database is a link, which a backup does not hold.`)
    if (!entry.isDirectory()) {
      yield path
      continue
    }
    yield `${path}/`
    if (path === 'pg_wal') yield* ['pg_wal/archive_status/', 'pg_wal/summaries/']
    if (!emptied.has(path)) yield* walk(cluster, `${path}/`)
  }
}

async function* copyFile(cluster: Cluster, path: string): AsyncGenerator<Copied> {
  const file = await open(join(cluster.data, path)).catch(ifAbsent)
  if (!file) return
  try {
    const { size } = await file.stat()
    yield { path, bytes: size, content: contentOf(file, size) }
  } finally {
    await file.close()
  }
}

/** Exactly as many bytes as were announced: a file that was cut meanwhile is filled up, and the log cuts it again. */
async function* contentOf(file: FileHandle, bytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes; ) {
    const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, bytes - at))
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at)
    const piece = bytesRead === 0 ? chunk : chunk.subarray(0, bytesRead)
    at += piece.length
    yield piece
  }
}

/** The control file has no log of its own, so it is read until two readings agree. */
async function readSteady(file: string): Promise<Buffer> {
  let previous = await readFile(file)
  for (;;) {
    const again = await readFile(file)
    if (again.equals(previous)) return again
    previous = again
  }
}

/** The segments from the backup's first to its last; names of one timeline are in the order of the log. */
async function* copyLog(cluster: Cluster, first: string, last: string): AsyncGenerator<Copied> {
  const names = (await readdir(join(cluster.data, 'pg_wal'))).sort()
  const timeline = first.slice(0, 8)
  yield* copyNamed(names.filter((name) => name === `${timeline}.history`))
  const segments = names.filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last)
  if (segments[0] !== first || segments.at(-1) !== last)
    throw new Error(`The log from ${first} to ${last} is incomplete`)
  yield* copyNamed(segments)

  async function* copyNamed(wanted: string[]): AsyncGenerator<Copied> {
    for (const name of wanted) yield* copyFile(cluster, `pg_wal/${name}`)
  }
}
