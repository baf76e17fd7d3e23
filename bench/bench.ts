import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
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
/** Orders a contestant takes through each step in one round, by number of clients. */
const ORDERS: Record<number, number> = quick ? { 1: 60, 4: 160, 16: 320 } : { 1: 100, 4: 240, 16: 540 }
/**
 * Orders on the whole way before anything is measured, twice: a server is compiled while it runs, and the first number of clients finds it cold. After
 * 700 orders a sixth of Baton's server is still the compiler, after 2,000 a fifteenth.
 */
const WARM_UP: Record<number, number> = quick ? { 1: 60, 4: 40, 16: 80 } : { 1: 500, 4: 100, 16: 100 }
/** The contestants take turns, so that what else the machine does meets both; medians are told. */
const ROUNDS = quick ? 1 : 3
const HERTZ = 100
const GOALS = { ratio: 0.5, cpu: 2.5, trips: 2, memoryMb: 250, warmStartSeconds: 5 }
/** Numbers are taken in blocks of fifty, a trip of their own, so the trips a command are not quite two. */
const TRIPS_SLACK = 0.1

interface Measured {
  rates: Record<Step | 'cycle', number>
  /** Of the server, and of the database with all its backends. */
  cpuMs: { server: number; database: number }
}

const shown = (cpu: Measured['cpuMs']) => `${cpu.server.toFixed(1)} + ${cpu.database.toFixed(1)}`
const say = (text: string) => process.stdout.write(`${text}\n`)
const verdict = (met: boolean) => (met ? 'met' : 'MISSED')

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

const medianOf = (rounds: Measured[]): Measured => ({
  rates: Object.fromEntries(
    ([...STEPS, 'cycle'] as const).map((step) => [step, median(rounds.map(({ rates }) => rates[step]))]),
  ) as Measured['rates'],
  cpuMs: {
    server: median(rounds.map(({ cpuMs }) => cpuMs.server)),
    database: median(rounds.map(({ cpuMs }) => cpuMs.database)),
  },
})

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
  const child = fork(file, args, { execArgv: [] })
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

interface Spent {
  trips: number
  statements: number
  rss: number
}

const spentOf = (child: ChildProcess) =>
  new Promise<Spent>((resolve) => {
    child.once('message', (message) => resolve(message as Spent))
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

/** Both contestants by turns, warm; the plans of the warm-up are made anew on tables as large as they are measured. */
async function compare(clients: number, contestants: Record<'floor' | 'baton', Runner>): Promise<boolean[]> {
  const rounds = { floor: [] as Measured[], baton: [] as Measured[] }
  const { floor, baton } = contestants
  for (let warmUp = 0; warmUp < 2; warmUp += 1) {
    for (const { contestant } of [floor, baton]) {
      const ways = Array.from({ length: WARM_UP[clients]! }, () => newWay(world))
      await each(ways, clients, async (way) => {
        for (const step of STEPS) await contestant(step, way)
      })
    }
    if (warmUp === 0) await analyze(database.ownerUrl)
  }
  const before = await spentOf(baton.child)
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of ['floor', 'baton'] as const) {
      const { contestant, child } = contestants[name]
      const pids = () => ({ server: [child.pid!], database: familyOf(postmaster) })
      rounds[name].push(await measure(contestant, world, clients, pids))
    }
  }
  const spent = await spentOf(baton.child)
  const commands = ROUNDS * (ORDERS[clients]! + Math.ceil(ORDERS[clients]! / 2)) * STEPS.length
  return report(clients, medianOf(rounds.floor), medianOf(rounds.baton), {
    trips: (spent.trips - before.trips) / commands,
    statements: (spent.statements - before.statements) / commands,
    rss: spent.rss,
  })
}

interface Runner {
  contestant: Contestant
  child: ChildProcess
}

