import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Audit, openAudit } from '../../testing/audit.ts'
import { type Client, createTestCompany, type TestCompany } from '../../testing/company.ts'
import { type Masters, makeMasters, orderInProcess, orderOf } from '../../testing/masters.ts'
import { readRows } from '../../testing/row-counts.ts'
import { checks } from './checks.ts'

let company: TestCompany
let masters: Masters
let audit: Audit
let sales: Client
let tracker: Client
let warehouse: Client
let logistics: Client
let production: Client

before(async () => {
  company = await createTestCompany()
  masters = await makeMasters(company, { creditLimit: null })
  audit = await openAudit(company)
  sales = await company.as('sales1')
  tracker = await company.as('tracker')
  warehouse = await company.as('warehouse')
  logistics = await company.as('logistics')
  production = await company.as('production')
})
after(async () => {
  await audit.close()
  await company.close()
})

const draft = async (): Promise<string> =>
  (await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '2' }]))).id
const offer = (ids: string[], to: Client) =>
  sales.post('/v1/handovers', {
    to: { kind: 'person', id: to.personId },
    subjects: ids.map((id) => ({ kind: 'order', id })),
    reason: 'next',
    note: '先传照片',
  })

interface Shown {
  id: string
  box: string
  type: string
  subject: { kind: string; id: string; number: string; orders: number }
  text: string | null
  times: number
  readAt: string | null
}
/** Notices of one subject, once everything that is owed has been told. */
async function noticesOf(client: Client, subject: string, box = ''): Promise<Shown[]> {
  await company.app.reactions.wake()
  const { rows } = await client.read(`/v1/notices${box && `?box=${box}`}`)
  return rows.filter((row: Shown) => row.subject.id === subject)
}
const brief = (notices: Shown[]) => notices.map(({ box, type, times }) => `${box} ${type} ${times}`)

test('an offer of three orders is one notice to accept, gone once it is answered', async () => {
  const ids = [await draft(), await draft(), await draft()]
  const offered = await offer(ids, tracker)
  const [notice] = await noticesOf(tracker, offered.id, 'accept')
  assert.deepEqual(
    [notice?.type, notice?.subject.number, notice?.subject.orders, notice?.times, notice?.text],
    ['handover.offered', offered.number, 3, 1, '先传照片'],
  )
  const { accept } = await tracker.read('/v1/notices/counts')
  await tracker.post(`/v1/handovers/${offered.id}/accept`, {}, { 'if-match': '1' })
  assert.deepEqual(await noticesOf(tracker, offered.id, 'accept'), [])
  assert.equal((await tracker.read('/v1/notices/counts')).accept, accept - 1)
  assert.deepEqual(brief(await noticesOf(sales, offered.id)), ['copied handover.accepted 1'])
})

test('a declined offer is to do for its sender', async () => {
  const offered = await offer([await draft()], tracker)
  await tracker.post(`/v1/handovers/${offered.id}/decline`, { reason: '资料不全' })
  const [notice] = await noticesOf(sales, offered.id)
  assert.deepEqual([notice?.box, notice?.type, notice?.text], ['todo', 'handover.declined', '资料不全'])
})

test('an @ reaches whoever may read the order, and nobody else', async () => {
  const order = await draft()
  const manager = await company.as('manager')
  const names = await Promise.all([manager, logistics].map(async (one) => (await one.read('/v1/me')).person.name))
  const { mentioned } = await sales.post(`/v1/orders/${order}/notes`, { text: `@${names[0]} @${names[1]} 催一下` })
  assert.equal(mentioned.length, 2)
  const [notice] = await noticesOf(manager, order, 'mention')
  assert.deepEqual([notice?.type, notice?.text], ['notes.written', `@${names[0]} @${names[1]} 催一下`])
  assert.deepEqual(await noticesOf(logistics, order), [])
  // Once they are copied they see what they were called for.
  await sales.post(`/v1/orders/${order}/watchers`, { personIds: [logistics.personId] })
  assert.deepEqual(brief(await noticesOf(logistics, order)), ['copied notes.watched 1', 'mention notes.written 1'])
})

test('what happens again is one notice that counts, comes back unread, and goes with the sight', async () => {
  const order = await orderInProcess(sales, tracker, masters, [{ itemId: masters.items.hinge, quantity: '4' }])
  await tracker.post(`/v1/orders/${order}/watchers`, { personIds: [production.personId] })
  await noticesOf(production, order)
  const { id } = await warehouse.post(`/v1/orders/${order}/ship`, { lines: [{ line: 1, quantity: '1' }] })
  await warehouse.post(`/v1/deliveries/${id}/sign`, { name: '张蕾', lines: [{ line: 1, signed: '1' }] })
  const [seen] = await noticesOf(production, order)
  assert.deepEqual([seen?.type, seen?.times], ['delivery.signed', 3])
  assert.deepEqual(brief(await noticesOf(sales, order)), ['copied delivery.signed 2'])
  await production.post('/v1/notices/read', { ids: [seen!.id] })
  assert.ok((await noticesOf(production, order))[0]?.readAt)
  await warehouse.post(`/v1/orders/${order}/ship`)
  const [again] = await noticesOf(production, order)
  assert.deepEqual([again?.type, again?.times, again?.readAt], ['delivery.shipped', 1, null])
  await tracker.send('DELETE', `/v1/orders/${order}/watchers/${production.personId}`)
  assert.deepEqual(await noticesOf(production, order), [])
})

