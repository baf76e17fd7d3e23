import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { runJobs } from '../jobs.ts'
import { type Client, createTestCompany, type TestCompany } from '../testing/company.ts'
import { type Masters, makeMasters, orderInProcess, orderOf } from '../testing/masters.ts'

let company: TestCompany
let masters: Masters
let sales: Client
let tracker: Client
let planner: Client
let warehouse: Client

before(async () => {
  company = await createTestCompany({ at: '2026-11-23T09:00:00+08:00' })
  masters = await makeMasters(company, { creditLimit: null })
  sales = await company.as('sales1')
  tracker = await company.as('tracker')
  planner = await company.as('planner')
  warehouse = await company.as('warehouse')
})
after(() => company.close())

/** A pending order in the hands of sales1. */
async function pending(): Promise<{ id: string; number: string }> {
  const made = await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '2' }]))
  await sales.post(`/v1/orders/${made.id}/confirm`, { with: '张蕾', how: 'phone' })
  return made
}

const to = (client: Client) => ({ kind: 'person', id: client.personId })
const give = (id: string, receiver: Client) =>
  sales.post('/v1/handovers', { to: to(receiver), subjects: [{ kind: 'order', id }], reason: 'next' })
const holderOf = async (id: string) => (await (await company.as('boss')).read(`/v1/orders/${id}`)).holder

test('a declined package stays with its sender, and the receiver no longer sees the order', async () => {
  const order = await pending()
  const logistics = await company.as('logistics')
  const offered = await give(order.id, logistics)
  assert.equal((await logistics.get(`/v1/orders/${order.id}`)).status, 200)
  await logistics.post(`/v1/handovers/${offered.id}/decline`, { reason: '不归我' })
  assert.equal((await holderOf(order.id)).person.name, '周敏')
  assert.equal((await logistics.get(`/v1/orders/${order.id}`)).status, 404)
  assert.equal(
    (await logistics.refused(409, `/v1/handovers/${offered.id}/accept`, {}, { 'if-match': '2' })).code,
    'custody.answered',
  )
})

test('a recalled package cannot be accepted any more', async () => {
  const order = await pending()
  const offered = await give(order.id, tracker)
  assert.equal((await tracker.refused(403, `/v1/handovers/${offered.id}/recall`, {})).code, 'handover.notSender')
  await sales.post(`/v1/handovers/${offered.id}/recall`, { reason: '换人' })
  assert.equal(
    (await tracker.refused(409, `/v1/handovers/${offered.id}/accept`, {}, { 'if-match': '1' })).code,
    'custody.answered',
  )
  assert.equal((await sales.read(`/v1/orders/${order.id}`)).holder.person.name, '周敏')
})

test('many orders go in one package, and all of them at one instant', async () => {
  const all = [await pending(), await pending(), await pending()]
  const offered = await sales.post('/v1/handovers', {
    to: to(tracker),
    subjects: all.map(({ id }) => ({ kind: 'order', id })),
    reason: 'workload',
  })
  const accepted = await tracker.post(`/v1/handovers/${offered.id}/accept`, {}, { 'if-match': '1' })
  assert.deepEqual(
    accepted.orders.map((order: { state: string }) => order.state),
    ['processing', 'processing', 'processing'],
  )
  const strips = await Promise.all(all.map(({ id }) => tracker.read(`/v1/orders/${id}/strip`)))
  assert.equal(new Set(strips.map((strip) => strip.segments[1].since)).size, 1)
})

test('an order that is cancelled drops out of its package, whose version then tells the receiver to look again', async () => {
  const [first, second] = [await pending(), await pending()]
  const offered = await sales.post('/v1/handovers', {
    to: to(tracker),
    subjects: [first, second].map(({ id }) => ({ kind: 'order', id })),
    reason: 'next',
  })
  await sales.post(`/v1/orders/${first!.id}/cancel`, { reason: '客户取消' })
  const stale = await tracker.refused(412, `/v1/handovers/${offered.id}/accept`, {}, { 'if-match': '1' })
  assert.equal(stale.code, 'custody.versionChanged')
  const seen = await tracker.read(`/v1/handovers/${offered.id}`)
  assert.deepEqual(
    seen.subjects.filter((subject: { open: boolean }) => subject.open).map((subject: { id: string }) => subject.id),
    [second!.id],
  )
  const accepted = await tracker.post(`/v1/handovers/${offered.id}/accept`, {}, { 'if-match': String(seen.version) })
  assert.equal(accepted.orders.length, 1)
})

