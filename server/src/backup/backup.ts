import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { openServer } from '../boot.ts'
import { CannotStart, type Progress } from '../kernel/postgres/cannot-start.ts'
import { clusterIn, clusterVersion } from '../kernel/postgres/cluster.ts'
import { startPostgres } from '../kernel/postgres/embedded.ts'
import { clusterBytes, copyCluster } from '../kernel/postgres/hot-copy.ts'
import { ifAbsent, isRunning, unprivilegedUser } from '../kernel/postgres/system-user.ts'
import { projectDirectory } from '../kernel/project-directory.ts'
import { type Description, readArchive, writeArchive } from './archive.ts'
import { createScratch, dump, load, readDump } from './outside.ts'
import { refuseOtherRows } from './row-counts.ts'
import { megabytes, openStage, refuseFullDisk, unpack } from './stage.ts'
import type { Piece } from './tar.ts'
import { requireTools } from './tools.ts'
import { type Trial, tryOut } from './trial.ts'

export type Backup = Trial & {
  file: string
  bytes: number
  kind: Description['kind']
  /** Everything that was acknowledged before this instant is in the backup. */
  through: string
}

type Options = { dataDir: string; onProgress: Progress }

/** What else an installation keeps in its data directory beside the database. */
const keepsakes = ['demo-password']

/**
 * Backs an installation up into one file, also while Baton serves it, and tries the file out before it gets its name. Where checks are
 * broken the file is kept under another name, since it may be all that there is.
 */
export async function backUp(target: string, options: Options): Promise<Backup> {
  const file = await nameOf(target)
  const part = `${file}.${process.pid}.part`
  const external = process.env.DATABASE_URL
  if (!external && !(await clusterVersion(clusterIn(options.dataDir)))) {
    throw new CannotStart(`There is no database in ${options.dataDir} that could be backed up.`)
  }
  const server = await openServer(options)
  const stage = await openStage(options.dataDir)
  try {
    const taken = server.embedded
      ? await copyEmbedded(server.embedded.superuserUrl, part, stage.path, options)
      : await dumpOutside(server.ownerUrl, part, stage.path, options)
    const { size } = await stat(part)
    const name = taken.broken.length === 0 ? file : `${file}.broken`
    await publish(part, name)
    return { file: name, bytes: size, ...taken }
  } finally {
    await rm(part, { force: true })
    await stage.remove()
    await server.stop()
  }
}

async function copyEmbedded(
  superuserUrl: string,
  part: string,
  stage: string,
  { dataDir, onProgress }: Options,
): Promise<Omit<Backup, 'file' | 'bytes'>> {
  const cluster = clusterIn(dataDir)
  const bytes = await clusterBytes(cluster)
  await refuseFullDisk(dirname(part), bytes / 2, 'The backup')
  await refuseFullDisk(stage, bytes * 1.2, 'Trying the backup out')
  const copy = copyCluster(superuserUrl, cluster)
  const description = await describe('copy', (await clusterVersion(cluster))!)
  const pieces = told(embeddedPieces(dataDir, copy.files), bytes, 'Copying', onProgress)
  await writeArchive(part, description, pieces, copy.through)

  onProgress('Reading the backup and starting PostgreSQL on what it holds')
  const user = await unprivilegedUser(cluster.home)
  await readArchive(
    part,
    () => undefined,
    (piece) => unpack(stage, user, piece),
  )
  const server = await startPostgres({ dataDir: stage, onProgress: () => undefined })
  try {
    return { kind: 'copy', through: copy.through(), ...(await tryOut(server.url, onProgress)) }
  } finally {
    await server.stop()
  }
}

async function* embeddedPieces(dataDir: string, files: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  yield { path: 'postgres/', bytes: 0, content: [] }
  yield { path: 'postgres/cluster/', bytes: 0, content: [] }
  for await (const file of files) yield { ...file, path: `postgres/cluster/${file.path}` }
  for (const path of ['postgres/superuser.password', 'postgres/owner.password', ...keepsakes]) {
    const content = await readFile(join(dataDir, path)).catch(ifAbsent)
    if (content) yield { path, bytes: content.length, content: [content] }
  }
}

