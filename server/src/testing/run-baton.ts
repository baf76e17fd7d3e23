import { baton } from '../cli/baton.ts'

/** A process that tests look at and kill: one command of the command line, on the installation that the environment names. */
process.exitCode = await baton(process.argv.slice(2))
