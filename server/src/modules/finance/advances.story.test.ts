import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type MoneyStory, openMoneyStory } from '../../testing/money-story.ts'

let story: MoneyStory
before(async () => {
  story = await openMoneyStory('2026-11-22T02:00:00Z')
})
after(() => story.close())

const OPENINGS = '/v1/advances/openings'
const old = { number: 'YS-17', receivedOn: '2024-03-01', amount: '1695.00' }
const numberOf = async () => (await story.finance.read(`/v1/customers/${story.masters.customerId}`)).number
const opened = async (code: string) =>
  (await story.finance.read('/v1/accounts')).rows.find((row: { code: string }) => row.code === code).opened

test('what a customer had prepaid before pays an order here: opened, compared, matched to its invoice, settled', async () => {
  const { finance, masters } = story
  const customer = await numberOf()
  const { name } = await finance.read(`/v1/customers/${masters.customerId}`)
  const made = await finance.post(OPENINGS, {
    on: '2026-11-01',
    lines: [
      { ...old, customer },
      { ...old, customer: name, number: 'YS-18', amount: '200.00' },
    ],
  })
  assert.deepEqual([made.total, made.rows.length, made.rows[0].reference], ['1895.00', 2, 'YS-17'])
  assert.equal(await story.exposure(), -189_500)
  assert.deepEqual([await story.balance('advance'), await story.balance('opening')], [-189_500, 189_500])
  const { rows: open } = await finance.read('/v1/payments?open=true')
  assert.deepEqual(
    open.map((row: Record<string, string>) => [row.reference, row.opening, row.open, row.receivedOn, row.state]).sort(),
    [
      ['YS-17', true, '1695.00', '2024-03-01', 'posted'],
      ['YS-18', true, '200.00', '2024-03-01', 'posted'],
    ],
  )
  await story.holds()

  const trial = (advances: string) => ({
    lines: [
      { account: '1002', debit: '5000.00' },
      { account: '2203', credit: advances },
      { account: '4001', credit: advances === '1895.00' ? '3105.00' : '3305.00' },
    ],
  })
  await story.nothingWritten(
    () => finance.refused(409, '/v1/ledger/openings', trial('1695.00')),
    'ledger.controlDiffers',
  )
  await finance.post('/v1/ledger/openings', trial('1895.00'))
  assert.deepEqual([await opened('2203'), await story.balance('opening')], ['-1895.00', 0])
  await story.holds()

  const order = await story.delivered(story.hinges('150'))
  const invoice = await finance.post(`/v1/orders/${order}/invoice`)
  const [advance] = made.rows
  const matches = [{ invoiceId: invoice.id, amount: '1695.00' }]
  const matched = await finance.post(`/v1/payments/${advance.id}/match`, { matches })
  assert.deepEqual([matched.open, matched.orders[0].state], ['0.00', 'settled'])
  assert.equal(await story.balance('advance'), -20_000)
  await story.holds()

  const reverse = `/v1/payments/${advance.id}/reverse`
  await story.nothingWritten(() => finance.refused(409, reverse, { reason: '录错' }), 'finance.advanceMatched')
  const { matchings } = await finance.read(`/v1/invoices/${invoice.id}`)
  await finance.post(`/v1/matchings/${matchings[0].id}/reverse`, { reason: '录错' })
  await finance.post(reverse, { reason: '录错' })
  assert.deepEqual([await story.balance('advance'), await opened('2203')], [-20_000, '-200.00'])
  await story.holds()
  const anew = await finance.post(OPENINGS, { lines: [{ ...old, customer, amount: '1700.00' }] })
  const again = await finance.post(`/v1/payments/${anew.rows[0].id}/match`, { matches })
  assert.deepEqual([again.open, again.orders[0].state], ['5.00', 'settled'])
  await story.holds()
})

test('what is left of an opening advance is given back from the bank', async () => {
  const { finance } = story
  const { rows } = await finance.read('/v1/payments?open=true')
  const left = rows.find((row: { reference: string }) => row.reference === 'YS-18')
  const bank = await story.balance('bank')
  await finance.post(`/v1/payments/${left.id}/refund`, { amount: '50.00', reason: '客户要求' })
  assert.equal(await story.balance('bank'), bank - 5_000)
  await story.nothingWritten(
    () => finance.refused(409, `/v1/payments/${left.id}/reverse`, { reason: '录错' }),
    'finance.refundFirst',
  )
  await story.holds()
})

test('what does not fit is refused line by line, and nothing is written', async () => {
  const { finance, boss } = story
  const customer = await numberOf()
  for (const _ of [1, 2]) await boss.post('/v1/customers', { name: '同名贸易' })
  await story.pay('10.00', { reference: 'BANK-9' })
  const fine = { ...old, customer, number: 'YS-30' }
  const table: [status: number, code: string, body: object][] = [
    [422, 'openingInFuture', { on: '2026-11-23', lines: [fine] }],
    [422, 'openingCustomerUnknown', { lines: [fine, { ...fine, customer: '没有这家' }] }],
    [422, 'openingCustomerAmbiguous', { lines: [{ ...fine, customer: '同名贸易' }] }],
    [422, 'advanceAmountMissing', { lines: [{ ...fine, amount: '0.00' }] }],
    [422, 'openingIssuedLater', { on: '2024-02-29', lines: [fine] }],
    [422, 'openingTwice', { lines: [fine, fine] }],
    [409, 'advanceTaken', { lines: [{ ...fine, number: 'YS-18' }] }],
    [409, 'advanceTaken', { lines: [{ ...fine, number: 'BANK-9' }] }],
  ]
  for (const [status, code, body] of table)
    await story.nothingWritten(() => finance.refused(status, OPENINGS, body), `finance.${code}`)
})

test('an order on credit hold goes on by itself when the advance of before is entered', async () => {
  const { finance, boss, masters } = story
  const id = await story.inProcess(story.hinges('500'))
  const { version } = await boss.read(`/v1/customers/${masters.customerId}`)
  const credit = `/v1/customers/${masters.customerId}/credit`
  const lowered = await boss.send('PUT', credit, { creditLimit: '0.00', reason: '先款' }, { 'if-match': `${version}` })
  assert.equal(lowered.status, 200)
  assert.equal((await story.order(id)).hold.kind, 'credit')
  await finance.post(OPENINGS, { lines: [{ ...old, customer: await numberOf(), number: 'YS-40', amount: '9000.00' }] })
  await story.audit.quiet()
  assert.equal((await story.order(id)).hold, null)
  await story.holds()
})
