import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Audit, openAudit } from '../testing/audit.ts'
import { type Client, createTestCompany, type TestCompany } from '../testing/company.ts'
import { type Masters, makeMasters, orderInProcess, orderOf } from '../testing/masters.ts'
import { attach } from '../testing/operations-of-watching.ts'
import { readRows } from '../testing/row-counts.ts'

let company: TestCompany
let masters: Masters
let audit: Audit
let sales: Client
let tracker: Client
let tracker2: Client
let warehouse: Client
let boss: Client

const START = '2026-11-23T09:00:00+08:00'

before(async () => {
  company = await createTestCompany({ at: START })
  masters = await makeMasters(company, { creditLimit: null })
  audit = await openAudit(company)
  sales = await company.as('sales1')
  tracker = await company.as('tracker')
  tracker2 = await company.as('planner')
  warehouse = await company.as('warehouse')
  boss = await company.as('boss')
})
after(async () => {
  await audit.close()
  await company.close()
})

const some = () => [{ itemId: masters.items.hinge, quantity: '10' }]
const draft = async (): Promise<string> => (await sales.post('/v1/orders', orderOf(masters, some()))).id
const drafts = (count: number) => Promise.all(Array.from({ length: count }, draft))
const subjects = (...ids: string[]) => ids.map((id) => ({ kind: 'order', id }))
const toPerson = (client: Client) => ({ kind: 'person', id: client.personId })
const toPool = () => ({ kind: 'department', id: company.founded.departments.get('D20')! })
const holderOf = async (id: string) => (await boss.read(`/v1/orders/${id}`)).holder.person?.id ?? 'pool'
const accept = (client: Client, id: string) => client.post(`/v1/handovers/${id}/accept`, {}, { 'if-match': '1' })

