import type { App } from './app.ts'
import { startTaxRates } from './modules/catalog/index.ts'
import { signOverdue } from './modules/delivery/index.ts'
import { lapseLate } from './modules/handover/index.ts'
import { endHolds, holdUnapproved } from './modules/orders/index.ts'
import { systemContextOf } from './modules/people/index.ts'

const MINUTE_MS = 60_000

/**
 * What happens by the clock: late handovers lapse, deliveries are signed by policy, decided tax rates begin, holds that have come to their
 * end are taken off, orders whose credit approval has expired go on hold.
 */
const JOBS = [lapseLate, signOverdue, startTaxRates, endHolds, holdUnapproved]

/** Runs every job in every company in turn. One that fails stops no other; what failed is thrown at the end. */
export async function runJobs(app: App): Promise<void> {
  const { kernel } = app
  const { rows } = await kernel.database.pool.query<{ company_id: string }>(
    'select company_id from access.list_companies()',
  )
  const failures: unknown[] = []
  for (const { company_id } of rows) {
    try {
      const context = await systemContextOf(kernel.database, company_id)
      for (const job of JOBS) await job(kernel, context).catch((error) => failures.push(error))
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '))
}

/** Runs the jobs every minute. What fails is told and tried again a minute later; answers how to stop. */
export function startJobs(app: App, complain: (error: unknown) => void): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(() => runJobs(app)).catch(complain)
  }, MINUTE_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
