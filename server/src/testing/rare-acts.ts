import { type Client, PASSWORD, signedIn, type TestCompany } from './company.ts'
import { type Masters, orderInProcess, orderOf } from './masters.ts'
import { foundNeighbour } from './neighbour.ts'
import { PICTURE } from './operations-of-setup.ts'
import { attach } from './operations-of-watching.ts'
import { openCalls } from './raw-calls.ts'

/** Does once what neither the subjects nor the stages of a test company need, so that every operation has been seen to succeed. */
export async function doRareActs(company: TestCompany, masters: Masters): Promise<void> {
  await changeOrders(company, masters)
  await handOver(company, masters)
  await settleUp(company, masters)
  await administer(company)
  await invite(company)
  await leave(company)
}

async function people(company: TestCompany) {
  const [sales, tracker, manager] = [
    await company.as('sales1'),
    await company.as('tracker'),
    await company.as('manager'),
  ]
  const [warehouse, finance] = [await company.as('warehouse'), await company.as('finance')]
  return {
    sales,
    tracker,
    manager,
    warehouse,
    finance,
    boss: await company.as('boss'),
    admin: await company.as('admin'),
  }
}

/** Sends with the version that was seen and expects success. */
async function done(client: Client, method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, version = 0) {
  const answer = await client.send(method, path, body, { 'if-match': String(version) })
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
}

const hinges = (masters: Masters, quantity: string, unitPrice = '10') => [
  { itemId: masters.items.hinge, quantity, unitPrice },
]

/** Changes that policy does not pass, work that is taken back, and the small things around an order. */
async function changeOrders(company: TestCompany, masters: Masters): Promise<void> {
  const { sales, tracker, manager } = await people(company)
  const id = await orderInProcess(sales, tracker, masters, hinges(masters, '4'))
  const propose = async (price: string) => {
    const lines = hinges(masters, '4', price).map((line) => ({ ...line, line: 1 }))
    const { version } = await sales.read(`/v1/orders/${id}`)
    await done(sales, 'PUT', `/v1/orders/${id}`, orderOf(masters, lines, { reason: '客户要降价' }), version)
  }
  await propose('5')
  await sales.post(`/v1/orders/${id}/change/withdraw`, { reason: '算了' })
  await propose('6')
  await manager.post(`/v1/orders/${id}/change/decide`, { decision: 'approve', reason: '老客户' })
  await tracker.post(`/v1/orders/${id}/process`)
  const service = await orderInProcess(sales, tracker, masters, [{ itemId: masters.items.freight, quantity: '1' }])
  await sales.post(`/v1/orders/${service}/perform`, { with: '张蕾' })
  await sales.post(`/v1/orders/${service}/unperform`, { reason: '还没做完' })
  const { id: note } = await sales.post(`/v1/orders/${id}/notes`, { text: '催回签' })
  await sales.post(`/v1/notes/${note}/done`)
  const attached = await attach(sales, id)
  await done(sales, 'DELETE', `/v1/attachments/${attached.id}`)
  const { path } = await sales.post(`/v1/orders/${id}/tracking-links`)
  await openCalls(company).send({ url: `/v1${path}`, method: 'GET' })
}

/** Batches, what is reversed, and a pool whose head gives out what lies in it. */
async function handOver(company: TestCompany, masters: Masters): Promise<void> {
  const { sales, tracker, boss } = await people(company)
  const pending = async () => {
    const { id } = await sales.post('/v1/orders', orderOf(masters, hinges(masters, '2')))
    await sales.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
    return id as string
  }
  const packageOf = (to: object, id: string) => ({ to, subjects: [{ kind: 'order', id }] })
  const toTracker = { kind: 'person', id: tracker.personId }
  const batch = async () =>
    sales.post('/v1/handovers/batches', { packages: [packageOf(toTracker, await pending())], reason: 'next' })
  await sales.post(`/v1/handovers/batches/${(await batch()).batchId}/recall`)
  const taken = await batch()
  await done(tracker, 'POST', `/v1/handovers/${taken.packages[0].id}/accept`, {}, 1)
  await sales.post(`/v1/handovers/batches/${taken.batchId}/reverse`, { reason: '发错人' })
  const offer = await sales.post('/v1/handovers', { ...packageOf(toTracker, await pending()), reason: 'next' })
  await done(tracker, 'POST', `/v1/handovers/${offer.id}/accept`, {}, 1)
  await sales.post(`/v1/handovers/${offer.id}/reverse`, { reason: '发错人' })
  const pooled = await pending()
  const pool = { kind: 'department', id: company.founded.departments.get('D20')! }
  await sales.post('/v1/handovers', { ...packageOf(pool, pooled), reason: 'next' })
  await boss.post(`/v1/orders/${pooled}/assign`, { personId: tracker.personId })
  await company.app.reactions.wake()
  const [notice] = (await tracker.read('/v1/notices?limit=10')).rows
  await tracker.post('/v1/notices/read', { ids: [notice.id] })
}

