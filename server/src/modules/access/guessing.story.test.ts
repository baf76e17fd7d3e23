import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { resetPassword } from '../../cli/user.ts'
import { createTestCompany, PASSWORD, type TestCompany } from '../../testing/company.ts'

let company: TestCompany

before(async () => {
  company = await createTestCompany({ at: '2026-11-30T01:00:00Z' })
})
after(() => company.close())

const signIn = (account: string, password: string, remoteAddress = '10.0.0.1') =>
  company.app.http.inject({ method: 'POST', url: '/v1/session', payload: { account, password }, remoteAddress })

async function statuses(times: number, act: (index: number) => Promise<{ statusCode: number }>): Promise<number[]> {
  const seen: number[] = []
  for (let index = 0; index < times; index += 1) seen.push((await act(index)).statusCode)
  return seen
}

describe('guessing', () => {
  test('from the fifth wrong password on an account waits, from wherever it is tried, and is told how long', async () => {
    const tries = await statuses(6, (index) => signIn('planner', `wrong-${index}`, `10.0.1.${index}`))
    assert.deepEqual(tries, [401, 401, 401, 401, 401, 429])
    const right = await signIn('planner', PASSWORD, '10.0.1.9')
    assert.deepEqual([right.statusCode, right.json().code], [429, 'access.blocked'])
    assert.deepEqual([right.headers['retry-after'], right.json().data], ['2', { retryAfter: 2 }])
    company.setNow('2026-11-30T01:00:03Z')
    assert.equal((await signIn('planner', PASSWORD, '10.0.1.9')).statusCode, 200)
    assert.equal((await signIn('planner', 'wrong-again', '10.0.1.9')).statusCode, 401, 'counted anew')
  })

  test('many guesses at once are no way around it', async () => {
    const all = Array.from({ length: 30 }, (_, index) => signIn('sales2', `wrong-${index}`, `10.0.2.${index}`))
    const answers = (await Promise.all(all)).map(({ statusCode }) => statusCode)
    const looked = answers.filter((status) => status === 401).length
    assert.ok(looked >= 5 && looked <= 8, `${looked} of 30 were compared`)
    assert.equal(answers.filter((status) => status === 429).length, 30 - looked)
  })

  test('an office behind one address is kept out by many slips only, and slips of yesterday do not count', async () => {
    const office = (index: number) => signIn(`nobody-${index}`, 'wrong', '10.0.3.1')
    assert.deepEqual(await statuses(19, office), Array(19).fill(401))
    assert.equal((await signIn('buyer', PASSWORD, '10.0.3.1')).statusCode, 200)
    company.setNow('2026-11-30T02:00:04Z')
    assert.deepEqual(await statuses(20, office), Array(20).fill(401))
    assert.equal((await office(21)).statusCode, 429)
    assert.equal((await signIn('buyer', PASSWORD, '10.0.3.2')).statusCode, 200, 'from elsewhere')
  })

  test('the current password is not guessed in somebody else’s session either, and a slip does not sign out', async () => {
    const { token } = (await signIn('tracker', PASSWORD, '10.0.4.1')).json()
    const change = (current: string) =>
      company.app.http.inject({
        method: 'POST',
        url: '/v1/me/password',
        headers: { authorization: `Bearer ${token}` },
        payload: { current, next: 'another-horse-43' },
      })
    const slip = await change('wrong-0')
    assert.deepEqual([slip.statusCode, slip.json().code], [422, 'access.wrongCurrent'])
    assert.deepEqual(slip.json().errors[0].pointer, '/current')
    assert.deepEqual(await statuses(5, (index) => change(`wrong-${index + 1}`)), [422, 422, 422, 422, 429])
    assert.equal((await change(PASSWORD)).statusCode, 429)
    assert.equal((await signIn('tracker', PASSWORD, '10.0.4.1')).statusCode, 200, 'its owner still signs in')
  })

  test('a password made at the machine signs in at once', async () => {
    await statuses(6, (index) => signIn('logistics', `wrong-${index}`, `10.0.5.${index}`))
    const password = await resetPassword(company.ownerUrl, 'logistics')
    assert.equal((await signIn('logistics', password, '10.0.5.9')).statusCode, 200)
  })
})
