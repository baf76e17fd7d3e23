import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, createTestCompany, type TestCompany } from '../testing/company.ts'
import { type Masters, makeMasters, orderInProcess, orderOf } from '../testing/masters.ts'

let company: TestCompany
let masters: Masters
let sales: Client
let tracker: Client
let warehouse: Client
let boss: Client

before(async () => {
  company = await createTestCompany({ at: '2026-11-23T09:00:00+08:00' })
  masters = await makeMasters(company, { creditLimit: '10000.00', stock: { hinge: '100', handle: '50' } })
  sales = await company.as('sales1')
  tracker = await company.as('tracker')
  warehouse = await company.as('warehouse')
  boss = await company.as('boss')
})
after(() => company.close())

const hinge = (quantity: string, unitPrice = '10') => ({ itemId: masters.items.hinge, quantity, unitPrice })
const stockOf = async (itemId: string) => (await boss.read(`/v1/stock?itemId=${itemId}`)).rows[0]
const exposure = async () => (await boss.read(`/v1/customers/${masters.customerId}`)).exposure

test('a draft is changed with its version, and a stale one is refused with the current', async () => {
  const made = await sales.post(
    '/v1/orders',
    orderOf(masters, [hinge('1'), { itemId: masters.items.handle, quantity: '2' }]),
  )
  const changed = await sales.send(
    'PUT',
    `/v1/orders/${made.id}`,
    orderOf(masters, [{ ...hinge('3'), line: 1 } as never]),
    { 'if-match': '1' },
  )
  assert.deepEqual([changed.status, changed.body.version], [200, 2])
  const shown = await sales.read(`/v1/orders/${made.id}`)
  assert.deepEqual([shown.lines.length, shown.lines[0].quantity, shown.gross], [1, '3', '33.90'])
  assert.equal(shown.changes[0].version, 2)
  const stale = await sales.send('PUT', `/v1/orders/${made.id}`, orderOf(masters, [hinge('9')]), { 'if-match': '1' })
  assert.deepEqual([stale.status, stale.body.data.current.version], [412, 2])
  const blind = await sales.send('PUT', `/v1/orders/${made.id}`, orderOf(masters, [hinge('9')]))
  assert.equal(blind.status, 428)
})

test('an order whose facts are missing is not confirmed, and each fact is named', async () => {
  const made = await sales.post('/v1/orders', orderOf(masters, [hinge('1')], { street: '', phone: '' }))
  const problem = await sales.refused(422, `/v1/orders/${made.id}/confirm`, { with: '张蕾', how: 'phone' })
  assert.deepEqual(problem.errors?.map((error) => error.pointer).sort(), ['/phone', '/street'])
  assert.equal((await sales.read(`/v1/orders/${made.id}`)).state, 'draft')
})

test('an order over the credit limit waits for a reviewer, books nothing, and is approved by somebody else', async () => {
  const made = await sales.post('/v1/orders', orderOf(masters, [hinge('1000')]))
  const referred = await sales.post(`/v1/orders/${made.id}/confirm`, { with: '张蕾', how: 'phone' })
  assert.deepEqual([referred.state, referred.review.outcome], ['confirmed', 'referred'])
  assert.equal(await exposure(), '0.00')
  const manager = await company.as('manager')
  assert.equal((await manager.read('/v1/approvals')).rows.length, 1)
  const approved = await manager.post(`/v1/orders/${made.id}/review`, { decision: 'approve', reason: '老客户' })
  assert.equal(approved.state, 'pending')
  assert.equal(await exposure(), '11300.00')
  await sales.post(`/v1/orders/${made.id}/cancel`, { reason: '客户取消' })
  assert.equal(await exposure(), '0.00')
})

