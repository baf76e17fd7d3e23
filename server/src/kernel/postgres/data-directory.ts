import { createHash } from 'node:crypto'
import { access, chmod, constants, mkdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { CannotStart, type Progress } from './cannot-start.ts'
import { canReach, unprivilegedUser } from './system-user.ts'

const elsewhere = '/var/lib/baton'

/**
 * Makes the data directory and answers its absolute path: the wanted one, or, when the user under whom PostgreSQL must
 * run cannot get there (a checkout below a closed home), one below /var/lib/baton that belongs to the wanted path alone.
 */
export async function makeDataDirectory(wanted: string, onProgress: Progress): Promise<string> {
  const path = resolve(wanted)
  await make(path)
  const user = await unprivilegedUser(join(path, 'postgres'))
  if (await canReach(path, user)) return path

  const mark = createHash('sha256').update(path).digest('hex').slice(0, 8)
  const other = join(elsewhere, `${basename(resolve(path, '..'))}-${mark}`)
  await make(elsewhere)
  await make(other)
  if (!(await canReach(other, await unprivilegedUser(join(other, 'postgres'))))) {
    throw new CannotStart(
      `PostgreSQL may not run as root, and its user can reach neither ${path} nor ${other}. ` +
        'Set BATON_DATA_DIR to a folder that every user may enter.',
    )
  }
  onProgress(`PostgreSQL cannot work below ${path}; the data lies in ${other}`)
  return other
}

/** Secrets inside have a mode of their own; as root the folder lets the other user pass through, but not look. */
async function make(path: string): Promise<void> {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700
  try {
    const made = await mkdir(path, { recursive: true, mode })
    if (made) await chmod(path, mode)
    await access(path, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new CannotStart(
      `The data folder ${path} cannot be used: ${(error as Error).message}. Set BATON_DATA_DIR to another.`,
    )
  }
}
