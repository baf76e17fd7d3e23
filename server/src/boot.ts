import { join } from 'node:path'
import { migrate } from './kernel/migrate.ts'
import { CannotStart, type Progress } from './kernel/postgres/cannot-start.ts'
import { clusterIn, clusterVersion } from './kernel/postgres/cluster.ts'
import { makeDataDirectory } from './kernel/postgres/data-directory.ts'
import { startPostgres } from './kernel/postgres/embedded.ts'
import { projectDirectory } from './kernel/project-directory.ts'

/** A migrated database, and how to let go of it. */
export type Database = {
  /** Connects as the owner, who migrates and becomes `baton_app` or `baton_verify` for everything else. */
  ownerUrl: string
  /** Only with the embedded server: what a physical backup needs. */
  embedded?: { superuserUrl: string; home: string }
  /** The migrations that were applied on opening. */
  applied: string[]
  stop(): Promise<void>
}

/** Makes the folder for everything that this installation keeps, `BATON_DATA_DIR` or `.data` in the project's folder. */
export async function openDataDirectory(onProgress: Progress): Promise<string> {
  return await makeDataDirectory(process.env.BATON_DATA_DIR || join(projectDirectory, '.data'), onProgress)
}

/** The same folder for what makes nothing: one in which Baton was never started is a wrong name, and an audit or a backup of nothing would hide it. */
export async function findDataDirectory(onProgress: Progress): Promise<string> {
  const dataDir = await openDataDirectory(onProgress)
  if (process.env.DATABASE_URL || (await clusterVersion(clusterIn(dataDir)))) return dataDir
  throw new CannotStart(
    `There is no Baton in ${dataDir}. Set BATON_DATA_DIR to the folder of yours, or begin one there with "npx baton start".`,
  )
}

/** Opens the database of an installation: the server named by `DATABASE_URL`, else the embedded one. */
export async function openDatabase(options: { dataDir: string; onProgress: Progress }): Promise<Database> {
  const database = await openServer(options)
  try {
    const applied = await migrate(database.ownerUrl, { onProgress: options.onProgress })
    return { ...database, applied }
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** The same as it is, whatever migrations it has: what is about to be backed up or replaced is not changed first. */
export async function openServer(options: {
  dataDir: string
  onProgress: Progress
}): Promise<Omit<Database, 'applied'>> {
  const { dataDir, onProgress } = options
  const external = process.env.DATABASE_URL
  if (external) {
    onProgress(`Using the PostgreSQL server on ${hostOf(external)}`)
    return { ownerUrl: external, stop: async () => undefined }
  }
  onProgress('Starting PostgreSQL')
  const server = await startPostgres({ dataDir, onProgress })
  if (server.adopted) onProgress('PostgreSQL was running already')
  const { url, superuserUrl, home, stop } = server
  return { ownerUrl: url, embedded: { superuserUrl, home }, stop }
}

function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    throw new CannotStart('DATABASE_URL is not an address like postgres://user:password@host:5432/database.')
  }
}