test('a rejected order keeps its verdict, and a change makes it a draft again', async () => {
  const made = await sales.post('/v1/orders', orderOf(masters, [hinge('5', '3')]))
  await sales.post(`/v1/orders/${made.id}/confirm`, { with: '张蕾', how: 'phone' })
  const manager = await company.as('manager')
  await manager.post(`/v1/orders/${made.id}/review`, { decision: 'reject', reason: '价格太低' })
  const rejected = await sales.read(`/v1/orders/${made.id}`)
  assert.deepEqual(
    [rejected.state, rejected.reviews[0].outcome, rejected.reviews[0].reason],
    ['confirmed', 'rejected', '价格太低'],
  )
  const silent = await sales.send(
    'PUT',
    `/v1/orders/${made.id}`,
    orderOf(masters, [{ ...hinge('5'), line: 1 } as never]),
    { 'if-match': String(rejected.version) },
  )
  assert.equal(silent.body.code, 'orders.reasonMissing')
  const changed = await sales.send(
    'PUT',
    `/v1/orders/${made.id}`,
    orderOf(masters, [{ ...hinge('5'), line: 1 } as never], { reason: '改回价目' }),
    { 'if-match': String(rejected.version) },
  )
  assert.equal(changed.body.state, 'draft')
  await sales.post(`/v1/orders/${made.id}/cancel`, { reason: '不做了' })
})

test('nobody decides a review that he asked for himself', async () => {
  const made = await boss.post('/v1/orders', orderOf(masters, [hinge('5', '3')]))
  await boss.post(`/v1/orders/${made.id}/confirm`, { with: '张蕾', how: 'phone' })
  assert.equal(
    (await boss.refused(409, `/v1/orders/${made.id}/review`, { decision: 'approve', reason: '同意' })).code,
    'orders.ownReview',
  )
})

test('an order on hold is not shipped until it is released', async () => {
  const id = await orderInProcess(sales, tracker, masters, [hinge('4')])
  await sales.post(`/v1/orders/${id}/hold`, { kind: 'customer', reason: '客户要求暂停' })
  assert.equal((await warehouse.refused(409, `/v1/orders/${id}/ship`)).code, 'orders.onHold')
  await sales.post(`/v1/orders/${id}/release`, { reason: '恢复' })
  await warehouse.post(`/v1/orders/${id}/ship`)
  assert.equal((await sales.refused(409, `/v1/orders/${id}/cancel`, { reason: '取消' })).code, 'orders.alreadyShipped')
})

test('what is short is reserved by itself as soon as it comes in, the earliest promise first', async () => {
  const free = Number((await stockOf(masters.items.handle)).available)
  const late = await orderInProcess(sales, tracker, masters, [
    { itemId: masters.items.handle, quantity: String(free + 10) },
  ])
  const shown = await tracker.read(`/v1/orders/${late}`)
  assert.deepEqual([shown.progress.reserved, shown.lines[0].short], ['partly', '10'])
  const tasks = (await tracker.read(`/v1/tasks?orderId=${late}`)).rows.map((row: { kind: string }) => row.kind)
  assert.ok(tasks.includes('shortage'))
  await warehouse.post('/v1/stock/receipts', {
    warehouseId: masters.warehouseId,
    reason: '补货',
    lines: [{ itemId: masters.items.handle, quantity: '10', value: '60.00' }],
  })
  await company.app.reactions.wake()
  const after = await tracker.read(`/v1/orders/${late}`)
  assert.deepEqual([after.progress.reserved, after.lines[0].short], ['fully', '0'])
  const left = (await tracker.read(`/v1/tasks?orderId=${late}`)).rows.filter(
    (row: { state: string }) => row.state === 'open',
  )
  assert.ok(!left.some((row: { kind: string }) => row.kind === 'shortage'))
})

test('what comes in while an order is on hold is reserved for it once it is released', async () => {
  const free = Number((await stockOf(masters.items.handle)).available)
  const id = await orderInProcess(sales, tracker, masters, [
    { itemId: masters.items.handle, quantity: String(free + 4) },
  ])
  await sales.post(`/v1/orders/${id}/hold`, { kind: 'customer', reason: '客户要求暂停' })
  await warehouse.post('/v1/stock/receipts', {
    warehouseId: masters.warehouseId,
    reason: '补货',
    lines: [{ itemId: masters.items.handle, quantity: '4', value: '24.00' }],
  })
  await company.app.reactions.wake()
  assert.notEqual((await tracker.read(`/v1/orders/${id}`)).progress.reserved, 'fully')
  await sales.post(`/v1/orders/${id}/release`, { reason: '恢复' })
  await company.app.reactions.wake()
  assert.equal((await tracker.read(`/v1/orders/${id}`)).progress.reserved, 'fully')
  await sales.post(`/v1/orders/${id}/cancel`, { reason: '客户取消' })
})

