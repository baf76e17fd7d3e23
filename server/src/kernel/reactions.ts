import { type Command, type Context, type Kernel, perform } from './command.ts'
import { subscribe } from './events.ts'
import { Gatherer, type Gathering } from './gather.ts'
import { statement } from './statement.ts'

/** What became true, as a reaction is told. */
export interface Happened {
  companyId: string
  kind: string
  id: string
  sequence: number
  actorId: string | null
}

interface DueRow extends Happened {
  reaction: string
  attempts: number
}

export interface Reaction {
  name: string
  /** The event's type. */
  on: string
  /** Acts through `act`, whose commands have their effect once however often the reaction is tried. */
  react(happened: Happened, act: Act): Promise<void>
}

/** Runs a command as the one who caused the event, with every right. `part` tells several commands of one reaction apart. */
export type Act = <Request, Loads, Reply>(
  one: Command<Request, Loads, Reply>,
  request: Request,
  part?: string,
) => Promise<Reply>

const TRIES = 8
const FIRST_DELAY_SECONDS = 1

const takeDue = statement<DueRow>(
  'kernel.takeDue',
  `update kernel.reaction_due d set attempts = d.attempts + 1, due_at = $4::timestamptz + make_interval(secs => $2 * power(3, d.attempts))
     from (select company_id, subject_kind, subject_id, sequence, reaction from kernel.reaction_due
            where parked_reason is null and due_at <= $4::timestamptz and attempts < $3 and reaction = any($5::text[]) order by due_at limit $1 for update skip locked) t
    where d.company_id = t.company_id and d.subject_kind = t.subject_kind and d.subject_id = t.subject_id and d.sequence = t.sequence and d.reaction = t.reaction
    returning d.company_id as "companyId", d.subject_kind as kind, d.subject_id as id, d.sequence, d.reaction, d.attempts,
              null::uuid as "actorId"`,
)
const forget = statement(
  'kernel.forgetDue',
  'delete from kernel.reaction_due where company_id = $1 and subject_kind = $2 and subject_id = $3 and sequence = $4 and reaction = $5',
)
const park = statement(
  'kernel.parkDue',
  'update kernel.reaction_due set parked_reason = $6 where company_id = $1 and subject_kind = $2 and subject_id = $3 and sequence = $4 and reaction = $5',
)

/**
 * Serves due reactions. A taken row is due again later, so a killed worker loses nothing; commands are keyed by event and reaction, so
 * nothing happens twice. After some tries a reaction is parked with its reason, for a person to see and release.
 */
export class Reactions {
  private readonly byName = new Map<string, Reaction>()
  private readonly gatherers = new Map<string, Gatherer>()
  private running: Promise<void> | null = null
  private again = false
  private gathering = false
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly kernel: Kernel,
    private readonly systemContext: (companyId: string) => Promise<Context>,
    private readonly complain: (error: unknown, reaction: string) => void,
  ) {}

  add(reaction: Reaction): void {
    this.byName.set(reaction.name, reaction)
    subscribe(reaction.on, reaction.name)
  }

  /** What reacts to many events at once is served when the clock says so, never by each commit. */
  gather(gathering: Gathering): void {
    this.gatherers.set(gathering.name, new Gatherer(this.kernel, gathering, this.systemContext, this.complain))
  }

  awaits(eventType: string): boolean {
    return [...this.byName.values()].some((reaction) => reaction.on === eventType)
  }

  start(everyMs: number): void {
    this.timer = setInterval(() => void this.wake(), everyMs)
    this.timer.unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.running
  }

  /** Serves what is due until nothing is left, after a commit without what is gathered. Calls while it runs make it look once more. */
  wake({ gather = true } = {}): Promise<void> {
    this.again = true
    this.gathering ||= gather
    this.running ??= this.serve()
      .catch((error) => this.complain(error, 'looking for due reactions'))
      .finally(() => {
        this.running = null
      })
    return this.running
  }

  private async serve(): Promise<void> {
    while (this.again) {
      this.again = false
      const { rows } = await this.kernel.database.pool.query<DueRow>(takeDue.text, [
        20,
        FIRST_DELAY_SECONDS,
        TRIES,
        this.kernel.clock(),
        [...this.byName.keys()],
      ])
      for (const row of rows) await this.one(row)
      if (rows.length > 0) this.again = true
      if (this.again || !this.gathering) continue
      this.gathering = false
      for (const gatherer of this.gatherers.values()) if (await gatherer.serve()) this.gathering = this.again = true
    }
  }

  private async one(row: DueRow): Promise<void> {
    const { database } = this.kernel
    const key = [row.companyId, row.kind, row.id, row.sequence, row.reaction]
    try {
      const reaction = this.byName.get(row.reaction)
      if (!reaction) throw new Error(`No reaction is called ${row.reaction}`)
      const context = await this.systemContext(row.companyId)
      await reaction.react(row, async (one, request, part = '') => {
        const outcome = await perform(
          this.kernel,
          context,
          one,
          request,
          `${row.reaction}:${row.id}:${row.sequence}:${part}`,
        )
        return outcome.reply
      })
      await database.pool.query(forget.text, key)
    } catch (error) {
      this.complain(error, row.reaction)
      if (row.attempts >= TRIES) await database.pool.query(park.text, [...key, (error as Error).message.slice(0, 500)])
    }
  }
}
