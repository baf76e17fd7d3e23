import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get } from 'node:http'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type App, createApp } from './app.ts'
import { Relay } from './kernel/relay.ts'
import { openAudit } from './testing/audit.ts'
import { clientOf, createTestCompany, PASSWORD, type TestCompany } from './testing/company.ts'
import { type Masters, makeMasters, orderOf } from './testing/masters.ts'

let company: TestCompany
let masters: Masters
/** A second process on the same database; nothing is shared with the first but the database. */
let second: App

before(async () => {
  company = await createTestCompany()
  masters = await makeMasters(company, { creditLimit: null, stock: { hinge: '1000000' } })
  second = createApp({ databaseUrl: company.ownerUrl })
  await second.http.listen({ port: 0, host: '127.0.0.1' })
})
after(async () => {
  await second.close()
  await company.close()
})

async function tokenOf(app: App, account: string): Promise<string> {
  const answer = await app.http.inject({ method: 'POST', url: '/v1/session', payload: { account, password: PASSWORD } })
  return (answer.json() as { token: string }).token
}

/** Listens to the events of the second process, as a page does. */
async function openPage(): Promise<{ said: string[]; until(what: RegExp): Promise<number>; close(): void }> {
  const said: string[] = []
  const authorization = `Bearer ${await tokenOf(second, 'manager')}`
  const request = get(`${second.http.listeningOrigin}/v1/events`, { headers: { authorization } })
  const [answer] = await once(request, 'response')
  answer.on('data', (piece: Buffer) => said.push(piece.toString()))
  answer.on('error', () => undefined)
  const until = async (what: RegExp): Promise<number> => {
    const began = performance.now()
    while (!what.test(said.join(''))) {
      if (performance.now() - began > 15_000) assert.fail(`the page never heard ${what}: ${said.join('')}`)
      await sleep(5)
    }
    return performance.now() - began
  }
  await until(/event: hello/)
  return { said, until, close: () => request.destroy() }
}

const takeOrder = async (): Promise<string> => {
  const sales = await company.as('sales1')
  const { id } = await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge!, quantity: '1' }]))
  return id
}

/** Ears for processes by their names, and who heard of what or was told to ask anew. */
function listeners() {
  const missed: string[] = []
  const heard: string[] = []
  const ears = (name: string) => ({
    heard: (_: string, [one]: readonly { id: string }[]) => void heard.push(`${name} ${one!.id}`),
    forget: () => undefined,
    missed: () => void missed.push(name),
  })
  return { heard, missed, ears }
}

test('a page of one process hears at once what another process has committed', { timeout: 30_000 }, async (t) => {
  const page = await openPage()
  const id = await takeOrder()
  const milliseconds = await page.until(new RegExp(id))
  assert.match(page.said.join(''), new RegExp(`"kind":"order","id":"${id}","type":"orders.created"`))
  t.diagnostic(`heard after ${Math.round(milliseconds)} ms`)
  page.close()
})

