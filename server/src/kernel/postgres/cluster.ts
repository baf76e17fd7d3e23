import { randomBytes } from 'node:crypto'
import { appendFile, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { CannotStart } from './cannot-start.ts'
import { ifAbsent, isRunning, run, type SystemUser } from './system-user.ts'

/** Where the parts of one embedded PostgreSQL lie. */
export type Cluster = { home: string; data: string; log: string }

export function clusterIn(dataDir: string): Cluster {
  const home = join(dataDir, 'postgres')
  return { home, data: join(home, 'cluster'), log: join(home, 'postgres.log') }
}

/** The version that made the cluster, such as "18"; undefined while there is none. */
export async function clusterVersion(cluster: Cluster): Promise<string | undefined> {
  const version = await readFile(join(cluster.data, 'PG_VERSION'), 'utf8').catch(ifAbsent)
  return version?.trim()
}

/**
 * Makes the cluster beside its place and renames it there when it is whole, so that a kill on the way leaves nothing
 * half made, and of two starts at once the slower one uses what the faster one made.
 */
export async function createCluster(cluster: Cluster, binaries: Binaries, user: SystemUser | undefined): Promise<void> {
  await removeAbandoned(cluster)
  const beside = `${cluster.home}.new-${process.pid}`
  const data = join(beside, 'cluster')
  const passwordFile = join(beside, 'initdb.password')
  await mkdir(beside, { mode: 0o700 })
  await give(beside, user)
  const password = randomPassword()
  await writeSecret(join(beside, 'superuser.password'), password)
  await writeSecret(passwordFile, password, user)
  const made = await run(
    binaries.initdb,
    ['--pgdata', data, '--username=postgres', '--pwfile', passwordFile, '--auth=scram-sha-256', ...collation],
    user,
  )
  await rm(passwordFile)
  if (made.code !== 0) {
    await rm(beside, { recursive: true, force: true })
    throw new CannotStart(`The database could not be created in ${cluster.home}: ${made.output.trim()}`)
  }
  await appendFile(join(data, 'postgresql.conf'), includes)
  await writeFile(join(data, 'local.conf'), '# Your own settings of PostgreSQL\n', { mode: 0o600 })
  await give(join(data, 'local.conf'), user)
  await rename(beside, cluster.home).catch((error: NodeJS.ErrnoException) => {
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code ?? '')) throw error
    return rm(beside, { recursive: true, force: true })
  })
}

/** With plain C, trigram search ignores Chinese and `upper('ä')` fails; a locale of the machine may change under us. */
const collation = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--lc-ctype=C.UTF-8',
  '--data-checksums',
]

const includes = `
# Baton writes baton.conf anew at each start. What you set in local.conf, beside it, overrides it and is kept.
include 'baton.conf'
include 'local.conf'
`

/** Writes Baton's settings, for an ERP with some dozens of users that shares a small machine with its program. */
export async function writeSettings(cluster: Cluster, user: SystemUser | undefined): Promise<void> {
  const sharedBuffers = totalmem() >= 4 * 1024 ** 3 ? '256MB' : '128MB'
  const settings = `# Written by Baton at each start; put your own settings into local.conf.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 100
password_encryption = 'scram-sha-256'
timezone = 'UTC'

# An acknowledged order survives a loss of power.
fsync = on
full_page_writes = on
synchronous_commit = on

shared_buffers = ${sharedBuffers}
work_mem = 8MB
maintenance_work_mem = 64MB
effective_cache_size = 1GB
random_page_cost = 1.1
jit = off

wal_level = replica
wal_compression = on
min_wal_size = 128MB
max_wal_size = 2GB
checkpoint_timeout = 15min

# Plans made while a table was small heal with new statistics, and each time every connection plans anew: soon, but not all the time.
autovacuum_naptime = 30s
autovacuum_analyze_threshold = 500

# Errors reach the program, which logs them without the data of customers; here lies what the server says of itself.
log_min_messages = log
log_min_error_statement = panic
log_checkpoints = off
log_line_prefix = '%m [%p] '
log_timezone = 'UTC'
`
  const file = join(cluster.data, 'baton.conf')
  const present = await readFile(file, 'utf8').catch(ifAbsent)
  if (present === settings) return
  await writeFile(file, settings, { mode: 0o600 })
  await give(file, user)
}

/** Reads a secret of the cluster, which only the user who runs Baton may read. */
export async function readSecret(cluster: Cluster, name: string): Promise<string | undefined> {
  return await readFile(join(cluster.home, name), 'utf8').catch(ifAbsent)
}

/** Stores a fresh random password under a name unless one is there already, and answers the one that counts. */
export async function keepSecret(cluster: Cluster, name: string): Promise<string> {
  await writeSecret(join(cluster.home, name), randomPassword()).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return await readFile(join(cluster.home, name), 'utf8')
}

async function writeSecret(file: string, secret: string, user?: SystemUser): Promise<void> {
  await writeFile(file, secret, { mode: 0o600, flag: 'wx' })
  await give(file, user)
}

async function give(path: string, user: SystemUser | undefined): Promise<void> {
  if (user) await chown(path, user.uid, user.gid)
}

function randomPassword(): string {
  return randomBytes(24).toString('base64url')
}

/** Refuses a cluster that this user may not run or this version cannot read, before PostgreSQL does so in its words. */
export async function refuseForeignCluster(cluster: Cluster, binaries: Binaries, version: string): Promise<void> {
  const { uid } = await stat(cluster.data)
  const self = process.getuid?.()
  if (self !== undefined && self !== 0 && uid !== self) {
    throw new CannotStart(
      `The database in ${cluster.home} belongs to the user with number ${uid}. Start Baton as that user or as root, ` +
        'or set BATON_DATA_DIR to another folder.',
    )
  }
  const major = binaries.version.split('.')[0]
  if (version !== major) {
    throw new CannotStart(
      `The database in ${cluster.home} was made by PostgreSQL ${version}, and this Baton brings ${major}. ` +
        'Restore a logical export into a new BATON_DATA_DIR.',
    )
  }
}

/** Removes what a start left that was killed while it made a cluster; one that still works on it is left alone. */
async function removeAbandoned(cluster: Cluster): Promise<void> {
  const prefix = `${basename(cluster.home)}.new-`
  const names = await readdir(dirname(cluster.home))
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const pid = Number(name.slice(prefix.length))
    if (pid !== process.pid && isRunning(pid)) continue
    await rm(join(dirname(cluster.home), name), { recursive: true, force: true })
  }
}