describe('a batch to several receivers', () => {
  const split = async () => {
    const ids = (await drafts(5)) as [string, string, string, string, string]
    const packages = [
      { to: toPerson(tracker), subjects: subjects(ids[0], ids[1]) },
      { to: toPerson(tracker2), subjects: subjects(ids[2]) },
      { to: toPool(), subjects: subjects(ids[3], ids[4]) },
    ]
    return { ids, batch: await sales.post('/v1/handovers/batches', { packages, reason: 'leave', note: '休假' }) }
  }

  test('has one id, a package for each, and is recalled as one', async () => {
    const { ids, batch } = await split()
    assert.deepEqual(
      batch.packages.map((one: { state: string; subjects: string[] }) => [one.state, one.subjects.length]),
      [
        ['offered', 2],
        ['offered', 1],
        ['accepted', 2],
      ],
    )
    assert.deepEqual(
      await Promise.all(ids.map(holderOf)),
      [sales, sales, sales].map((one) => one.personId).concat('pool', 'pool'),
    )
    const recalled = await sales.post(`/v1/handovers/batches/${batch.batchId}/recall`, { reason: '不休了' })
    assert.deepEqual([recalled.packages.length, recalled.left], [3, []])
    assert.deepEqual(
      await Promise.all(ids.map(holderOf)),
      ids.map(() => sales.personId),
    )
    assert.equal((await tracker.get(`/v1/orders/${ids[3]}`)).status, 404)
  })

  test('of what was answered meanwhile a recall says why it stays, and a reversal takes it back', async () => {
    const { ids, batch } = await split()
    await accept(tracker, batch.packages[0].id)
    const recalled = await sales.post(`/v1/handovers/batches/${batch.batchId}/recall`, { reason: '发错' })
    assert.equal(recalled.packages.length, 2)
    assert.deepEqual(
      recalled.left.map((one: { number: string }) => one.number),
      [batch.packages[0].number],
    )
    assert.match(recalled.left[0].because, /has been accepted/)
    const reversed = await sales.post(`/v1/handovers/batches/${batch.batchId}/reverse`, { reason: '发错' })
    assert.deepEqual([reversed.packages.length, reversed.left.length], [1, 2])
    assert.deepEqual(
      await Promise.all(ids.map(holderOf)),
      ids.map(() => sales.personId),
    )
    const rows = await readRows(audit)
    const nothing = await sales.refused(409, `/v1/handovers/batches/${batch.batchId}/reverse`, { reason: 'x' })
    assert.equal(nothing.code, 'handover.notReversible')
    const stranger = await tracker2.refused(403, `/v1/handovers/batches/${batch.batchId}/recall`, {})
    assert.equal(stranger.code, 'handover.notSender')
    assert.deepEqual(await readRows(audit), rows)
  })

  test('goes whole or not at all', async () => {
    const [one, other] = (await drafts(2)) as [string, string]
    const foreign = await orderInProcess(sales, tracker, masters, some())
    const rows = await readRows(audit)
    const table: [object[], number, string][] = [
      [[{ to: toPerson(tracker), subjects: subjects(one, foreign) }], 409, 'handover.notHolder'],
      [
        [
          { to: toPerson(tracker), subjects: subjects(one) },
          { to: toPerson(sales), subjects: subjects(other) },
        ],
        422,
        'handover.toOneself',
      ],
      [
        [
          { to: toPerson(tracker), subjects: subjects(one) },
          { to: toPool(), subjects: subjects(one) },
        ],
        422,
        'handover.orderTwice',
      ],
      [
        [
          { to: toPool(), subjects: subjects(one) },
          { to: toPool(), subjects: subjects(other) },
        ],
        422,
        'handover.receiverTwice',
      ],
    ]
    for (const [packages, status, code] of table) {
      const refused = await sales.refused(status, '/v1/handovers/batches', { packages, reason: 'next' })
      assert.equal(refused.code, code)
    }
    assert.deepEqual(await readRows(audit), rows)
  })

  test('of hundreds of orders takes two round trips, like one order', async () => {
    const ids = await drafts(120)
    const packages = [tracker, tracker2].map((client, index) => ({
      to: toPerson(client),
      subjects: subjects(...ids.filter((_, place) => place % 2 === index)),
    }))
    const { spent } = company.app.kernel.database
    const sent = sales.post('/v1/handovers/batches', { packages, reason: 'workload' })
    const before = { ...spent }
    const { batchId } = await sent
    assert.ok(spent.trips - before.trips <= 4, `${spent.trips - before.trips} round trips`)
    assert.ok(spent.statements - before.statements < 60, `${spent.statements - before.statements} statements`)
    await sales.post(`/v1/handovers/batches/${batchId}/recall`)
  })
})

describe('a pool’s package', () => {
  const pooled = async (...ids: string[]) =>
    sales.post('/v1/handovers', { to: toPool(), subjects: subjects(...ids), reason: 'next' })
  const recallOf = async (id: string) =>
    (await sales.read(`/v1/handovers/${id}`)).may.find((one: { act: string }) => one.act === 'recall')
  const inPool = async () => (await tracker.read('/v1/handovers?box=pool')).rows.map((row: { id: string }) => row.id)

  test('leaves the box and can no longer be recalled once it is claimed', async () => {
    const order = await draft()
    const { id } = await pooled(order)
    assert.equal((await recallOf(id)).allowed, true)
    assert.ok((await inPool()).includes(id))
    await tracker.post(`/v1/orders/${order}/claim`)
    assert.deepEqual((await recallOf(id)).code, 'handover.claimed')
    assert.ok(!(await inPool()).includes(id))
  })

  test('stays in the box while one of its orders is unclaimed, and tells which', async () => {
    const [one, other] = (await drafts(2)) as [string, string]
    const { id } = await pooled(one, other)
    await tracker.post(`/v1/orders/${one}/claim`)
    const found = (await tracker.read('/v1/handovers?box=pool')).rows.find((row: { id: string }) => row.id === id)
    const unclaimed = found.subjects.filter((subject: { unclaimed: boolean }) => subject.unclaimed)
    assert.deepEqual(
      unclaimed.map((subject: { id: string }) => subject.id),
      [other],
    )
  })
})

