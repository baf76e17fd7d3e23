import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openAudit } from '../testing/audit.ts'
import { createTestCompany, PASSWORD, type TestCompany } from '../testing/company.ts'
import { listAccounts, resetPassword } from './user.ts'

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

test('a right that was taken away is gone at once, also for who is signed in', async () => {
  const sales = await company.as('sales1')
  await sales.read('/v1/orders')
  const audit = await openAudit(company)
  await audit.plant(`update access.role set rights = array_remove(rights, 'notes.write') where role_id = 'sales'`)
  await audit.plant('update kernel.rights_version set version = version + 1')
  await audit.close()
  const id = '00000000-0000-7000-8000-000000000000'
  assert.equal((await sales.refused(403, `/v1/orders/${id}/notes`, { text: 'x' })).code, 'kernel.noRight')
})

test('every account is listed with its company, person and roles', async () => {
  const accounts = await listAccounts(company.ownerUrl)
  const planner = accounts.find(({ account }) => account === 'planner')
  assert.deepEqual([planner?.active, planner?.companies.length], [true, 1])
  assert.deepEqual([planner?.companies[0]?.company, planner?.companies[0]?.roles], ['测试五金有限公司', ['planner']])
})

test('an unknown account is named', async () => {
  await assert.rejects(resetPassword(company.ownerUrl, 'nobody'), /No account is called nobody/)
})
