import { fork } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../server/src/boot.ts'
import { makeDataDirectory } from '../server/src/kernel/postgres/data-directory.ts'
import { verify } from '../server/src/verify.ts'
import { makeCrowd } from './crowd.ts'
import { type Asked, get, questions } from './questions.ts'
import { makeWorld, type World } from './world.ts'

const given = process.argv.slice(2).filter((word) => /^\d+$/.test(word))
/** Orders in the company, from few to many; the ratio is to the first. */
const SIZES = given.length > 0 ? given.map(Number) : [10_000, 100_000]
const ROUNDS = 31
const WARM_UP = 3
/** So many of the slowest checks are named. */
const SLOWEST = 8
/** What the slowest may be, against the same on the smallest company. */
const GOAL = 1.5
/** Set-based checks over a million orders, on two cores; fewer orders have their share of it. */
const CHECKS_GOAL_SECONDS_PER_MILLION = 60
const CHAINS_GOAL_PER_SECOND = 100_000
/** With its indexes, journal and write-ahead log. */
const BYTES_PER_ORDER = 45_000

/** A company of so many orders, and a server that answers for it. */
interface Company {
  orders: number
  ownerUrl: string
  world: World
  port: number
  asked: Asked[]
  close(): Promise<void>
}

/** What an interrupted run still has to give back: a database and its tens of gigabytes. */
const removals = new Set<() => Promise<void>>()
let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    interrupted = true
    say('\nInterrupted; what was made is removed.')
    void Promise.allSettled([...removals].map((remove) => remove())).then(() => process.exit(1))
  })

const say = (text: string) => process.stdout.write(`${text}\n`)
const median = (all: number[]) => [...all].sort((one, other) => one - other)[Math.floor(all.length / 2)]!

async function open(orders: number): Promise<Company> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-lists-'))
  // PostgreSQL may not run as root, so the user that it runs as must be able to enter.
  chmodSync(folder, 0o711)
  const dataDir = await makeDataDirectory(folder, () => {})
  const database = await openDatabase({ dataDir, onProgress: () => {} })
  const remove = async () => {
    removals.delete(remove)
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
  removals.add(remove)
  try {
    if (!database.embedded)
      throw new Error('Only the embedded database is filled, since its superuser is needed: unset DATABASE_URL.')
    const { ownerUrl } = database
    const world = await makeWorld(ownerUrl)
    const began = performance.now()
    await makeCrowd({ owner: ownerUrl, superuser: database.embedded.superuserUrl }, world, orders, (made) => {
      if (process.stdout.isTTY) process.stdout.write(`\r${made} orders`)
    })
    say(`\r${orders} orders made in ${((performance.now() - began) / 1000).toFixed(0)} s`)
    const server = fork(fileURLToPath(new URL('./baton-server.ts', import.meta.url)), [ownerUrl], {
      execArgv: ['--import', 'tsx'],
    })
    const port = await new Promise<number>((resolve, reject) => {
      server.once('message', (message) => resolve((message as { port: number }).port))
      server.once('exit', (code) => reject(new Error(`The server ended with ${code}`)))
    })
    const close = async () => {
      server.disconnect()
      await remove()
    }
    return { orders, ownerUrl, world, port, asked: await questions(port, world), close }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Median milliseconds of one question in each company. They are asked by turns, so that what else the machine does meets all. */
async function ask(companies: Company[], question: number): Promise<number[]> {
  const times = companies.map((): number[] => [])
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const [at, { port, world, asked }] of companies.entries()) {
      const { who, path } = asked[question]!
      const start = performance.now()
      await get(port, world.tokens[who], path(round))
      if (round >= WARM_UP) times[at]!.push(performance.now() - start)
    }
  }
  return times.map(median)
}

