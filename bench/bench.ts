import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { openDatabase } from '../server/src/boot.ts'
import { makeDataDirectory } from '../server/src/kernel/postgres/data-directory.ts'
import { makeFloor } from './floor-schema.ts'
import { batonContestant, type Contestant, floorContestant, newWay, STEPS, type Step, type Way } from './steps.ts'
import { makeWorld } from './world.ts'

const CLIENTS = process.argv.includes('--most') ? [16] : [1, 4, 16]
const quick = process.argv.includes('--quick')
/** Orders a contestant takes through each step, by number of clients. */
const ORDERS: Record<number, number> = quick ? { 1: 60, 4: 160, 16: 320 } : { 1: 200, 4: 600, 16: 1600 }
const HERTZ = 100

interface Measured {
  rates: Record<Step | 'cycle', number>
  /** Of the server, and of the database with all its backends. */
  cpuMs: { server: number; database: number }
  trips?: number
  statements?: number
  rss?: number
}

const sum = ({ server, database }: Measured['cpuMs']) => server + database
const shown = (cpu: Measured['cpuMs']) => `${cpu.server.toFixed(1)} + ${cpu.database.toFixed(1)}`
const say = (text: string) => process.stdout.write(`${text}\n`)

/** What autovacuum does within a minute: plans made while the tables were empty are made anew. */
async function analyze(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query('analyze')
  await client.end()
}

/** CPU time of processes, milliseconds, from /proc; null where there is none. */
function cpuOf(pids: number[]): number | null {
  try {
    return pids.reduce((sum, pid) => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
      return sum + ((Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])) * 1000) / HERTZ
    }, 0)
  } catch {
    return null
  }
}

/** The server's backends: every process whose parent is the given postmaster, and itself. */
function familyOf(postmaster: number): number[] {
  const family = [postmaster]
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const parent = Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]!.split(' ')[1])
      if (parent === postmaster) family.push(Number(name))
    } catch {
      // The process ended between listing and reading.
    }
  }
  return family
}

async function start(file: string, args: string[]): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: ['--import', 'tsx'] })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port))
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)))
  })
  return { child, port }
}

async function each(ways: Way[], clients: number, act: (way: Way) => Promise<void>): Promise<number> {
  const left = [...ways]
  const started = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let way = left.pop(); way; way = left.pop()) await act(way)
    }),
  )
  return ways.length / ((performance.now() - started) / 1000)
}

const spentOf = (child: ChildProcess) =>
  new Promise<{ trips: number; statements: number; rss: number }>((resolve) => {
    child.once('message', (message) => resolve(message as { trips: number; statements: number; rss: number }))
    child.send('spent')
  })

const spentBy = ({ server, database }: { server: number[]; database: number[] }) => ({
  server: cpuOf(server) ?? Number.NaN,
  database: cpuOf(database) ?? Number.NaN,
})

/** Takes orders through the steps one step at a time, then through the whole way; CPU is that of the whole way. */
async function measure(
  contestant: Contestant,
  world: Awaited<ReturnType<typeof makeWorld>>,
  clients: number,
  pids: () => { server: number[]; database: number[] },
): Promise<Measured> {
  const count = ORDERS[clients]!
  const ways = Array.from({ length: count }, () => newWay(world))
  const rates = {} as Measured['rates']
  for (const step of STEPS) rates[step] = await each(ways, clients, (way) => contestant(step, way))
  const whole = Array.from({ length: Math.ceil(count / 2) }, () => newWay(world))
  const before = spentBy(pids())
  rates.cycle = await each(whole, clients, async (way) => {
    for (const step of STEPS) await contestant(step, way)
  })
  const after = spentBy(pids())
  const share = (kind: 'server' | 'database') => (after[kind] - before[kind]) / whole.length
  return { rates, cpuMs: { server: share('server'), database: share('database') } }
}

const dataDir = await makeDataDirectory(mkdtempSync(join(tmpdir(), 'baton-bench-')), () => {})
const database = await openDatabase({ dataDir, onProgress: () => {} })
try {
  const world = await makeWorld(database.ownerUrl)
  await makeFloor(database.ownerUrl, world.companyId)
  const postmaster = Number(readFileSync(findPidFile(dataDir), 'utf8').split('\n')[0])
  const floor = await start('./floor-server.ts', [database.ownerUrl, JSON.stringify(world)])
  const baton = await start('./baton-server.ts', [database.ownerUrl])
  const contestants = { floor: floorContestant(floor.port), baton: batonContestant(baton.port, world) }
  const pids = (child: ChildProcess) => () => ({ server: [child.pid!], database: familyOf(postmaster) })
  for (const clients of CLIENTS) {
    const warm = Array.from({ length: 40 }, () => newWay(world))
    for (const contestant of Object.values(contestants))
      await each(
        warm.map((way) => ({ ...way })),
        clients,
        async (way) => {
          for (const step of STEPS) await contestant(step, way)
        },
      )
    await analyze(database.ownerUrl)
    const low = await measure(contestants.floor, world, clients, pids(floor.child))
    const before = await spentOf(baton.child)
    const own = await measure(contestants.baton, world, clients, pids(baton.child))
    const spent = await spentOf(baton.child)
    const cycles = ORDERS[clients]! + Math.ceil(ORDERS[clients]! / 2)
    say(`\n${clients} client${clients > 1 ? 's' : ''}        floor/s    baton/s   ratio`)
    for (const step of [...STEPS, 'cycle'] as const) {
      say(
        `  ${step.padEnd(10)} ${low.rates[step].toFixed(1).padStart(9)} ${own.rates[step].toFixed(1).padStart(10)} ${(own.rates[step] / low.rates[step]).toFixed(2).padStart(7)}`,
      )
    }
    say(
      `  CPU ms a cycle, server + database: floor ${shown(low.cpuMs)}, baton ${shown(own.cpuMs)}, ratio ${(sum(own.cpuMs) / sum(low.cpuMs)).toFixed(2)}`,
    )
    say(
      `  baton: ${((spent.trips - before.trips) / cycles / STEPS.length).toFixed(2)} round trips and ${((spent.statements - before.statements) / cycles / STEPS.length).toFixed(1)} statements a command; memory ${(spent.rss / 1e6).toFixed(0)} MB`,
    )
  }
  floor.child.disconnect()
  baton.child.disconnect()
} finally {
  await database.stop()
}

function findPidFile(folder: string): string {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.name === 'postmaster.pid') return join(entry.parentPath, entry.name)
  }
  throw new Error('The database keeps no postmaster.pid')
}
