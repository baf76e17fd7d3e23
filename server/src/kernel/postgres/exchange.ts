import { open, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { clusterIn } from './cluster.ts'
import { ifAbsent } from './system-user.ts'

/** The name of the old database between the two renames of an exchange, and never at any other time. */
const leaving = (dataDir: string): string => `${clusterIn(dataDir).home}.leaving`

/**
 * Puts a database in the place of the one in the data directory, which is kept beside it; answers where. Both must be stopped. Whatever
 * moment it is killed at, the next start finds the old one or the new one, each whole.
 */
export async function exchangeDatabase(dataDir: string, fresh: string): Promise<string | undefined> {
  const { home } = clusterIn(dataDir)
  const old = leaving(dataDir)
  const present = await stat(home).catch(ifAbsent)
  if (present) await rename(home, old)
  await rename(fresh, home)
  await writeDown(dataDir)
  return present && (await keepAside(dataDir))
}

/** What a kill left between the two renames is undone: the old database is the one that counts. */
export async function undoHalfExchange(dataDir: string): Promise<void> {
  const old = await stat(leaving(dataDir)).catch(ifAbsent)
  if (!old) return
  const { home } = clusterIn(dataDir)
  if (await stat(home).catch(ifAbsent)) await keepAside(dataDir)
  else await rename(leaving(dataDir), home)
}

async function keepAside(dataDir: string): Promise<string> {
  const at = new Date().toISOString().slice(0, 19).replace(/[:]/g, '')
  const aside = `${clusterIn(dataDir).home}.before-${at}`
  await rename(leaving(dataDir), aside)
  return aside
}

/** Renames are kept in the folder's own file, which the system writes down whenever it likes. */
async function writeDown(dataDir: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(join(dataDir))
  await folder.sync()
  await folder.close()
}
