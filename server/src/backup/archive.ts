import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { CannotStart } from '../kernel/postgres/cannot-start.ts'
import { END, headerOf, type Piece, paddingOf, readingOf } from './tar.ts'

/** What a backup says of itself, first in the file, so that a strange one is refused before it is read whole. */
export type Description = {
  format: 1
  /** `copy`: the files of an embedded PostgreSQL. `dump`: what pg_dump wrote. */
  kind: 'copy' | 'dump'
  made: string
  /** The version of Baton that made it, and of the PostgreSQL that it was made from. */
  baton: string
  postgres: string
  /** Rows by table, counted in the same instant; only beside a dump. */
  rows?: Record<string, number>
}

/** The last entry: every byte of the others by its hash, and until when the backup is complete. */
export type Manifest = { through: string; files: { path: string; bytes: number; sha256: string }[] }

const DESCRIPTION = 'backup.json'
const MANIFEST = 'manifest.json'

/** Deflating any harder takes longer than copying; tables halve or better at the first level. */
const LEVEL = 1

/**
 * Writes one file of mode 0600, a gzipped tar: the description, the pieces in order, then the manifest. `through` is asked after the last
 * piece. When this returns, the file is on the disk. Fails when the file exists.
 */
export async function writeArchive(
  file: string,
  description: Description,
  pieces: AsyncIterable<Piece>,
  through: () => string,
): Promise<Manifest> {
  const manifest: Manifest = { through: '', files: [] }
  await pipeline(
    tarOf(description, pieces, through, manifest),
    createGzip({ level: LEVEL }),
    createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }),
  )
  return manifest
}

async function* tarOf(
  description: Description,
  pieces: AsyncIterable<Piece>,
  through: () => string,
  manifest: Manifest,
): AsyncGenerator<Uint8Array> {
  yield* entryOf(jsonPiece(DESCRIPTION, description), manifest)
  for await (const piece of pieces) yield* entryOf(piece, manifest)
  manifest.through = through()
  yield* entryOf(jsonPiece(MANIFEST, manifest), { through: '', files: [] })
  yield END
}

const jsonPiece = (path: string, value: unknown): Piece => {
  const text = Buffer.from(JSON.stringify(value, null, 1))
  return { path, bytes: text.length, content: [text] }
}

async function* entryOf({ path, bytes, content }: Piece, manifest: Manifest): AsyncGenerator<Uint8Array> {
  yield headerOf(path, bytes)
  const hash = createHash('sha256')
  let written = 0
  for await (const chunk of content) {
    hash.update(chunk)
    written += chunk.length
    yield chunk
  }
  if (written !== bytes) throw new Error(`${path} has ${written} bytes, not ${bytes} as it was announced`)
  yield paddingOf(bytes)
  manifest.files.push({ path, bytes, sha256: hash.digest('hex') })
}

/** Where the entries go: each is offered once, in order, and must be read to its end. */
export type Visit = (piece: Piece) => Promise<void>

/**
 * Reads a backup to its last byte and compares every file with the manifest; refuses whatever is not exactly as it was written.
 * `begin` sees the description before anything else and may refuse. What `visit` was given counts only once this has returned.
 */
export async function readArchive(
  file: string,
  begin: (description: Description) => void,
  visit: Visit,
): Promise<{ description: Description; manifest: Manifest }> {
  await refuseUnreadable(file)
  const source = createReadStream(file)
  // Errors of the file itself arrive through the unpacking stream, which is the one that is read.
  const unpacked = pipelined(source)
  try {
    return await readEntries(unpacked, begin, visit)
  } catch (error) {
    throw damageOf(file, error)
  } finally {
    source.destroy()
    unpacked.destroy()
  }
}

function pipelined(source: ReturnType<typeof createReadStream>) {
  const unpacked = createGunzip()
  source.on('error', (error) => unpacked.destroy(error))
  return source.pipe(unpacked)
}

async function readEntries(unpacked: AsyncIterable<Buffer>, begin: (one: Description) => void, visit: Visit) {
  const reading = readingOf(unpacked)
  const first = await whole(await reading.next())
  const description = JSON.parse(first.content.toString()) as Description
  if (description.format !== 1) {
    throw new CannotStart(
      `The backup has the format ${description.format}, which this Baton does not know. Restore it with the version that made it (${description.baton}).`,
    )
  }
  begin(description)
  const files: Manifest['files'] = [first.file]
  for (;;) {
    const entry = await reading.next()
    if (entry.path === MANIFEST) {
      const manifest = JSON.parse((await whole(entry)).content.toString()) as Manifest
      await reading.end()
      compare(manifest, files)
      return { description, manifest }
    }
    const hash = createHash('sha256')
    await visit({ ...entry, content: hashed(entry.content, hash) })
    files.push({ path: entry.path, bytes: entry.bytes, sha256: hash.digest('hex') })
  }
}

async function* hashed(content: Piece['content'], hash: { update(chunk: Uint8Array): unknown }) {
  for await (const chunk of content) {
    hash.update(chunk)
    yield chunk
  }
}

async function whole({ path, bytes, content }: Piece): Promise<{ content: Buffer; file: Manifest['files'][number] }> {
  const hash = createHash('sha256')
  const chunks: Uint8Array[] = []
  for await (const chunk of hashed(content, hash)) chunks.push(chunk)
  return { content: Buffer.concat(chunks), file: { path, bytes, sha256: hash.digest('hex') } }
}

function compare(manifest: Manifest, files: Manifest['files']): void {
  const wanted = new Map(manifest.files.map((one) => [one.path, one]))
  if (wanted.size !== manifest.files.length) throw new Error('the manifest names a file twice')
  for (const { path, bytes, sha256 } of files) {
    const one = wanted.get(path)
    if (!one) throw new Error(`${path} is not in the manifest, or twice in the file`)
    if (one.bytes !== bytes || one.sha256 !== sha256) throw new Error(`${path} is not what the manifest says`)
    wanted.delete(path)
  }
  const [absent] = wanted.keys()
  if (absent !== undefined) throw new Error(`${absent} is missing`)
}

async function refuseUnreadable(file: string): Promise<void> {
  try {
    const handle = await open(file)
    await handle.close()
  } catch (error) {
    throw new CannotStart(`The backup ${file} cannot be read: ${(error as Error).message}`)
  }
}

/** What the disk or a person can cure keeps its own words; everything else that goes wrong while reading is damage. */
function damageOf(file: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  if (error instanceof CannotStart || /^E[A-Z]+$/.test(code ?? '')) return error
  return new CannotStart(`The backup ${file} is damaged: ${message}. Nothing was changed. Use another backup.`)
}
