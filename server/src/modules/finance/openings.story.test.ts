import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTransaction, untilWaiting } from '../../testing/locks.ts'
import { orderOf } from '../../testing/masters.ts'
import { branchFinance, type MoneyStory, openMoneyStory } from '../../testing/money-story.ts'

let story: MoneyStory
before(async () => {
  story = await openMoneyStory('2026-11-22T02:00:00Z')
})
after(() => story.close())

const OPENINGS = '/v1/receivables/openings'
const old = { number: 'OLD-881', issuedOn: '2026-08-01', dueOn: '2026-08-31', amount: '500.00' }

test('what a customer owed before is owed here: in exposure, ageing and ledger, paid like an invoice', async () => {
  const { finance, masters } = story
  const { number, name } = await finance.read(`/v1/customers/${masters.customerId}`)
  const opening = { ...old, customer: number }
  const made = await finance.post(OPENINGS, {
    lines: [opening, { ...opening, customer: name, number: 'OLD-902', dueOn: '2026-12-31', amount: '200.00' }],
  })
  assert.deepEqual([made.total, made.rows.length, made.held], ['700.00', 2, []])
  assert.equal(await story.exposure(), 70_000)
  assert.deepEqual([await story.balance('receivable'), await story.balance('opening')], [70_000, -70_000])
  const { rows: ageing } = await finance.read('/v1/receivables')
  assert.deepEqual([ageing[0].to90, ageing[0].notDue, ageing[0].total], ['500.00', '200.00', '700.00'])
  assert.equal((await finance.read('/v1/receivables?on=2026-09-30')).rows[0].to30, '500.00')
  const { rows: open } = await finance.read('/v1/invoices?open=true')
  assert.deepEqual(
    open.map((row: { number: string; kind: string; order: null; overdueDays: number }) => [
      row.number,
      row.kind,
      row.order,
      row.overdueDays,
    ]),
    [
      ['OLD-881', 'opening', null, 83],
      ['OLD-902', 'opening', null, 0],
    ],
  )
  assert.equal((await finance.read('/v1/invoices?q=OLD-88')).rows.length, 1)
  await story.holds()

  const suggested = await finance.read(
    `/v1/payments/suggestions?customerId=${masters.customerId}&amount=300.00&reference=old-881`,
  )
  assert.deepEqual(
    [suggested.rows[0].invoice.number, suggested.rows[0].invoice.order, suggested.rows[0].suggested],
    ['OLD-881', null, '300.00'],
  )
  const invoiceId = made.rows[0].id
  const paid = await story.pay('600.00', { matches: [{ invoiceId, amount: '300.00' }] })
  assert.deepEqual([paid.open, paid.orders], ['300.00', []])
  assert.equal(await story.exposure(), 70_000 - 60_000)
  await story.holds()

  const detail = await finance.read(`/v1/invoices/${invoiceId}`)
  assert.deepEqual([detail.open, detail.matchings.length, detail.lines], ['200.00', 1, []])
  assert.deepEqual(
    detail.may.map((one: { act: string; allowed: boolean; code: string }) => [one.act, one.allowed, one.code]),
    [['reverse', false, 'finance.openingPaid']],
  )
  const reverse = `/v1/receivables/${invoiceId}/reverse`
  await story.nothingWritten(() => finance.refused(409, reverse, { reason: '错' }), 'finance.openingPaid')
  const credit = `/v1/invoices/${invoiceId}/credit`
  await story.nothingWritten(() => finance.refused(409, credit, { reason: '错' }), 'finance.isOpening')

  await finance.post(`/v1/matchings/${detail.matchings[0].id}/reverse`, { reason: '配错' })
  assert.equal(await story.exposure(), 70_000 - 60_000)
  await story.holds()
  await finance.post(`/v1/payments/${paid.id}/match`, { matches: [{ invoiceId, amount: '500.00' }] })
  await finance.post(`/v1/payments/${paid.id}/reverse`, { reason: '退票' })
  assert.equal(await story.exposure(), 70_000)
  await story.holds()

  await finance.post(reverse, { reason: '录错' })
  assert.equal(await story.exposure(), 20_000)
  assert.equal(await story.balance('opening'), -20_000)
  await story.nothingWritten(() => finance.refused(409, reverse, { reason: '录错' }), 'finance.openingReversed')
  assert.equal((await finance.read('/v1/invoices?open=true')).rows.length, 1)
  await story.holds()
  await finance.post(OPENINGS, { lines: [{ ...opening, amount: '450.00' }] })
  assert.equal(await story.exposure(), 65_000)
  await story.holds()
})