test('what a cancelled order gives up goes to an order that waits for it', async () => {
  const free = String(Number((await stockOf(masters.items.handle)).available))
  const rich =
    free === '0'
      ? null
      : await orderInProcess(sales, tracker, masters, [{ itemId: masters.items.handle, quantity: free }])
  const first = rich ?? (await receiveAndOrder('5'))
  const waiting = await orderInProcess(sales, tracker, masters, [{ itemId: masters.items.handle, quantity: '3' }])
  assert.equal((await tracker.read(`/v1/orders/${waiting}`)).progress.reserved, 'none')
  await sales.post(`/v1/orders/${first}/cancel`, { reason: '客户取消' })
  await company.app.reactions.wake()
  assert.equal((await tracker.read(`/v1/orders/${waiting}`)).progress.reserved, 'fully')
})

/** An order that holds all of the pieces that have just come in. */
async function receiveAndOrder(quantity: string): Promise<string> {
  await warehouse.post('/v1/stock/receipts', {
    warehouseId: masters.warehouseId,
    reason: '补货',
    lines: [{ itemId: masters.items.handle, quantity, value: '30.00' }],
  })
  return await orderInProcess(sales, tracker, masters, [{ itemId: masters.items.handle, quantity }])
}

test('short-closing a line frees its stock and credit; the rest completes the order', async () => {
  const before = await stockOf(masters.items.hinge)
  const id = await orderInProcess(sales, tracker, masters, [hinge('6'), { ...hinge('4') }])
  const shipped = await warehouse.post(`/v1/orders/${id}/ship`, { lines: [{ line: 1, quantity: '6' }] })
  await sales.post(`/v1/orders/${id}/short-close`, { lines: [2], reason: '客户不要了' })
  assert.equal((await stockOf(masters.items.hinge)).reserved, before.reserved)
  const signed = await warehouse.post(`/v1/deliveries/${shipped.id}/sign`, {
    name: '张蕾',
    lines: [{ line: 1, signed: '6' }],
  })
  assert.equal(signed.order.state, 'completed')
})

test('goods found short at sign-off are to be delivered again and are not invoiced', async () => {
  const finance = await company.as('finance')
  const id = await orderInProcess(sales, tracker, masters, [hinge('8')])
  const first = await warehouse.post(`/v1/orders/${id}/ship`)
  await warehouse.post(`/v1/deliveries/${first.id}/sign`, {
    name: '张蕾',
    lines: [{ line: 1, signed: '6', short: '2' }],
  })
  const partly = await sales.read(`/v1/orders/${id}`)
  assert.deepEqual([partly.state, partly.lines[0].shipped, partly.lines[0].signed], ['processing', '6', '6'])
  const invoice = await finance.post(`/v1/orders/${id}/invoice`)
  assert.equal(invoice.gross, '67.80')
  await company.app.reactions.wake()
  const second = await warehouse.post(`/v1/orders/${id}/ship`)
  const signed = await warehouse.post(`/v1/deliveries/${second.id}/sign`, {
    name: '张蕾',
    lines: [{ line: 1, signed: '2' }],
  })
  assert.equal(signed.order.state, 'completed')
  assert.equal((await finance.post(`/v1/orders/${id}/invoice`)).gross, '22.60')
})

test('a short number finds this year’s order', async () => {
  const made = await sales.post('/v1/orders', orderOf(masters, [hinge('1')]))
  const short = String(Number(made.number.split('-')[1]))
  const found = await sales.read(`/v1/orders?q=${short}`)
  assert.deepEqual(
    found.rows.map((row: { number: string }) => row.number),
    [made.number],
  )
})