/** How many questions miss the goal. */
async function compare(companies: Company[]): Promise<number> {
  say(`\n${'milliseconds (median)'.padEnd(42)}${SIZES.map((size) => String(size).padStart(10)).join('')}     ratio`)
  const questions = companies[0]!.asked
  let slow = 0
  for (const [question, { name }] of questions.entries()) {
    const times = await ask(companies, question)
    const ratio = times.at(-1)! / times[0]!
    if (ratio > GOAL) slow += 1
    const numbers = `${times.map((time) => time.toFixed(2).padStart(10)).join('')}${ratio.toFixed(2).padStart(10)}`
    say(`  ${name.padEnd(40)}${numbers}${ratio > GOAL ? '  slower than the goal' : ''}`)
  }
  say(
    `${questions.length - slow} of ${questions.length} take at most ${GOAL} times as long with ${SIZES.at(-1)} orders as with ${SIZES[0]}`,
  )
  return slow
}

/** How many of the two goals of `baton verify` are missed; what was made must hold every invariant. */
async function audit({ orders, ownerUrl }: Company): Promise<number> {
  const began = performance.now()
  const { findings, readings, events, eventsPerSecond } = await verify(ownerUrl)
  const chain = events / eventsPerSecond
  const checks = (performance.now() - began) / 1000 - chain
  const goal = (CHECKS_GOAL_SECONDS_PER_MILLION * orders) / 1_000_000
  say(
    `\nverify of ${orders} orders: checks ${checks.toFixed(1)} s (goal ${goal.toFixed(1)} s), chains ${chain.toFixed(1)} s for ${events} events, ${eventsPerSecond} a second (goal ${CHAINS_GOAL_PER_SECOND})`,
  )
  const broken = findings.filter((finding) => finding.broken > 0)
  if (broken.length > 0) throw new Error(`The orders that were made break ${broken.map(({ id }) => id)}`)
  const timed = (all: readonly { name: string; milliseconds: number }[]) =>
    all.map(({ name, milliseconds }) => `${name} ${(milliseconds / 1000).toFixed(1)} s`).join(', ')
  const slowest = findings.map(({ id, milliseconds }) => ({ name: id, milliseconds }))
  slowest.sort((one, other) => other.milliseconds - one.milliseconds)
  say(`  read once: ${timed(readings)}\n  slowest: ${timed(slowest.slice(0, SLOWEST))}`)
  return Number(checks > goal) + Number(eventsPerSecond < CHAINS_GOAL_PER_SECOND)
}

/** A full disk would end the run half way, and whatever else the machine does. */
function decideRoom(): void {
  const needed = SIZES.reduce((sum, size) => sum + size, 0) * BYTES_PER_ORDER
  const { bavail, bsize } = statfsSync(tmpdir())
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`
  if (bavail * bsize < needed)
    throw new Error(
      `${SIZES.join(' and ')} orders need ${gigabytes(needed)} in ${tmpdir()}, which has ${gigabytes(bavail * bsize)}. Ask for fewer orders, or name a larger disk by TMPDIR.`,
    )
}

decideRoom()
say(`Companies of ${SIZES.join(' and ')} orders, on ${cpus().length} cores with a load of ${loadavg()[0]!.toFixed(1)}. Goals:
  lists, detail and search: at most ${GOAL} times as long in the largest as in the smallest
  verify: the set-based checks within ${CHECKS_GOAL_SECONDS_PER_MILLION} s for a million orders on two cores; ${CHAINS_GOAL_PER_SECOND} events of the chains a second
A missed goal ends it with exit code 1.
`)
const companies: Company[] = []
try {
  for (const size of SIZES) companies.push(await open(size))
  let missed = await compare(companies)
  for (const company of companies) {
    // What belongs to the company and not to its orders is looked at too, so few orders say nothing about the goal.
    const missedHere = await audit(company)
    if (company === companies.at(-1)) missed += missedHere
  }
  say(missed === 0 ? '\nAll goals are reached.' : `\n${missed} goals are missed.`)
  if (missed > 0) process.exitCode = 1
} catch (error) {
  // Its database is gone by then, which is no news.
  if (!interrupted) throw error
} finally {
  if (!interrupted) for (const company of companies) await company.close()
}
