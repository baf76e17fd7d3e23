import { Command, CommanderError } from 'commander'
import { CannotStart } from '../kernel/postgres/cannot-start.ts'
import { migrateCommand } from './migrate.ts'
import { startCommand } from './start.ts'
import { userCommand } from './user.ts'
import { verifyCommand } from './verify.ts'

/** What the commands answer to the shell. */
const exitCodes = `
Exit codes:
  0  done
  1  it failed; the reason is printed
  2  the command was not understood`

/** The command line of Baton, one file for each command beside this one. Answers the exit code. */
export async function baton(args: string[]): Promise<number> {
  const program = new Command('baton')
    .description('Baton (接力): an ERP in which handing an order over is a contract')
    .addHelpText('after', exitCodes)
    .showHelpAfterError()
    .exitOverride()
  for (const command of [startCommand(), migrateCommand(), verifyCommand(), userCommand()]) {
    program.addCommand(command.addHelpText('after', exitCodes).exitOverride().showHelpAfterError())
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 || error.code === 'commander.help' ? 0 : 2
    console.error(error instanceof CannotStart ? error.message : error)
    return 1
  }
}
