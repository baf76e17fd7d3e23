import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
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

/** A company of so many orders, and a server that answers for it. */
interface Company {
  orders: number
  ownerUrl: string
  world: World
  port: number
  asked: Asked[]
  close(): Promise<void>
}

const say = (text: string) => process.stdout.write(`${text}\n`)
const median = (all: number[]) => [...all].sort((one, other) => one - other)[Math.floor(all.length / 2)]!

async function open(orders: number): Promise<Company> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-lists-'))
  const dataDir = await makeDataDirectory(folder, () => {})
  const database = await openDatabase({ dataDir, onProgress: () => {} })
  const remove = async () => {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
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

async function compare(companies: Company[]): Promise<void> {
  say(`\n${'milliseconds (median)'.padEnd(42)}${SIZES.map((size) => String(size).padStart(10)).join('')}     ratio`)
  const questions = companies[0]!.asked
  let slow = 0
  for (const [question, { name }] of questions.entries()) {
    const times = await ask(companies, question)
    const ratio = times.at(-1)! / times[0]!
    if (ratio > GOAL) slow += 1
    const numbers = `${times.map((time) => time.toFixed(2).padStart(10)).join('')}${ratio.toFixed(2).padStart(10)}`
    say(`  ${name.padEnd(40)}${numbers}${ratio > GOAL ? '  slower than it should be' : ''}`)
  }
  say(
    `${questions.length - slow} of ${questions.length} take at most ${GOAL} times as long with ${SIZES.at(-1)} orders as with ${SIZES[0]}`,
  )
}

async function audit({ orders, ownerUrl }: Company): Promise<void> {
  const began = performance.now()
  const { findings, events, eventsPerSecond } = await verify(ownerUrl)
  const chain = events / eventsPerSecond
  const checks = (performance.now() - began) / 1000 - chain
  say(
    `verify of ${orders} orders: checks ${checks.toFixed(1)} s, chains ${chain.toFixed(1)} s, ${eventsPerSecond} events a second`,
  )
  const broken = findings.filter((finding) => finding.broken > 0)
  if (broken.length > 0) throw new Error(`The orders that were made break ${broken.map(({ id }) => id)}`)
  const slowest = [...findings].sort((one, other) => other.milliseconds - one.milliseconds).slice(0, SLOWEST)
  say(`  slowest: ${slowest.map(({ id, milliseconds }) => `${id} ${(milliseconds / 1000).toFixed(1)} s`).join(', ')}`)
}

const companies: Company[] = []
try {
  for (const size of SIZES) companies.push(await open(size))
  await compare(companies)
  for (const company of companies) await audit(company)
} finally {
  for (const company of companies) await company.close()
}
