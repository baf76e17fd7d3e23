import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
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
let production: Client
let finance: Client
let boss: Client
let installation: string

before(async () => {
  company = await createTestCompany({ at: '2026-11-23T09:00:00+08:00' })
  masters = await makeMasters(company)
  audit = await openAudit(company)
  const as = ['sales1', 'production', 'finance', 'boss'].map(company.as)
  ;[sales, production, finance, boss] = (await Promise.all(as)) as [Client, Client, Client, Client]
  const service = {
    number: 'FW-01',
    name: '上门安装',
    kind: 'service',
    unit: 'time',
    taxCode: 'VAT13',
    listPrice: '10',
  }
  installation = (await boss.post('/v1/items', service)).id
})
after(async () => {
  await audit.close()
  await company.close()
})

const refused = (code: string, act: Parameters<typeof assertRefused>[2]) => assertRefused(audit, code, act)

const show = (id: string): Promise<Loose> => boss.read(`/v1/orders/${id}`)
const openTasks = async (id: string): Promise<string[]> =>
  (await boss.read(`/v1/tasks?orderId=${id}`)).rows
    .filter((row: Loose) => row.state === 'open')
    .map((row: Loose) => row.kind)
    .sort()
const work = () => [{ itemId: installation, quantity: '3', unitPrice: '200' }]

test('an order without goods is performed, invoiced, paid and settled, with a task at who holds it', async () => {
  const id = await orderInProcess(sales, production, masters, work())
  assert.deepEqual(await openTasks(id), ['follow_up', 'perform'])
  const perform = (body: object, by = production) => by.send('POST', `/v1/orders/${id}/perform`, body)
  const invoiced = () => finance.send('POST', `/v1/orders/${id}/invoice`, {})
  await refused('finance.notPerformed', invoiced)
  await refused('orders.performedInFuture', () => perform({ with: '张蕾', on: '2026-11-24' }))
  await refused('orders.notPerformed', () =>
    production.send('POST', `/v1/orders/${id}/unperform`, { reason: '还没做' }),
  )
  await refused('kernel.noRight', () => perform({ with: '张蕾' }, finance))
  await sales.post(`/v1/orders/${id}/hold`, { kind: 'customer', reason: '等装修' })
  await refused('orders.onHold', () => perform({ with: '张蕾' }))
  await sales.post(`/v1/orders/${id}/release`, { reason: '可以做了' })

  const done = (await perform({ with: '张蕾', on: '2026-11-22', note: '现场验收' })).body
  assert.equal(done.state, 'completed')
  const completed = await show(id)
  assert.deepEqual([completed.progress.shipped, completed.progress.signed], ['fully', 'fully'])
  assert.equal(completed.performedAt, '2026-11-23T01:00:00.000Z')
  assert.deepEqual(await openTasks(id), ['settle'])
  await refused('orders.performedAlready', () => perform({ with: '张蕾' }))

  const undone = await production.post(`/v1/orders/${id}/unperform`, { reason: '点错了' })
  assert.equal(undone.state, 'processing')
  assert.deepEqual(await openTasks(id), ['follow_up', 'perform'])
  await perform({ with: '张蕾' })

  const invoice = await finance.post(`/v1/orders/${id}/invoice`)
  assert.equal(invoice.gross, '678.00')
  await refused('orders.performedInvoiced', () =>
    production.send('POST', `/v1/orders/${id}/unperform`, { reason: '再撤' }),
  )
  await finance.post('/v1/payments', {
    ...{ customerId: masters.customerId, amount: '678.00', method: 'transfer' },
    matches: [{ invoiceId: invoice.id, amount: '678.00' }],
  })
  assert.equal((await show(id)).state, 'settled')
  assert.deepEqual(await openTasks(id), [])
  await audit.quiet()
  const broken = (await verify(company.ownerUrl)).findings.filter((finding) => finding.broken > 0)
  assert.deepEqual(broken, [])
})

test('an order with goods is not performed, nor one that nobody processes', async () => {
  const goods = await orderInProcess(sales, production, masters, [
    { itemId: masters.items.hinge, quantity: '1' },
    ...work(),
  ])
  const perform = (id: string) => sales.send('POST', `/v1/orders/${id}/perform`, { with: '张蕾' })
  await refused('orders.hasGoods', () => perform(goods))
  const { id } = await sales.post('/v1/orders', orderOf(masters, work()))
  await refused('orders.wrongState', () => perform(id))
})