/** Prints what was measured beside each goal, and answers which were met. */
function report(clients: number, floor: Measured, baton: Measured, spent: Spent): boolean[] {
  const goals: boolean[] = []
  const judged = (met: boolean) => {
    goals.push(met)
    return verdict(met)
  }
  say(`\n${clients} client${clients > 1 ? 's' : ''}        floor/s    baton/s   ratio   goal ${GOALS.ratio} or more`)
  for (const step of [...STEPS, 'cycle'] as const) {
    const [low, own] = [floor.rates[step], baton.rates[step]]
    const numbers = `${low.toFixed(1).padStart(9)} ${own.toFixed(1).padStart(10)} ${(own / low).toFixed(2).padStart(7)}`
    say(`  ${step.padEnd(10)} ${numbers}   ${judged(own / low >= GOALS.ratio)}`)
  }
  const cpu = (baton.cpuMs.server + baton.cpuMs.database) / (floor.cpuMs.server + floor.cpuMs.database)
  const memory = spent.rss / 1e6
  say(`  CPU ms a cycle, server + database: floor ${shown(floor.cpuMs)}, baton ${shown(baton.cpuMs)}`)
  say(`  CPU ratio ${cpu.toFixed(2)}, goal ${GOALS.cpu} or less: ${judged(cpu <= GOALS.cpu)}`)
  say(
    `  round trips a command ${spent.trips.toFixed(2)}, goal ${GOALS.trips}: ${judged(spent.trips <= GOALS.trips + TRIPS_SLACK)}; statements a command ${spent.statements.toFixed(1)}`,
  )
  say(`  server memory ${memory.toFixed(0)} MB, goal ${GOALS.memoryMb} or less: ${judged(memory <= GOALS.memoryMb)}`)
  return goals
}

/** From nothing running to the first address answering, on the data that the measuring left. */
async function warmStart(): Promise<boolean> {
  const started = performance.now()
  const again = await openDatabase({ dataDir, onProgress: () => {} })
  try {
    const { child } = await start(batonServer!, [again.ownerUrl])
    const seconds = (performance.now() - started) / 1000
    child.disconnect()
    const met = seconds <= GOALS.warmStartSeconds
    say(`\nwarm start ${seconds.toFixed(1)} s, goal ${GOALS.warmStartSeconds} or less: ${verdict(met)}`)
    return met
  } finally {
    await again.stop()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'))
// As root the data lies elsewhere, where the database's own user may read it.
const dataDir = await makeDataDirectory(folder, () => {})
/** Both contestants are built, as Baton is when it is served. The folder lies in the project, where programs find their packages. */
const built = fileURLToPath(new URL(`../test-output/bench-${process.pid}`, import.meta.url))
const { buildSources } = (await import(new URL('../scripts/build-sources.mjs', import.meta.url).href)) as {
  buildSources(files: string[], into: string): Promise<string[]>
}
const [batonServer, floorServer] = await buildSources(['bench/baton-server.ts', 'bench/floor-server.ts'], built)
const database = await openDatabase({ dataDir, onProgress: () => {} })
const world = await makeWorld(database.ownerUrl)
await makeFloor(database.ownerUrl, world.companyId)
const postmaster = Number(readFileSync(findPidFile(dataDir), 'utf8').split('\n')[0])
const goals: boolean[] = []
try {
  const floor = await start(floorServer!, [database.ownerUrl, JSON.stringify(world)])
  const baton = await start(batonServer!, [database.ownerUrl])
  for (const clients of CLIENTS) {
    goals.push(
      ...(await compare(clients, {
        floor: { contestant: floorContestant(floor.port), child: floor.child },
        baton: { contestant: batonContestant(baton.port, world), child: baton.child },
      })),
    )
  }
  floor.child.disconnect()
  baton.child.disconnect()
} finally {
  await database.stop()
}
goals.push(await warmStart())
for (const left of [dataDir, folder, built]) rmSync(left, { recursive: true, force: true })
say(`\n${goals.filter(Boolean).length} of ${goals.length} goals met`)

function findPidFile(folder: string): string {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.name === 'postmaster.pid') return join(entry.parentPath, entry.name)
  }
  throw new Error('The database keeps no postmaster.pid')
}