test('when the wire between the processes breaks, pages are told to ask for everything anew', {
  timeout: 30_000,
}, async (t) => {
  const page = await openPage()
  const owner = new pg.Client({ connectionString: company.ownerUrl })
  await owner.connect()
  t.after(() => owner.end())
  const before = page.said.length
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'baton relay' and datname = current_database()`,
  )
  const id = await takeOrder()
  await page.until(/event: missed/)
  assert.doesNotMatch(page.said.slice(before).join(''), new RegExp(id), 'the message itself was lost')
  const later = await takeOrder()
  await page.until(new RegExp(later))
  page.close()
})

test('who loses a message, or hears nothing at all, finds out', { timeout: 30_000 }, async () => {
  const { heard, missed, ears } = listeners()
  const one = new Relay(company.ownerUrl, ears('one'), 100)
  const other = new Relay(company.ownerUrl, ears('other'), 100)
  one.start()
  other.start()
  await sleep(400)
  missed.length = 0
  const clientOfRelay = (relay: Relay) => (relay as unknown as { client: pg.Client }).client
  other.tell('company', [{ kind: 'order', id: 'first', type: 't' }])
  await sleep(200)
  assert.deepEqual([heard.splice(0), missed], [['one first'], []])

  // As when the sender's connection was gone: the number is taken, the message never sent.
  const wire = clientOfRelay(other)
  Object.assign(other, { client: undefined })
  other.tell('company', [{ kind: 'order', id: 'lost', type: 't' }])
  await sleep(50)
  Object.assign(other, { client: wire })
  await sleep(300)
  assert.deepEqual([heard.splice(0), missed.splice(0)], [[], ['one']])

  // As behind a pooler that does not pass LISTEN on.
  await clientOfRelay(one).query('unlisten *')
  await sleep(700)
  assert.ok(missed.includes('one') && !missed.includes('other'), missed.join(' '))
  await one.close()
  await other.close()
})

test('who is alone tells nobody, and makes good what a newcomer was not told', { timeout: 30_000 }, async (t) => {
  // A company of its own: on the others' database two processes beat already.
  const apart = await createTestCompany()
  t.after(() => apart.close())
  const listener = new pg.Client({ connectionString: apart.ownerUrl })
  await listener.connect()
  t.after(() => listener.end())
  const messages: { from: string; happenings?: unknown[]; missed?: true }[] = []
  listener.on('notification', ({ payload }) => messages.push(JSON.parse(payload!)))
  await listener.query('listen baton_relay')

  const { heard, missed, ears } = listeners()
  const first = new Relay(apart.ownerUrl, ears('first'), 1000)
  first.start()
  await sleep(200)
  first.tell('company', [{ kind: 'order', id: 'untold', type: 't' }])
  await sleep(200)
  assert.ok(!messages.some(({ happenings }) => happenings), 'it told nobody what nobody hears')

  const newcomer = new Relay(apart.ownerUrl, ears('newcomer'), 1000)
  newcomer.start()
  await sleep(300)
  assert.ok(missed.filter((name) => name === 'newcomer').length >= 2, `asked for everything anew: ${missed}`)
  first.tell('company', [{ kind: 'order', id: 'told', type: 't' }])
  newcomer.tell('company', [{ kind: 'order', id: 'back', type: 't' }])
  await sleep(300)
  assert.deepEqual(heard.sort(), ['first back', 'newcomer told'])
  const told = messages.length
  await sleep(300)
  assert.ok(messages.length <= told + 2, 'they do not keep greeting each other')
  await Promise.all([first.close(), newcomer.close()])
})

test('a session that ends in one process ends in the other, and a right that goes there is gone here', {
  timeout: 30_000,
}, async (t) => {
  const token = await tokenOf(company.app, 'planner')
  const askSecond = async () => {
    const headers = { authorization: `Bearer ${token}` }
    return (await second.http.inject({ method: 'GET', url: '/v1/me', headers })).statusCode
  }
  assert.equal(await askSecond(), 200)
  await company.app.http.inject({
    method: 'DELETE',
    url: '/v1/sessions',
    headers: { authorization: `Bearer ${token}` },
  })
  const began = performance.now()
  while ((await askSecond()) !== 401) {
    assert.ok(performance.now() - began < 5000, 'the other process still admits it')
    await sleep(20)
  }

  const sales = await tokenOf(second, 'sales2')
  const elsewhere = clientOf(second, 'sales2', '', { authorization: `Bearer ${sales}` })
  const order = orderOf(masters, [{ itemId: masters.items.hinge!, quantity: '1' }])
  await elsewhere.post('/v1/orders', order)
  const audit = await openAudit(company)
  t.after(() => audit.close())
  // A change of rights raises their version; no message tells of it here, and none is needed.
  await audit.plant(`update access.role set rights = array_remove(rights, 'orders.create') where role_id = 'sales'`)
  await audit.plant('update kernel.rights_version set version = version + 1')
  assert.equal((await elsewhere.refused(403, '/v1/orders', order)).code, 'kernel.noRight')
  await audit.plant(`update access.role set rights = rights || '{orders.create}' where role_id = 'sales'`)
  await audit.plant('update kernel.rights_version set version = version + 1')
  await elsewhere.post('/v1/orders', order)
})

test('two processes give no number twice, and do each reaction once', { timeout: 60_000 }, async (t) => {
  const ORDERS = 60
  const clients = [
    await company.as('sales1'),
    clientOf(second, 'sales1', '', { authorization: `Bearer ${await tokenOf(second, 'sales1')}` }),
  ]
  const made = await Promise.all(
    Array.from({ length: ORDERS * 2 }, (_, index) =>
      clients[index % 2]!.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge!, quantity: '2' }])),
    ),
  )
  assert.equal(new Set(made.map(({ number }) => number)).size, ORDERS * 2)
  const to = { kind: 'person', id: (await company.as('tracker')).personId }
  await Promise.all(
    made.map(({ id }, index) => clients[index % 2]!.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })),
  )
  const offered = await Promise.all(
    made.map(({ id }, index) =>
      clients[index % 2]!.post('/v1/handovers', { to, subjects: [{ kind: 'order', id }], reason: 'next' }),
    ),
  )
  const trackers = [
    await company.as('tracker'),
    clientOf(second, 'tracker', '', { authorization: `Bearer ${await tokenOf(second, 'tracker')}` }),
  ]
  await Promise.all(
    offered.map(({ id }, index) => trackers[index % 2]!.post(`/v1/handovers/${id}/accept`, {}, { 'if-match': '1' })),
  )
  await Promise.all([company.app.reactions.wake(), second.reactions.wake()])
  const audit = await openAudit(company)
  t.after(() => audit.close())
  const [due] = await audit.sql(
    'select count(*)::int as due from kernel.reaction_due where parked_reason is not null or attempts > 3',
  )
  assert.equal(due.due, 0)
  const [reserved] = await audit.sql(
    `select count(*)::int as orders, count(*) filter (where twice > 1)::int as twice
       from (select demand_id, count(*) as twice from inventory.reservation group by 1) r`,
  )
  t.diagnostic(`${made.length} orders in two processes`)
  assert.deepEqual(reserved, { orders: ORDERS * 2, twice: 0 })
})
