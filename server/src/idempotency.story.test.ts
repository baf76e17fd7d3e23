import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type Audit, openAudit } from './testing/audit.ts'
import { type Client, createTestCompany, PASSWORD, type TestCompany } from './testing/company.ts'
import { type Masters, makeMasters, orderOf } from './testing/masters.ts'
import { readRows } from './testing/row-counts.ts'

let company: TestCompany
let masters: Masters
let audit: Audit
let sales: Client
let other: Client
let finance: Client

before(async () => {
  company = await createTestCompany()
  masters = await makeMasters(company)
  audit = await openAudit(company)
  ;[sales, other, finance] = await Promise.all([company.as('sales1'), company.as('sales2'), company.as('finance')])
})
after(async () => {
  await audit.close()
  await company.close()
})

const order = (quantity = '3') => orderOf(masters, [{ itemId: masters.items.hinge, quantity }])
const keyed = (key: string) => ({ 'idempotency-key': key })
const confirmation = { with: '张蕾', how: 'phone' }

test('the same request with the same key is answered as before, marked, and happens once', async () => {
  const key = randomUUID()
  const first = await sales.send('POST', '/v1/orders', order(), keyed(key))
  assert.deepEqual([first.status, first.headers['idempotent-replayed']], [201, undefined])
  const before = await readRows(audit)
  const again = await sales.send('POST', '/v1/orders', order(), keyed(key))
  assert.deepEqual([again.status, again.headers['idempotent-replayed']], [201, 'true'])
  assert.deepEqual(again.body, first.body)
  assert.equal(again.headers.etag, first.headers.etag)
  assert.deepEqual(await readRows(audit), before)

  // The answer is that of the first time, also when the order has moved on meanwhile.
  await sales.post(`/v1/orders/${first.body.id}/confirm`, confirmation)
  const late = await sales.send('POST', '/v1/orders', order(), keyed(key))
  assert.deepEqual([late.body, late.headers['idempotent-replayed']], [first.body, 'true'])
})

test('the same facts in another order of fields are the same request', async () => {
  const key = randomUUID()
  const first = await sales.send('POST', '/v1/orders', order(), keyed(key))
  const turned = Object.fromEntries(Object.entries(order()).reverse())
  const again = await sales.send('POST', '/v1/orders', turned, keyed(key))
  assert.deepEqual([again.status, again.body, again.headers['idempotent-replayed']], [201, first.body, 'true'])
})

test('the same key with another body, another subject or another operation is refused', async () => {
  const key = randomUUID()
  const { body: made } = await sales.send('POST', '/v1/orders', order(), keyed(key))
  const one = await sales.post('/v1/orders', order())
  const confirmed = randomUUID()
  await sales.post(`/v1/orders/${made.id}/confirm`, confirmation, keyed(confirmed))
  const before = await readRows(audit)
  const refused = [
    await sales.refused(422, '/v1/orders', order('4'), keyed(key)),
    await sales.refused(422, `/v1/orders/${one.id}/confirm`, confirmation, keyed(confirmed)),
    await sales.refused(422, `/v1/orders/${made.id}/notes`, { text: 'x' }, keyed(key)),
  ]
  for (const problem of refused) assert.equal(problem.code, 'kernel.keyReused')
  assert.deepEqual(await readRows(audit), before)
})

test('two operations that take the same body on the same subject do not share a key', async () => {
  const { id } = await sales.post('/v1/orders', order())
  const key = randomUUID()
  await sales.post(`/v1/orders/${id}/cancel`, { reason: '客户取消' }, keyed(key))
  const before = await readRows(audit)
  const problem = await sales.refused(422, `/v1/orders/${id}/release`, { reason: '客户取消' }, keyed(key))
  assert.equal(problem.code, 'kernel.keyReused')
  assert.deepEqual(await readRows(audit), before)
})

