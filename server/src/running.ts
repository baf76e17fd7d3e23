import { randomBytes } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The right to serve a data directory, held until `release` or the end of the process. */
export type Claim = {
  /** Tells those who ask where Baton answers. */
  announce(address: string): void
  release(): Promise<void>
}

/** What a start says of itself when another asks on its port. */
type Start = { token: string; held: boolean; address: string | null }

/** How long a process that is too busy to answer is still believed to live, in milliseconds. */
const patience = 5000

const prefix = 'baton.lock-'

/**
 * Claims a data directory for this process. When another serves it already, answers where: null while it still starts.
 * Every start announces itself in a file of its own name and only then looks at the others, so of any two at least one
 * sees the other; no file is ever removed but one's own and that of a start which no longer answers.
 */
export async function claimDataDirectory(dataDir: string): Promise<{ claim: Claim } | { runningAt: string | null }> {
  const self: Start = { token: randomBytes(16).toString('hex'), held: false, address: null }
  const file = join(dataDir, `${prefix}${self.token}`)
  const desk = await answerWith(() => self)
  const withdraw = async () => {
    await rm(file, { force: true })
    desk.close()
  }
  // Renamed into place, so that nobody reads it half written and takes it for a dead one's.
  await writeFile(`${file}.new`, String(portOf(desk)), { mode: 0o600 })
  await rename(`${file}.new`, file)
  for (;;) {
    const others = await findOthers(dataDir, self.token)
    const holder = others.find((other) => other.held)
    if (holder || others.some((other) => other.token < self.token)) {
      await withdraw()
      return { runningAt: holder?.address ?? null }
    }
    if (others.length === 0) break
    // They have not looked yet, or did before this one was there: they withdraw or hold, and this one waits to see which.
    await sleep(10)
  }
  self.held = true
  const announce = (address: string) => {
    self.address = address
  }
  return { claim: { announce, release: withdraw } }
}

/** Every other start that is alive; the files of those that are not are removed on the way. */
async function findOthers(dataDir: string, token: string): Promise<Start[]> {
  const names = await readdir(dataDir)
  const tokens = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
  const others = await Promise.all(
    tokens
      .filter((one) => one !== token && !one.endsWith('.new'))
      .map(async (one) => {
        const file = join(dataDir, `${prefix}${one}`)
        const port = await readPort(file)
        const start = port === undefined ? undefined : await ask(port, one)
        if (!start) await rm(file, { force: true })
        return start ?? []
      }),
  )
  return others.flat()
}

async function readPort(file: string): Promise<number | undefined> {
  try {
    const port = Number(await readFile(file, 'utf8'))
    return port > 0 ? port : undefined
  } catch (error) {
    // Withdrawn since it was listed.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function answerWith(answer: () => Start): Promise<Server> {
  const desk = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.end(JSON.stringify(answer()))
  })
  await new Promise<void>((resolve, reject) => {
    desk.once('error', reject)
    desk.listen(0, '127.0.0.1', resolve)
  })
  return desk.unref()
}

function portOf(desk: Server): number {
  return (desk.address() as { port: number }).port
}

/** Undefined when nobody answers there, or somebody who does not know the token: the port went to a stranger. */
async function ask(port: number, token: string): Promise<Start | undefined> {
  const reply = await new Promise<string>((resolve) => {
    let text = ''
    const socket = connect({ port, host: '127.0.0.1' })
    socket.setTimeout(patience, () => socket.destroy())
    socket.on('data', (piece) => {
      text += piece
    })
    socket.on('error', () => resolve(''))
    socket.on('close', () => resolve(text))
  })
  try {
    const start = JSON.parse(reply) as Start
    return start.token === token ? start : undefined
  } catch {
    return undefined
  }
}
