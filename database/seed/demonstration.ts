import { randomUUID } from 'node:crypto'
import type { App } from '../../server/src/app.ts'
import { type Founded, foundCompany } from '../../server/src/found-company.ts'
import { addDays, dayIn } from '../../server/src/kernel/time.ts'
import { CUSTOMERS, ITEMS, SERVICES } from './masters.ts'
import { ORDERS, type OrderStory } from './orders.ts'
import { DEPARTMENTS, FOUNDERS, WAREHOUSES } from './people.ts'

const ZONE = 'Asia/Shanghai'
/** The story begins so many working days before the day on which it is told. */
const DAYS = 28

/** A day so many days, Saturdays and Sundays left out, before or after another. */
function addWorkdays(day: string, days: number): string {
  let at = day
  for (let left = Math.abs(days); left > 0; ) {
    at = addDays(at, Math.sign(days))
    const weekday = new Date(`${at}T00:00:00Z`).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return at
}

/** A clock that the story sets; it never runs by itself. */
export interface StoryClock {
  now: Date
}

// biome-ignore lint/suspicious/noExplicitAny: the story reads replies freely.
type Loose = any

interface Actor {
  personId: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Loose>
}

interface Step {
  at: Date
  act: () => Promise<void>
}

/**
 * A month at a hardware maker, told through the API by its own people: every order's way is a list of steps with times, and all
 * steps of all orders are done in the order of time. `anchor` is the day on which the story is told.
 */
export async function seedDemonstration(
  app: App,
  clock: StoryClock,
  options: { anchor: Date; password: string; onProgress: (text: string) => void },
): Promise<Founded> {
  const today = dayIn(ZONE, options.anchor)
  const at = (day: number, time: string) => new Date(`${addWorkdays(today, day - DAYS)}T${time}:00+08:00`)
  clock.now = at(0, '08:00')
  const founded = await foundCompany(app.kernel.database, clock.now, {
    name: '宁波衡川五金制品有限公司',
    currency: 'CNY',
    timeZone: ZONE,
    language: 'zh',
    demonstration: true,
    departments: DEPARTMENTS,
    founders: FOUNDERS,
    password: options.password,
    mustChange: false,
    warehouses: WAREHOUSES,
  })
  const actors = await signInAll(app, options.password)
  const masters = await seedMasters(actors, founded)
  const story: Story = { actors, masters, at, anchor: options.anchor }
  const steps = ORDERS.flatMap((order) => stepsOf(story, order)).filter((step) => step.at <= options.anchor)
  steps.sort((one, other) => one.at.getTime() - other.at.getTime())
  let done = 0
  for (const step of steps) {
    clock.now = step.at
    await step.act()
    done += 1
    if (done % 40 === 0) options.onProgress(`Telling the demonstration’s month: ${done} of ${steps.length} steps`)
  }
  clock.now = options.anchor
  return founded
}

async function signInAll(app: App, password: string): Promise<Map<string, Actor>> {
  const accounts = FOUNDERS.flatMap((founder) => founder.account ?? [])
  return new Map(
    await Promise.all(accounts.map(async (account) => [account, await actorOf(app, account, password)] as const)),
  )
}

async function actorOf(app: App, account: string, password: string): Promise<Actor> {
  const signIn = async () => {
    const session = await app.http.inject({ method: 'POST', url: '/v1/session', payload: { account, password } })
    if (session.statusCode !== 200) throw new Error(`${account} cannot sign in: ${session.body}`)
    return session.json() as { token: string; person: { id: string } }
  }
  const first = await signIn()
  let { token } = first
  const call: Actor['call'] = async (method, path, body, headers = {}) => {
    const key = randomUUID()
    const send = () =>
      app.http.inject({
        method: method as 'POST',
        url: path,
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': key, ...headers },
        ...(body !== undefined && { payload: body as object }),
      })
    let answer = await send()
    // The story's month is longer than a session lives.
    if (answer.statusCode === 401) {
      token = (await signIn()).token
      answer = await send()
    }
    if (answer.statusCode >= 300)
      throw new Error(`The story stopped at ${method} ${path} as ${account}: ${answer.body}`)
    return answer.json()
  }
  return { personId: first.person.id, call }
}

interface Masters {
  items: Map<string, string>
  customers: Map<string, string>
}

async function seedMasters(actors: Map<string, Actor>, founded: Founded): Promise<Masters> {
  const boss = actors.get('boss')!
  const items = new Map<string, string>()
  for (const [number, name, specification, unit, listPrice, standardCost] of ITEMS) {
    const made = await boss.call('POST', '/v1/items', {
      number,
      name,
      specification,
      kind: 'stock',
      unit,
      taxCode: 'VAT13',
      category: '五金',
      listPrice,
      standardCost,
    })
    items.set(number, made.id)
  }
  for (const [number, name, kind, taxCode, listPrice] of SERVICES) {
    const made = await boss.call('POST', '/v1/items', { number, name, kind, unit: 'time', taxCode, listPrice })
    items.set(number, made.id)
  }
  await actors.get('warehouse')!.call('POST', '/v1/stock/receipts', {
    warehouseId: founded.warehouses.get('W1'),
    reason: '期初入库',
    lines: ITEMS.map(([number, , , , , cost, stock]) => ({
      itemId: items.get(number),
      quantity: stock,
      value: (Number(cost) * Number(stock)).toFixed(2),
    })),
  })
  const customers = new Map<string, string>()
  for (const [
    shortName,
    name,
    region,
    creditLimit,
    termDays,
    invoiceBasis,
    seller,
    recipient,
    phone,
    street,
  ] of CUSTOMERS) {
    const made = await boss.call('POST', '/v1/customers', {
      name,
      shortName,
      region,
      creditLimit,
      termDays,
      invoiceBasis,
      taxId: `9133${String(customers.size + 1).padStart(4, '0')}MA2H${String(7 * (customers.size + 11)).padStart(6, '0')}`,
      ownerId: actors.get(seller)!.personId,
      contacts: [{ name: recipient, phone, preferred: true }],
      addresses: [{ recipient, phone, street, region, preferred: true }],
    })
    customers.set(shortName, made.id)
  }
  return { items, customers }
}

interface Story {
  actors: Map<string, Actor>
  masters: Masters
  at: (day: number, time: string) => Date
  anchor: Date
}

/** What an order's steps learn from one another. */
interface Memory {
  order: Loose
  handover: Loose
  deliveries: Loose[]
  invoices: Loose[]
}

/** The steps of one order. Each line of a story is "day time who act …", done by the person whose work it is. */
function stepsOf(story: Story, order: OrderStory): Step[] {
  const memory: Memory = { order: null, handover: null, deliveries: [], invoices: [] }
  return order.steps.map(([day, time, who, act, ...rest]) => ({
    at: story.at(day, time),
    act: async () => {
      const actor = story.actors.get(who)
      const perform = ACTS[act]
      if (!actor || !perform) throw new Error(`The story names ${who} or ${act}, who or which does not exist`)
      await perform({ story, order, memory, actor }, rest)
    },
  }))
}

interface Scene {
  story: Story
  order: OrderStory
  memory: Memory
  actor: Actor
}

const promise = ({ story, order }: Scene): string => dayIn(ZONE, story.at(order.promised, '12:00'))

const ACTS: Record<string, (scene: Scene, rest: string[]) => Promise<void>> = {
  create: async (scene) => {
    const { order, story, memory, actor } = scene
    const customer = CUSTOMERS.find(([shortName]) => shortName === order.customer)!
    const [, , , , , , , recipient, phone, street] = customer
    memory.order = await actor.call('POST', '/v1/orders', {
      customerId: story.masters.customers.get(order.customer),
      customerNumber: order.customerNumber ?? '',
      pricesIncludeTax: true,
      paymentMethod: 'transfer',
      requestedOn: promise(scene),
      promisedOn: promise(scene),
      ...(order.incomplete ? {} : { contactName: recipient, recipient, phone, street }),
      note: order.note ?? '',
      lines: order.lines.map(([number, quantity, unitPrice]) => ({
        itemId: story.masters.items.get(number),
        quantity,
        unitPrice,
      })),
    })
  },
  confirm: async ({ memory, actor, order }, [how = 'phone']) => {
    const recipient = CUSTOMERS.find(([shortName]) => shortName === order.customer)![7]
    memory.order = await actor.call('POST', `/v1/orders/${memory.order.id}/confirm`, { with: recipient, how })
  },
  approve: async ({ memory, actor }, [reason = '老客户，同意']) => {
    await actor.call('POST', `/v1/orders/${memory.order.id}/review`, { decision: 'approve', reason })
  },
  reject: async ({ memory, actor }, [reason = '价格太低，请重谈']) => {
    await actor.call('POST', `/v1/orders/${memory.order.id}/review`, { decision: 'reject', reason })
  },
  offer: async ({ memory, actor, story }, [to = '', reason = 'next', note = '', nextAction = '']) => {
    memory.handover = await actor.call('POST', '/v1/handovers', {
      to: { kind: 'person', id: story.actors.get(to)!.personId },
      subjects: [{ kind: 'order', id: memory.order.id }],
      reason,
      note,
      nextAction,
      answerBy: new Date(story.anchor.getTime() + 2 * 3_600_000).toISOString(),
    })
  },
  pool: async ({ memory, actor }, [of = '', note = '']) => {
    const { rows } = await actor.call('GET', '/v1/departments')
    const kind = FOUNDERS.find((founder) => founder.account === of)!.department
    const department = (rows as { id: string; number: string }[]).find((row) => row.number === kind)!
    memory.handover = await actor.call('POST', '/v1/handovers', {
      to: { kind: 'department', id: department.id },
      subjects: [{ kind: 'order', id: memory.order.id }],
      reason: 'next',
      note,
    })
  },
  accept: async ({ memory, actor }) => {
    await actor.call('POST', `/v1/handovers/${memory.handover.id}/accept`, {}, { 'if-match': '1' })
  },
  decline: async ({ memory, actor }, [reason = '手上太满']) => {
    await actor.call('POST', `/v1/handovers/${memory.handover.id}/decline`, { reason })
  },
  claim: async ({ memory, actor }) => {
    await actor.call('POST', `/v1/orders/${memory.order.id}/claim`, {})
  },
  return: async ({ memory, actor }, [reason = '资料不全']) => {
    memory.handover = await actor.call('POST', `/v1/orders/${memory.order.id}/return`, { reason })
  },
  note: async ({ memory, actor }, [text = '']) => {
    await actor.call('POST', `/v1/orders/${memory.order.id}/notes`, { text })
  },
  hold: async ({ memory, actor }, [kind = 'credit', reason = '']) => {
    await actor.call('POST', `/v1/orders/${memory.order.id}/hold`, { kind, reason })
  },
  cancel: async ({ memory, actor }, [reason = '客户取消']) => {
    await actor.call('POST', `/v1/orders/${memory.order.id}/cancel`, { reason })
  },
  ship: async ({ memory, actor }, [carrier = '德邦', trackingNumber = '', lines]) => {
    const wanted = lines
      ?.split(',')
      .map((part) => ({ line: Number(part.split(':')[0]), quantity: part.split(':')[1]! }))
    memory.deliveries.push(
      await actor.call('POST', `/v1/orders/${memory.order.id}/ship`, {
        carrier,
        trackingNumber,
        ...(wanted && { lines: wanted }),
      }),
    )
  },
  sign: async ({ memory, actor, order }, [short]) => {
    const shipped = memory.deliveries.at(-1)
    const detail = await actor.call('GET', `/v1/deliveries/${shipped.id}`)
    const missing = new Map(short?.split(',').map((part) => [Number(part.split(':')[0]), part.split(':')[1]!]))
    await actor.call('POST', `/v1/deliveries/${shipped.id}/sign`, {
      name: CUSTOMERS.find(([shortName]) => shortName === order.customer)![7],
      lines: (detail.lines as { line: number; orderLine: number; quantity: string }[]).map((line) => {
        const less = missing.get(line.orderLine) ?? '0'
        return {
          line: line.line,
          signed: String(Number(line.quantity) - Number(less)),
          ...(less !== '0' && { short: less }),
        }
      }),
    })
  },
  invoice: async ({ memory, actor }) => {
    memory.invoices.push(await actor.call('POST', `/v1/orders/${memory.order.id}/invoice`, {}))
  },
  pay: async ({ memory, actor, story, order }, [share = '1']) => {
    const invoice = memory.invoices.at(-1)
    const amount = (Math.round(Number(invoice.gross) * Number(share) * 100) / 100).toFixed(2)
    await actor.call('POST', '/v1/payments', {
      customerId: story.masters.customers.get(order.customer),
      amount,
      method: 'transfer',
      reference: `流水 ${invoice.number}`,
      matches: [{ invoiceId: invoice.id, amount }],
    })
  },
}
