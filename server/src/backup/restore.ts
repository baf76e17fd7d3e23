import { rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { findBinaries } from '../kernel/postgres/binaries.ts'
import { CannotStart, type Progress } from '../kernel/postgres/cannot-start.ts'
import { clusterIn } from '../kernel/postgres/cluster.ts'
import { type EmbeddedPostgres, startPostgres } from '../kernel/postgres/embedded.ts'
import { exchangeDatabase, undoHalfExchange } from '../kernel/postgres/exchange.ts'
import { isServing, readPidFile } from '../kernel/postgres/running-server.ts'
import { ifAbsent, type SystemUser, unprivilegedUser } from '../kernel/postgres/system-user.ts'
import { type Claim, claimDataDirectory } from '../running.ts'
import { type Description, type Manifest, readArchive } from './archive.ts'
import { createScratch, dropDatabase, exchange, hasData, load, readDump, visitorsOf } from './outside.ts'
import { refuseOtherRows } from './row-counts.ts'
import { openStage, refuseFullDisk, unpack } from './stage.ts'
import { requireTools } from './tools.ts'
import { type Trial, tryOut } from './trial.ts'

export type Restored = Trial & {
  kind: Description['kind']
  /** When it was made, by which version, and until when it is complete. */
  made: string
  baton: string
  through: string
  /** Whether it is in its place now; not with `check`. */
  restored: boolean
  /** Where what was there before is kept. */
  aside?: string | undefined
}

export type RestoreOptions = {
  dataDir: string
  /** Put it in the place of a database that has data; that one is kept aside. */
  replace: boolean
  /** Only try it out; nothing is put anywhere. */
  check: boolean
  /** Restore although checks are broken on it. */
  acceptBroken: boolean
  onProgress: Progress
}

type Opened = { description: Description; manifest: Manifest }

/**
 * Puts a backup in the place of the database of this installation. It is unpacked beside it, compared byte by byte, started and audited
 * before anything is exchanged, so that whatever fails or is killed leaves the old database as it was.
 */
export async function restore(file: string, options: RestoreOptions): Promise<Restored> {
  const { dataDir, check } = options
  const claim = check ? undefined : await claimOrRefuse(dataDir)
  try {
    await undoHalfExchange(dataDir)
    await refuseReplacing(options)
    const stage = await openStage(dataDir)
    try {
      return process.env.DATABASE_URL
        ? await restoreOutside(file, stage.path, process.env.DATABASE_URL, options)
        : await restoreEmbedded(file, stage.path, options)
    } finally {
      await stage.remove()
    }
  } finally {
    await claim?.release()
  }
}

async function claimOrRefuse(dataDir: string): Promise<Claim> {
  const claimed = await claimDataDirectory(dataDir)
  if ('claim' in claimed) return claimed.claim
  const where = claimed.runningAt ? `runs at ${claimed.runningAt}` : 'is being started or restored'
  throw new CannotStart(`Baton ${where} on ${dataDir}. Stop it with Ctrl-C, then restore again.`)
}

async function refuseReplacing({ dataDir, replace, check }: RestoreOptions): Promise<void> {
  if (replace || check) return
  const external = process.env.DATABASE_URL
  const { home } = clusterIn(dataDir)
  const occupied = external ? await hasData(external) : Boolean(await stat(home).catch(ifAbsent))
  if (!occupied) return
  const what = external ? 'The database of DATABASE_URL' : `The database in ${home}`
  throw new CannotStart(`${what} has data. Add --replace to put the backup in its place; what is there is kept aside.`)
}

async function restoreEmbedded(file: string, stage: string, options: RestoreOptions): Promise<Restored> {
  const { dataDir, onProgress } = options
  if (!options.check) await stopOld(dataDir, onProgress)
  const user = await unprivilegedUser(clusterIn(dataDir).home)
  const { version } = await findBinaries(dataDir, user)
  const opened = await open(file, stage, user, options, (description) => {
    if (description.kind === 'copy') refuseOtherMajor(description, version)
  })
  onProgress('Starting PostgreSQL on what the backup holds')
  if (opened.description.kind === 'dump') await readDump(join(stage, 'database.dump'))
  const server = await startPostgres({ dataDir: stage, onProgress: () => undefined })
  let trial: Trial
  try {
    if (opened.description.kind === 'dump') await loadInto(server, stage, opened.description, onProgress)
    trial = await tryOut(server.url, onProgress)
  } finally {
    await server.stop()
  }
  refuseBroken(trial, options)
  if (options.check) return replyOf(opened, trial, false)
  await refuseServing(dataDir)
  const aside = await exchangeDatabase(dataDir, clusterIn(stage).home)
  await keepKeepsakes(stage, dataDir)
  return { ...replyOf(opened, trial, true), aside }
}

/** A dump goes into an embedded server too, as when one moves off a server of one's own or to a newer PostgreSQL. */
async function loadInto(
  server: EmbeddedPostgres,
  stage: string,
  { rows }: Description,
  onProgress: Progress,
): Promise<void> {
  await requireTools(server.url, ['pg_restore'])
  onProgress('Loading the dump')
  await load(server.url, join(stage, 'database.dump'))
  await refuseOtherRows(server.url, rows ?? {})
}

async function restoreOutside(
  file: string,
  stage: string,
  databaseUrl: string,
  options: RestoreOptions,
): Promise<Restored> {
  const { onProgress } = options
  await requireTools(databaseUrl, ['pg_restore'])
  if (!options.check) await refuseVisitors(databaseUrl)
  const opened = await open(file, stage, undefined, options, ({ kind }) => {
    if (kind === 'dump') return
    throw new CannotStart(
      'This backup holds the files of an embedded PostgreSQL, which another server cannot read. Restore it without DATABASE_URL.',
    )
  })
  const place = join(stage, 'database.dump')
  await readDump(place)
  onProgress('Loading the dump into a database of its own')
  const scratch = await createScratch(databaseUrl)
  let exchanged = false
  try {
    await load(scratch.url, place)
    await refuseOtherRows(scratch.url, opened.description.rows ?? {})
    const trial = await tryOut(scratch.url, onProgress)
    refuseBroken(trial, options)
    if (options.check) return replyOf(opened, trial, false)
    const occupied = await hasData(databaseUrl)
    const aside = await exchange(databaseUrl, scratch.name)
    exchanged = true
    await keepKeepsakes(stage, options.dataDir)
    if (!occupied) await dropDatabase(databaseUrl, aside)
    return { ...replyOf(opened, trial, true), aside: occupied ? `the database ${aside}` : undefined }
  } finally {
    if (!exchanged) await scratch.drop()
  }
}

async function open(
  file: string,
  stage: string,
  user: SystemUser | undefined,
  { onProgress }: RestoreOptions,
  begin: (description: Description) => void,
): Promise<Opened> {
  const { size } = await stat(file).catch(() => ({ size: 0 }))
  await refuseFullDisk(stage, size * 3, 'Restoring')
  onProgress('Reading the backup and comparing it with its manifest')
  return await readArchive(file, begin, (piece) => unpack(stage, user, piece))
}

function refuseOtherMajor({ postgres }: Description, version: string): void {
  const major = version.split('.')[0]
  if (postgres === major) return
  throw new CannotStart(
    `The backup was made from PostgreSQL ${postgres}, and this Baton brings ${major}. Restore it with the version of Baton that made it.`,
  )
}

function refuseBroken({ broken }: Trial, { acceptBroken }: RestoreOptions): void {
  if (broken.length === 0 || acceptBroken) return
  const each = broken.map(({ id, title, broken: rows }) => `${id} (${title}): ${rows}`)
  throw new CannotStart(
    `On what the backup holds ${broken.length === 1 ? 'a check is' : 'checks are'} broken, so nothing was changed: ${each.join('; ')}. Use another backup, or add --accept-broken.`,
  )
}

/** A server that a killed Baton left is stopped; one with which somebody works is not. */
async function stopOld(dataDir: string, onProgress: Progress): Promise<void> {
  if (!(await isServed(dataDir))) return
  const server = await startPostgres({ dataDir, onProgress })
  await server.stop()
  await refuseServing(dataDir)
}

async function refuseServing(dataDir: string): Promise<void> {
  if (await isServed(dataDir))
    throw new CannotStart(
      `Another command of Baton works with the database in ${dataDir}. Let it end, then restore again.`,
    )
}

async function isServed(dataDir: string): Promise<boolean> {
  const cluster = clusterIn(dataDir)
  const written = await readPidFile(cluster)
  return written !== undefined && (await isServing(written.pid, cluster))
}

async function refuseVisitors(databaseUrl: string): Promise<void> {
  const visitors = await visitorsOf(databaseUrl)
  if (visitors.length === 0) return
  throw new CannotStart(
    `Somebody works with this database (${[...new Set(visitors)].join(', ')}). Stop every Baton on it, then restore again.`,
  )
}

/** What an installation keeps beside the database follows it; what was there before goes out of the way. */
async function keepKeepsakes(stage: string, dataDir: string): Promise<void> {
  for (const name of ['demo-password']) {
    if (await stat(join(stage, name)).catch(ifAbsent)) await rename(join(stage, name), join(dataDir, name))
  }
}

function replyOf({ description, manifest }: Opened, trial: Trial, restored: boolean): Restored {
  const { kind, made, baton } = description
  return { kind, made, baton, through: manifest.through, restored, ...trial }
}