test('a pool takes an order at once, a member claims it, and only then it is processed', async () => {
  const order = await pending()
  const departments = (await sales.read('/v1/departments')).rows as { id: string; kind: string }[]
  const store = departments.find((department) => department.kind === 'store')!
  await sales.post('/v1/handovers', {
    to: { kind: 'department', id: store.id },
    subjects: [{ kind: 'order', id: order.id }],
    reason: 'next',
  })
  const pooled = await warehouse.read(`/v1/orders/${order.id}`)
  assert.deepEqual([pooled.holder.person, pooled.state], [null, 'pending'])
  assert.equal((await planner.refused(403, `/v1/orders/${order.id}/claim`)).code, 'handover.otherPool')
  const claimed = await warehouse.post(`/v1/orders/${order.id}/claim`)
  assert.equal(claimed.state, 'processing')
  assert.equal((await warehouse.refused(409, `/v1/orders/${order.id}/claim`)).code, 'handover.notInPool')
})

test('a pool can be recalled until it is claimed', async () => {
  const [free, taken] = [await pending(), await pending()]
  const departments = (await sales.read('/v1/departments')).rows as { id: string; kind: string }[]
  const pool = { kind: 'department', id: departments.find((department) => department.kind === 'store')!.id }
  const first = await sales.post('/v1/handovers', {
    to: pool,
    subjects: [{ kind: 'order', id: free!.id }],
    reason: 'next',
  })
  const second = await sales.post('/v1/handovers', {
    to: pool,
    subjects: [{ kind: 'order', id: taken!.id }],
    reason: 'next',
  })
  await warehouse.post(`/v1/orders/${taken!.id}/claim`)
  await sales.post(`/v1/handovers/${first.id}/recall`, {})
  assert.equal((await holderOf(free!.id)).person.name, '周敏')
  assert.equal((await sales.refused(409, `/v1/handovers/${second.id}/recall`, {})).code, 'handover.claimed')
})

test('a return is a new handover back to the former holder', async () => {
  const id = await orderInProcess(sales, tracker, masters, [{ itemId: masters.items.hinge, quantity: '1' }])
  const back = await tracker.post(`/v1/orders/${id}/return`, { reason: '缺色板编号' })
  assert.equal((await holderOf(id)).person.name, '陈静', 'it stays with its holder until it is taken back')
  await sales.post(`/v1/handovers/${back.id}/accept`, {}, { 'if-match': '1' })
  const strip = await sales.read(`/v1/orders/${id}/strip`)
  assert.deepEqual([strip.segments.at(-1).entered, strip.bounces], ['returned', 1])
})

test('the sender reverses an acceptance only while the receiver has done nothing on it', async () => {
  const id = await orderInProcess(sales, tracker, masters, [{ itemId: masters.items.hinge, quantity: '1' }])
  const [handover] = (await sales.read(`/v1/handovers?orderId=${id}`)).rows
  company.setNow('2026-11-23T09:30:00+08:00')
  await tracker.post(`/v1/orders/${id}/notes`, { text: '已联系客户' })
  assert.equal(
    (await sales.refused(409, `/v1/handovers/${handover.id}/reverse`, { reason: '给错了' })).code,
    'handover.alreadyWorkedOn',
  )
  const untouched = await orderInProcess(sales, tracker, masters, [{ itemId: masters.items.hinge, quantity: '1' }])
  const [fresh] = (await sales.read(`/v1/handovers?orderId=${untouched}`)).rows
  await sales.post(`/v1/handovers/${fresh.id}/reverse`, { reason: '给错了' })
  assert.equal((await holderOf(untouched)).person.name, '周敏')
})

