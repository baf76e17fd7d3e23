import pg from 'pg'
import { checksAcross } from './across-modules.ts'
import type { Check } from './kernel/check.ts'
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
import { findReferences, referencesCheck } from './references.ts'

/** What one check found: how many rows break it, the first of them, and how long it took. */
export interface Finding {
  id: string
  title: string
  broken: number
  examples: Record<string, unknown>[]
  milliseconds: number
}

export interface Verdict {
  findings: Finding[]
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
  'jit=off',
  'max_parallel_workers_per_gather=0',
  'statement_timeout=0',
  'TimeZone=UTC',
]

/**
 * Audits a live database as `baton_verify`, who sees every company and can write nothing. Each check is one statement, so it sees one
 * instant and needs no standstill.
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
    return await audit(clients, full, onFinding)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

/** The same on a connection that already is `baton_verify`, within whatever transaction it has open. */
export const verifyWith = (
  client: pg.ClientBase,
  full = false,
  onFinding: (finding: Finding) => void = () => {},
): Promise<Verdict> => audit([client], full, onFinding)

/** The checks are handed out one by one, so that no connection is idle while there are more; then the chains, by themselves. */
async function audit(clients: pg.ClientBase[], full: boolean, onFinding: (finding: Finding) => void): Promise<Verdict> {
  const [client] = clients as [pg.ClientBase]
  const findings: Finding[] = []
  const runAll = async (checks: Check[]) => {
    const left = [...checks]
    await Promise.all(
      clients.map(async (one) => {
        for (let check = left.shift(); check; check = left.shift()) {
          const finding = await runCheck(one, check)
          findings.push(finding)
          onFinding(finding)
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
  return { findings, events, eventsPerSecond: Math.round(events / seconds) }
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
