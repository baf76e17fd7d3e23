import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Audit, openAudit } from '../testing/audit.ts'
import { type Client, createTestCompany, type TestCompany } from '../testing/company.ts'
import { type Masters, makeMasters, orderInProcess, orderOf } from '../testing/masters.ts'
import { assertRefused } from '../testing/refused.ts'

let company: TestCompany
let audit: Audit
let masters: Masters
let sales: Client
let colleague: Client
let tracker: Client
let warehouse: Client
let production: Client

before(async () => {
  company = await createTestCompany()
  audit = await openAudit(company)
  masters = await makeMasters(company)
  const as = (account: string) => company.as(account)
  ;[sales, colleague, tracker] = [await as('sales1'), await as('sales2'), await as('tracker')]
  ;[warehouse, production] = [await as('warehouse'), await as('production')]
})
after(async () => {
  await audit.close()
  await company.close()
})

const some = () => [{ itemId: masters.items.hinge, quantity: '2' }]
const draft = async (): Promise<string> => (await sales.post('/v1/orders', orderOf(masters, some()))).id
const offer = async (from: Client, id: string, to: object): Promise<string> =>
  (await from.post('/v1/handovers', { to, subjects: [{ kind: 'order', id }], reason: 'next' })).id

/** Looks, is offered no act, and is refused each without anything being written. */
async function onlyLooks(client: Client, id: string, acts: [path: string, body: object][]): Promise<void> {
  const seen = await client.read(`/v1/orders/${id}`)
  assert.deepEqual(
    seen.may.filter((act: { allowed: boolean }) => act.allowed),
    [],
  )
  for (const [path, body] of acts) {
    await assertRefused(audit, 'orders.shownOnly', () => client.send('POST', `/v1/orders/${id}/${path}`, body))
  }
}

const reason = '试试'
const SELLING: [string, object][] = [
  ['hold', { kind: 'customer', reason }],
  ['release', { reason }],
  ['cancel', { reason }],
  ['short-close', { lines: [1], reason }],
  ['confirm', { with: '张蕾', how: 'phone' }],
]

test('who is copied on an order reads it, and does nothing to it', async () => {
  const id = await draft()
  await sales.post(`/v1/orders/${id}/watchers`, { personIds: [colleague.personId] })
  await onlyLooks(colleague, id, SELLING)
  const change = orderOf(masters, [{ ...some()[0]!, quantity: '9' }])
  await assertRefused(audit, 'orders.shownOnly', () =>
    colleague.send('PUT', `/v1/orders/${id}`, change, { 'if-match': '1' }),
  )
  await sales.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
})

test('a receiver looks at an order before answering, and acts once it is theirs', async () => {
  const id = await draft()
  const offered = await offer(sales, id, { kind: 'person', id: colleague.personId })
  await onlyLooks(colleague, id, SELLING)
  await colleague.post(`/v1/handovers/${offered}/accept`, {}, { 'if-match': '1' })
  await colleague.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
})

test('a former holder may look back, and no longer acts', async () => {
  const id = await orderInProcess(sales, production, masters, some())
  await production.post(`/v1/orders/${id}/process`)
  await offer(production, id, { kind: 'department', id: company.founded.departments.get('D20')! })
  await onlyLooks(production, id, [['process', {}]])
  await tracker.post(`/v1/orders/${id}/claim`)
  await onlyLooks(production, id, [['process', {}]])
  await tracker.post(`/v1/orders/${id}/process`)
})

test('a reviewer is asked only about orders that they may read and decide', async () => {
  const [manager, boss] = [await company.as('manager'), await company.as('boss')]
  const cheap = [{ ...some()[0]!, unitPrice: '1' }]
  const waiting = async (client: Client, id: string) =>
    (await client.read('/v1/approvals')).rows.filter((one: { subject: { id: string } }) => one.subject.id === id).length
  const ask = async (owner: Client): Promise<string> => {
    const { id } = await owner.post('/v1/orders', orderOf(masters, cheap))
    await owner.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
    return id
  }
  const [own, other] = [await ask(sales), await ask(tracker)]
  assert.equal((await manager.get(`/v1/orders/${other}`)).status, 404)
  assert.deepEqual([await waiting(manager, own), await waiting(manager, other)], [1, 0])
  assert.deepEqual([await waiting(boss, own), await waiting(boss, other)], [1, 1])
})

test('who comes to a package by one of its orders sees that one alone', async () => {
  const [one, other] = [await draft(), await draft()]
  const subjects = [one, other].map((id) => ({ kind: 'order', id }))
  const { id } = await sales.post('/v1/handovers', {
    ...{ to: { kind: 'person', id: warehouse.personId }, subjects, reason: 'next' },
  })
  await sales.post(`/v1/orders/${one}/watchers`, { personIds: [colleague.personId] })
  const shownTo = async (client: Client) => {
    const packages = [await client.read(`/v1/handovers/${id}`)]
    packages.push(...(await client.read(`/v1/handovers?orderId=${one}`)).rows)
    return packages.map((each) => each.subjects.map((subject: { id: string }) => subject.id).sort())
  }
  assert.deepEqual(await shownTo(colleague), [[one], [one]])
  const both = [one, other].sort()
  for (const party of [sales, warehouse]) assert.deepEqual(await shownTo(party), [both, both])
})

test('goods are shipped, signed for and taken back by those who answer for the order or its work', async () => {
  const id = await orderInProcess(sales, tracker, masters, some())
  await sales.post(`/v1/orders/${id}/watchers`, { personIds: [colleague.personId] })
  const { id: delivery } = await warehouse.post(`/v1/orders/${id}/ship`, { carrier: '德邦', trackingNumber: 'DPK1' })
  const signed = { name: '张蕾', lines: [{ line: 1, signed: '2' }] }
  await assertRefused(audit, 'orders.shownOnly', () =>
    colleague.send('POST', `/v1/deliveries/${delivery}/sign`, signed),
  )
  await assertRefused(audit, 'orders.shownOnly', () => colleague.send('POST', `/v1/deliveries/${delivery}/link`, {}))
  const { may } = await colleague.read(`/v1/deliveries/${delivery}`)
  assert.deepEqual(
    may.filter((act: { allowed: boolean }) => act.allowed),
    [],
  )
  await sales.post(`/v1/deliveries/${delivery}/sign`, signed)
})
