import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { runJobs } from '../jobs.ts'
import { type Client, createTestCompany, type TestCompany } from '../testing/company.ts'
import { type Masters, makeMasters, orderInProcess } from '../testing/masters.ts'
import { verify } from '../verify.ts'

let company: TestCompany
let masters: Masters
let sales: Client
let tracker: Client
let warehouse: Client
let logistics: Client
let boss: Client
/** An item of its own for each story, so that nobody else waits for it. */
let item: string
let items = 0

before(async () => {
  company = await createTestCompany({ at: '2026-11-23T09:00:00+08:00' })
  masters = await makeMasters(company, { creditLimit: null, stock: {} })
  sales = await company.as('sales1')
  tracker = await company.as('tracker')
  warehouse = await company.as('warehouse')
  logistics = await company.as('logistics')
  boss = await company.as('boss')
})
after(async () => {
  const { findings } = await verify(company.ownerUrl)
  assert.deepEqual(
    findings.filter((finding) => finding.broken > 0),
    [],
  )
  await company.close()
})
beforeEach(async () => {
  items += 1
  const made = { number: `W-${items}`, name: `螺栓 ${items}`, kind: 'stock', unit: 'pcs', taxCode: 'VAT13' }
  item = (await boss.post('/v1/items', { ...made, listPrice: '10', standardCost: '6' })).id
})

const receive = (quantity: string, warehouseId = masters.warehouseId) =>
  warehouse.post('/v1/stock/receipts', { warehouseId, reason: '补货', lines: [{ itemId: item, quantity }] })
const order = (quantity: string) => orderInProcess(sales, tracker, masters, [{ itemId: item, quantity }])
const ship = async (id: string): Promise<string> => (await warehouse.post(`/v1/orders/${id}/ship`)).id
const reserved = async (id: string): Promise<string> => {
  await company.app.reactions.wake()
  return (await boss.read(`/v1/orders/${id}`)).lines[0].reserved
}
const told = async (id: string): Promise<string[]> =>
  (await boss.read(`/v1/orders/${id}/timeline`)).rows.map(({ type }: { type: string }) => type)

test('what a sign-off finds short is reserved again by itself, and is shipped without anybody asking for it', async () => {
  await receive('10')
  const id = await order('8')
  const lines = [{ line: 1, signed: '5', short: '2', damaged: '1' }]
  await logistics.post(`/v1/deliveries/${await ship(id)}/sign`, { name: '张蕾', lines })
  assert.equal(await reserved(id), '2', 'as much as is free')
  assert.ok((await told(id)).includes('orders.fellShort'))
  await receive('5')
  assert.equal(await reserved(id), '3')
  await ship(id)
})

test('what was reserved in place of missing goods goes to those that wait once the sign-off is undone', async () => {
  await receive('10')
  const id = await order('8')
  const delivery = await ship(id)
  await logistics.post(`/v1/deliveries/${delivery}/sign`, {
    ...{ name: '张蕾', lines: [{ line: 1, signed: '6', short: '2' }] },
  })
  assert.equal(await reserved(id), '2')
  const waiting = await order('2')
  assert.equal(await reserved(waiting), '0')
  await logistics.post(`/v1/deliveries/${delivery}/unsign`, { reason: '记错了' })
  assert.deepEqual([await reserved(waiting), await reserved(id)], ['2', '0'])
  assert.ok((await told(id)).includes('orders.freed'))
})

test('goods of an undone shipment are held for their order; given up there, they go to those that wait', async () => {
  await receive('8')
  const id = await order('8')
  const delivery = await ship(id)
  const waiting = await order('8')
  await logistics.post(`/v1/deliveries/${delivery}/reverse`, { reason: '车坏了' })
  assert.deepEqual([await reserved(id), await reserved(waiting)], ['8', '0'])
  await sales.post(`/v1/orders/${id}/cancel`, { reason: '客户取消' })
  assert.equal(await reserved(waiting), '8')
})

test('goods that were put back into a closed warehouse are free for all once it is open again', async () => {
  const far = company.founded.warehouses.get('W2')!
  await receive('4', far)
  const id = await order('4')
  const delivery = await ship(id)
  const { version } = (await boss.read('/v1/warehouses')).rows.find((row: { id: string }) => row.id === far)
  const close = await boss.send('PATCH', `/v1/warehouses/${far}`, { active: false }, { 'if-match': String(version) })
  assert.equal(close.status, 200, JSON.stringify(close.body))
  await logistics.post(`/v1/deliveries/${delivery}/reverse`, { reason: '车坏了' })
  await sales.post(`/v1/orders/${id}/cancel`, { reason: '客户取消' })
  const waiting = await order('4')
  assert.equal(await reserved(waiting), '0')
  await boss.send('PATCH', `/v1/warehouses/${far}`, { active: true }, { 'if-match': String(close.body.version) })
  assert.equal(await reserved(waiting), '4')
})

test('a hold that comes to its end by the clock is taken off, and the order takes what came in meanwhile', async () => {
  const id = await order('3')
  await sales.post(`/v1/orders/${id}/hold`, { kind: 'customer', reason: '等通知', until: '2026-11-23T12:00:00+08:00' })
  await receive('3')
  assert.equal(await reserved(id), '0')
  await runJobs(company.app)
  assert.equal((await boss.read(`/v1/orders/${id}`)).hold.reason, '等通知')
  company.setNow('2026-11-23T12:00:30+08:00')
  await runJobs(company.app)
  assert.equal(await reserved(id), '3')
  assert.equal((await boss.read(`/v1/orders/${id}`)).hold, null)
  assert.ok((await told(id)).includes('orders.released'))
})

test('everybody who waits is served, however many there are, and those who are held are passed over', async () => {
  const held = await order('1')
  await sales.post(`/v1/orders/${held}/hold`, { kind: 'quality', reason: '复检' })
  const waiting: string[] = []
  for (let count = 0; count < 55; count += 1) waiting.push(await order('1'))
  await receive('60')
  await company.app.reactions.wake()
  const { rows } = await boss.read(`/v1/stock?itemId=${item}`)
  assert.deepEqual([rows[0].reserved, rows[0].available], ['55', '5'])
  assert.equal(await reserved(held), '0')
  assert.equal(await reserved(waiting.at(-1)!), '1')
})