test('an order that was cancelled while it waited is told apart afterwards, and the rest can be reversed', async () => {
  const [one, other] = (await drafts(2)) as [string, string]
  const offered = await sales.post('/v1/handovers', {
    to: toPerson(tracker),
    subjects: subjects(one, other),
    reason: 'next',
  })
  await sales.post(`/v1/orders/${one}/cancel`, { reason: '客户取消' })
  await tracker.post(`/v1/handovers/${offered.id}/accept`, {}, { 'if-match': '2' })
  const { subjects: told } = await sales.read(`/v1/handovers/${offered.id}`)
  assert.deepEqual(
    told.filter((subject: { dropped: boolean }) => subject.dropped).map((subject: { id: string }) => subject.id),
    [one],
  )
  await sales.post(`/v1/handovers/${offered.id}/reverse`, { reason: '发错人' })
  assert.equal(await holderOf(other), sales.personId)
})

describe('the strip', () => {
  const stripOf = (id: string) => sales.read(`/v1/orders/${id}/strip`)

  test('shows offers that came to nothing on the hand that went on holding', async () => {
    const id = await draft()
    const offer = () => sales.post('/v1/handovers', { to: toPerson(tracker), subjects: subjects(id), reason: 'next' })
    await tracker.post(`/v1/handovers/${(await offer()).id}/decline`, { reason: '资料不全' })
    company.setNow('2026-11-23T10:00:00+08:00')
    await sales.post(`/v1/handovers/${(await offer()).id}/recall`, { reason: '换人' })
    const { segments } = await stripOf(id)
    assert.deepEqual(
      segments[0].attempts.map((one: { outcome: string; reason: string }) => [one.outcome, one.reason]),
      [
        ['declined', '资料不全'],
        ['recalled', '换人'],
      ],
    )
    company.setNow(START)
  })

  test('shows the holder’s limit, and when the open work is due', async () => {
    const id = await draft()
    await sales.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
    const offered = await sales.post('/v1/handovers', {
      ...{ to: toPerson(tracker), subjects: subjects(id), reason: 'next' },
      nextAction: '催图',
      nextActionDue: '2026-11-25T10:00:00Z',
    })
    await accept(tracker, offered.id)
    const { limitAt, estimatedDate, tasks } = await stripOf(id)
    assert.equal(limitAt, '2026-11-25T10:00:00.000Z')
    const due = tasks
      .filter((task: { kind: string }) => ['pick', 'deliver'].includes(task.kind))
      .map((task: { dueOn: string }) => task.dueOn)
    assert.equal(estimatedDate, due.sort().at(-1))
  })

  test('tells no estimate while something is short', async () => {
    const short = [{ itemId: masters.items.handle, quantity: '9999' }]
    assert.equal((await stripOf(await orderInProcess(sales, tracker, masters, short))).estimatedDate, null)
  })
})

test('taking a task out of the pool is told in the journal of its order', async () => {
  const id = await orderInProcess(sales, tracker, masters, some())
  const [task] = (await warehouse.read(`/v1/tasks?orderId=${id}`)).rows.filter(
    (row: { kind: string }) => row.kind === 'pick',
  )
  await warehouse.post(`/v1/tasks/${task.id}/claim`)
  const [event] = (await sales.read(`/v1/orders/${id}/timeline`)).rows
  assert.deepEqual([event.type, event.data.task, event.actor.id], ['tasks.claimed', task.id, warehouse.personId])
})