test('without a key, or with one that is too short or too long, nothing is written', async () => {
  const headers = await headersOf('sales1')
  const before = await readRows(audit)
  for (const key of ['', 'short', 'k'.repeat(201)]) {
    const problem = await sales.refused(400, '/v1/orders', order(), keyed(key))
    assert.equal(problem.code, 'kernel.keyMissing')
  }
  const answer = await company.app.http.inject({
    method: 'POST',
    url: '/v1/orders',
    payload: order(),
    headers,
  })
  assert.deepEqual([answer.statusCode, answer.json().code], [400, 'kernel.keyMissing'])
  assert.deepEqual(await readRows(audit), before)
})

test('after a lost reply the same request learns what happened, for each kind of change', async () => {
  const { id } = await sales.post('/v1/orders', order())
  const steps: [Client, string, object][] = [
    [sales, `/v1/orders/${id}/confirm`, confirmation],
    [sales, `/v1/orders/${id}/notes`, { text: '客户要求先传照片' }],
    [finance, '/v1/payments', { customerId: masters.customerId, amount: '1.00', method: 'cash' }],
  ]
  for (const [client, path, body] of steps) {
    const key = randomUUID()
    // The caller never reads this reply: the wire broke after the commit.
    const lost = await client.send('POST', path, body, keyed(key))
    const before = await readRows(audit)
    const learned = await client.send('POST', path, body, keyed(key))
    assert.deepEqual([learned.status, learned.body], [lost.status, lost.body], path)
    assert.equal(learned.headers['idempotent-replayed'], 'true', path)
    assert.deepEqual(await readRows(audit), before, path)
  }
})

test('twins that arrive at once make one order, and both get its number', async () => {
  for (let round = 0; round < 20; round += 1) {
    const key = randomUUID()
    const before = await countOrders()
    const twins = await Promise.all([1, 2].map(() => sales.send('POST', '/v1/orders', order(), keyed(key))))
    assert.deepEqual(
      twins.map((twin) => [twin.status, twin.body]),
      [1, 2].map(() => [201, twins[0]!.body]),
    )
    assert.equal(await countOrders(), before + 1)
    assert.equal(twins.filter((twin) => twin.headers['idempotent-replayed'] === 'true').length, 1)
  }
})

test('a refusal is not kept: the same request succeeds when its reason is gone', async () => {
  const { id } = await sales.post('/v1/orders', { ...order(), phone: '' })
  const key = randomUUID()
  const before = await readRows(audit)
  const refused = await sales.refused(422, `/v1/orders/${id}/confirm`, confirmation, keyed(key))
  assert.equal(refused.code, 'orders.factsMissing')
  assert.deepEqual(await readRows(audit), before)
  const filled = await sales.send('PUT', `/v1/orders/${id}`, order(), { 'if-match': '1' })
  assert.equal(filled.status, 200)
  const confirmed = await sales.send('POST', `/v1/orders/${id}/confirm`, confirmation, keyed(key))
  assert.deepEqual([confirmed.status, confirmed.headers['idempotent-replayed']], [200, undefined])
  assert.equal(confirmed.body.state, 'pending')
})

test('a key belongs to one person: somebody else’s equal key is another request', async () => {
  const key = randomUUID()
  const mine = await sales.send('POST', '/v1/orders', order(), keyed(key))
  const theirs = await other.send('POST', '/v1/orders', order('5'), keyed(key))
  assert.deepEqual([mine.status, theirs.status, theirs.headers['idempotent-replayed']], [201, 201, undefined])
  assert.notEqual(mine.body.id, theirs.body.id)
})

const countOrders = async (): Promise<number> =>
  (await audit.sql('select count(*)::int as orders from orders.sales_order'))[0].orders

async function headersOf(account: string): Promise<Record<string, string>> {
  const session = await company.app.http.inject({
    method: 'POST',
    url: '/v1/session',
    payload: { account, password: PASSWORD },
  })
  return { authorization: `Bearer ${session.json().token}`, 'accept-language': 'en' }
}
