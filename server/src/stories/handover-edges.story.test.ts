import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Audit, openAudit } from '../testing/audit.ts'
import { type Client, createTestCompany, type TestCompany } from '../testing/company.ts'
import { type Masters, makeMasters, orderInProcess, orderOf } from '../testing/masters.ts'
import { assertRefused } from '../testing/refused.ts'

const NOW = '2026-11-23T09:00:00+08:00'
let company: TestCompany
let audit: Audit
let masters: Masters
let admin: Client
let sales: Client
let tracker: Client
let planner: Client
let warehouse: Client

before(async () => {
  company = await createTestCompany({ at: NOW })
  audit = await openAudit(company)
  masters = await makeMasters(company, { creditLimit: null, stock: { hinge: '1000', handle: '10' } })
  const as = (account: string) => company.as(account)
  ;[admin, sales, tracker] = [await as('admin'), await as('sales1'), await as('tracker')]
  ;[planner, warehouse] = [await as('planner'), await as('warehouse')]
})
beforeEach(() => company.setNow(NOW))
after(async () => {
  await audit.close()
  await company.close()
})

type Item = 'hinge' | 'handle'
const draft = async (quantity = '2', item: Item = 'hinge', more = {}): Promise<string> => {
  const lines = [{ itemId: masters.items[item], quantity }]
  return (await sales.post('/v1/orders', orderOf(masters, lines, more))).id
}
const AGREED = { with: '张蕾', how: 'phone' }
const pending = async (quantity?: string): Promise<string> => {
  const id = await draft(quantity)
  await sales.post(`/v1/orders/${id}/confirm`, AGREED)
  return id
}
const inProcess = (receiver = tracker) =>
  orderInProcess(sales, receiver, masters, [{ itemId: masters.items.hinge, quantity: '2' }])
const person = (client: Client) => ({ kind: 'person', id: client.personId })
const department = (number: string) => ({ kind: 'department', id: company.founded.departments.get(number)! })
const giving = (ids: string[], to: object, more = {}) => ({
  ...{ to, subjects: ids.map((id) => ({ kind: 'order', id })), reason: 'next' },
  ...more,
})
const give = async (ids: string[], to: object, more = {}): Promise<string> =>
  (await sales.post('/v1/handovers', giving(ids, to, more))).id
const mayOf = async (client: Client, id: string, act: string) =>
  (await client.read(`/v1/handovers/${id}`)).may.find((one: { act: string }) => one.act === act)

test('a deadline, an end and an agreement that cannot be are refused, and nothing is written', async () => {
  const id = await pending()
  const past = '2026-11-23T08:59:00+08:00'
  const offer = (more: object) => () => sales.send('POST', '/v1/handovers', giving([id], person(tracker), more))
  await assertRefused(audit, 'handover.answerByPast', offer({ answerBy: past }))
  await assertRefused(audit, 'notes.endPassed', offer({ afterwardsUntil: past }))
  const hold = { kind: 'customer', reason: '等通知', until: past }
  await assertRefused(audit, 'orders.holdUntilPast', () => sales.send('POST', `/v1/orders/${id}/hold`, hold))
  const unconfirmed = await draft()
  const tomorrow = { ...AGREED, at: '2026-11-24T00:00:00+08:00' }
  await assertRefused(audit, 'orders.confirmedInFuture', () =>
    sales.send('POST', `/v1/orders/${unconfirmed}/confirm`, tomorrow),
  )
  await sales.post(`/v1/orders/${unconfirmed}/confirm`, { ...AGREED, at: '2026-11-23T23:00:00+08:00' })
})

test('a receiver no longer sees an order that was cancelled while it waited', async () => {
  const id = await pending()
  await give([id], person(warehouse))
  assert.equal((await warehouse.get(`/v1/orders/${id}`)).status, 200)
  await sales.post(`/v1/orders/${id}/cancel`, { reason: '客户取消' })
  assert.equal((await warehouse.get(`/v1/orders/${id}`)).status, 404)
})

test('what is left of a pool is recalled although one of its orders was cancelled', async () => {
  const [gone, left] = [await pending(), await pending()]
  const handed = await give([gone, left], department('D50'))
  await sales.post(`/v1/orders/${gone}/cancel`, { reason: '客户取消' })
  assert.equal((await mayOf(sales, handed, 'recall')).allowed, true)
  await sales.post(`/v1/handovers/${handed}/recall`, { reason: '换人' })
  assert.equal((await sales.read(`/v1/orders/${left}`)).holder.person.id, sales.personId)

  const ended = await pending()
  const none = await give([ended], department('D50'))
  await sales.post(`/v1/orders/${ended}/cancel`, { reason: '客户取消' })
  assert.equal((await mayOf(sales, none, 'recall')).code, 'handover.nothingPooled')
  await assertRefused(audit, 'handover.nothingPooled', () => sales.send('POST', `/v1/handovers/${none}/recall`, {}))
})

