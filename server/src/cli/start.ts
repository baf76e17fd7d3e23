import { setTimeout as sleep } from 'node:timers/promises'
import { Command, InvalidArgumentError } from 'commander'
import { openDatabase, openDataDirectory } from '../boot.ts'
import { CannotStart } from '../kernel/postgres/cannot-start.ts'
import { serve } from '../main.ts'
import { type Claim, claimDataDirectory } from '../running.ts'
import { printProgress } from './progress.ts'

/** Serves Baton until it is told to stop. */
export function startCommand(): Command {
  return new Command('start')
    .description('start Baton: the database, the API and the screens')
    .option('--port <number>', 'where to listen (default: PORT, else 3000)', readPort)
    .option('--empty', 'begin with a new company and one administrator instead of the demonstration')
    .action(async (options: { port?: number; empty?: boolean }) => {
      const port = options.port ?? portOfEnvironment()
      await start({ port, empty: options.empty ?? false })
    })
}

type StartOptions = { port: number; empty: boolean }

async function start(options: StartOptions): Promise<void> {
  const dataDir = await openDataDirectory(printProgress)
  const claimed = await claimOrFindRunning(dataDir)
  if ('claim' in claimed) return await serveUntilStopped(claimed.claim, dataDir, options)
  console.log(`Baton already runs: ${claimed.runningAt}`)
  console.log(`Its data folder is ${dataDir}; set BATON_DATA_DIR and PORT to run another one.`)
}

/** Waits for another start to be done, so as to tell where it is; should it fail on the way, this one goes on instead. */
async function claimOrFindRunning(dataDir: string): Promise<{ claim: Claim } | { runningAt: string }> {
  for (let asked = 0; ; asked += 1) {
    const claimed = await claimDataDirectory(dataDir)
    if ('claim' in claimed) return claimed
    if (claimed.runningAt !== null) return { runningAt: claimed.runningAt }
    if (asked === 0) printProgress('Baton is already being started; waiting to see where')
    await sleep(300)
  }
}

/** A signal may come at any moment, also while the demonstration is still being made; what is open by then is closed. */
async function serveUntilStopped(claim: Claim, dataDir: string, options: StartOptions): Promise<void> {
  const asked = untilAsked()
  const closing = [claim.release]
  const opened = openDatabase({ dataDir, onProgress: printProgress })
  const served = opened.then(async (database) => {
    closing.push(database.stop)
    const { ownerUrl } = database
    const server = await serve({ ...options, dataDir, ownerUrl, onProgress: printProgress })
    closing.push(server.close)
    claim.announce(server.address)
  })
  try {
    await Promise.race([asked, served.then(() => asked)])
    printProgress('Stopping')
    // What serving still complains about after this was broken by the stop itself.
    served.catch(() => undefined)
    await opened
  } finally {
    for (const close of closing.reverse()) await close()
  }
  printProgress('Stopped')
}

/** The terminal and npm both pass Ctrl-C on, so the same wish arrives more than once; the listeners stay. */
function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}

/** What the option’s parser refuses is told with its help; here nobody would print it. */
function portOfEnvironment(): number {
  try {
    return readPort(process.env.PORT || '3000')
  } catch (error) {
    throw new CannotStart(`PORT: ${(error as Error).message}`)
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new InvalidArgumentError(`"${text}" is not a port; it must be a number up to 65535.`)
  }
  return port
}
