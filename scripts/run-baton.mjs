import { setUp } from './set-up.mjs'

/**
 * Prepares what the command needs and runs it in this process, so that there is one process to signal and to kill.
 * The command line itself is built first, from TypeScript.
 */
export async function runBaton(args) {
  const serves = args[0] === 'start' && !args.includes('--help') && !args.includes('-h')
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe)
  await setUp({ web: serves })
  process.setSourceMapsEnabled(true)
  const { baton } = await import('../server/dist/baton/baton.js')
  process.exitCode = await baton(args)
  // Everything is closed by now; what still keeps the process alive must not keep a terminal waiting.
  setTimeout(() => process.exit(), 3000).unref()
}

/** Whoever read along may leave, as `head` does; that is no reason to fail. */
function ignoreClosedPipe(error) {
  if (error.code !== 'EPIPE') throw error
}
