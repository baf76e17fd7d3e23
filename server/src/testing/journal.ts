import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Audit } from './audit.ts'
import { type Masters, orderOf } from './masters.ts'

// biome-ignore lint/suspicious/noExplicitAny: replies are looked into field by field.
type Reply = any

export type Step = 'create' | 'confirm' | 'offer' | 'accept' | 'ship'

/** One request: it is sent with its key until it is answered. `reply` is what was acknowledged. */
export interface Entry {
  step: Step
  key: string
  token: string
  path: string
  body: object
  orderId: string
  sent: number
  reply?: Reply
  /** When it was acknowledged, by the clock of this machine. */
  answeredAt?: number
}

export interface Workers {
  address: string
  masters: Masters
  tokens: { sales: string; tracker: string; warehouse: string }
  trackerId: string
}

/** What a worker does not get over: it gave up, or was told that its request cannot be. */
class Ended extends Error {}

const PATIENCE_MS = 40_000

/** Clients that take orders from creation to shipment and write down what was acknowledged to them. */
export class Journal {
  readonly entries: Entry[] = []
  /** Requests that were refused although nothing was wrong with them. */
  readonly refused: string[] = []
  private stopped = false

  /** `patient` workers send again what was not answered; the others leave it, so that a loss is seen as it is. */
  constructor(
    private readonly workers: Workers,
    private readonly patient = true,
  ) {}

  /** Works with so many clients until `stop` is called; answers when the last has its answer. */
  async work(clients: number): Promise<void> {
    this.stopped = false
    await Promise.all(
      Array.from({ length: clients }, async () => {
        while (!this.stopped) {
          try {
            await this.takeOrder()
          } catch (error) {
            if (!(error instanceof Ended)) throw error
          }
        }
      }),
    )
  }

  stop(): void {
    this.stopped = true
  }

  acknowledged = (step: Step): Entry[] => this.entries.filter((entry) => entry.step === step && entry.reply)

  private async takeOrder(): Promise<void> {
    const { masters, tokens, trackerId } = this.workers
    const key = randomUUID()
    const lines = [{ itemId: masters.items.hinge, quantity: '2' }]
    // The key stands on the order too, so that two orders of one key are seen.
    const body = orderOf(masters, lines, { customerNumber: key })
    const { id } = await this.send('create', tokens.sales, '/v1/orders', body, '', key)
    await this.send('confirm', tokens.sales, `/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' }, id)
    const to = { kind: 'person', id: trackerId }
    const offer = { to, subjects: [{ kind: 'order', id }], reason: 'next' }
    const offered = await this.send('offer', tokens.sales, '/v1/handovers', offer, id)
    await this.send('accept', tokens.tracker, `/v1/handovers/${offered.id}/accept`, {}, id)
    await this.send('ship', tokens.warehouse, `/v1/orders/${id}/ship`, { carrier: '德邦' }, id)
  }

  private async send(
    step: Step,
    token: string,
    path: string,
    body: object,
    orderId: string,
    key: string = randomUUID(),
  ): Promise<Reply> {
    if (this.stopped) throw new Ended()
    const entry: Entry = { step, key, token, path, body, orderId, sent: 0 }
    this.entries.push(entry)
    const deadline = Date.now() + PATIENCE_MS
    while (Date.now() < deadline) {
      const answer = await this.once(entry)
      if (answer && answer.status < 300) {
        entry.reply = answer.body
        entry.answeredAt = Date.now()
        entry.orderId ||= answer.body.id
        return answer.body
      }
      if (answer && answer.status < 500) {
        this.refused.push(`${step} sent ${entry.sent} times: ${answer.status} ${JSON.stringify(answer.body)}`)
        throw new Ended()
      }
      if (!this.patient) throw new Ended()
      await sleep(50)
    }
    this.refused.push(`${step} was not answered within ${PATIENCE_MS} ms`)
    throw new Ended()
  }

  /** Sends once; null when the wire broke before the answer. */
  async once(entry: Entry): Promise<{ status: number; body: Reply; replayed: boolean } | null> {
    entry.sent += 1
    try {
      const answer = await fetch(`${this.workers.address}${entry.path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${entry.token}`,
          'content-type': 'application/json',
          'accept-language': 'en',
          'idempotency-key': entry.key,
          ...(entry.step === 'accept' && { 'if-match': '1' }),
        },
        body: JSON.stringify(entry.body),
        signal: AbortSignal.timeout(15_000),
      })
      const body = await answer.json()
      return { status: answer.status, body, replayed: answer.headers.get('idempotent-replayed') === 'true' }
    } catch {
      return null
    }
  }
}

const WANTED: Record<Step, string> = {
  create: 'orders.created',
  confirm: 'orders.confirmed',
  offer: 'handover.offered',
  accept: 'handover.accepted',
  ship: 'delivery.shipped',
}

/** Acknowledged writes of which the database knows nothing. */
export async function lostOf(journal: Pick<Journal, 'entries'>, audit: Audit): Promise<string[]> {
  const rows = await audit.sql(
    `select o.order_id as id, o.number, array_agg(e.type) as types from orders.sales_order o
       join kernel.event e on e.company_id = o.company_id and e.subject_kind = 'order' and e.subject_id = o.order_id group by 1, 2, o.company_id`,
  )
  const known = new Map(rows.map((row) => [row.id, row]))
  const kept = new Set((await audit.sql('select key from kernel.idempotency')).map((row) => row.key))
  return journal.entries
    .filter((entry) => entry.reply)
    .flatMap(({ step, orderId, key, reply }) => {
      const row = known.get(orderId)
      const there =
        row?.types.includes(WANTED[step]) && kept.has(key) && (step !== 'create' || row.number === reply.number)
      return there ? [] : [`${step} of ${orderId}`]
    })
}

/** What happened more than once, or without its counterpart: orders by key, steps, custody, offers, deliveries, moves, stock. */
export async function doubledOf(_journal: Journal, audit: Audit, stockAtFirst: bigint): Promise<string[]> {
  const doubled = await audit.sql(
    `select 'orders of one key' as what, customer_number as which, count(*)::int as times from orders.sales_order group by 2 having count(*) > 1
     union all
     select e.type, e.subject_id::text, count(*)::int from kernel.event e where e.subject_kind = 'order' group by 1, 2 having count(*) > 1
     union all
     select 'custody', subject_id::text, count(*)::int from custody.custody where subject_kind = 'order' group by 2 having count(*) > 2
     union all
     select 'offers', subject_id::text, count(*)::int from custody.offer_subject group by 2 having count(*) > 1
     union all
     select 'deliveries', order_id::text, count(*)::int from delivery.delivery group by 2 having count(*) > 1
     union all
     select 'moves', document_id::text, count(*)::int from inventory.move where document_kind = 'delivery' group by 2 having count(*) > 1`,
  )
  const [{ gone, shipped }] = await audit.sql(
    `select ($1::bigint - (select sum(on_hand) from inventory.balance))::text as gone,
            (select coalesce(sum(shipped), 0) from orders.line)::text as shipped`,
    [stockAtFirst],
  )
  return [
    ...doubled.map(({ what, which, times }) => `${what} ${which}: ${times}`),
    ...(gone === shipped ? [] : [`${gone} left the stock, ${shipped} were shipped`]),
  ]
}