test('what does not fit is refused line by line, and nothing is written', async () => {
  const { finance, masters } = story
  const { number } = await finance.read(`/v1/customers/${masters.customerId}`)
  const twins = await Promise.all([1, 2].map(() => story.boss.post('/v1/customers', { name: '同名贸易' })))
  assert.equal(twins.length, 2)
  const fine = { ...old, customer: number, number: 'OLD-1' }
  const table: [status: number, code: string, body: object][] = [
    [422, 'openingInFuture', { on: '2026-11-23', lines: [fine] }],
    [422, 'openingCustomerUnknown', { lines: [fine, { ...fine, customer: '没有这家' }] }],
    [422, 'openingCustomerAmbiguous', { lines: [{ ...fine, customer: '同名贸易' }] }],
    [422, 'openingAmountMissing', { lines: [{ ...fine, amount: '0.00' }] }],
    [422, 'openingIssuedLater', { on: '2026-07-31', lines: [fine] }],
    [422, 'openingDueEarly', { lines: [{ ...fine, dueOn: '2026-07-31' }] }],
    [422, 'openingTwice', { lines: [fine, fine] }],
    [409, 'openingTaken', { lines: [{ ...fine, number: 'OLD-902' }] }],
  ]
  for (const [status, code, body] of table)
    await story.nothingWritten(() => finance.refused(status, OPENINGS, body), `finance.${code}`)
  const id = await story.delivered(story.hinges('1'))
  const invoice = await finance.post(`/v1/orders/${id}/invoice`)
  const reverse = (of: string) => () =>
    finance.refused(of === invoice.id ? 409 : 404, `/v1/receivables/${of}/reverse`, { reason: '错' })
  await story.nothingWritten(reverse(invoice.id), 'finance.notOpening')
  await story.nothingWritten(reverse(id), 'finance.receivableUnknown')
})

test('opening debts above the limit put the customer’s open orders on credit hold, as facts do', async () => {
  const { finance, boss, masters } = story
  const id = await story.inProcess(story.hinges('1'))
  const { version } = await boss.read(`/v1/customers/${masters.customerId}`)
  const limit = await boss.send(
    'PUT',
    `/v1/customers/${masters.customerId}/credit`,
    { creditLimit: '2000.00', reason: '年度' },
    { 'if-match': `${version}` },
  )
  assert.equal(limit.status, 200)
  const { number } = await finance.read(`/v1/customers/${masters.customerId}`)
  const more = { ...old, customer: number, number: 'OLD-5', amount: '5000.00' }
  const { held } = await finance.post(OPENINGS, { lines: [more] })
  assert.deepEqual(
    held.map((one: { id: string }) => one.id),
    [id],
  )
  const { hold } = await story.order(id)
  assert.equal(hold.kind, 'credit')
  assert.match(hold.reason, /^OLD-5 ¥[\d,.]+$/, 'it says what brought the order above the limit, and by how much')
  await story.holds()
})

/** A customer of their own with an open order within the limit. */
async function owingLittle(limit: string) {
  const { boss, masters, sales, warehouse } = story
  const customer = await boss.post('/v1/customers', { name: `新客户 ${limit}`, creditLimit: limit, termDays: 30 })
  const order = orderOf({ ...masters, customerId: customer.id }, story.hinges('1'))
  const { id } = await sales.post('/v1/orders', order)
  const opening = { ...old, customer: customer.number, number: `OLD-${limit}`, amount: '5000.00' }
  const confirm = () => sales.send('POST', `/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
  return { customer, id, opening, confirm, warehouse }
}

test('an order on hold for another reason, of somebody else’s, is on credit hold as well: releasing the one does not end the other', async () => {
  const { company, boss } = story
  const { id, opening, confirm } = await owingLittle('1000.00')
  assert.equal((await confirm()).status, 200)
  await boss.post(`/v1/orders/${id}/hold`, { kind: 'customer', reason: '客户要求暂停' })
  const branch = await branchFinance(company)

  const { held } = await branch.post(OPENINGS, { lines: [opening] })
  assert.deepEqual(
    held.map((one: { id: string }) => one.id),
    [id],
  )
  const released = await story.finance.post(`/v1/orders/${id}/release`, { reason: '客户恢复' })
  assert.equal(released.outcome, 'asked', 'who may not review asks for what stands above the limit')
  await story.holds()
})

test('an order that becomes open while opening debts wait for the customer’s credit is stopped by them too', async () => {
  const { company, finance } = story
  const { customer, id, opening, confirm } = await owingLittle('2000.00')
  const holder = await openTransaction(company)
  try {
    await holder.query('select from partners.credit where customer_id = $1 for no key update', [customer.id])
    const confirmed = confirm()
    await untilWaiting(holder)
    const opened = finance.post(OPENINGS, { lines: [opening] })
    await untilWaiting(holder, 2)
    await holder.query('commit')
    assert.equal((await confirmed).status, 200)
    assert.equal((await opened).held.length, 1)
    assert.equal((await story.order(id)).hold?.kind, 'credit')
  } finally {
    await holder.end()
  }
  await story.holds()
})
