import { Agent, request as send } from 'node:http'
import type { World } from './world.ts'

type Who = keyof World['tokens']
type Question = [name: string, who: Who, path: (round: number) => string]

export interface Asked {
  name: string
  who: Who
  path: (round: number) => string
}

const agent = new Agent({ keepAlive: true })
/** One answer as it comes over HTTP; anything but 200 is an error. */
export function get(
  port: number,
  token: string,
  path: string,
): Promise<{ rows: { id: string; number: string; customer: { id: string; name: string } }[]; next: string | null }> {
  return new Promise((resolve, reject) => {
    const request = send(
      { host: '127.0.0.1', port, path, agent, headers: { authorization: `Bearer ${token}` } },
      (answer) => {
        let reply = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk) => {
          reply += chunk
        })
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(JSON.parse(reply))
          else reject(new Error(`${path}: ${answer.statusCode} ${reply}`))
        })
      },
    )
    request.on('error', reject)
    request.end()
  })
}

/** What people open all day: lists by view, state, customer and reader, pages further on, searches, and single documents. */
export async function questions(port: number, world: World): Promise<Asked[]> {
  const first = (path: string) => get(port, world.tokens.seller, path)
  const { rows, next } = await first('/v1/orders?limit=50')
  const old = await first('/v1/orders?sort=promisedOn&limit=50')
  const orders = [...rows, ...old.rows]
  const [open, settled] = ['processing', 'settled'].map((state) => `/v1/orders?state=${state}&limit=50`) as [
    string,
    string,
  ]
  const of = <Item>(all: Item[], round: number) => all[(round * 7) % all.length]!
  const orderOf = (round: number) => of(orders, round)
  const lists: Question[] = [
    ['orders, newest', 'seller', () => '/v1/orders?limit=50'],
    ['orders, a page further', 'seller', () => `/v1/orders?limit=50&cursor=${next}`],
    ['orders, by promised day', 'seller', () => '/v1/orders?sort=promisedOn&limit=50'],
    ['orders, processing', 'seller', () => open],
    ['orders, settled', 'seller', () => settled],
    ['orders, that I hold', 'receiver', () => '/v1/orders?view=holding&limit=50'],
    ['orders, overdue', 'seller', () => '/v1/orders?view=overdue&limit=50'],
    ['orders, of a customer', 'seller', (round) => `/v1/orders?customerId=${of(world.customers, round)}&limit=50`],
    ['orders, all that a tracker may see', 'receiver', () => '/v1/orders?limit=50'],
    ['orders, all that the warehouse may see', 'warehouse', () => '/v1/orders?limit=50'],
    ['counts of the views', 'receiver', () => '/v1/orders/counts'],
    ['search by number', 'seller', (round) => `/v1/orders?q=${orderOf(round).number}`],
    ['search by customer', 'seller', (round) => `/v1/orders?q=Customer%20${(round * 7) % 200}`],
    ...ofVeryMany(rows[0]!.customer),
    ['one order', 'seller', (round) => `/v1/orders/${orderOf(round).id}`],
    ['its timeline', 'seller', (round) => `/v1/orders/${orderOf(round).id}/timeline`],
    ['its baton strip', 'seller', (round) => `/v1/orders/${orderOf(round).id}/strip`],
    ['its processing report', 'seller', (round) => `/v1/orders/${orderOf(round).id}/report`],
    ['search by a piece of a name', 'receiver', (round) => `/v1/orders?q=tomer%20${(round * 7) % 200}`],
    ['tasks of my department', 'warehouse', () => '/v1/tasks?box=pool&limit=50'],
    ['handovers that wait for me', 'receiver', () => '/v1/handovers?limit=50'],
    ['deliveries', 'warehouse', () => '/v1/deliveries?limit=50'],
    ['deliveries to be signed', 'warehouse', () => '/v1/deliveries?state=shipped&limit=50'],
    ['deliveries, all that a tracker may see', 'receiver', () => '/v1/deliveries?limit=50'],
    ['orders to be shipped', 'warehouse', () => '/v1/deliveries/shippable?limit=50'],
    ['invoices', 'finance', () => '/v1/invoices?limit=50'],
    ['invoices, open', 'finance', () => '/v1/invoices?open=true&limit=50'],
    ['invoices, of a customer', 'finance', (round) => `/v1/invoices?customerId=${of(world.customers, round)}`],
    ['orders to be invoiced', 'finance', () => '/v1/invoices/due?limit=50'],
    ['payments', 'finance', () => '/v1/payments?limit=50'],
    ['payments, not matched', 'finance', () => '/v1/payments?open=true&limit=50'],
    ['customers', 'seller', () => '/v1/customers?limit=50'],
    ['stock', 'warehouse', () => '/v1/stock?limit=50'],
    ['stock moves of an item', 'warehouse', (round) => `/v1/stock/moves?itemId=${of(world.items, round)}&limit=50`],
  ]
  const desk: Question[] = [
    ['receivers of an order', 'seller', (round) => `/v1/handovers/receivers?orderIds=${orderOf(round).id}`],
    ['handovers that I made', 'seller', () => '/v1/handovers?box=sent&limit=50'],
    ['tasks of mine', 'receiver', () => '/v1/tasks?box=mine&limit=50'],
    ['notices', 'receiver', () => '/v1/notices?limit=50'],
    ['notices, to be done', 'receiver', () => '/v1/notices?box=todo&limit=50'],
    ['notices, counted', 'receiver', () => '/v1/notices/counts'],
    ['approvals that wait for me', 'finance', () => '/v1/approvals?limit=50'],
    ['follow-ups that are due', 'seller', () => '/v1/notes/due'],
    ['people', 'seller', () => '/v1/persons'],
    ['items', 'seller', () => '/v1/items?limit=50'],
  ]
  return [...lists, ...desk].map(([name, who, path]) => ({ name, who, path }))
}

/** What is asked of a customer who has a fixed share of all orders, as whoever ordered last does, and of what nobody or everybody has. */
function ofVeryMany(busy: { id: string; name: string }): Question[] {
  const named = encodeURIComponent(busy.name)
  return [
    ['search by a customer of very many', 'seller', () => `/v1/orders?q=${named}&limit=50`],
    ['search by what all customers carry', 'seller', () => '/v1/orders?q=Customer&limit=50'],
    ['orders, of a customer of very many', 'seller', () => `/v1/orders?customerId=${busy.id}&limit=50`],
    ['the same, by promised day', 'seller', () => `/v1/orders?customerId=${busy.id}&sort=promisedOn&limit=50`],
    ['the same, drafts', 'seller', () => `/v1/orders?customerId=${busy.id}&state=draft&limit=50`],
    ['orders, that I own and own none', 'receiver', () => '/v1/orders?view=owned&limit=50'],
    ['orders, that I hold, by promised day', 'receiver', () => '/v1/orders?view=holding&sort=promisedOn&limit=50'],
    ['invoices, search', 'finance', () => `/v1/invoices?q=${named}&limit=50`],
    ['deliveries, search', 'warehouse', () => `/v1/deliveries?q=${named}&limit=50`],
  ]
}
