import { spawn } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { CannotStart } from './cannot-start.ts'

/** A user of the operating system under whom PostgreSQL's programs run. */
export type SystemUser = { uid: number; gid: number }

/**
 * PostgreSQL refuses to run as root. As root this is the owner of what is already at `place`, else `postgres`, else
 * `nobody`; undefined means that the programs run as whoever runs Baton.
 */
export async function unprivilegedUser(place: string): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(place).catch(ifAbsent)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  // initdb insists on an entry in the user list, so a bare number would not do.
  const users = await readFile('/etc/passwd', 'utf8')
  for (const name of ['postgres', 'nobody']) {
    const entry = users.split('\n').find((line) => line.startsWith(`${name}:`))
    const [, , uid, gid] = entry?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new CannotStart(
    'PostgreSQL does not run as root, and this system has neither a user "postgres" nor "nobody". ' +
      'Start Baton as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
  )
}

/** Runs a program to its end. A program that cannot be executed answers 126 or 127, as in a shell; it never throws. */
export function run(program: string, args: string[], user?: SystemUser): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    // The working directory may be closed to the other user, so every program starts at the root.
    const child = spawn(program, args, { ...user, cwd: '/', env: plainEnvironment(), windowsHide: true })
    let output = ''
    child.stdout.on('data', (piece) => (output += piece))
    child.stderr.on('data', (piece) => (output += piece))
    child.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ code: error.code === 'ENOENT' ? 127 : 126, output: `${program}: ${error.message}` })
    })
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 128, output: signal ? `${output}\n${signal}` : output }),
    )
  })
}

/** The environment without PG… and locale settings, which would change what PostgreSQL's programs do. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|NODE_)/.test(name))
  return Object.fromEntries(kept)
}

/** Whether the user may pass through to what lies in a directory; every folder above counts too. */
export async function canReach(directory: string, user: SystemUser | undefined): Promise<boolean> {
  if (!user) return true
  const { code } = await run('/bin/sh', ['-c', 'test -x "$1"', 'sh', directory], user)
  return code === 0
}

/** Whether somebody has the number of a process, who need not be the one who had it when it was noted down. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Turns "there is no such file" into undefined and lets every other error through. */
export function ifAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
  return undefined
}
