import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Audit, openAudit } from '../testing/audit.ts'
import { type Client, createTestCompany, signedIn, type TestCompany } from '../testing/company.ts'
import { type Masters, makeMasters, orderInProcess } from '../testing/masters.ts'
import { assertRefused } from '../testing/refused.ts'

let company: TestCompany
let audit: Audit
let masters: Masters
let admin: Client
let boss: Client
let tracker: Client

before(async () => {
  company = await createTestCompany()
  audit = await openAudit(company)
  masters = await makeMasters(company)
  ;[admin, boss, tracker] = [await company.as('admin'), await company.as('boss'), await company.as('tracker')]
})
after(async () => {
  await audit.close()
  await company.close()
})

const PASSWORD = 'correct-horse-43'
let seller = 0

/** Somebody of sales who will leave. */
async function newSeller(): Promise<Client> {
  const account = `seller${++seller}`
  const departmentId = company.founded.departments.get('D10')!
  const { id } = await admin.post('/v1/persons', { name: `业务${seller}`, departmentId })
  const { password } = await admin.post(`/v1/persons/${id}/account`, { account, roles: ['sales'] })
  const first = await signedIn(company.app, account, password)
  await first.post('/v1/me/password', { current: password, next: PASSWORD })
  return await signedIn(company.app, account, PASSWORD)
}

const lines = () => [{ itemId: masters.items.hinge, quantity: '2' }]
const accept = (client: Client, id: string) => client.post(`/v1/handovers/${id}/accept`, {}, { 'if-match': '1' })
const offer = async (from: Client, id: string, to: Client, more = {}): Promise<string> => {
  const body = { to: { kind: 'person', id: to.personId }, subjects: [{ kind: 'order', id }], reason: 'next', ...more }
  return (await from.post('/v1/handovers', body)).id
}
const leave = (client: Client) => admin.post(`/v1/persons/${client.personId}/disable`, { reason: '离职' })

/** Settled, with the receipt that paid it. */
async function settled(owner: Client): Promise<{ id: string; payment: string }> {
  const [warehouse, logistics, finance] = [
    await company.as('warehouse'),
    await company.as('logistics'),
    await company.as('finance'),
  ]
  const id = await orderInProcess(owner, tracker, masters, lines())
  const shipped = await warehouse.post(`/v1/orders/${id}/ship`, { carrier: '德邦', trackingNumber: 'DPK1' })
  await logistics.post(`/v1/deliveries/${shipped.id}/sign`, { name: '张蕾', lines: [{ line: 1, signed: '2' }] })
  const { id: invoiceId, gross: amount } = await finance.post(`/v1/orders/${id}/invoice`)
  const { customerId } = masters
  const receipt = { customerId, amount, method: 'transfer', reference: id.slice(-12), matches: [{ invoiceId, amount }] }
  const { id: payment } = await finance.post('/v1/payments', receipt)
  assert.equal((await boss.read(`/v1/orders/${id}`)).state, 'settled')
  return { id, payment }
}

test('a settled order whose owner has left goes to the head of the department when its payment comes back', async () => {
  const owner = await newSeller()
  const { id, payment } = await settled(owner)
  await leave(owner)
  const finance = await company.as('finance')
  await finance.post(`/v1/payments/${payment}/reverse`, { reason: '退票' }, { 'if-match': '1' })
  const { state, owner: now, holder } = await boss.read(`/v1/orders/${id}`)
  const manager = (await (await company.as('manager')).read('/v1/me')).person
  assert.deepEqual([state, now.id, holder.person.id], ['completed', manager.id, manager.id])
  const [reopened] = await audit.sql(
    `select bytes::json -> 'data' as data from kernel.event where subject_id = $1 and type = 'orders.reopened'`,
    [id],
  )
  assert.equal(reopened.data.owner.id, manager.id)
})

test('nothing is given back to a sender who has left, and the refusal says what to do', async () => {
  const sender = await newSeller()
  const id = await orderInProcess(await company.as('sales1'), sender, masters, lines())
  const handed = await offer(sender, id, tracker)
  await accept(tracker, handed)
  await leave(sender)
  await assertRefused(audit, 'handover.senderGone', () =>
    boss.send('POST', `/v1/handovers/${handed}/reverse`, { reason: '给错了' }),
  )
  const { may } = await boss.read(`/v1/handovers/${handed}`)
  const reverse = may.find(({ act }: { act: string }) => act === 'reverse')
  assert.equal(reverse.code, 'handover.senderGone', 'the button says so before it is pressed')
})

test('a sender who did not wish to read on may still reverse', async () => {
  const warehouse = await company.as('warehouse')
  const id = await orderInProcess(await company.as('sales1'), tracker, masters, lines())
  const handed = await offer(tracker, id, warehouse, { afterwards: 'none' })
  await accept(warehouse, handed)
  assert.equal((await tracker.get(`/v1/orders/${id}`)).status, 404)
  await tracker.post(`/v1/handovers/${handed}/reverse`, { reason: '给错了' })
  assert.equal((await tracker.read(`/v1/orders/${id}`)).holder.person.id, tracker.personId)
})

test('a head is shown that they may reverse what a member of theirs accepted', async () => {
  const sales = await company.as('sales1')
  const id = await orderInProcess(sales, tracker, masters, lines())
  const [handed] = (await sales.read(`/v1/handovers?orderId=${id}`)).rows
  const mayReverse = async (client: Client) =>
    (await client.read(`/v1/handovers/${handed.id}`)).may.find((one: { act: string }) => one.act === 'reverse')
  assert.equal((await mayReverse(boss)).allowed, true)
  assert.equal((await mayReverse(await company.as('planner'))).code, 'handover.notSender')
})
