import type { Database } from './database.ts'
import { queueEvents } from './events.ts'
import { assertCommitted, begin, commit, queued, rollback, setCompany } from './transaction.ts'
import { type Actor, type Company, Work } from './work.ts'

/** Who acts before there is anybody: a company's founding has no rights and no idempotency key. */
export const founder = (personId: string): Actor => ({
  personId,
  userId: personId,
  name: '',
  departmentId: personId,
  viewerIds: [],
  headOf: [],
  rights: new Set(),
  scope: 'all',
  roles: [],
})

/**
 * Writes without having read: for founding companies, seeding their masters and importing. One transaction. With a `turn` it is
 * written beside the transaction before, and only what was queued by `writeInTurn`, and the commit, wait for that one's end.
 */
export async function writeUnread(
  database: Database,
  company: Company,
  actor: Actor,
  now: Date,
  act: (work: Work) => void,
  turn: Promise<void> = Promise.resolve(),
): Promise<void> {
  const work = new Work(actor, company, now, {})
  work.enter('deciding')
  act(work)
  queueEvents(work)
  const client = await database.pool.connect()
  try {
    await database.flush(client, [queued(begin), queued(setCompany, [company.id]), ...work.queue])
    await turn
    assertCommitted(await database.flush(client, [...work.inTurn, queued(commit)]))
  } catch (error) {
    await database.flush(client, [queued(rollback)])
    throw error
  } finally {
    client.release()
  }
}
