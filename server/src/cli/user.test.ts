import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestCompany, PASSWORD, type TestCompany } from '../testing/company.ts'
import { resetPassword } from './user.ts'

let company: TestCompany

before(async () => {
  company = await createTestCompany()
})
after(() => company.close())

const signIn = (password: string) =>
  company.app.http.inject({ method: 'POST', url: '/v1/session', payload: { account: 'planner', password } })

const ask = (token: string, url = '/v1/me') =>
  company.app.http.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } })

test('a reset gives a new password that must be changed; the old one and its sessions are over', async () => {
  const open = (await signIn(PASSWORD)).json() as { token: string }
  const password = await resetPassword(company.ownerUrl, 'planner')
  assert.equal((await signIn(PASSWORD)).statusCode, 401)
  const fresh = await signIn(password)
  assert.deepEqual([fresh.statusCode, fresh.json().mustChangePassword], [200, true])
  const { token } = fresh.json() as { token: string }
  assert.equal((await ask(token)).statusCode, 200)
  const orders = await ask(token, '/v1/orders')
  assert.deepEqual([orders.statusCode, orders.json().code], [403, 'access.changeFirst'])
  const changed = await company.app.http.inject({
    method: 'POST',
    url: '/v1/me/password',
    headers: { authorization: `Bearer ${token}` },
    payload: { current: password, next: 'another-password-7' },
  })
  assert.equal(changed.statusCode, 200)
  assert.equal((await ask(token, '/v1/orders')).statusCode, 200)
  await ask(open.token)
  assert.equal((await ask(open.token)).statusCode, 401, 'the server has looked again')
})

test('an unknown account is named', async () => {
  await assert.rejects(resetPassword(company.ownerUrl, 'nobody'), /No account is called nobody/)
})