test('an order that was short-closed while it waited is shown again before it is accepted', async () => {
  const lines = ['hinge', 'handle'].map((item) => ({ itemId: masters.items[item as Item], quantity: '2' }))
  const { id } = await sales.post('/v1/orders', orderOf(masters, lines))
  await sales.post(`/v1/orders/${id}/confirm`, AGREED)
  const handed = await give([id], person(planner))
  await sales.post(`/v1/orders/${id}/short-close`, { lines: [2], reason: '客户不要了' })
  await assertRefused(audit, 'custody.versionChanged', () =>
    planner.send('POST', `/v1/handovers/${handed}/accept`, {}, { 'if-match': '1' }),
  )
  await planner.post(`/v1/handovers/${handed}/accept`, {}, { 'if-match': '2' })
})

test('a return is checked like every handover, and its refusal names who has the offer', async () => {
  const id = await inProcess()
  const back = () => tracker.send('POST', `/v1/orders/${id}/return`, { reason: '缺色板编号' })
  const away = { personId: sales.personId, from: NOW, until: '2026-11-25T00:00:00+08:00', reason: '年假' }
  const { id: leave } = await admin.post('/v1/leave', away)
  const { detail } = await assertRefused(audit, 'handover.receiverOnLeave', back)
  assert.match(detail, /11-24/, 'the last day, by the company’s clock')
  await admin.post(`/v1/leave/${leave}/end`)
  company.setNow('2026-11-23T09:01:00+08:00')

  await admin.send('PUT', `/v1/persons/${sales.personId}/roles`, { roles: [] })
  await assertRefused(audit, 'handover.receiverWithoutRight', back)
  await admin.send('PUT', `/v1/persons/${sales.personId}/roles`, { roles: ['sales'] })

  const { version } = await sales.read(`/v1/orders/${id}`)
  const cheap = [{ itemId: masters.items.hinge, quantity: '2', unitPrice: '1', line: 1 }]
  const change = orderOf(masters, cheap, { reason: '降价' })
  const proposed = await sales.send('PUT', `/v1/orders/${id}`, change, { 'if-match': String(version) })
  assert.equal(proposed.body.outcome, 'proposed')
  await assertRefused(audit, 'handover.inApproval', back)
  await sales.post(`/v1/orders/${id}/change/withdraw`, { reason: '不改了' })

  await tracker.post(`/v1/orders/${id}/return`, { reason: '缺色板编号' })
  const { name } = (await sales.read('/v1/me')).person
  assert.match((await assertRefused(audit, 'handover.alreadyOffered', back)).detail, new RegExp(`offered to ${name}`))
})

test('a head does not give an order of the pool to somebody on leave', async () => {
  const id = await pending()
  await give([id], department('D20'))
  const tracker2 = (await company.as('tracker')).personId
  const { rows } = await admin.read('/v1/persons')
  const member = rows.find(
    (one: { id: string; department: { id: string } }) =>
      one.department.id === department('D20').id && one.id !== tracker2,
  )
  const away = { personId: member.id, from: NOW, until: '2026-11-25T00:00:00+08:00', reason: '年假' }
  await admin.post('/v1/leave', away)
  await assertRefused(audit, 'handover.receiverOnLeave', () =>
    tracker.send('POST', `/v1/orders/${id}/assign`, { personId: member.id }),
  )
})

type Check = { check: string; severity: string; en: string; zh: string; subjectId: string }
const checksOf = async (ids: string[], to: object, check: string): Promise<Check[]> => {
  const { reason: _reason, ...body } = giving(ids, to)
  return (await sales.post('/v1/handovers/check', body)).checks.filter((one: Check) => one.check === check)
}

test('orders of one package that want the same goods are short together', async () => {
  const ids = [await draft('6', 'handle'), await draft('6', 'handle')]
  const found = await checksOf(ids, person(tracker), 'stock')
  assert.deepEqual(
    found.map(({ severity }) => severity),
    ['ok', 'warn'],
  )
  assert.match(found[1]!.en, /short 2$/)
})

test('packages of one batch that want the same goods are short together, in the dry run and on the packages', async () => {
  const [one, other] = [await draft('6', 'handle'), await draft('6', 'handle')]
  const packages = [
    { to: person(tracker), subjects: [{ kind: 'order', id: one }] },
    { to: person(planner), subjects: [{ kind: 'order', id: other }] },
  ]
  const stockOf = ({ checks }: { checks: Check[] }) => checks.find(({ check }) => check === 'stock')?.severity
  const tried = await sales.post('/v1/handovers/batches/check', { packages })
  assert.deepEqual(tried.packages.map(stockOf), ['ok', 'warn'])
  assert.deepEqual(
    tried.packages.map(({ possible }: { possible: string[] }) => possible),
    [[one], [other]],
  )
  const { packages: made } = await sales.post('/v1/handovers/batches', { packages, reason: 'next' })
  const kept = await Promise.all(made.map(({ id }: { id: string }) => sales.read(`/v1/handovers/${id}`)))
  assert.deepEqual(kept.map(stockOf), [undefined, 'warn'], 'what is well is not kept')
  await assertRefused(audit, 'handover.receiverTwice', () =>
    sales.send('POST', '/v1/handovers/batches/check', {
      packages: [packages[0], packages[0]].map((each, index) => ({
        ...each,
        subjects: [{ kind: 'order', id: [one, other][index]! }],
      })),
    }),
  )
})

