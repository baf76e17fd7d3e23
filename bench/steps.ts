import { randomUUID } from 'node:crypto'
import { Agent, request as send } from 'node:http'
import type { World } from './world.ts'

export const STEPS = ['create', 'confirm', 'offer', 'accept', 'ship', 'sign', 'invoice', 'pay'] as const
export type Step = (typeof STEPS)[number]

/** What one order has learned on its way. */
export interface Way {
  order: string
  offer: string
  delivery: string
  invoice: string
  customer: string
  items: string[]
}

export type Contestant = (step: Step, way: Way) => Promise<void>

function caller(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  return (
    method: string,
    path: string,
    headers: Record<string, string>,
    body: object,
  ): Promise<Record<string, string>> =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body)
      const request = send(
        {
          host: '127.0.0.1',
          port,
          method,
          path,
          agent,
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers },
        },
        (answer) => {
          let reply = ''
          answer.setEncoding('utf8')
          answer.on('data', (chunk) => {
            reply += chunk
          })
          answer.on('end', () => {
            if (answer.statusCode! >= 300) reject(new Error(`${path}: ${answer.statusCode} ${reply}`))
            else resolve(JSON.parse(reply))
          })
        },
      )
      request.on('error', reject)
      request.end(text)
    })
}

export function newWay(world: World): Way {
  const pick = (all: string[]) => all[Math.floor(Math.random() * all.length)]!
  const items = new Set<string>()
  while (items.size < 3) items.add(pick(world.items))
  return { order: '', offer: '', delivery: '', invoice: '', customer: pick(world.customers), items: [...items] }
}

export function floorContestant(port: number): Contestant {
  const call = caller(port)
  return async (step, way) => {
    const reply = await call('POST', `/${step}`, {}, way)
    if (step === 'create') way.order = reply.id!
    if (step === 'offer') way.offer = reply.id!
    if (step === 'ship') way.delivery = reply.id!
    if (step === 'invoice') way.invoice = reply.id!
  }
}

export function batonContestant(port: number, world: World): Contestant {
  const call = caller(port)
  const { seller, receiver, warehouse, finance } = world.tokens
  const post = (token: string, path: string, body: object, more: Record<string, string> = {}) =>
    call('POST', path, { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), ...more }, body)
  const steps: Record<Step, (way: Way) => Promise<void>> = {
    create: async (way) => {
      const lines = way.items.map((itemId) => ({ itemId, quantity: '5', unitPrice: '10' }))
      const body = {
        customerId: way.customer,
        pricesIncludeTax: false,
        paymentMethod: 'transfer',
        requestedOn: '2099-01-01',
        recipient: 'R',
        phone: '1',
        street: 'S',
        lines,
      }
      way.order = (await post(seller, '/v1/orders', body)).id!
    },
    confirm: async (way) => void (await post(seller, `/v1/orders/${way.order}/confirm`, { with: 'x', how: 'phone' })),
    offer: async (way) => {
      const body = {
        to: { kind: 'person', id: world.people.receiver },
        subjects: [{ kind: 'order', id: way.order }],
        reason: 'next',
      }
      way.offer = (await post(seller, '/v1/handovers', body)).id!
    },
    accept: async (way) => void (await post(receiver, `/v1/handovers/${way.offer}/accept`, {}, { 'if-match': '1' })),
    ship: async (way) => {
      way.delivery = (await post(warehouse, `/v1/orders/${way.order}/ship`, {})).id!
    },
    sign: async (way) =>
      void (await post(warehouse, `/v1/deliveries/${way.delivery}/sign`, {
        name: 'x',
        lines: [1, 2, 3].map((line) => ({ line, signed: '5' })),
      })),
    invoice: async (way) => {
      way.invoice = (await post(finance, `/v1/orders/${way.order}/invoice`, {})).id!
    },
    pay: async (way) => {
      const matches = [{ invoiceId: way.invoice, amount: '169.50' }]
      await post(finance, '/v1/payments', { customerId: way.customer, amount: '169.50', method: 'transfer', matches })
    },
  }
  return (step, way) => steps[step](way)
}
