import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { cents, type MoneyStory, openMoneyStory } from '../../testing/money-story.ts'

let story: MoneyStory
before(async () => {
  story = await openMoneyStory('2026-11-22T02:00:00Z')
})
after(() => story.close())

interface Account {
  code: string
  opened: string
  controlled: boolean
  opening: { id: string; on: string } | null
}

const accounts = async (): Promise<{ rows: Account[]; difference: string }> => story.finance.read('/v1/accounts')
const line = (account: string, debit = '0', credit = '0') => ({ account, debit, credit })
const OPENINGS = '/v1/ledger/openings'

test('the trial balance of before is posted once per account, agrees with stock and receivables, and is taken back', async () => {
  const { finance, boss, masters } = story
  const { number } = await finance.read(`/v1/customers/${masters.customerId}`)
  await boss.post('/v1/stock/openings', {
    warehouseId: masters.warehouseId,
    reason: '期初',
    lines: [{ itemId: masters.items.hinge, quantity: '100', value: '600.00' }],
  })
  const owed = { customer: number, number: 'OLD-1', issuedOn: '2026-10-01', dueOn: '2026-10-31', amount: '400.00' }
  await finance.post('/v1/receivables/openings', { lines: [owed] })
  const before = await accounts()
  assert.equal(before.difference, '1000.00')
  assert.deepEqual(
    before.rows.filter(({ controlled }) => controlled).map(({ code, opened }) => [code, opened]),
    [
      ['1122', '400.00'],
      ['1405', '600.00'],
      ['1406', '0.00'],
      ['2203', '0.00'],
    ],
  )

  const whole = [line('1002', '2500.00'), line('1122', '400.00'), line('1405', '600.00'), line('4001', '0', '3500.00')]
  const table: [status: number, code: string, body: object][] = [
    [422, 'dayInFuture', { on: '2026-11-23', lines: whole }],
    [422, 'accountUnknown', { lines: [...whole, line('9999', '1.00')] }],
    [422, 'oneSide', { lines: [...whole, line('1001')] }],
    [422, 'oneSide', { lines: [...whole, line('1001', '1.00', '1.00')] }],
    [422, 'accountTwice', { lines: [...whole, line('1002', '1.00')] }],
    [422, 'openingAccount', { lines: [...whole, line('4199', '1.00')] }],
    [409, 'controlDiffers', { lines: [line('1405', '601.00'), line('4001', '0', '601.00')] }],
    [422, 'sidesDiffer', { lines: whole.slice(1) }],
  ]
  for (const [status, code, body] of table)
    await story.nothingWritten(() => finance.refused(status, OPENINGS, body), `ledger.${code}`)
  await story.holds()

  const posted = await finance.post(OPENINGS, { on: '2026-11-01', lines: whole })
  assert.deepEqual(
    posted.rows.map((row: { account: string; amount: string }) => [row.account, row.amount]),
    [
      ['1002', '2500.00'],
      ['4001', '-3500.00'],
    ],
  )
  assert.equal((await accounts()).difference, '0.00')
  const balance = await finance.read('/v1/trial-balance')
  const bank = balance.rows.find((row: { code: string }) => row.code === '1002')
  assert.deepEqual([bank.balance, balance.debit === balance.credit], ['2500.00', true])
  const again = { lines: [line('1002', '1.00'), line('6401', '0', '1.00')] }
  await story.nothingWritten(() => finance.refused(409, OPENINGS, again), 'ledger.openedAlready')
  await story.holds()

  story.company.setNow('2026-11-22T03:00:00Z')
  const reverse = `${OPENINGS}/${posted.rows[0].id}/reverse`
  await finance.post(reverse, { reason: '抄错' })
  assert.equal((await accounts()).difference, '-2500.00')
  await story.nothingWritten(() => finance.refused(409, reverse, { reason: '抄错' }), 'ledger.openingReversed')
  await story.nothingWritten(
    () => finance.refused(404, `${OPENINGS}/${masters.customerId}/reverse`, { reason: '抄错' }),
    'ledger.openingUnknown',
  )
  await story.holds()
  await story.nothingWritten(
    () => finance.refused(422, OPENINGS, { lines: [line('1002', '2500.00')] }),
    'ledger.sidesDiffer',
  )
})

test('entries are listed by day, those of one account as they were recorded, page by page', async () => {
  const { finance } = story
  const all: { id: string; postedOn: string; postings: { debit: { code: string }; amount: string }[] }[] = []
  for (let cursor = ''; ; ) {
    const page = await finance.read(`/v1/ledger/entries?limit=2${cursor && `&cursor=${cursor}`}`)
    all.push(...page.rows)
    if (!page.next) break
    cursor = page.next
  }
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length)
  assert.deepEqual(
    all.map(({ postedOn }) => postedOn),
    all.map(({ postedOn }) => postedOn).sort((one, other) => (one < other ? 1 : -1)),
  )
  const ofBank: { reverses: string | null; postings: { debit: { code: string }; amount: string }[] }[] = []
  for (let cursor = ''; ; ) {
    const page = await finance.read(`/v1/ledger/entries?account=1002&limit=1${cursor && `&cursor=${cursor}`}`)
    ofBank.push(...page.rows)
    if (!page.next) break
    cursor = page.next
  }
  assert.equal(ofBank.length, 2)
  assert.ok(ofBank[0]!.reverses)
  const moved = ofBank.reduce(
    (sum, { postings }) =>
      sum + postings.reduce((part, { debit, amount }) => part + (debit.code === '1002' ? 1 : -1) * cents(amount), 0),
    0,
  )
  assert.equal(moved, 0)
})