describe('the handover sheet', () => {
  test('is frozen at acceptance: what changes later is not on it', async () => {
    const id = await draft()
    await sales.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
    await attach(sales, id, '图纸.png')
    const { id: offer } = await sales.post('/v1/handovers', {
      ...{ to: toPerson(tracker), subjects: subjects(id), reason: 'next', note: '先传照片' },
    })
    const waiting = await tracker.read(`/v1/handovers/${offer}/sheet`)
    assert.deepEqual([waiting.frozenAt, waiting.orders], [null, []])
    await accept(tracker, offer)
    await warehouse.post(`/v1/orders/${id}/ship`)
    company.setNow('2026-11-23T11:00:00+08:00')
    await attach(sales, id, '后来的.png')
    const sheet = await tracker.read(`/v1/handovers/${offer}/sheet`)
    const [order] = sheet.orders
    assert.deepEqual(
      [order.openLines[0].quantity, order.openLines[0].shipped, order.attachments],
      ['10', '0', ['图纸.png']],
    )
    assert.deepEqual([sheet.handover.note, sheet.handover.answeredBy.id], ['先传照片', tracker.personId])
    assert.equal(order.unpaid, null)
    assert.equal((await boss.read(`/v1/handovers/${offer}/sheet`)).orders[0].unpaid, '0.00')
    assert.equal((await (await company.as('sales2')).get(`/v1/handovers/${offer}/sheet`)).status, 404)
    company.setNow(START)
  })

  test('of a pool is frozen at once', async () => {
    const id = await draft()
    const { id: offer } = await sales.post('/v1/handovers', { to: toPool(), subjects: subjects(id), reason: 'next' })
    const sheet = await sales.read(`/v1/handovers/${offer}/sheet`)
    assert.deepEqual([sheet.frozenAt, sheet.orders.length], [new Date(START).toISOString(), 1])
  })
})

describe('the processing report', () => {
  test('tells every stage, hand, wait, bounce, paper and amount', async () => {
    company.setNow(START)
    const id = await draft()
    await sales.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
    company.setNow('2026-11-23T10:00:00+08:00')
    const offered = await sales.post('/v1/handovers', { to: toPerson(tracker), subjects: subjects(id), reason: 'next' })
    company.setNow('2026-11-23T10:30:00+08:00')
    await accept(tracker, offered.id)
    const back = await tracker.post(`/v1/orders/${id}/return`, { reason: '客户改要求' })
    await accept(sales, back.id)
    const again = await sales.post('/v1/handovers', { to: toPerson(tracker), subjects: subjects(id), reason: 'next' })
    await accept(tracker, again.id)
    company.setNow('2026-11-23T11:30:00+08:00')
    const { id: delivery } = await warehouse.post(`/v1/orders/${id}/ship`)
    await warehouse.post(`/v1/deliveries/${delivery}/sign`, { name: '张蕾', lines: [{ line: 1, signed: '10' }] })
    await boss.post(`/v1/orders/${id}/invoice`)

    const report = await boss.read(`/v1/orders/${id}/report`)
    assert.deepEqual(
      report.stages.map((one: { stage: string; minutes: number }) => [one.stage, one.minutes]),
      [
        ['created', 0],
        ['confirmed', 0],
        ['reviewed', 0],
        ['processing', 90],
        ['shipped', 60],
        ['signed', 0],
        ['completed', 0],
        ['invoiced', 0],
      ],
    )
    assert.deepEqual(report.clocks, { customer: 150, working: 120, waiting: 30, handovers: 3, bounces: 1, attempts: 0 })
    assert.deepEqual([report.documents.deliveries.length, report.documents.invoices.length], [1, 1])
    assert.deepEqual([report.money.gross, report.money.open], ['113.00', '113.00'])
    assert.ok(report.tasks.length >= 3)

    const plain = await tracker.read(`/v1/orders/${id}/report`)
    assert.deepEqual([plain.money, plain.documents.invoices], [null, null])
    assert.ok(!plain.stages.some((one: { stage: string }) => one.stage === 'invoiced'))
    assert.equal((await (await company.as('sales2')).get(`/v1/orders/${id}/report`)).status, 404)
    company.setNow(START)
  })
})