async function dumpOutside(
  databaseUrl: string,
  part: string,
  stage: string,
  { dataDir, onProgress }: Options,
): Promise<Omit<Backup, 'file' | 'bytes'>> {
  await requireTools(databaseUrl, ['pg_dump', 'pg_restore'])
  const place = join(stage, 'database.dump')
  onProgress('Dumping the database')
  const { through, postgres, rows } = await dump(databaseUrl, place)
  await readDump(place)
  onProgress('Loading the dump into a database of its own')
  const scratch = await createScratch(databaseUrl)
  let trial: Trial
  try {
    await load(scratch.url, place)
    await refuseOtherRows(scratch.url, rows)
    trial = await tryOut(scratch.url, onProgress)
  } finally {
    await scratch.drop()
  }
  const description = { ...(await describe('dump', postgres)), rows }
  const { size } = await stat(place)
  const pieces = told(dumpPieces(dataDir, place), size, 'Packing', onProgress)
  const written = await writeArchive(part, description, pieces, () => through)
  const read = await readArchive(part, () => undefined, drain)
  if (JSON.stringify(read.manifest) !== JSON.stringify(written))
    throw new Error('The backup reads otherwise than it was written')
  return { kind: 'dump', through, ...trial }
}

async function* dumpPieces(dataDir: string, place: string): AsyncGenerator<Piece> {
  const file = await open(place)
  try {
    yield {
      path: 'database.dump',
      bytes: (await file.stat()).size,
      content: file.createReadStream({ autoClose: false }),
    }
  } finally {
    await file.close()
  }
  for (const path of keepsakes) {
    const content = await readFile(join(dataDir, path)).catch(ifAbsent)
    if (content) yield { path, bytes: content.length, content: [content] }
  }
}

async function drain({ content }: Piece): Promise<void> {
  for await (const _ of content);
}

async function describe(kind: Description['kind'], postgres: string): Promise<Description> {
  const { version } = JSON.parse(await readFile(join(projectDirectory, 'package.json'), 'utf8')) as { version: string }
  return { format: 1, kind, made: new Date().toISOString(), baton: version, postgres }
}

const TOLD_EVERY_MS = 2000

/** Says every two seconds how far the work has come. */
async function* told(
  pieces: AsyncIterable<Piece>,
  total: number,
  doing: string,
  onProgress: Progress,
): AsyncGenerator<Piece> {
  let done = 0
  let last = Date.now()
  onProgress(`${doing} ${megabytes(total)}`)
  for await (const piece of pieces) {
    yield piece
    done += piece.bytes
    if (Date.now() - last < TOLD_EVERY_MS) continue
    last = Date.now()
    onProgress(`${doing}: ${Math.min(99, Math.round((100 * done) / total))} % of ${megabytes(total)}`)
  }
}

/** A folder gets a file of its own name in it; a file that is there already is never written over. */
async function nameOf(target: string): Promise<string> {
  const path = resolve(target)
  const present = await stat(path).catch(ifAbsent)
  const stamp = new Date().toISOString().slice(0, 19).replace(/:/g, '')
  const file = present?.isDirectory() ? join(path, `baton-${stamp}.tar.gz`) : path
  const folder = await stat(dirname(file)).catch(ifAbsent)
  if (!folder?.isDirectory()) throw new CannotStart(`There is no folder ${dirname(file)}. Make it first.`)
  if (await stat(file).catch(ifAbsent))
    throw new CannotStart(`${file} is there already. Name another file, or a folder.`)
  await removeAbandoned(file)
  return file
}

/** What a backup to the same file left that was killed on the way. */
async function removeAbandoned(file: string): Promise<void> {
  for (const name of await readdir(dirname(file))) {
    const pid = name.startsWith(`${basename(file)}.`)
      ? /^\.(\d+)\.part$/.exec(name.slice(basename(file).length))?.[1]
      : undefined
    if (pid && !isRunning(Number(pid))) await rm(join(dirname(file), name), { force: true })
  }
}

/** A file gets its name only when it has been tried out; the name, too, is on the disk when this returns. */
async function publish(part: string, file: string): Promise<void> {
  await rename(part, file)
  if (process.platform === 'win32') return
  const folder = await open(dirname(file))
  await folder.sync()
  await folder.close()
}