test('a referred order is to do for its reviewers, a rejected one for its owner, a held one for owner and holder', async () => {
  const cheap = [{ itemId: masters.items.hinge, quantity: '10', unitPrice: '1' }]
  const { id } = await sales.post('/v1/orders', orderOf(masters, cheap))
  await sales.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
  const manager = await company.as('manager')
  assert.deepEqual(brief(await noticesOf(manager, id)), ['todo orders.referred 1'])
  await manager.post(`/v1/orders/${id}/review`, { decision: 'reject', reason: '价格太低' })
  assert.deepEqual(brief(await noticesOf(sales, id)), ['todo orders.rejected 1'])
  await manager.post(`/v1/orders/${id}/hold`, { kind: 'customer', reason: '等通知' })
  assert.deepEqual(brief(await noticesOf(sales, id)), ['todo orders.held 2'])
})

test('a pool calls its members, an assignment the one who is assigned', async () => {
  const order = await draft()
  const department = company.founded.departments.get('D20')!
  const given = await sales.post('/v1/handovers', {
    to: { kind: 'department', id: department },
    subjects: [{ kind: 'order', id: order }],
    reason: 'next',
  })
  assert.deepEqual(brief(await noticesOf(tracker, given.id)), ['todo handover.pooled 1'])
})

test('marking as read is for one’s own notices; a box and all of them too', async () => {
  await offer([await draft()], tracker)
  await company.app.reactions.wake()
  const [mine] = (await tracker.read('/v1/notices')).rows
  const rows = await readRows(audit)
  assert.equal((await sales.refused(404, '/v1/notices/read', { ids: [mine.id] })).code, 'notices.unknown')
  assert.deepEqual(await readRows(audit), rows)
  await tracker.post('/v1/notices/read', { box: 'accept' })
  assert.equal((await tracker.read('/v1/notices/counts')).accept, 0)
  await tracker.post('/v1/notices/read')
  assert.deepEqual(await tracker.read('/v1/notices/counts'), { accept: 0, todo: 0, mention: 0, copied: 0 })
})

test('nothing is told twice, however often the server looks, and nothing is owed afterwards', async () => {
  const order = await draft()
  await sales.post(`/v1/orders/${order}/watchers`, { personIds: [tracker.personId] })
  await Promise.all([company.app.reactions.wake(), company.app.reactions.wake()])
  await company.app.reactions.wake()
  assert.deepEqual(brief(await noticesOf(tracker, order)), ['copied notes.watched 1'])
  const [{ owed }] = await audit.sql(
    `select count(*)::int as owed from kernel.reaction_due where reaction = 'notices.notify'`,
  )
  assert.equal(owed, 0)
})

test('a hundred orders at once cost a few statements, not a hundred transactions', async () => {
  const ids = await Promise.all(Array.from({ length: 100 }, draft))
  await company.app.reactions.wake()
  const offered = await offer(ids, tracker)
  const { spent } = company.app.kernel.database
  const before = { ...spent }
  await company.app.reactions.wake()
  assert.ok(spent.trips - before.trips <= 6, `${spent.trips - before.trips} round trips`)
  assert.equal((await noticesOf(tracker, offered.id)).length, 1)
})

test('the promises about notices hold, and planted damage is found', async () => {
  const order = await draft()
  const name = (await tracker.read('/v1/me')).person.name
  await sales.post(`/v1/orders/${order}/notes`, { text: `@${name}` })
  await company.app.reactions.wake()
  assert.deepEqual(await audit.broken(checks), [])
  const planted: [string, string][] = [
    ['E3-notice', `update notices.notice set person_id = actor_id where subject_id = '${order}'`],
    ['E3-notice', `update notices.notice set type = 'orders.held' where subject_id = '${order}'`],
    ['E3-mention', `update notices.notice set box = 'copied' where subject_id = '${order}'`],
  ]
  for (const [check, sql] of planted) assert.ok((await audit.broken(checks, sql)).includes(check), sql)
})

test('a request to review is gone from every reviewer once one of them has decided', async () => {
  const [manager, boss] = [await company.as('manager'), await company.as('boss')]
  const { id } = await sales.post(
    '/v1/orders',
    orderOf(masters, [{ itemId: masters.items.hinge, quantity: '2', unitPrice: '1' }]),
  )
  await sales.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
  assert.deepEqual(brief(await noticesOf(boss, id)), ['todo orders.referred 1'])
  await manager.post(`/v1/orders/${id}/review`, { decision: 'approve', reason: '老客户' })
  assert.deepEqual(brief(await noticesOf(boss, id)), [])
  assert.deepEqual(brief(await noticesOf(manager, id)), [])
})

test('of a full box more than a thousand are counted and no more, and it hides no other', async () => {
  const before = await tracker.read('/v1/notices/counts')
  assert.ok(before.accept > 0 && before.copied > 0)
  await audit.plant(
    `with shown as (
       insert into custody.visible (viewer_id, department_id, subject_kind, subject_id, because)
       select $1, department_id, 'order', gen_random_uuid(), 'former' from generate_series(1, 1100)
        cross join (select department_id from people.person where person_id = $1) p returning subject_id)
     insert into notices.notice (notice_id, person_id, box, subject_kind, subject_id, type, event_kind, event_id, sequence, times, noticed_at)
     select gen_random_uuid(), $1, 'accept', 'order', s.subject_id, e.type, e.subject_kind, e.subject_id, e.sequence, 1, now()
       from shown s cross join (select * from kernel.event where subject_kind = 'order' limit 1) e`,
    [tracker.personId],
  )
  assert.deepEqual(await tracker.read('/v1/notices/counts'), { ...before, accept: 1001 })
})
