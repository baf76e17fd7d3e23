import { chmod, chown, mkdir, open, readdir, rm, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CannotStart } from '../kernel/postgres/cannot-start.ts'
import { clusterIn } from '../kernel/postgres/cluster.ts'
import { shutDown } from '../kernel/postgres/launch.ts'
import { isRunning, type SystemUser } from '../kernel/postgres/system-user.ts'
import type { Piece } from './tar.ts'

const prefix = 'stage-'

/** A folder in the data directory where a database is tried out, and never more than tried out. */
export async function openStage(dataDir: string): Promise<{ path: string; remove(): Promise<void> }> {
  await removeAbandoned(dataDir)
  const path = join(dataDir, `${prefix}${process.pid}`)
  await mkdir(path)
  // PostgreSQL's own user must pass through, as through the data directory itself.
  await chmod(path, process.getuid?.() === 0 ? 0o711 : 0o700)
  return { path, remove: () => removeStage(path) }
}

/** What a killed backup or restore left: its server, which nobody else stops, and its files. */
async function removeAbandoned(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(prefix)) continue
    const pid = Number(name.slice(prefix.length))
    if (pid !== process.pid && isRunning(pid)) continue
    await removeStage(join(dataDir, name))
  }
}

async function removeStage(path: string): Promise<void> {
  await shutDown(clusterIn(path), path)
  await rm(path, { recursive: true, force: true })
}

/** Unpacks one piece below a folder. What belongs to PostgreSQL goes to the user under whom it runs; secrets do not. */
export async function unpack(folder: string, user: SystemUser | undefined, { path, content }: Piece): Promise<void> {
  const place = join(folder, path)
  await mkdir(path.endsWith('/') ? place : dirname(place), { recursive: true, mode: 0o700 })
  if (!path.endsWith('/')) {
    const file = await open(place, 'wx', 0o600)
    try {
      for await (const chunk of content) await file.writeFile(chunk)
    } finally {
      await file.close()
    }
  }
  if (user && ownedByPostgres(path)) await chown(place, user.uid, user.gid)
}

const ownedByPostgres = (path: string): boolean => path === 'postgres/' || path.startsWith('postgres/cluster/')

/** Refuses while nothing has begun what would fill the disk half way. */
export async function refuseFullDisk(folder: string, bytes: number, what: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free >= bytes) return
  throw new CannotStart(
    `${what} needs about ${megabytes(bytes)} in ${folder}, where ${megabytes(free)} are free. Make room or choose another place.`,
  )
}

export const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`
