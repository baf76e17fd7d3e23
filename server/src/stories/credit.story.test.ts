import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { runJobs } from '../jobs.ts'
import { type Audit, openAudit } from '../testing/audit.ts'
import { type Client, createTestCompany, type TestCompany } from '../testing/company.ts'
import { type Masters, makeMasters, orderInProcess, orderOf } from '../testing/masters.ts'
import { assertRefused } from '../testing/refused.ts'
import { verify } from '../verify.ts'

// biome-ignore lint/suspicious/noExplicitAny: replies are looked into field by field.
type Loose = any

let company: TestCompany
let masters: Masters
let audit: Audit
let sales: Client
let tracker: Client
let manager: Client
let warehouse: Client
let finance: Client
let boss: Client

before(async () => {
  company = await createTestCompany({ at: '2026-11-23T09:00:00+08:00' })
  masters = await makeMasters(company, { creditLimit: null, stock: { hinge: '1000' } })
  audit = await openAudit(company)
  const as = ['sales1', 'tracker', 'manager', 'warehouse', 'finance', 'boss'].map(company.as)
  ;[sales, tracker, manager, warehouse, finance, boss] = (await Promise.all(as)) as [
    Client,
    Client,
    Client,
    Client,
    Client,
    Client,
  ]
})
after(async () => {
  await audit.close()
  await company.close()
})

const AGREED = { with: '张蕾', how: 'phone' }
const show = (id: string): Promise<Loose> => boss.read(`/v1/orders/${id}`)
const holdOf = async (id: string): Promise<string | null> => (await show(id)).hold?.kind ?? null

let customers = 0
/** A customer of its own with a limit, and the masters with it in the place of the usual one. */
async function customerWith(creditLimit: string | null): Promise<Masters> {
  customers += 1
  const { id } = await boss.post('/v1/customers', { name: `信用客户 ${customers}`, creditLimit, termDays: 30 })
  return { ...masters, customerId: id }
}

/** An order of so many pieces at ¥11.30 each. */
const lines = (quantity: string) => [{ itemId: masters.items.hinge, quantity }]
const inProcess = (of: Masters, quantity: string) => orderInProcess(sales, tracker, of, lines(quantity))
const draft = async (of: Masters, quantity: string): Promise<string> =>
  (await sales.post('/v1/orders', orderOf(of, lines(quantity)))).id
const confirm = (id: string) => sales.post(`/v1/orders/${id}/confirm`, AGREED)

