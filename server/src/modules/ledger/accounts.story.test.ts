import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type MoneyStory, openMoneyStory } from '../../testing/money-story.ts'

let story: MoneyStory
before(async () => {
  story = await openMoneyStory('2026-11-22T02:00:00Z')
})
after(() => story.close())

const find = async (code: string, scope = 'all') =>
  (await story.finance.read(`/v1/accounts?scope=${scope}`)).rows.find((one: { code: string }) => one.code === code)

async function change(code: string, body: object, version?: number) {
  const seen = version ?? (await find(code)).version
  return story.finance.send('PATCH', `/v1/accounts/${code}`, body, { 'if-match': String(seen) })
}

test('an account is added, opened, renamed, and put away once nothing stands on it; what is posted by rule stays in use', async () => {
  const { finance } = story
  const rent = { code: '660201', nameZh: '房租', nameEn: 'Rent', kind: 'expense' }
  assert.deepEqual(await finance.post('/v1/accounts', rent), { code: '660201', version: 1 })
  await story.nothingWritten(() => finance.refused(409, '/v1/accounts', rent), 'ledger.codeTaken')
  await story.nothingWritten(() => finance.refused(400, '/v1/accounts', { ...rent, code: '66 02' }), 'kernel.invalid')
  assert.deepEqual((await change('660201', { nameZh: '租金' })).body, { code: '660201', version: 2 })
  const { nameZh, nameEn, active, posted, version } = await find('660201')
  assert.deepEqual([nameZh, nameEn, active, posted, version], ['租金', 'Rent', true, false, 2])

  const lines = [
    { account: '660201', debit: '30.00' },
    { account: '4001', credit: '30.00' },
  ]
  const { rows } = await finance.post('/v1/ledger/openings', { lines })
  const refusals: [number, string, () => ReturnType<typeof change>][] = [
    [409, 'ledger.accountOpened', () => change('660201', { active: false })],
    [409, 'ledger.accountPosted', () => change('1122', { active: false })],
    [412, 'ledger.accountStale', () => change('660201', { nameEn: 'x' }, 1)],
    [404, 'ledger.accountMissing', () => change('999999', { nameEn: 'x' }, 1)],
  ]
  for (const [status, code, act] of refusals)
    await story.nothingWritten(async () => {
      const answer = await act()
      assert.equal(answer.status, status, JSON.stringify(answer.body))
      return answer.body
    }, code)
  assert.equal((await change('1122', { nameZh: '应收货款' })).status, 200)

  for (const { id } of rows) await finance.post(`/v1/ledger/openings/${id}/reverse`, { reason: '录错' })
  assert.equal((await change('660201', { active: false })).status, 200)
  assert.equal(await find('660201', 'used'), undefined)
  assert.equal((await find('4199')).posted, true, 'the other side of opening balances is shown with all')
  assert.equal(await find('4199', 'used'), undefined)
  await story.nothingWritten(() => finance.refused(422, '/v1/ledger/openings', { lines }), 'ledger.accountUnknown')
  assert.equal((await change('660201', { active: true })).status, 200)
  await finance.post('/v1/ledger/openings', { lines })
  await story.holds()
})

test('of several who add the same account at once one does, and the others are told', async () => {
  const water = { code: '660205', nameZh: '水费', nameEn: 'Water', kind: 'expense' }
  const answers = await Promise.all(Array.from({ length: 6 }, () => story.finance.send('POST', '/v1/accounts', water)))
  const told = answers.map(({ status, body }) => (status === 201 ? 'added' : `${status} ${body.code}`)).sort()
  assert.deepEqual(told, [...Array(5).fill('409 ledger.codeTaken'), 'added'])
})
