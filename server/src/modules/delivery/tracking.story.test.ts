import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Audit, openAudit } from '../../testing/audit.ts'
import { type Client, clientOf, createTestCompany, type TestCompany } from '../../testing/company.ts'
import { type Masters, makeMasters, orderInProcess, orderOf } from '../../testing/masters.ts'
import { readRows } from '../../testing/row-counts.ts'
import { checks } from './checks.ts'

let company: TestCompany
let masters: Masters
let audit: Audit
let sales: Client
let tracker: Client
let warehouse: Client
let customer: Client

const START = '2026-11-23T09:00:00+08:00'

before(async () => {
  company = await createTestCompany({ at: START })
  masters = await makeMasters(company, { creditLimit: null })
  audit = await openAudit(company)
  sales = await company.as('sales1')
  tracker = await company.as('tracker')
  warehouse = await company.as('warehouse')
  customer = clientOf(company.app, 'customer', '', {})
})
after(async () => {
  await audit.close()
  await company.close()
})

const lines = () => [{ itemId: masters.items.hinge, quantity: '10' }]
const make = async (order: string, days = 90): Promise<{ id: string; path: string }> =>
  sales.post(`/v1/orders/${order}/tracking-links`, { days })
const follow = (path: string) => customer.get(`/v1${path}`)

test('the customer follows an order from its creation to the sign-off, and learns nothing else', async () => {
  const { id } = await sales.post('/v1/orders', orderOf(masters, lines(), { customerNumber: 'PO-77' }))
  const { path } = await make(id)
  const stage = async () => (await follow(path)).body.stage
  assert.equal(await stage(), 'received')
  await sales.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
  assert.equal(await stage(), 'confirmed')
  const offered = await sales.post('/v1/handovers', {
    to: { kind: 'person', id: tracker.personId },
    subjects: [{ kind: 'order', id }],
    reason: 'next',
  })
  await tracker.post(`/v1/handovers/${offered.id}/accept`, {}, { 'if-match': '1' })
  assert.equal(await stage(), 'preparing')
  const shipment = { lines: [{ line: 1, quantity: '4' }], carrier: '德邦', trackingNumber: 'DPK1' }
  const { id: first } = await warehouse.post(`/v1/orders/${id}/ship`, shipment)
  assert.equal(await stage(), 'partlyShipped')
  await warehouse.post(`/v1/orders/${id}/ship`)
  assert.equal(await stage(), 'shipped')
  await warehouse.post(`/v1/deliveries/${first}/sign`, { name: '张蕾', lines: [{ line: 1, signed: '4' }] })

  const { body } = await follow(path)
  assert.deepEqual(Object.keys(body).sort(), [
    ...['company', 'customerNumber', 'deliveries', 'expiresAt', 'lines', 'number', 'promisedOn', 'reached', 'stage'],
  ])
  assert.deepEqual(
    body.lines.map((line: { quantity: string; shipped: string; signed: string }) => [
      line.quantity,
      line.shipped,
      line.signed,
    ]),
    [['10', '10', '4']],
  )
  assert.equal(body.customerNumber, 'PO-77')
  assert.equal(body.deliveries.length, 2)
  assert.deepEqual(
    body.deliveries
      .filter((one: { carrier: string }) => one.carrier === '德邦')
      .map((one: { trackingNumber: string }) => one.trackingNumber),
    ['DPK1'],
  )
  // No price, no name of ours, no address: a link may be passed on.
  assert.doesNotMatch(JSON.stringify(body), /张蕾|周敏|陈静|云栖|138 0571|莫干山|gross|price|"10\.00"/i)
})