test('a package that nobody answers in time lapses, and stays with its sender', async () => {
  const order = await pending()
  const offered = await give(order.id, tracker)
  await runJobs(company.app)
  assert.equal((await sales.read(`/v1/handovers/${offered.id}`)).state, 'offered')
  company.setNow('2026-11-23T18:00:00+08:00')
  await runJobs(company.app)
  assert.equal((await sales.read(`/v1/handovers/${offered.id}`)).state, 'lapsed')
  assert.equal((await holderOf(order.id)).person.name, '周敏')
  const problem = await tracker.refused(409, `/v1/handovers/${offered.id}/accept`, {}, { 'if-match': '2' })
  assert.equal(problem.code, 'custody.lapsed')
})

test('past its deadline a package has lapsed, also before the job has written it down', async () => {
  company.setNow('2026-11-24T09:00:00+08:00')
  const order = await pending()
  const soon = { answerBy: '2026-11-24T10:00:00+08:00' }
  const { id } = await sales.post('/v1/handovers', {
    ...{ to: to(tracker), subjects: [{ kind: 'order', id: order.id }], reason: 'next', ...soon },
  })
  const accept = `/v1/handovers/${id}/accept`
  company.setNow('2026-11-24T10:00:00+08:00')
  const refused = await tracker.refused(409, accept, {}, { 'if-match': '1' })
  assert.equal(refused.code, 'custody.lapsed')
  assert.match(refused.title, /hand them over again/)
  assert.equal((await tracker.refused(409, `/v1/handovers/${id}/decline`, { reason: '忙' })).code, 'custody.lapsed')
  const seen = await tracker.read(`/v1/handovers/${id}`)
  const codes = seen.may.map((one: { act: string; code?: string }) => [one.act, one.code])
  assert.equal(seen.state, 'lapsed')
  assert.deepEqual(Object.fromEntries(codes).accept, 'custody.lapsed')
  const { rows } = await tracker.read('/v1/handovers?box=inbox')
  assert.equal(rows.find((one: { id: string }) => one.id === id).state, 'lapsed')
  assert.equal((await holderOf(order.id)).person.name, '周敏')

  // The sender need not wait for the minute's job to choose somebody else.
  const sent = await sales.read(`/v1/handovers/${id}`)
  assert.equal(sent.may.find((one: { act: string }) => one.act === 'recall').allowed, true)
  await sales.post(`/v1/handovers/${id}/recall`, {})
  const again = await give(order.id, tracker)
  await tracker.post(`/v1/handovers/${again.id}/accept`, {}, { 'if-match': '1' })
})

test('whoever answers while the minute’s job lapses the package is refused, and it lapses once', async () => {
  const order = await pending()
  const { id } = await give(order.id, tracker)
  company.setNow('2026-11-25T18:00:00+08:00')
  const [, ...answers] = await Promise.all([
    runJobs(company.app),
    tracker.send('POST', `/v1/handovers/${id}/accept`, {}, { 'if-match': '1' }),
    tracker.send('POST', `/v1/handovers/${id}/decline`, { reason: '忙' }),
  ])
  for (const { status, body } of answers) assert.deepEqual([status, body.code], [409, 'custody.lapsed'])
  await runJobs(company.app)
  assert.equal((await sales.read(`/v1/handovers/${id}`)).state, 'lapsed')
  const { rows } = await sales.read(`/v1/orders/${order.id}/timeline?kind=all&limit=20`)
  assert.equal(rows.filter(({ type }: { type: string }) => type === 'handover.lapsed').length, 1)
})

/** How many trips of a minute's job carried each of these statements. What reacts to earlier events meanwhile carries others. */
async function tripsWith(names: string[]): Promise<number[]> {
  const { database } = company.app.kernel
  const flush = database.flush
  const carried: string[][] = []
  database.flush = (client, queue) => {
    carried.push(queue.map(({ statement }) => statement.name))
    return flush.call(database, client, queue)
  }
  await runJobs(company.app).finally(() => {
    database.flush = flush
  })
  return names.map((name) => carried.filter((trip) => trip.includes(name)).length)
}

