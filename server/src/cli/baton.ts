import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { CannotStart } from '../kernel/postgres/cannot-start.ts'
import { projectDirectory } from '../kernel/project-directory.ts'
import { Refusal } from '../kernel/refusal.ts'
import { backupCommand } from './backup.ts'
import { importCommand } from './import.ts'
import { migrateCommand } from './migrate.ts'
import { restoreCommand } from './restore.ts'
import { seedCommand } from './seed.ts'
import { startCommand } from './start.ts'
import { userCommand } from './user.ts'
import { verifyCommand } from './verify.ts'

/** What the commands answer to the shell. */
const exitCodes = `
Exit codes:
  0  done
  1  it failed; the reason is printed
  2  the command was not understood`

/** Every command, in the order in which the help names them. */
const commands = [
  startCommand,
  migrateCommand,
  seedCommand,
  importCommand,
  verifyCommand,
  backupCommand,
  restoreCommand,
  userCommand,
]

/** The command line of Baton, one file for each command beside this one. Answers the exit code. */
export async function baton(args: string[]): Promise<number> {
  const { version } = JSON.parse(await readFile(join(projectDirectory, 'package.json'), 'utf8')) as { version: string }
  const program = new Command('baton')
    .description('Baton (接力): an ERP in which handing an order over is a contract')
    .version(version)
  for (const command of commands) program.addCommand(command())
  tellAndReturn(program)
  try {
    await program.parseAsync(args, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 || error.code === 'commander.help' ? 0 : 2
    console.error(isForPersons(error) ? error.message : error)
    return 1
  }
}

/** A wrong call shows the help of the very command, and the process ends in its own way, with code 2. */
function tellAndReturn(command: Command): void {
  command.addHelpText('after', exitCodes).showHelpAfterError().exitOverride()
  for (const one of command.commands) tellAndReturn(one)
}

/** A full disk or a closed folder is for a person to cure, as is what says so itself or was refused; all else shows where it came from. */
function isForPersons(error: unknown): error is Error {
  return (
    error instanceof CannotStart ||
    error instanceof Refusal ||
    (error instanceof Error && 'syscall' in error && 'code' in error)
  )
}