/** A sign-off that is undone and given again by the customer's link, and a limit that is changed. */
async function settleUp(company: TestCompany, masters: Masters): Promise<void> {
  const { sales, tracker, warehouse, finance, boss } = await people(company)
  const id = await orderInProcess(sales, tracker, masters, hinges(masters, '3'))
  const { id: delivery } = await warehouse.post(`/v1/orders/${id}/ship`)
  const signature = { name: '张蕾', lines: [{ line: 1, signed: '3' }] }
  await sales.post(`/v1/deliveries/${delivery}/sign`, signature)
  await boss.post(`/v1/deliveries/${delivery}/unsign`, { reason: '签错' })
  const { path } = await sales.post(`/v1/deliveries/${delivery}/link`)
  await sales.post(`/v1${path}`, signature)
  const customer = await sales.post('/v1/customers', { name: '额度要改的客户' })
  const limit = { creditLimit: '800.00', reason: '年度调整' }
  await done(finance, 'PUT', `/v1/customers/${customer.id}/credit`, limit, customer.version)
}

async function administer(company: TestCompany): Promise<void> {
  const { admin } = await people(company)
  await done(admin, 'PUT', '/v1/company/logo', PICTURE)
  await openCalls(company).send({ url: '/v1/company/logo', method: 'GET' })
  const { id: role } = await admin.post('/v1/roles', { copyOf: 'sales', nameZh: '临时', nameEn: 'Temporary' })
  await done(admin, 'DELETE', `/v1/roles/${role}`)
  const parentId = company.founded.departments.get('D10')!
  const department = { nameZh: '临时组', nameEn: 'Temporary', kind: 'sales', parentId }
  const { id: closing } = await admin.post('/v1/departments', department)
  await admin.post(`/v1/departments/${closing}/close`)
  const { id: person } = await admin.post('/v1/persons', { name: '短工', departmentId: parentId })
  await admin.post(`/v1/persons/${person}/disable`, { reason: '到期' })
  await admin.post(`/v1/persons/${person}/enable`)
}

/** Somebody who works here is asked to work for a neighbour too: says no, is asked again, and says yes. */
async function invite(company: TestCompany): Promise<void> {
  const { admin } = await people(company)
  const account = 'works.twice'
  const { id } = await admin.post('/v1/persons', {
    name: '兼职',
    departmentId: company.founded.departments.get('D10')!,
  })
  const { password } = await admin.post(`/v1/persons/${id}/account`, { account, roles: ['sales'] })
  const client = await signedIn(company.app, account, password)
  await client.post('/v1/me/password', { current: password, next: 'another-horse-44' })
  const neighbour = await foundNeighbour(company)
  const theirs = await neighbour.as('admin')
  const departmentId = neighbour.founded.departments.get('D10')!
  const { id: there } = await theirs.post('/v1/persons', { name: '兼职会计', departmentId })
  const ask = () => theirs.post(`/v1/persons/${there}/account/invitation`, { account, roles: ['finance'] })
  const answer = async (word: 'accept' | 'decline') => {
    const { rows } = await client.read('/v1/me/invitations')
    await client.post(`/v1/me/invitations/${rows[0].id}/${word}`)
  }
  await ask()
  await done(theirs, 'DELETE', `/v1/persons/${there}/account/invitation`)
  await ask()
  await answer('decline')
  await ask()
  await answer('accept')
}

/** Signs in more than once and out again, with sessions of its own. */
async function leave(company: TestCompany): Promise<void> {
  const enter = () => signedIn(company.app, 'production')
  const [one] = [await enter(), await enter()]
  const { rows } = await one.read('/v1/me/sessions')
  await done(one, 'DELETE', `/v1/me/sessions/${rows.find((row: { current: boolean }) => !row.current).id}`)
  await done(await enter(), 'DELETE', '/v1/session')
  await done(one, 'DELETE', '/v1/sessions')
  await (await enter()).post('/v1/me/password', { current: PASSWORD, next: 'another-horse-43' })
}