test('however many packages are late, they lapse together', async () => {
  const LAPSING = ['handover.findLate', 'handover.lapse.lockOrders', 'custody.answerOffers']
  assert.deepEqual(await tripsWith(LAPSING), [1, 0, 0])
  const orders = [await pending(), await pending(), await pending()]
  const offered = [
    await give(orders[0]!.id, tracker),
    await give(orders[1]!.id, tracker),
    await give(orders[2]!.id, tracker),
  ]
  await tracker.post(`/v1/handovers/${offered[1]!.id}/accept`, {}, { 'if-match': '1' })
  company.setNow('2026-11-26T18:00:00+08:00')
  // One look more, which finds nothing left, and the two trips of one command.
  assert.deepEqual(await tripsWith(LAPSING), [2, 1, 1])
  const states = await Promise.all(offered.map(async ({ id }) => (await sales.read(`/v1/handovers/${id}`)).state))
  assert.deepEqual(states, ['lapsed', 'accepted', 'lapsed'])
})

const refusals: [
  string,
  number,
  string,
  (order: { id: string }) => Promise<{ path: string; body: unknown; by?: Client }>,
][] = [
  [
    'to oneself',
    422,
    'handover.toOneself',
    async ({ id }) => ({
      path: '/v1/handovers',
      body: { to: to(sales), subjects: [{ kind: 'order', id }], reason: 'next' },
    }),
  ],
  [
    'to nobody',
    422,
    'handover.receiverUnknown',
    async ({ id }) => ({
      path: '/v1/handovers',
      body: {
        to: { kind: 'person', id: '00000000-0000-7000-8000-000000000000' },
        subjects: [{ kind: 'order', id }],
        reason: 'next',
      },
    }),
  ],
  [
    'by somebody who does not hold it',
    409,
    'handover.notHolder',
    async ({ id }) => ({
      path: '/v1/handovers',
      body: { to: to(tracker), subjects: [{ kind: 'order', id }], reason: 'next' },
      by: await company.as('boss'),
    }),
  ],
  [
    'twice',
    409,
    'handover.alreadyOffered',
    async ({ id }) => {
      await give(id, planner)
      return { path: '/v1/handovers', body: { to: to(tracker), subjects: [{ kind: 'order', id }], reason: 'next' } }
    },
  ],
  [
    'while facts are missing',
    422,
    'handover.factsMissing',
    async () => {
      const draft = await sales.post(
        '/v1/orders',
        orderOf(masters, [{ itemId: masters.items.hinge, quantity: '1' }], { street: '' }),
      )
      return {
        path: '/v1/handovers',
        body: { to: to(tracker), subjects: [{ kind: 'order', id: draft.id }], reason: 'next' },
      }
    },
  ],
]

for (const [name, status, code, prepare] of refusals) {
  test(`an order is not handed over ${name}, and nothing is written`, async () => {
    const order = await pending()
    const { path, body, by } = await prepare(order)
    const before = await (await company.as('boss')).read('/v1/handovers?box=sent')
    const events = (await sales.read(`/v1/orders/${order.id}`)).events
    const problem = await (by ?? sales).refused(status, path, body)
    assert.equal(problem.code, code)
    assert.equal((await sales.read(`/v1/orders/${order.id}`)).events, events)
    assert.deepEqual(await (await company.as('boss')).read('/v1/handovers?box=sent'), before)
  })
}

test('the head of a department finds each task of its pool once', async () => {
  await orderInProcess(sales, tracker, masters, [{ itemId: masters.items.hinge, quantity: '2' }])
  const { headOf, department } = await warehouse.read('/v1/me')
  assert.ok(headOf.includes(department.id))
  const ids = (await warehouse.read('/v1/tasks?box=pool')).rows.map((row: { id: string }) => row.id)
  assert.ok(ids.length > 0)
  assert.equal(new Set(ids).size, ids.length)
})
