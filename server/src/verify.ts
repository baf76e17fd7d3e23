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
import { checks as inventory } from './modules/inventory/index.ts'
import { checks as ledger } from './modules/ledger/index.ts'
import { checks as orders } from './modules/orders/index.ts'
import { checks as partners } from './modules/partners/index.ts'
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
  ...partners,
  ...ledger,
  ...custody,
  ...tasks,
  ...approvals,
  ...inventory,
  ...orders,
  ...delivery,
  ...finance,
  ...handover,
  ...checksAcross,
]

const EXAMPLES = 5

/**
 * Audits a live database as `baton_verify`, who sees every company and can write nothing. Each check is one statement, so it sees one
 * instant and needs no standstill.
 */
export async function verify(
  url: string,
  { full = false, onFinding = () => {} }: VerifyOptions = {},
): Promise<Verdict> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'baton verify',
    options:
      '-c role=baton_verify -c default_transaction_read_only=on -c statement_timeout=0 -c jit=off -c TimeZone=UTC',
  })
  await client.connect()
  try {
    return await verifyWith(client, full, onFinding)
  } finally {
    await client.end()
  }
}

/** The same on a connection that already is `baton_verify`, within whatever transaction it has open. */
export async function verifyWith(
  client: pg.ClientBase,
  full = false,
  onFinding: (finding: Finding) => void = () => {},
): Promise<Verdict> {
  const findings: Finding[] = []
  const run = async (check: Check) => {
    const finding = await runCheck(client, check)
    findings.push(finding)
    onFinding(finding)
    return finding.milliseconds
  }
  for (const check of set) await run(check)
  await run(referencesCheck((await findReferences(client)).references, full))
  const { rows } = await client.query<{ events: number }>('select count(*)::int as events from kernel.event')
  let milliseconds = 0
  for (const check of chainChecks) milliseconds += await run(check)
  const { events } = rows[0]!
  return { findings, events, eventsPerSecond: Math.round((events / Math.max(milliseconds, 1)) * 1000) }
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