async function limit(of: Masters, creditLimit: string | null, by = finance): Promise<Loose> {
  const { version } = await boss.read(`/v1/customers/${of.customerId}`)
  const answer = await by.send(
    'PUT',
    `/v1/customers/${of.customerId}/credit`,
    { creditLimit, reason: '年度调整' },
    { 'if-match': String(version) },
  )
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

const pay = (of: Masters, amount: string, orderId?: string) =>
  finance.post('/v1/payments', { customerId: of.customerId, amount, method: 'transfer', ...(orderId && { orderId }) })

const refused = (code: string, act: Parameters<typeof assertRefused>[2]) => assertRefused(audit, code, act)

const release = (id: string, by: Client, more: object = {}) =>
  by.send('POST', `/v1/orders/${id}/release`, { reason: '老客户', ...more })

const assertSound = async () => {
  await audit.quiet()
  assert.deepEqual(
    (await verify(company.ownerUrl)).findings.filter((finding) => finding.broken > 0),
    [],
  )
}

test('a lowered limit is never refused: open orders go on hold with it, also those of others, and stay until there is a way out', async () => {
  const of = await customerWith('1000.00')
  const [big, small] = [await inProcess(of, '50'), await inProcess(of, '10')]
  assert.deepEqual((await limit(of, '900.00')).held, [])
  const lowered = await limit(of, '600.00')
  assert.deepEqual(lowered.held.map((one: Loose) => one.id).sort(), [big, small].sort())
  const shown = await show(big)
  assert.deepEqual([shown.hold.kind, shown.hold.reason], ['credit', '信用额度已调低，超出 ¥78'])
  await refused('orders.onHold', () => warehouse.send('POST', `/v1/orders/${big}/ship`, {}))
  await refused('orders.onHold', () =>
    sales.send('POST', `/v1/orders/${big}/hold`, { kind: 'customer', reason: '绕过' }),
  )

  // What fits by itself is released by anybody who may, since the other stays on hold.
  assert.equal((await release(small, sales)).body.outcome, 'released')
  await warehouse.post(`/v1/orders/${small}/ship`)

  const asked = await release(big, sales)
  assert.equal(asked.body.outcome, 'asked')
  assert.equal(await holdOf(big), 'credit')
  assert.equal((await show(big)).hold.asked.reason, '老客户')
  await refused('orders.releaseOverLimit', () => release(big, sales))
  const [waiting] = (await manager.read('/v1/approvals')).rows.filter((row: Loose) => row.subject.id === big)
  assert.deepEqual([waiting.kind, waiting.endpoint], ['orders.release', 'POST /v1/orders/:id/release'])
  await refused('kernel.noRight', () => release(big, sales, { decision: 'reject' }))
  assert.equal((await release(big, manager, { decision: 'reject', reason: '先收款' })).body.outcome, 'rejected')
  assert.equal((await show(big)).hold.asked, null)
  await refused('orders.releaseNotAsked', () => release(big, manager, { decision: 'reject' }))
  await refused('orders.validUntilPast', () => release(big, manager, { validUntil: '2026-11-22T00:00:00Z' }))

  // A payment that makes it fit releases it by itself.
  await pay(of, '77.00')
  await audit.quiet()
  assert.equal(await holdOf(big), 'credit')
  await pay(of, '1.00')
  await audit.quiet()
  assert.equal(await holdOf(big), null)
  await assertSound()
})

test('a limit that somebody lowers holds orders that they may not read', async () => {
  const of = await customerWith('500.00')
  const { id } = await boss.post('/v1/orders', orderOf(of, lines('20')))
  await boss.post(`/v1/orders/${id}/confirm`, AGREED)
  assert.equal((await manager.get(`/v1/orders/${id}`)).status, 404)
  assert.equal((await limit(of, '100.00', manager)).held.length, 1)
  assert.equal(await holdOf(id), 'credit')
  await assertSound()
})

test('a release above the limit is another’s decision with an end; at its end the order counts as on hold at once', async () => {
  const of = await customerWith('500.00')
  const id = await inProcess(of, '40')
  await limit(of, '100.00')
  await release(id, sales)
  const approved = await release(id, manager, { validUntil: '2026-11-25T00:00:00Z' })
  assert.equal(approved.body.outcome, 'released')
  assert.equal(await holdOf(id), null)
  await warehouse.post(`/v1/orders/${id}/ship`, { lines: [{ line: 1, quantity: '10' }] })

  company.setNow('2026-11-25T09:00:00+08:00')
  assert.equal(await holdOf(id), 'credit')
  await refused('orders.approvalExpired', () => warehouse.send('POST', `/v1/orders/${id}/ship`, {}))
  await refused('orders.approvalExpired', () => tracker.send('POST', `/v1/orders/${id}/process`, {}))
  await runJobs(company.app)
  const [row] = (await sales.read(`/v1/orders?customerId=${of.customerId}`)).rows
  assert.deepEqual([row.id, row.hold], [id, 'credit'])

  const own = await boss.post('/v1/orders', orderOf(of, lines('10')))
  await boss.post(`/v1/orders/${own.id}/confirm`, AGREED)
  const admin = await company.as('admin')
  await admin.post(`/v1/orders/${own.id}/review`, {
    decision: 'approve',
    reason: '小单',
    validUntil: '2026-11-25T10:00:00+08:00',
  })
  assert.equal(await holdOf(own.id), null)
  company.setNow('2026-11-25T10:00:00+08:00')
  assert.equal(await holdOf(own.id), 'credit', 'the approval of the review has ended')
  await refused('orders.ownRelease', () => release(own.id, boss))
  assert.equal((await release(own.id, admin)).body.outcome, 'released')

  // A higher limit lets what is held go on.
  await limit(of, null)
  await audit.quiet()
  assert.equal(await holdOf(id), null)
  company.setNow('2026-11-26T09:00:00+08:00')
  await assertSound()
})

test('a payment that did not arrive holds every open order of its customer, beside another hold too', async () => {
  const of = await customerWith('0.00')
  const { id: payment } = await pay(of, '226.00')
  const [one, other] = [await inProcess(of, '10'), await inProcess(of, '10')]
  await sales.post(`/v1/orders/${other}/hold`, { kind: 'quality', reason: '抽检' })
  await finance.post(`/v1/payments/${payment}/reverse`, { reason: '退票' })
  assert.deepEqual([await holdOf(one), await holdOf(other)], ['credit', 'credit'])
  // Paid again, and meant for one of them: that one goes on, however early the other was promised.
  await pay(of, '113.00', one)
  await audit.quiet()
  assert.deepEqual([await holdOf(one), await holdOf(other)], [null, 'credit'])
  await pay(of, '113.00')
  await audit.quiet()
  assert.equal(await holdOf(other), 'quality', 'what stands beside is released by itself')
  assert.equal((await release(other, sales)).body.outcome, 'released')
  await assertSound()
})

test('who pays first is served: the order waits on hold, and passes by itself with the payment', async () => {
  const of = await customerWith('0.00')
  const id = await draft(of, '10')
  const referred = await confirm(id)
  assert.deepEqual([referred.state, referred.review.outcome], ['confirmed', 'referred'])
  assert.match(referred.review.findings[0].en, /¥113 is still to be prepaid/)
  const waiting = await show(id)
  assert.deepEqual([waiting.hold.kind, waiting.hold.reason], ['credit', '待收预付款 ¥113'])
  await refused('orders.releaseByReview', () => release(id, sales))
  await pay(of, '100.00', id)
  await audit.quiet()
  assert.equal((await show(id)).state, 'confirmed')
  await pay(of, '13.00', id)
  await audit.quiet()
  const passed = await show(id)
  assert.deepEqual(
    [passed.state, passed.hold, passed.approval, passed.reviews[0].outcome],
    ['pending', null, null, 'passed'],
  )
  assert.equal((await boss.read(`/v1/customers/${of.customerId}`)).exposure, '0.00')

  // Two wait and money comes for the later one: that one passes.
  const [first, second] = [await draft(of, '1'), await draft(of, '1')]
  await confirm(first)
  await confirm(second)
  await pay(of, '11.30', second)
  await audit.quiet()
  assert.deepEqual([(await show(first)).state, (await show(second)).state], ['confirmed', 'pending'])
  // What an order gives up lets the other pass.
  await sales.post(`/v1/orders/${second}/cancel`, { reason: '不要了' })
  await audit.quiet()
  assert.equal((await show(first)).state, 'pending')

  // A reviewer may let it go without the money, and a change makes it a draft without the hold.
  const third = await draft(of, '2')
  await confirm(third)
  await manager.post(`/v1/orders/${third}/review`, { decision: 'approve', reason: '老客户' })
  assert.deepEqual([(await show(third)).state, await holdOf(third)], ['pending', null])
  const fourth = await draft(of, '3')
  await confirm(fourth)
  const { version } = await show(fourth)
  const rewritten = await sales.send('PUT', `/v1/orders/${fourth}`, orderOf(of, lines('2'), { reason: '少要' }), {
    'if-match': String(version),
  })
  assert.deepEqual([rewritten.body.state, await holdOf(fourth)], ['draft', null])
  await assertSound()
})

test('an approval that has expired is not relied on for a change', async () => {
  company.setNow('2026-11-27T09:00:00+08:00')
  const of = await customerWith(null)
  const wish = (unitPrice: string, quantity = '10', line?: number) => [
    { itemId: masters.items.hinge, quantity, unitPrice, ...(line && { line }) },
  ]
  const { id } = await sales.post('/v1/orders', orderOf(of, wish('5')))
  await confirm(id)
  const until = '2026-11-28T00:00:00Z'
  await manager.post(`/v1/orders/${id}/review`, { decision: 'approve', reason: '清仓价', validUntil: until })
  const change = async (quantity: string) => {
    const { version } = await show(id)
    return sales.send('PUT', `/v1/orders/${id}`, orderOf(of, wish('5', quantity, 1), { reason: '少要' }), {
      'if-match': String(version),
    })
  }
  assert.equal((await change('9')).body.outcome, 'changed')
  company.setNow('2026-11-28T09:00:00+08:00')
  assert.equal((await change('8')).body.outcome, 'proposed')
  await assertSound()
})
