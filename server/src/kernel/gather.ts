import { randomUUID } from 'node:crypto'
import { type Command, type Context, type Kernel, perform } from './command.ts'
import { subscribe } from './events.ts'
import type { Read } from './read.ts'
import { statement } from './statement.ts'
import type { Work } from './work.ts'

/** An event that is owed to a gathering, by its place in its chain. */
export interface Owed {
  kind: string
  id: string
  sequence: number
}

interface OwedRow extends Owed {
  companyId: string
  attempts: number
}

/** Reacts to everything that became true within a second at once, so that what it costs does not grow with each event. */
export interface Gathering {
  name: string
  /** Types of events. */
  on: readonly string[]
  /** Has its effect and forgets, in one transaction, those of the owed that `loadOwed` found still to be owed. */
  // biome-ignore lint/suspicious/noExplicitAny: what a command loads is its own affair.
  command: Command<{ owed: Owed[] }, any, unknown>
}

const TRIES = 8
const MOST = 500

const takeOwed = statement<OwedRow>(
  'kernel.takeOwed',
  `update kernel.reaction_due d set attempts = d.attempts + 1, due_at = $3::timestamptz + make_interval(secs => power(3, d.attempts))
     from (select company_id, subject_kind, subject_id, sequence, reaction from kernel.reaction_due
            where parked_reason is null and due_at <= $3::timestamptz and attempts < $4 and reaction = $1 order by due_at limit $2 for update skip locked) t
    where d.company_id = t.company_id and d.subject_kind = t.subject_kind and d.subject_id = t.subject_id and d.sequence = t.sequence and d.reaction = t.reaction
    returning d.company_id as "companyId", d.subject_kind as kind, d.subject_id as id, d.sequence, d.attempts`,
)
const parkOwed = statement(
  'kernel.parkOwed',
  'update kernel.reaction_due set parked_reason = $6 where company_id = $1 and subject_kind = $2 and subject_id = $3 and sequence = $4 and reaction = $5',
)
const lockOwed = statement<Owed>(
  'kernel.lockOwed',
  `select d.subject_kind as kind, d.subject_id as id, d.sequence
     from unnest($2::text[], $3::uuid[], $4::int[]) as f (kind, id, sequence)
     join kernel.reaction_due d on d.company_id = kernel.company() and d.subject_kind = f.kind and d.subject_id = f.id and d.sequence = f.sequence
      and d.reaction = $1
    order by d.subject_kind, d.subject_id, d.sequence for update of d skip locked`,
)
const forgetOwed = statement(
  'kernel.forgetOwed',
  `delete from kernel.reaction_due d using unnest($2::text[], $3::uuid[], $4::int[]) as f (kind, id, sequence)
    where d.company_id = kernel.company() and d.reaction = $1 and d.subject_kind = f.kind and d.subject_id = f.id and d.sequence = f.sequence`,
)

const valuesOf = (name: string, owed: readonly Owed[]) => [
  name,
  owed.map((one) => one.kind),
  owed.map((one) => one.id),
  owed.map((one) => one.sequence),
]

/** Locks those that are still owed: another worker may have served some of them. */
export const loadOwed = (work: Work, name: string, owed: readonly Owed[]): Read<Owed[]> =>
  work.read(lockOwed, valuesOf(name, owed))

/** Forgets the owed in the transaction of the effect, so that it happens once. */
export function forget(work: Work, name: string, owed: readonly Owed[]): void {
  if (owed.length > 0) work.write(forgetOwed, valuesOf(name, owed))
}

/** Serves one gathering. Of a batch that fails each event is tried alone, so that one that cannot be served holds up no other. */
export class Gatherer {
  constructor(
    private readonly kernel: Kernel,
    private readonly gathering: Gathering,
    private readonly systemContext: (companyId: string) => Promise<Context>,
    private readonly complain: (error: unknown, reaction: string) => void,
  ) {
    for (const type of gathering.on) subscribe(type, gathering.name)
  }

  /** Serves what is due; answers whether there may be more. */
  async serve(): Promise<boolean> {
    const { database, clock } = this.kernel
    const { name } = this.gathering
    const { rows } = await database.pool.query<OwedRow>(takeOwed.text, [name, MOST, clock(), TRIES])
    for (const companyId of new Set(rows.map((row) => row.companyId))) {
      const context = await this.systemContext(companyId)
      await this.together(
        context,
        rows.filter((row) => row.companyId === companyId),
      )
    }
    return rows.length === MOST
  }

  private async together(context: Context, rows: OwedRow[]): Promise<void> {
    const { kernel, gathering } = this
    const owed = rows.map(({ kind, id, sequence }) => ({ kind, id, sequence }))
    try {
      await perform(kernel, context, gathering.command, { owed }, `${gathering.name}:${randomUUID()}`)
    } catch (error) {
      if (rows.length > 1) {
        for (const row of rows) await this.together(context, [row])
        return
      }
      this.complain(error, gathering.name)
      const [row] = rows
      if (row && row.attempts >= TRIES) {
        const key = [row.companyId, row.kind, row.id, row.sequence, gathering.name]
        await kernel.database.pool.query(parkOwed.text, [...key, (error as Error).message.slice(0, 500)])
      }
    }
  }
}
