import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type Audit, openAudit } from '../../testing/audit.ts'
import { type Client, createTestCompany, signedIn, type TestCompany } from '../../testing/company.ts'
import { foundNeighbour } from '../../testing/neighbour.ts'
import { assertRefused } from '../../testing/refused.ts'

let company: TestCompany
let neighbour: TestCompany
let audit: Audit
let admin: Client

before(async () => {
  company = await createTestCompany()
  neighbour = await foundNeighbour(company)
  audit = await openAudit(company)
  admin = await company.as('admin')
})
after(async () => {
  await audit.close()
  await company.close()
})

const D = (number: string) => company.founded.departments.get(number)!
const NEXT = 'another-horse-43'

const refused = (code: string, act: Parameters<typeof assertRefused>[2]) => assertRefused(audit, code, act)

const signIn = (account: string, password: string) =>
  company.app.http.inject({ method: 'POST', url: '/v1/session', payload: { account, password } })

let counted = 0
/** Somebody who works here, and may work elsewhere too. */
async function settled() {
  counted += 1
  const account = `new.${counted}`
  const { id } = await admin.post('/v1/persons', { name: `新人${counted}`, departmentId: D('D10') })
  const { password } = await admin.post(`/v1/persons/${id}/account`, { account, roles: ['sales'] })
  const client = await signedIn(company.app, account, password)
  await client.post('/v1/me/password', { current: password, next: NEXT })
  return { account, client }
}

test('who works elsewhere already is asked, and nobody but they say so; neither company learns of the other', async () => {
  const { account, client } = await settled()
  const theirs = await neighbour.as('admin')
  const departmentId = neighbour.founded.departments.get('D10')
  const { id: there } = await theirs.post('/v1/persons', { name: '兼职会计', departmentId })
  const { id: other } = await theirs.post('/v1/persons', { name: '另一人', departmentId })
  const ask = (name: string, to = there, roles = ['finance']) =>
    theirs.send('POST', `/v1/persons/${to}/account/invitation`, { account: name, roles })
  const taken = await refused('access.accountTaken', () =>
    theirs.send('POST', `/v1/persons/${there}/account`, { account, roles: ['finance'] }),
  )
  assert.match(taken.detail, /invite its holder/)
  await refused('access.accountUnknown', () => ask('nobody.anywhere'))
  await refused('access.accountHere', () => ask('beside-sales1'))
  await refused('access.rolesUnknown', () => ask(account, there, ['emperor']))
  await refused('access.accountThere', () => ask(account, neighbour.founded.persons.get('E011')))
  await refused('access.notInvited', () => theirs.send('DELETE', `/v1/persons/${there}/account/invitation`))

  assert.deepEqual((await ask(account.toUpperCase())).body, { account })
  assert.equal((await ask(account, other)).status, 201)
  const shown = await theirs.read(`/v1/persons/${there}`)
  assert.deepEqual([shown.account, shown.invitation.account, shown.invitation.declined], [null, account, false])
  assert.equal((await signIn(account, NEXT)).json().company.name, '测试五金有限公司', 'nothing has changed yet')
  assert.deepEqual((await admin.read('/v1/me/invitations')).rows, [])
  const { rows } = await client.read('/v1/me/invitations')
  assert.deepEqual(
    rows.map((one: { company: string; person: string }) => [one.company, one.person]),
    [
      ['余姚恒通贸易有限公司', '兼职会计'],
      ['余姚恒通贸易有限公司', '另一人'],
    ],
  )
  const path = `/v1/me/invitations/${rows[0].id}`
  await refused('access.invitationGone', () => admin.send('POST', `${path}/accept`, {}))

  await client.post(`${path}/decline`)
  assert.equal((await theirs.read(`/v1/persons/${there}`)).invitation.declined, true)
  await refused('access.invitationGone', () => client.send('POST', `${path}/accept`, {}))
  await ask(account)
  const again = (await client.read('/v1/me/invitations')).rows.find(
    (one: { person: string }) => one.person === '兼职会计',
  )
  const key = { 'idempotency-key': randomUUID() }
  const [accepted, twice] = await Promise.all(
    [key, {}].map((headers) => client.send('POST', `/v1/me/invitations/${again.id}/accept`, {}, headers)),
  )
  assert.deepEqual([accepted!.status, twice!.status].sort(), [200, 404])
  assert.deepEqual((await client.read('/v1/me/invitations')).rows, [], 'an account is one person in a company')
  const asked = (await signIn(account, NEXT)).json()
  assert.equal(asked.code, 'access.companyNeeded')
  const chosen = await company.app.http.inject({
    ...{ method: 'POST', url: '/v1/session' },
    payload: { account, password: NEXT, company: neighbour.founded.company.id },
  })
  assert.equal(chosen.json().person.name, '兼职会计')
  const { rows: told } = await theirs.read(`/v1/persons/${there}/timeline`)
  assert.deepEqual(
    told.map((one: { type: string }) => one.type),
    ['invitationAccepted', 'invited', 'invitationDeclined', 'invited']
      .map((one) => `access.${one}`)
      .concat('people.personCreated'),
  )
  assert.doesNotMatch(JSON.stringify([shown, told]), /测试五金/)
  const here = (await admin.read(`/v1/users?q=${account}`)).rows[0]
  assert.doesNotMatch(JSON.stringify(await admin.read(`/v1/persons/${here.person.id}`)), /恒通/)
})

test('an invitation is taken back, ends with an account of one’s own, and with whoever leaves', async () => {
  const { account, client } = await settled()
  const theirs = await neighbour.as('admin')
  const invitedAs = async (name: string) => {
    const departmentId = neighbour.founded.departments.get('D10')
    const { id } = await theirs.post('/v1/persons', { name, departmentId })
    await theirs.post(`/v1/persons/${id}/account/invitation`, { account, roles: ['sales'] })
    return { id, path: `/v1/me/invitations/${(await client.read('/v1/me/invitations')).rows[0].id}/accept` }
  }
  const back = await invitedAs('甲')
  await theirs.send('DELETE', `/v1/persons/${back.id}/account/invitation`)
  await refused('access.invitationGone', () => client.send('POST', back.path, {}))
  const own = await invitedAs('乙')
  await theirs.post(`/v1/persons/${own.id}/account`, { account: 'yi.own', roles: ['sales'] })
  await refused('access.invitationGone', () => client.send('POST', own.path, {}))
  const gone = await invitedAs('丙')
  await theirs.post(`/v1/persons/${gone.id}/disable`, { reason: '不来了' })
  await refused('access.invitationGone', () => client.send('POST', gone.path, {}))
})