test('a link that was revoked, that has lapsed, or that nobody made says so', async () => {
  const id = await orderInProcess(sales, tracker, masters, lines())
  const [revoked, short] = [await make(id), await make(id, 1)]
  await sales.post(`/v1/tracking-links/${revoked.id}/revoke`)
  const [gone, unknown] = [await follow(revoked.path), await follow(`/track/${'x'.repeat(43)}`)]
  assert.deepEqual([gone.status, gone.body.code], [410, 'delivery.trackRevoked'])
  assert.deepEqual([unknown.status, unknown.body.code], [404, 'delivery.trackUnknown'])
  assert.equal((await follow(short.path)).status, 200)
  company.setNow('2026-11-24T09:00:01+08:00')
  const late = await follow(short.path)
  assert.deepEqual([late.status, late.body.code], [410, 'delivery.trackExpired'])
  const states = (await sales.read(`/v1/orders/${id}/tracking-links`)).rows.map((row: { state: string }) => row.state)
  assert.deepEqual(states.sort(), ['expired', 'revoked'])
  const twice = await sales.refused(409, `/v1/tracking-links/${revoked.id}/revoke`)
  assert.equal(twice.code, 'delivery.trackingRevoked')
  company.setNow(START)
})

test('a link to sign is no link to follow, nor the other way round', async () => {
  const id = await orderInProcess(sales, tracker, masters, lines())
  const { path } = await make(id)
  const { id: delivery } = await warehouse.post(`/v1/orders/${id}/ship`)
  const sign = await warehouse.post(`/v1/deliveries/${delivery}/link`)
  assert.equal((await follow(sign.path.replace('/sign/', '/track/'))).status, 404)
  assert.equal((await customer.get(`/v1${path.replace('/track/', '/sign/')}`)).status, 404)
})

test('only who sells or ships makes links, and only of orders that they may read', async () => {
  const id = await orderInProcess(sales, tracker, masters, lines())
  const { id: link } = await make(id)
  const [colleague, finance] = await Promise.all(['sales2', 'finance'].map(company.as))
  const rows = await readRows(audit)
  assert.equal((await colleague!.refused(404, `/v1/orders/${id}/tracking-links`, {})).code, 'delivery.orderUnknown')
  assert.equal((await colleague!.refused(404, `/v1/tracking-links/${link}/revoke`)).code, 'delivery.trackingUnknown')
  assert.equal((await finance!.refused(403, `/v1/orders/${id}/tracking-links`, {})).code, 'kernel.noRight')
  assert.deepEqual(await readRows(audit), rows)
})

test('the address is stored as a hash only', async () => {
  const id = await orderInProcess(sales, tracker, masters, lines())
  const { path } = await make(id)
  const token = path.replace('/track/', '')
  const [{ found }] = await audit.sql('select count(*)::int as found from delivery.link l where l::text like $1', [
    `%${token}%`,
  ])
  assert.equal(found, 0)
})

test('guessing and hammering are slowed down', async () => {
  const id = await orderInProcess(sales, tracker, masters, lines())
  const { path } = await make(id)
  const statuses: number[] = []
  for (let time = 0; time < 130; time += 1) statuses.push((await follow(path)).status)
  assert.deepEqual([statuses.indexOf(429), statuses.at(-1)], [120, 429])
  company.setNow('2026-11-23T09:01:01+08:00')
  assert.equal((await follow(path)).status, 200)
  const guesses: number[] = []
  for (let time = 0; time < 70; time += 1) guesses.push((await follow(`/track/${'g'.repeat(40)}${100 + time}`)).status)
  assert.deepEqual([guesses[0], guesses.at(-1)], [404, 429])
  company.setNow(START)
})

test('the promise about links holds, and planted damage is found', async () => {
  const id = await orderInProcess(sales, tracker, masters, lines())
  const { id: link } = await make(id)
  const only = checks.filter((one) => one.id === 'L1')
  assert.deepEqual(await audit.broken(only), [])
  for (const sql of [
    `delete from delivery.link where subject_id = '${link}'`,
    `update delivery.link set expires_at = created_at where subject_id = '${link}'`,
    `update delivery.tracking set revoked_at = created_at, revoked_by = created_by where tracking_id = '${link}'`,
  ])
    assert.deepEqual(await audit.broken(only, sql), ['L1'], sql)
})
