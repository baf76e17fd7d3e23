import { join } from 'node:path'
import { project, setUp } from './set-up.mjs'

/**
 * Prepares what the command needs and runs it in this process, so that there is one process to signal and to kill.
 * The command line itself is TypeScript, which needs the dependencies first.
 */
export async function runBaton(args) {
  const serves = args[0] === 'start' && !args.includes('--help') && !args.includes('-h')
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe)
  await setUp({ web: serves })
  await loadTypeScript()
  const { baton } = await import('../server/src/cli/baton.ts')
  process.exitCode = await baton(args)
  // Everything is closed by now; what still keeps the process alive must not keep a terminal waiting.
  setTimeout(() => process.exit(), 3000).unref()
}

/** Whoever read along may leave, as `head` does; that is no reason to fail. */
function ignoreClosedPipe(error) {
  if (error.code !== 'EPIPE') throw error
}

/** Lets this process import TypeScript. The folder it was started from must not lend its own tsconfig.json. */
export async function loadTypeScript() {
  process.env.TSX_TSCONFIG_PATH = join(project, 'server', 'tsconfig.json')
  const { register } = await import('tsx/esm/api')
  register()
  process.setSourceMapsEnabled(true)
}