test('a promised day on which the receiver does not work is a warning', async () => {
  const due = async (requestedOn: string) => {
    const id = await draft('1', 'hinge', { requestedOn })
    return (await checksOf([id], person(planner), 'date'))[0]!.severity
  }
  assert.deepEqual([await due('2026-12-03'), await due('2026-12-05')], ['ok', 'warn'], 'a Thursday, a Saturday')
  const away = { personId: planner.personId, from: '2026-12-02T00:00:00+08:00', until: '2026-12-04T00:00:00+08:00' }
  await admin.post('/v1/leave', { ...away, reason: '年假' })
  assert.deepEqual([await due('2026-12-03'), await due('2026-12-04')], ['warn', 'ok'])
})

test('the dry run names the deadline that the offer then has, by the receiver’s own calendar', async () => {
  const [{ id: copyOf }] = (await admin.read('/v1/calendars?year=2026')).rows
  const made = await admin.post('/v1/calendars', { copyOf, nameZh: '晚班', nameEn: 'Late' })
  const shifts = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 13 * 60, to: 21 * 60 }))
  const seen = (version: number) => ({ 'if-match': String(version) })
  await admin.send('PATCH', `/v1/calendars/${made.id}`, { shifts }, seen(made.version))
  const { id: store } = department('D50')
  const { version } = (await admin.read('/v1/departments')).rows.find((one: { id: string }) => one.id === store)
  await admin.send('PATCH', `/v1/departments/${store}`, { calendarId: made.id }, seen(version))

  const id = await draft()
  const { reason: _reason, ...body } = giving([id], person(warehouse))
  const { answerBy } = await sales.post('/v1/handovers/check', body)
  const offered = await sales.post('/v1/handovers', giving([id], person(warehouse)))
  assert.deepEqual([answerBy, offered.answerBy], [offered.answerBy, '2026-11-23T09:00:00.000Z'])
})

test('a button to reverse is not offered for what its receiver is handing on', async () => {
  const id = await pending()
  const handed = await give([id], person(tracker))
  await tracker.post(`/v1/handovers/${handed}/accept`, {}, { 'if-match': '1' })
  assert.equal((await mayOf(sales, handed, 'reverse')).allowed, true)
  await tracker.post('/v1/handovers', giving([id], person(planner)))
  assert.equal((await mayOf(sales, handed, 'reverse')).code, 'handover.notReversible')
  await assertRefused(audit, 'handover.notReversible', () =>
    sales.send('POST', `/v1/handovers/${handed}/reverse`, { reason: '换人' }),
  )
})

test('who gives to a pool reads on as wished, and fetches back what nobody claimed all the same', async () => {
  const giveToPool = async (more: object) => {
    const id = await inProcess()
    const handed = await tracker.post('/v1/handovers', giving([id], department('D50'), more))
    return { id, handed: handed.id as string, batchId: handed.batchId as string }
  }
  const read = async (id: string) => (await tracker.get(`/v1/orders/${id}`)).status
  const on = await giveToPool({})
  assert.equal(await read(on.id), 200)
  const end = '2099-01-01T00:00:00.000Z'
  const until = await giveToPool({ afterwardsUntil: end })
  assert.equal(await read(until.id), 200)
  const ends = `select until from custody.visible where subject_id = $1 and viewer_id = $2 and because = 'former'`
  assert.deepEqual(await audit.sql(ends, [until.id, tracker.personId]), [{ until: new Date(end) }])
  const none = await giveToPool({ afterwards: 'none' })
  assert.equal(await read(none.id), 404)
  const batch = await giveToPool({ afterwards: 'none' })

  assert.equal((await mayOf(tracker, none.handed, 'recall')).allowed, true)
  await tracker.post(`/v1/handovers/${none.handed}/recall`, { reason: '换人' })
  await tracker.post(`/v1/handovers/batches/${batch.batchId}/recall`, { reason: '换人' })
  for (const { id } of [none, batch])
    assert.equal((await tracker.read(`/v1/orders/${id}`)).holder.person.id, tracker.personId)
  const claimed = await giveToPool({ afterwards: 'none' })
  await warehouse.post(`/v1/orders/${claimed.id}/claim`, {})
  await assertRefused(audit, 'handover.claimed', () =>
    tracker.send('POST', `/v1/handovers/${claimed.handed}/recall`, { reason: '换人' }),
  )
})
