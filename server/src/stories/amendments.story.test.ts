import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Audit, openAudit } from '../testing/audit.ts'
import { type Answer, type Client, createTestCompany, type TestCompany } from '../testing/company.ts'
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
let logistics: Client
let finance: Client
let boss: Client

before(async () => {
  company = await createTestCompany({ at: '2026-11-23T09:00:00+08:00' })
  masters = await makeMasters(company, { creditLimit: '10000.00', stock: { hinge: '100', handle: '50' } })
  audit = await openAudit(company)
  const as = ['sales1', 'tracker', 'manager', 'warehouse', 'logistics', 'finance', 'boss'].map(company.as)
  ;[sales, tracker, manager, warehouse, logistics, finance, boss] = (await Promise.all(as)) as [
    Client,
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

const hinge = (quantity: string, more: object = {}) => ({
  itemId: masters.items.hinge,
  quantity,
  unitPrice: '10',
  ...more,
})
const handle = (quantity: string, more: object = {}) => ({ ...hinge(quantity, more), itemId: masters.items.handle })
const show = (id: string): Promise<Loose> => boss.read(`/v1/orders/${id}`)
const exposureOf = async (id = masters.customerId): Promise<string> => (await boss.read(`/v1/customers/${id}`)).exposure
const stockOf = async (itemId: string): Promise<Loose> => (await boss.read(`/v1/stock?itemId=${itemId}`)).rows[0]

/** Changes an order to these lines, as it stands now. */
async function change(id: string, lines: object[], more: object = {}, by = sales): Promise<Answer<Loose>> {
  const { version } = await show(id)
  return by.send('PUT', `/v1/orders/${id}`, orderOf(masters, lines as never, { reason: '客户改数', ...more }), {
    'if-match': String(version),
  })
}

async function changed(id: string, lines: object[], more: object = {}): Promise<Loose> {
  const answer = await change(id, lines, more)
  assert.deepEqual([answer.status, answer.body.outcome], [200, 'changed'], JSON.stringify(answer.body))
  return answer.body
}

/** Expects a refusal, and that nothing was written by it. */
const refused = (code: string, act: Parameters<typeof assertRefused>[2]) => assertRefused(audit, code, act)

/** Hands an order to the tracker, who accepts it. */
async function take(id: string): Promise<void> {
  const { id: offered } = await sales.post('/v1/handovers', {
    ...{ to: { kind: 'person', id: tracker.personId }, subjects: [{ kind: 'order', id }], reason: 'next' },
  })
  await tracker.post(`/v1/handovers/${offered}/accept`, {}, { 'if-match': '1' })
}

const assertSound = async () => {
  await audit.quiet()
  const broken = (await verify(company.ownerUrl)).findings.filter((finding) => finding.broken > 0)
  assert.deepEqual(broken, [])
}

test('something of an order that nobody has started is left to deliver, however its lines go; then it is taken as ever', async () => {
  const { id } = await sales.post('/v1/orders', orderOf(masters, [hinge('3'), handle('2')]))
  await sales.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
  const close = (...lines: number[]) => sales.send('POST', `/v1/orders/${id}/short-close`, { lines, reason: '不要了' })
  await refused('orders.nothingLeft', () => close(1, 2))
  assert.equal((await close(1)).status, 200)
  const { may } = await sales.read(`/v1/orders/${id}`)
  assert.match(may.find((one: Loose) => one.act === 'shortClose').because, /would be left to deliver/)
  await refused('orders.nothingLeft', () => close(2))
  await refused('orders.nothingLeft', () => change(id, [hinge('3', { line: 1 })]))

  await take(id)
  assert.equal((await show(id)).state, 'processing')
  await sales.post(`/v1/orders/${id}/cancel`, { reason: '客户取消' })
  await assertSound()
})

test('a change that was proposed while more was left is not approved into nothing; withdrawn, the order is taken as ever', async () => {
  const { id } = await sales.post('/v1/orders', orderOf(masters, [hinge('3'), handle('2')]))
  await sales.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
  assert.equal((await change(id, [hinge('3', { line: 1, unitPrice: '6' })])).body.outcome, 'proposed')
  await sales.post(`/v1/orders/${id}/short-close`, { lines: [1], reason: '不要了' })
  const decision = { decision: 'approve', reason: '同意' }
  await refused('orders.nothingLeft', () => manager.send('POST', `/v1/orders/${id}/change/decide`, decision))
  await sales.post(`/v1/orders/${id}/change/withdraw`, { reason: '算了' })
  await take(id)
  assert.equal((await show(id)).state, 'processing')
  await sales.post(`/v1/orders/${id}/cancel`, { reason: '客户取消' })
  await assertSound()
})

test('a reviewed order is changed: exposure moves by the difference, stock is given up and taken, the version is kept', async () => {
  const id = await orderInProcess(sales, tracker, masters, [hinge('10'), handle('5')])
  const start = await exposureOf()
  const before = await show(id)
  assert.deepEqual([before.gross, start, before.progress.reserved], ['169.50', '169.50', 'fully'])
  const free = Number((await stockOf(masters.items.hinge)).available)

  await changed(id, [hinge('4', { line: 1 }), handle('5', { line: 2 }), hinge('2', { unitPrice: '12' })], {
    street: '留下街道西溪路 8 号',
  })
  const after = await show(id)
  assert.deepEqual(
    after.lines.map((line: Loose) => [line.line, line.quantity, line.reserved, line.gross]),
    [
      [1, '4', '4', '45.20'],
      [2, '5', '5', '56.50'],
      [3, '2', '2', '27.12'],
    ],
  )
  assert.deepEqual([after.state, after.gross, after.exposure], ['processing', '128.82', '128.82'])
  assert.equal(await exposureOf(), '128.82')
  assert.equal(Number((await stockOf(masters.items.hinge)).available), free + 10 - 6)
  assert.deepEqual(
    after.changes[0].difference.map((one: Loose) => [one.fact, one.line ?? 0, one.before, one.after]),
    [
      ['street', 0, '良渚街道莫干山路 1418 号 3 号库', '留下街道西溪路 8 号'],
      ['gross', 0, '169.50', '128.82'],
      ['quantity', 1, '10', '4'],
      ['line', 3, null, '不锈钢合页 × 2'],
    ],
  )
  assert.equal(after.reviews[0].outcome, 'passed')

  const { rows: versions } = await sales.read(`/v1/orders/${id}/versions`)
  assert.deepEqual(
    versions.map((one: Loose) => [one.edition, one.reason, one.document.gross, one.document.lines.length]),
    [
      [1, '', '169.50', 2],
      [2, '客户改数', '128.82', 3],
    ],
  )
  const pick = (await tracker.read(`/v1/tasks?orderId=${id}`)).rows.find(
    (row: Loose) => row.kind === 'pick' && row.state === 'open',
  )
  assert.deepEqual(
    pick.lines.map((line: Loose) => line.quantity),
    ['4', '5', '2'],
  )

  await changed(id, [hinge('4', { line: 1 }), hinge('2', { line: 3, unitPrice: '12' })])
  const shorter = await show(id)
  assert.deepEqual(
    shorter.lines.map((line: Loose) => line.line),
    [1, 3],
  )
  await changed(id, [hinge('4', { line: 1 }), hinge('2', { line: 3, unitPrice: '12' }), handle('1')])
  assert.deepEqual(
    (await show(id)).lines.map((line: Loose) => line.line),
    [1, 3, 4],
    'the number of a line that was taken out is not used again',
  )
  await assertSound()
})

test('a change of nothing that a review looks at is not reviewed again', async () => {
  const id = await orderInProcess(sales, tracker, masters, [hinge('3')])
  const reviews = (await show(id)).reviews.length
  await changed(id, [hinge('3', { line: 1, promisedOn: '2099-12-03' })], { note: '周五前到', customerNumber: 'PO-77' })
  const after = await show(id)
  assert.deepEqual([after.reviews.length, after.note, after.lines[0].promisedOn], [reviews, '周五前到', '2099-12-03'])
})

test('what has been shipped, invoiced or agreed holds a change down, each with its reason and nothing written', async () => {
  const id = await orderInProcess(sales, tracker, masters, [hinge('10'), handle('4'), hinge('1')])
  const shipped = await warehouse.post(`/v1/orders/${id}/ship`, { lines: [{ line: 1, quantity: '6' }] })
  const whole = [hinge('10', { line: 1 }), handle('4', { line: 2 }), hinge('1', { line: 3 })]
  const with1 = (more: object) => [hinge('10', { line: 1, ...more }), ...whole.slice(1)]
  const other = (await boss.post('/v1/customers', { name: '宁波海曙五金', creditLimit: null })).id

  const wrong: [string, object[], object][] = [
    ['orders.reasonMissing', with1({ quantity: '9' }), { reason: '' }],
    ['orders.lineTwice', [...whole, hinge('1', { line: 3 })], {}],
    ['orders.unknownLine', [...whole, hinge('1', { line: 9 })], {}],
    ['orders.itemUnknown', [...whole, { ...hinge('1'), itemId: masters.customerId }], {}],
    ['orders.tooFine', with1({ quantity: '9.5' }), {}],
    ['orders.dateBackwards', with1({ requestedOn: '2020-01-01' }), {}],
    ['orders.customerUnknown', whole, { customerId: masters.items.hinge }],
    ['orders.customerFixed', whole, { customerId: other }],
    ['orders.itemFixed', [{ ...hinge('10', { line: 1 }), itemId: masters.items.handle }, ...whole.slice(1)], {}],
    ['orders.belowDone', with1({ quantity: '5' }), {}],
    ['orders.lineBegun', whole.slice(1), {}],
    ['orders.factsMissing', whole, { street: '' }],
    ['orders.nothingChanged', whole, {}],
  ]
  for (const [code, lines, more] of wrong) await refused(code, () => change(id, lines, more))

  await logistics.post(`/v1/deliveries/${shipped.id}/sign`, { name: '张蕾', lines: [{ line: 1, signed: '6' }] })
  await finance.post(`/v1/orders/${id}/invoice`)
  for (const [code, lines, more] of [
    ['orders.lineInvoiced', with1({ unitPrice: '11' }), {}],
    ['orders.lineInvoiced', with1({ quantity: '8' }), {}],
    ['orders.taxFixed', whole, { pricesIncludeTax: true }],
  ] as [string, object[], object][])
    await refused(code, () => change(id, lines, more))

  await changed(id, with1({ quantity: '12' }))
  const after = await show(id)
  assert.deepEqual([after.lines[0].quantity, after.lines[0].shipped, after.lines[0].reserved], ['12', '6', '6'])
  const second = await warehouse.post(`/v1/orders/${id}/ship`)
  const lines = (await logistics.read(`/v1/deliveries/${second.id}`)).lines.map((line: Loose) => ({
    line: line.line,
    signed: line.quantity,
  }))
  await logistics.post(`/v1/deliveries/${second.id}/sign`, { name: '张蕾', lines })
  await finance.post(`/v1/orders/${id}/invoice`)
  assert.equal((await show(id)).invoiced, after.gross)
  await refused('orders.wrongState', () => change(id, whole, { note: '晚了' }))
  await assertSound()
})

test('the customer of an order changes before goods or money move, and each books what is his', async () => {
  const other = (await boss.post('/v1/customers', { name: '绍兴越城五金', creditLimit: '200.00', termDays: 30 })).id
  const id = await orderInProcess(sales, tracker, masters, [hinge('5')])
  const [mine, his] = [Number(await exposureOf()), Number(await exposureOf(other))]
  await changed(id, [hinge('5', { line: 1 })], { customerId: other })
  assert.deepEqual([Number(await exposureOf()), Number(await exposureOf(other))], [mine - 56.5, his + 56.5])
  const back = await change(id, [hinge('50', { line: 1 })], { customerId: other })
  assert.equal(back.body.outcome, 'proposed', 'above the limit of the other')
  await sales.post(`/v1/orders/${id}/change/withdraw`, { reason: '算了' })
  await assertSound()
})

test('what policy does not pass waits as a proposal: the order stands, and is changed when somebody else approves', async () => {
  const id = await orderInProcess(sales, tracker, masters, [hinge('10')])
  const before = await show(id)
  const exposure = await exposureOf()
  const proposed = await change(id, [hinge('12', { line: 1, unitPrice: '6' })], { reason: '客户要降价' })
  assert.deepEqual([proposed.status, proposed.body.outcome, proposed.body.version], [200, 'proposed', before.version])
  assert.deepEqual(
    proposed.body.findings.filter((one: Loose) => !one.passed && one.blocks).map((one: Loose) => one.check),
    ['price'],
  )
  const stands = await show(id)
  assert.deepEqual(
    [stands.gross, stands.lines[0].unitPrice, stands.version, await exposureOf()],
    [before.gross, '10.00', before.version, exposure],
  )
  assert.deepEqual(
    [stands.proposal.by.name, stands.proposal.reason, stands.proposal.difference.map((one: Loose) => one.fact)],
    [(await show(id)).owner.name, '客户要降价', ['gross', 'quantity', 'unitPrice']],
  )
  const decide = (by: Client, body: object) => by.send('POST', `/v1/orders/${id}/change/decide`, body)
  await refused('orders.proposalOpen', () => change(id, [hinge('11', { line: 1 })]))
  await refused('kernel.noRight', () => decide(sales, { decision: 'approve', reason: '自己批' }))
  await refused('orders.validUntilPast', () =>
    decide(manager, { decision: 'approve', reason: '可以', validUntil: '2020-01-01T00:00:00Z' }),
  )
  const [waiting] = (await manager.read('/v1/approvals')).rows.filter((row: Loose) => row.subject.id === id)
  assert.deepEqual([waiting.kind, waiting.endpoint], ['orders.change', 'POST /v1/orders/:id/change/decide'])

  const done = await manager.post(`/v1/orders/${id}/change/decide`, { decision: 'approve', reason: '长期客户' })
  assert.equal(done.state, 'processing')
  const after = await show(id)
  assert.deepEqual(
    [after.lines[0].quantity, after.lines[0].unitPrice, after.lines[0].reserved, after.proposal],
    ['12', '6.00', '12', null],
  )
  assert.deepEqual([after.reviews[0].outcome, after.reviews[0].reason], ['approved', '长期客户'])
  assert.equal(after.changes[0].reason, '客户要降价')
  await refused('orders.noProposal', () => decide(manager, { decision: 'approve', reason: '再批' }))

  // The price that was approved is not asked about again; another line below the price is.
  await changed(id, [hinge('8', { line: 1, unitPrice: '6' })])
  const again = await change(id, [hinge('9', { line: 1, unitPrice: '6' })])
  assert.equal(again.body.outcome, 'proposed', 'more at a price that was agreed for less')
  await manager.post(`/v1/orders/${id}/change/decide`, { decision: 'reject', reason: '不能再多' })
  const kept = await show(id)
  assert.deepEqual([kept.lines[0].quantity, kept.proposal, kept.reviews[0].outcome], ['8', null, 'rejected'])
  await assertSound()
})

test('nobody approves a change that he asked for, and what was shipped meanwhile is looked at again', async () => {
  const id = await orderInProcess(sales, tracker, masters, [hinge('10')])
  const own = await change(id, [hinge('4', { line: 1, unitPrice: '5' })], {}, boss)
  assert.equal(own.body.outcome, 'proposed')
  const decide = (by: Client) =>
    by.send('POST', `/v1/orders/${id}/change/decide`, { decision: 'approve', reason: '同意' })
  await refused('orders.ownReview', () => decide(boss))
  await warehouse.post(`/v1/orders/${id}/ship`, { lines: [{ line: 1, quantity: '6' }] })
  await refused('orders.belowDone', () => decide(manager))
  await sales.post(`/v1/orders/${id}/change/withdraw`, { reason: '已经发了' })
  assert.equal((await show(id)).proposal, null)
  await refused('orders.noProposal', () => sales.send('POST', `/v1/orders/${id}/change/withdraw`, { reason: '再撤' }))
  await assertSound()
})

test('a cancelled order takes its proposed change with it', async () => {
  const id = await orderInProcess(sales, tracker, masters, [hinge('2')])
  await change(id, [hinge('2', { line: 1, unitPrice: '5' })])
  await sales.post(`/v1/orders/${id}/cancel`, { reason: '不做了' })
  assert.equal((await show(id)).proposal, null)
  await assertSound()
})

test('a package that waits is shown to its receiver again when an order in it changes', async () => {
  const made = await sales.post('/v1/orders', orderOf(masters, [hinge('5')]))
  await sales.post(`/v1/orders/${made.id}/confirm`, { with: '张蕾', how: 'phone' })
  const offer = await sales.post('/v1/handovers', {
    to: { kind: 'person', id: tracker.personId },
    subjects: [{ kind: 'order', id: made.id }],
    reason: 'next',
  })
  await changed(made.id, [hinge('7', { line: 1 })])
  assert.equal((await show(made.id)).state, 'pending')
  const accept = (version: string) =>
    tracker.send('POST', `/v1/handovers/${offer.id}/accept`, {}, { 'if-match': version })
  const stale = await accept('1')
  assert.equal(stale.status, 412, JSON.stringify(stale.body))
  assert.equal((await accept('2')).status, 200)
  assert.equal((await show(made.id)).lines[0].reserved, '7')
  await assertSound()
})

test('two changes at once, and a change while goods leave: one counts, the other is told', async () => {
  const id = await orderInProcess(sales, tracker, masters, [hinge('6')])
  const both = await Promise.all([change(id, [hinge('4', { line: 1 })]), change(id, [hinge('5', { line: 1 })])])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412])
  const { version } = await show(id)
  const [left, ship] = await Promise.all([
    sales.send('PUT', `/v1/orders/${id}`, orderOf(masters, [hinge('1', { line: 1 }) as never], { reason: '少要' }), {
      'if-match': String(version),
    }),
    warehouse.send('POST', `/v1/orders/${id}/ship`, {}),
  ])
  assert.ok([200, 412].includes(left.status) && ship.status < 300, `${left.status} ${ship.status}`)
  const after = await show(id)
  assert.equal(after.lines[0].shipped, left.status === 200 ? '1' : after.lines[0].quantity)
  await assertSound()
})
