import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Happening } from './live.ts'

/** What a process does with what it hears from others. */
export interface Ears {
  heard(companyId: string, happenings: readonly Happening[]): void
  forget(userId: string): void
  /** Something may have been said that did not arrive: whoever relies on hearing has to look for himself. */
  missed(): void
}

interface Message {
  from: string
  /** The number of this message among those of its sender; a gap shows that some were lost. */
  count: number
  companyId?: string
  happenings?: Happening[]
  userId?: string
  missed?: true
}

const CHANNEL = 'baton_relay'
/** Changes are gathered this long, so that a busy process sends some dozens of messages a second. */
const GATHER_MS = 20
/** PostgreSQL takes messages of less than 8000 bytes; a happening has some hundred. */
const HAPPENINGS_A_MESSAGE = 40
/** What changes more at once is told as "ask for everything". */
const MOST_HAPPENINGS = 400
const BEAT_MS = 5000
/** Who has not heard even his own beats this long is deaf, as behind a pooler that does not pass LISTEN on. */
const DEAF_MS = 3 * BEAT_MS
const RECONNECT_MS = 1000

/**
 * Tells the other processes on the same database what has changed, by NOTIFY after the commit. It is a hint and never relied on: messages
 * are counted, each process listens for its own beats, and whoever may have missed something has its pages ask anew. Who has heard of no
 * other process tells nothing; what went untold is made good when one is heard of.
 */
export class Relay {
  private readonly self = randomUUID()
  private readonly others = new Map<string, { next: number; at: number }>()
  private count = 0
  private client: pg.Client | undefined
  private connecting: Promise<void> | undefined
  private gathered: Pick<Message, 'companyId' | 'happenings' | 'userId'>[] = []
  private readonly timers = new Set<NodeJS.Timeout>()
  private sending: Promise<unknown> = Promise.resolve()
  private heardSelfAt = 0
  private closed = false

  constructor(
    private readonly url: string,
    private readonly ears: Ears,
    private readonly beatMs = BEAT_MS,
  ) {}

  start(): void {
    if (this.connecting || this.closed) return
    this.connecting = this.connect()
    const beating = setInterval(() => this.beat(), this.beatMs).unref()
    this.timers.add(beating)
  }

  tell(companyId: string, happenings: readonly Happening[]): void {
    this.gather({ companyId, happenings: happenings.map(({ kind, id, type }) => ({ kind, id, type })) })
  }

  /** Says that what is remembered of a person's sessions is no longer true. */
  tellForget(userId: string): void {
    this.gather({ userId })
  }

  async close(): Promise<void> {
    this.closed = true
    for (const timer of this.timers) clearTimeout(timer)
    await this.connecting
    await this.send()
    await this.client?.end().catch(() => undefined)
  }

  private gather(one: (typeof this.gathered)[number]): void {
    if (!this.connecting || this.closed || this.isAlone()) return
    this.gathered.push(one)
    if (this.gathered.length === 1) this.later(GATHER_MS, () => void this.send())
  }

  /** A deaf process does not know whether it is alone. */
  private isAlone(): boolean {
    return this.others.size === 0 && !this.isDeaf(Date.now())
  }

  private isDeaf(now: number): boolean {
    return now - this.heardSelfAt >= (DEAF_MS / BEAT_MS) * this.beatMs
  }

  private later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      act()
    }, ms).unref()
    this.timers.add(timer)
  }

  private send(): Promise<unknown> {
    const messages = this.gathered.splice(0).flatMap((one) => this.messagesOf(one))
    if (messages.length > 0) this.notify(messages)
    return this.sending
  }

  private messagesOf({ companyId, happenings, userId }: (typeof this.gathered)[number]): Message[] {
    if (!happenings) return [this.numbered({ userId })]
    if (happenings.length > MOST_HAPPENINGS) return [this.numbered({ missed: true })]
    const messages: Message[] = []
    for (let at = 0; at < happenings.length; at += HAPPENINGS_A_MESSAGE)
      messages.push(this.numbered({ companyId, happenings: happenings.slice(at, at + HAPPENINGS_A_MESSAGE) }))
    return messages
  }

  private numbered(said: Omit<Message, 'from' | 'count'>): Message {
    this.count += 1
    return { from: this.self, count: this.count, ...said }
  }

  /** What cannot be sent is left out; its number is taken, so the others find out with the next message that arrives. */
  private notify(messages: Message[]): void {
    const { client } = this
    if (!client) return
    const texts = messages.map((message) => JSON.stringify(message))
    this.sending = this.sending
      .then(() => client.query('select pg_notify($1, m) from unnest($2::text[]) m', [CHANNEL, texts]))
      .catch(() => undefined)
  }

  private beat(): void {
    const now = Date.now()
    for (const [from, { at }] of this.others) if (now - at > 10 * DEAF_MS) this.others.delete(from)
    const deaf = this.isDeaf(now)
    this.notify([this.numbered(deaf ? { missed: true } : {})])
    if (!deaf) return
    this.ears.missed()
    // A connection that is dead without having said so is made anew.
    void this.client?.end().catch(() => undefined)
  }

  private hear(text: string): void {
    const { from, count, companyId, happenings, userId, missed } = JSON.parse(text) as Message
    if (from === this.self) {
      this.heardSelfAt = Date.now()
      return
    }
    const expected = this.others.get(from)?.next
    this.others.set(from, { next: count + 1, at: Date.now() })
    // It has been told nothing so far. Both do this once when they first hear of each other.
    if (expected === undefined) this.notify([this.numbered({ missed: true })])
    if (missed || (expected !== undefined && expected !== count)) this.ears.missed()
    if (companyId && happenings) this.ears.heard(companyId, happenings)
    if (userId) this.ears.forget(userId)
  }

  private async connect(): Promise<void> {
    // A hint that a crash loses is heard as a gap, so nobody waits for the disk.
    const options = '-c synchronous_commit=off'
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'baton relay',
      keepAlive: true,
      options,
    })
    let lost = false
    const again = () => {
      if (this.client === client) this.client = undefined
      if (!lost && !this.closed) this.later(RECONNECT_MS, () => (this.connecting = this.connect()))
      lost = true
    }
    client.on('error', () => undefined)
    client.on('notification', ({ payload }) => this.hear(payload ?? '{}'))
    client.once('end', again)
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      // It never keeps a process alive that has nothing else to do. Absent from the driver's types.
      ;(client as unknown as { unref(): void }).unref()
      this.client = client
      this.heardSelfAt = Date.now()
      this.ears.missed()
      // Others learn at once that they are not alone.
      this.notify([this.numbered({})])
    } catch {
      await client.end().catch(() => undefined)
      again()
    }
  }
}
