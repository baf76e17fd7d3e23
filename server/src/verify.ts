import pg from 'pg'
import { checksAcross } from './across-modules.ts'
import type { Check, Reading } from './kernel/check.ts'
import { chainChecks, checks as kernel } from './kernel/checks.ts'
import { checks as access } from './modules/access/index.ts'
import { checks as approvals } from './modules/approvals/index.ts'
import { checks as custody } from './modules/custody/index.ts'
import { checks as delivery } from './modules/delivery/index.ts'
import { checks as finance } from './modules/finance/index.ts'
import { checks as handover } from './modules/handover/index.ts'
import { checks as imports } from './modules/imports/index.ts'
import { checks as inventory } from './modules/inventory/index.ts'
import { checks as ledger } from './modules/ledger/index.ts'
import { checks as notes } from './modules/notes/index.ts'
import { checks as notices } from './modules/notices/index.ts'
import { checks as orders } from './modules/orders/index.ts'
import { checks as partners } from './modules/partners/index.ts'
import { checks as people } from './modules/people/index.ts'
import { checks as tasks } from './modules/tasks/index.ts'
import { readings } from './readings.ts'
import { findReferences, referencesCheck } from './references.ts'

/** What one check found: how many rows break it, the first of them, and how long it took. */
export interface Finding {
  id: string
  title: string
  broken: number
  examples: Record<string, unknown>[]
  milliseconds: number
}

export interface Read {
  name: string
  title: string
  milliseconds: number
}

export interface Verdict {
  findings: Finding[]
  /** What several checks look at, with how long it took to read it once. */
  readings: Read[]
  /** How many events were recomputed, and how many that was in a second. */
  events: number
  eventsPerSecond: number
}

export interface VerifyOptions {
  /** Compare also what foreign keys enforce, as after a restore or a failing disk. */
  full?: boolean
  onFinding?: (finding: Finding) => void
}

/** The invariants of every module, in order of rank, then those that join several. */
const set: Check[] = [
  ...kernel,
  ...access,
  ...people,
  ...partners,
  ...ledger,
  ...custody,
  ...tasks,
  ...notes,
  ...approvals,
  ...inventory,
  ...orders,
  ...delivery,
  ...finance,
  ...handover,
  ...imports,
  ...notices,
  ...checksAcross,
]

const EXAMPLES = 5
/** So many checks run at once, each on a connection of its own: as many as the smallest machine has cores. */
const AT_ONCE = 2
/** What a check sorts and joins fits into memory longer than the little that a command is given; a second process a check would have no core. */
const SETTINGS = [
  'work_mem=128MB',
  'hash_mem_multiplier=4',
  'default_statistics_target=10',
  'jit=off',
  'max_parallel_workers_per_gather=0',
  'statement_timeout=0',
  'TimeZone=UTC',
]

/**
 * Audits a live database as `baton_verify`, who sees every company and can write nothing that stays. All checks see one instant, so it
 * needs no standstill.
 */
export async function verify(
  url: string,
  { full = false, onFinding = () => {} }: VerifyOptions = {},
): Promise<Verdict> {
  const options = ['role=baton_verify', 'default_transaction_read_only=on', ...SETTINGS].map((one) => `-c ${one}`)
  const clients = Array.from(
    { length: AT_ONCE },
    () => new pg.Client({ connectionString: url, application_name: 'baton verify', options: options.join(' ') }),
  )
  try {
    await Promise.all(clients.map((client) => client.connect()))
    await beginTogether(clients)
    return await audit(clients, full, onFinding)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

/** The same on a connection that already is `baton_verify`, within whatever transaction it has open. */
export async function verifyWith(
  client: pg.ClientBase,
  full = false,
  onFinding: (finding: Finding) => void = () => {},
): Promise<Verdict> {
  await client.query(makeTables)
  return audit([client], full, onFinding)
}

/** The tables of the readings, still empty. They are temporary, so nobody else sees them and they go with the transaction. */
const makeTables = readings
  .map(({ name, sql }) => `create temporary table ${name} on commit drop as ${sql} with no data`)
  .join('; ')

/** All connections look at one instant. Once their tables are made they are read-only, which temporary tables are excepted from. */
async function beginTogether([first, ...others]: pg.Client[]): Promise<void> {
  const begin = 'begin isolation level repeatable read, read write'
  await first!.query(begin)
  const { rows } = await first!.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot')
  for (const client of others) await client.query(`${begin}; set transaction snapshot '${rows[0]!.snapshot}'`)
  await Promise.all([first!, ...others].map((client) => client.query(`${makeTables}; set transaction read only`)))
}

/** Checks that share readings stay together on one connection; the longest work is begun first. */
function portionsOf(checks: Check[]): Check[][] {
  const shared = new Map<string, Check[]>()
  const single: Check[][] = []
  for (const check of checks) {
    const key = check.reads
    if (key === undefined) single.push([check])
    else shared.set(key, [...(shared.get(key) ?? []), check])
  }
  return [...shared.values(), ...single]
}

/** The checks are handed out portion by portion, so that no connection is idle while there are more; then the chains, by themselves. */
async function audit(clients: pg.ClientBase[], full: boolean, onFinding: (finding: Finding) => void): Promise<Verdict> {
  const [client] = clients as [pg.ClientBase]
  const findings: Finding[] = []
  const reads: Read[] = []
  const runAll = async (checks: Check[]) => {
    const left = portionsOf(checks)
    await Promise.all(
      clients.map(async (one) => {
        for (let portion = left.shift(); portion; portion = left.shift()) {
          for (const reading of readings.filter(({ name }) => portion![0]!.reads === name))
            reads.push(await readOnce(one, reading, portion))
          for (const check of portion) {
            const finding = await runCheck(one, check)
            findings.push(finding)
            onFinding(finding)
          }
        }
      }),
    )
  }
  const { references } = await findReferences(client)
  await runAll([referencesCheck(references, full), ...set])
  const { rows } = await client.query<{ events: number }>('select count(*)::int as events from kernel.event')
  const began = performance.now()
  await runAll(chainChecks)
  const seconds = Math.max(performance.now() - began, 1) / 1000
  const { events } = rows[0]!
  return { findings, readings: reads, events, eventsPerSecond: Math.round(events / seconds) }
}

/** Fills a reading's table with what the checks look at, and tells the planner how much that is. */
async function readOnce(client: pg.ClientBase, { name, title, sql }: Reading, checks: Check[]): Promise<Read> {
  const began = performance.now()
  const wanted = checks.map(({ where }) => `(${where ?? 'true'})`).join(' or ')
  await client.query(`insert into ${name} select * from (${sql}) r where ${wanted}; analyze ${name}`)
  return { name, title, milliseconds: performance.now() - began }
}

/** Counts what breaks a check and shows the first rows. */
async function runCheck(client: pg.ClientBase, { id, title, sql }: Check): Promise<Finding> {
  const began = performance.now()
  const { rows } = await client.query<{ broken: number; examples: Record<string, unknown>[] | null }>(
    `with broken as materialized (${sql})
     select (select count(*)::int from broken) as broken, (select json_agg(b) from (select * from broken limit ${EXAMPLES}) b) as examples`,
  )
  const { broken, examples } = rows[0]!
  return { id, title, broken, examples: examples ?? [], milliseconds: performance.now() - began }
}
