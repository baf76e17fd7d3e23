import { createServer } from 'node:http'
import pg from 'pg'
import { newId } from '../server/src/kernel/identifiers.ts'
import { FLOOR } from './floor-statements.ts'
import type { World } from './world.ts'

/** A bare HTTP server over the floor's statements: one prepared statement a request, nothing else. */
const [, , url, worldText] = process.argv
const world = JSON.parse(worldText!) as World
const pool = new pg.Pool({ connectionString: url!, max: 16, options: '-c jit=off' })
let number = 0
const next = (prefix: string) => `${prefix}-${++number}`

type Body = Record<string, string>

const VALUES: Record<string, (body: Body & { items?: string[] }) => [unknown[], object]> = {
  create: ({ customer, items }) => {
    const id = newId(new Date())
    const { seller } = world.people
    return [
      [
        world.companyId,
        id,
        next('SO'),
        customer,
        seller,
        world.departments.sales,
        [1, 2, 3],
        items,
        new Date(),
        15000,
        1950,
        16950,
      ],
      { id },
    ]
  },
  confirm: ({ order }) => [[world.companyId, order], {}],
  offer: ({ order }) => {
    const id = newId(new Date())
    return [
      [world.companyId, order, id, newId(new Date()), world.people.seller, world.people.receiver, next('HO')],
      { id },
    ]
  },
  accept: ({ order, offer }) => [
    [world.companyId, order, offer, world.people.receiver, world.departments.tracking, new Date()],
    {},
  ],
  ship: ({ order }) => {
    const id = newId(new Date())
    const now = new Date()
    return [
      [world.companyId, order, id, next('DN'), world.people.receiver, [newId(now), newId(now), newId(now)], newId(now)],
      { id },
    ]
  },
  sign: ({ order, delivery }) => [[world.companyId, order, delivery], {}],
  invoice: ({ order, delivery }) => {
    const id = newId(new Date())
    return [[world.companyId, order, id, delivery, newId(new Date())], { id }]
  },
  pay: ({ order, invoice }) => {
    const now = new Date()
    const id = newId(now)
    return [[world.companyId, order, id, next('RC'), newId(now), invoice, newId(now), newId(now), now], { id }]
  },
}

const server = createServer((request, answer) => {
  const step = request.url!.slice(1)
  let text = ''
  request.on('data', (chunk) => {
    text += chunk
  })
  request.on('end', async () => {
    try {
      const [values, reply] = VALUES[step]!(JSON.parse(text || '{}'))
      await pool.query({ name: step, text: FLOOR[step]!, values })
      answer.setHeader('content-type', 'application/json')
      answer.end(JSON.stringify(reply))
    } catch (error) {
      answer.statusCode = 500
      answer.end(String((error as Error).message))
    }
  })
})
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as { port: number }).port }))
process.on('disconnect', () => process.exit())
