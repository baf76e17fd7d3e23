import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { weaknesses } from '@baton/contract/password'
import { type Audit, openAudit } from '../../testing/audit.ts'
import { type Client, createTestCompany, PASSWORD, signedIn, type TestCompany } from '../../testing/company.ts'
import { foundNeighbour } from '../../testing/neighbour.ts'
import { assertRefused } from '../../testing/refused.ts'
import { readRows } from '../../testing/row-counts.ts'
import { checks } from '../access/index.ts'

let company: TestCompany
let neighbour: TestCompany
let audit: Audit
let boss: Client
let admin: Client

before(async () => {
  company = await createTestCompany()
  neighbour = await foundNeighbour(company)
  audit = await openAudit(company)
  ;[boss, admin] = await Promise.all([company.as('boss'), company.as('admin')])
})
after(async () => {
  await audit.close()
  await company.close()
})

const D = (number: string) => company.founded.departments.get(number)!
const E = (number: string) => company.founded.persons.get(number)!
const versioned = (version: number) => ({ 'if-match': String(version) })
const NEXT = 'another-horse-43'

const refused = (code: string, act: Parameters<typeof assertRefused>[2]) => assertRefused(audit, code, act)

const signIn = (account: string, password: string) =>
  company.app.http.inject({ method: 'POST', url: '/v1/session', payload: { account, password } })

let counted = 0
/** Somebody new, with an account whose first password is answered. */
async function newcomer(roles: string[] = ['sales']) {
  counted += 1
  const account = `new.${counted}`
  const { id } = await admin.post('/v1/persons', { name: `新人${counted}`, departmentId: D('D10') })
  const { password } = await admin.post(`/v1/persons/${id}/account`, { account, roles })
  return { id, account, password: password as string }
}

/** The same, with the first password changed. */
async function settled(roles: string[]) {
  const { id, account, password } = await newcomer(roles)
  const client = await signedIn(company.app, account, password)
  await client.post('/v1/me/password', { current: password, next: NEXT })
  return { id, account, client }
}

describe('accounts', () => {
  test('the first password is shown once, kept nowhere, and must be changed', async () => {
    const { id } = await admin.post('/v1/persons', { name: '许晴', departmentId: D('D10') })
    const key = { 'idempotency-key': randomUUID() }
    const body = { account: 'Xu.Qing', roles: ['sales', 'sales'] }
    const given = await admin.send('POST', `/v1/persons/${id}/account`, body, key)
    assert.deepEqual([given.status, given.body.account], [201, 'xu.qing'])
    assert.match(given.body.password, /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
    const again = await admin.send('POST', `/v1/persons/${id}/account`, body, key)
    assert.deepEqual([again.status, again.body.password, again.headers['idempotent-replayed']], [201, null, 'true'])
    const kept = await audit.sql(`select reply from kernel.idempotency where reply like '%' || $1 || '%'`, [
      given.body.password,
    ])
    assert.deepEqual(kept, [])

    const fresh = await signedIn(company.app, 'xu.qing', given.body.password)
    assert.equal((await fresh.get('/v1/orders')).body.code, 'access.changeFirst')
    await fresh.post('/v1/me/password', { current: given.body.password, next: NEXT })
    assert.equal((await fresh.get('/v1/orders')).status, 200)
    assert.deepEqual((await fresh.read('/v1/me')).roleNames, [{ id: 'sales', nameZh: '业务', nameEn: 'Sales' }])
    const { rows } = await admin.read(`/v1/persons/${id}/timeline`)
    assert.deepEqual(
      rows.map((one: { type: string }) => one.type),
      ['access.passwordChanged', 'access.accountGiven', 'people.personCreated'],
    )
  })

  test('a password that is tried first is refused, with why, at its field, and nothing is changed', async () => {
    const { account, password } = await newcomer()
    const client = await signedIn(company.app, account, password)
    const { company: own } = await client.read('/v1/me')
    for (const [next, weakness] of [
      ['aaaaaaaaaa', 'repeated'],
      ['1234567890', 'run'],
      ['password123', 'common'],
      [`${account}-2026`, 'named'],
      [`${own.name}-2026`, 'named'],
    ] as const) {
      const answer = await refused('access.weakPassword', () =>
        client.send('POST', '/v1/me/password', { current: password, next }, { 'accept-language': 'zh' }),
      )
      assert.deepEqual(answer.errors, [{ pointer: '/next', code: weakness, message: weaknesses[weakness].zh }], next)
    }
    assert.equal((await client.get('/v1/orders')).body.code, 'access.changeFirst')
    assert.equal((await signIn(account, password)).statusCode, 200)
  })

  test('names are unique in the installation, one for each person, and real', async () => {
    const { id } = await admin.post('/v1/persons', { name: '白露', departmentId: D('D10') })
    const give =
      (account: string, roles = ['sales'], to = id) =>
      () =>
        admin.send('POST', `/v1/persons/${to}/account`, { account, roles })
    await refused('access.accountTaken', give('sales1'))
    await refused('access.accountTaken', give('beside-sales1'))
    await refused('access.accountThere', give('someone-else', ['sales'], E('E011')))
    await refused('access.rolesUnknown', give('bai.lu', ['emperor']))
    await refused('kernel.invalid', give('.dot'))
    await refused('people.personUnknown', give('bai.lu', ['sales'], neighbour.founded.persons.get('E011')!))
    const answers = await Promise.all(['bai.lu', 'bai.lu', 'bai.lu'].map((name) => give(name)()))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409])
  })

  test('a reset, a lock and a sign-out end sessions at once; a lock keeps out, and leaves what is held', async () => {
    const { id, account, client } = await settled(['sales'])
    await client.read('/v1/orders')
    await admin.post(`/v1/persons/${id}/account/sign-out`)
    assert.equal((await client.get('/v1/orders')).status, 401, 'not one more call')

    const second = await signedIn(company.app, account, NEXT)
    await admin.post(`/v1/persons/${id}/account/lock`, { reason: '手机丢失' })
    assert.equal((await second.get('/v1/me')).status, 401)
    assert.equal((await signIn(account, NEXT)).json().code, 'access.noCompany')
    await refused('access.alreadyLocked', () => admin.send('POST', `/v1/persons/${id}/account/lock`, { reason: 'x' }))
    const shown = (await admin.read(`/v1/users?q=${account}`)).rows[0]
    assert.deepEqual([shown.state, shown.sessions, shown.scope], ['locked', 0, 'own'])
    await admin.post(`/v1/persons/${id}/account/unlock`)
    await refused('access.notLocked', () => admin.send('POST', `/v1/persons/${id}/account/unlock`, {}))

    const third = await signedIn(company.app, account, NEXT)
    const { password } = await admin.post(`/v1/persons/${id}/account/password`)
    assert.equal((await third.get('/v1/me')).status, 401)
    assert.equal((await signIn(account, NEXT)).statusCode, 401)
    assert.equal((await signIn(account, password)).json().mustChangePassword, true)
  })

  test('a name is changed; the old one no longer signs in, who is inside stays', async () => {
    const { id, client } = await settled(['sales'])
    assert.equal((await admin.send('PATCH', `/v1/persons/${id}/account`, { account: 'renamed.one' })).status, 200)
    assert.equal((await client.read('/v1/me')).account, 'renamed.one')
    assert.equal((await signIn('renamed.one', NEXT)).statusCode, 200)
    await client.post('/v1/me/password', { current: NEXT, next: 'a-third-horse-44' })
    await refused('access.accountTaken', () => admin.send('PATCH', `/v1/persons/${id}/account`, { account: 'boss' }))
    const { rows } = await admin.read(`/v1/persons/${id}/timeline?limit=2`)
    assert.deepEqual(rows[1].data.account.after, 'renamed.one')
  })

  test('an account of two companies chooses one at sign-in, and neither’s administrator takes it over', async () => {
    const { id, account } = await settled(['sales'])
    const theirs = await neighbour.as('admin')
    const { id: there } = await theirs.post('/v1/persons', {
      name: '兼职',
      departmentId: neighbour.founded.departments.get('D10'),
    })
    await audit.plant(
      `insert into access.membership (user_id, company_id, person_id) select user_id, $2, $3 from access.account where account = $1`,
      [account, neighbour.founded.company.id, there],
    )
    const asked = (await signIn(account, NEXT)).json()
    assert.equal(asked.code, 'access.companyNeeded')
    assert.equal(asked.data.companies.length, 2)
    const chosen = await company.app.http.inject({
      method: 'POST',
      url: '/v1/session',
      payload: { account, password: NEXT, company: neighbour.founded.company.id },
    })
    assert.equal(chosen.json().company.name, '余姚恒通贸易有限公司')
    for (const path of ['password', 'lock'] as const) {
      const act = () => admin.send('POST', `/v1/persons/${id}/account/${path}`, path === 'lock' ? { reason: 'x' } : {})
      if (path === 'password') await refused('access.sharedAccount', act)
      else assert.equal((await act()).status, 200)
    }
    await refused('access.sharedAccount', () =>
      admin.send('PATCH', `/v1/persons/${id}/account`, { account: 'mine.now' }),
    )
    const still = await signIn(account, NEXT)
    assert.equal(still.json().company.name, '余姚恒通贸易有限公司', 'locked in one company, at work in the other')
  })

  test('one sees where one is signed in, and ends any of it', async () => {
    const { account, client } = await settled(['sales'])
    const phone = await company.app.http.inject({
      method: 'POST',
      url: '/v1/session',
      headers: { 'user-agent': 'Baton on a telephone\u0001' },
      payload: { account, password: NEXT },
    })
    const { rows } = await client.read('/v1/me/sessions')
    assert.deepEqual(
      rows.map((one: { current: boolean }) => one.current),
      [false, true],
    )
    assert.equal(rows[0].device, 'Baton on a telephone ')
    assert.equal(rows[0].company.name, '测试五金有限公司')
    await refused('access.sessionMissing', async () => admin.send('DELETE', `/v1/me/sessions/${rows[0].id}`))
    assert.equal((await client.send('DELETE', `/v1/me/sessions/${rows[0].id}`)).status, 200)
    const token = phone.json().token as string
    const gone = await company.app.http.inject({ url: '/v1/me', headers: { authorization: `Bearer ${token}` } })
    assert.equal(gone.statusCode, 401)
    assert.equal((await client.read('/v1/me/sessions')).rows.length, 1)
  })
})

describe('roles', () => {
  const role = (nameZh: string, copyOf = 'sales') => admin.post('/v1/roles', { copyOf, nameZh, nameEn: `${nameZh}-en` })
  const change = (id: string, body: object, version = 1, by = admin) =>
    by.send('PATCH', `/v1/roles/${id}`, body, versioned(version))

  test('the matrix names every role, every right and the operations that it opens', async () => {
    const { rows: roles } = await boss.read('/v1/roles')
    assert.equal(roles.filter((one: { builtIn: boolean }) => one.builtIn).length, 11)
    assert.equal(roles[0].id, 'sales')
    const { rows: rights } = await boss.read('/v1/rights')
    const known = new Set(rights.map((one: { right: string }) => one.right))
    assert.deepEqual(
      roles.flatMap((one: { rights: string[] }) => one.rights).filter((one: string) => !known.has(one)),
      [],
      'Name these rights in contract/src/rights.ts.',
    )
    const confirm = rights.find((one: { right: string }) => one.right === 'orders.confirm')
    assert.ok(confirm.operations.some((one: { operation: string }) => one.operation === 'POST /v1/orders/:id/confirm'))
  })

  test('a copy is changed and takes effect with the next call of whoever is signed in', async () => {
    const { id } = await role('外贸')
    const { client } = await settled([id])
    assert.equal((await client.read('/v1/me')).scope, 'own')
    await refused('access.roleStale', () => change(id, { scope: 'all' }, 3))
    await refused('access.rightUnknown', () => change(id, { rights: ['orders.read', 'orders.everything'] }))
    const changed = await change(id, { scope: 'all', rights: ['orders.read', 'partners.read'] })
    assert.deepEqual([changed.status, changed.body.version], [200, 2])
    const me = await client.read('/v1/me')
    assert.deepEqual([me.scope, me.rights.sort()], ['all', ['orders.read', 'partners.read']])
    assert.equal((await client.get('/v1/tasks')).body.code, 'kernel.noRight')
    const { rows } = await boss.read(`/v1/roles/${id}/timeline`)
    assert.deepEqual(rows[0].data.scope, { before: 'own', after: 'all' })
    assert.ok(rows[0].data.rights.before.length > rows[0].data.rights.after.length)
    assert.equal(rows[1].data.copyOf.id, 'sales')
  })

  test('built-in roles stay as they are; one’s own is deleted when nobody has it; names are not given twice', async () => {
    await refused('access.builtIn', () => change('sales', { nameZh: 'x' }))
    await refused('access.builtIn', () => admin.send('DELETE', '/v1/roles/admin'))
    await refused('access.roleUnknown', () => admin.send('DELETE', `/v1/roles/${randomUUID()}`))
    await refused('access.roleUnknown', () =>
      admin.send('POST', '/v1/roles', { copyOf: 'x', nameZh: 'x', nameEn: 'x' }),
    )
    const { id } = await role('临时工')
    await refused('access.roleNameTaken', () =>
      admin.send('POST', '/v1/roles', { copyOf: 'sales', nameZh: '临时工', nameEn: 'x' }),
    )
    const { id: other } = await role('别名')
    await refused('access.roleNameTaken', () => change(other, { nameEn: 'SALES' }))
    const person = await newcomer([id])
    const used = await refused('access.roleUsed', () => admin.send('DELETE', `/v1/roles/${id}`))
    assert.match(used.detail, /^1 person has/)
    await admin.send('PUT', `/v1/persons/${person.id}/roles`, { roles: [] })
    assert.equal((await admin.send('DELETE', `/v1/roles/${id}`)).status, 200)
    await refused('access.rolesUnknown', () => admin.send('PUT', `/v1/persons/${person.id}/roles`, { roles: [id] }))
  })

  test('roles given and taken away count at once, and are told with before and after', async () => {
    const { id, client } = await settled(['sales'])
    await admin.send('PUT', `/v1/persons/${id}/roles`, { roles: ['warehouse', 'planner'] })
    const me = await client.read('/v1/me')
    assert.deepEqual([me.roles, me.scope], [['planner', 'warehouse'], 'all'])
    assert.equal((await client.send('POST', '/v1/orders', {})).body.code, 'kernel.noRight')
    const { rows } = await boss.read(`/v1/persons/${id}/timeline`)
    assert.equal(rows[0].type, 'access.rolesChanged')
    assert.deepEqual(rows[0].data.roles.before, [{ id: 'sales', nameZh: '业务', nameEn: 'Sales' }])
  })

  test('only who administers grants anything: not the boss, not who manages people', async () => {
    const put = (by: Client, roles: string[]) => () => by.send('PUT', `/v1/persons/${by.personId}/roles`, { roles })
    await refused('kernel.noRight', put(boss, ['boss', 'admin']))
    await refused('kernel.noRight', put(await company.as('sales1'), ['admin']))
    await refused('handover.notEmptyHanded', () =>
      boss.send('POST', `/v1/persons/${E('E050')}/disable`, { reason: 'x' }),
    )
    const problem = await refused('access.administratorOnly', () =>
      boss.send('POST', `/v1/persons/${admin.personId}/disable`, { reason: 'x' }),
    )
    assert.match(problem.detail, /许可 is an administrator/)
  })
})

describe('the last administrator', () => {
  const demote = (by: Client, personId: string) => by.send('PUT', `/v1/persons/${personId}/roles`, { roles: ['sales'] })

  test('stays: not demoted, not locked, not through their role', async () => {
    await refused('access.lastAdministrator', () => demote(admin, admin.personId))
    await refused('access.lastAdministrator', () =>
      admin.send('POST', `/v1/persons/${admin.personId}/account/lock`, { reason: 'x' }),
    )
    await refused('access.lastAdministrator', () =>
      admin.send('POST', `/v1/persons/${admin.personId}/disable`, { reason: 'x' }),
    )
    const { id: role } = await admin.post('/v1/roles', { copyOf: 'admin', nameZh: '系统员', nameEn: 'Operator' })
    await admin.send('PUT', `/v1/persons/${admin.personId}/roles`, { roles: [role] })
    await refused('access.lastAdministrator', () =>
      admin.send('PATCH', `/v1/roles/${role}`, { rights: ['orders.read'] }, versioned(1)),
    )
    assert.equal((await admin.send('PUT', `/v1/persons/${admin.personId}/roles`, { roles: ['admin'] })).status, 200)
  })

  test('nobody takes the administration from themselves, also when there is another', async () => {
    const second = await settled(['admin'])
    await refused('access.ownAdministration', () => demote(admin, admin.personId))
    await refused('access.ownAccount', () =>
      admin.send('POST', `/v1/persons/${admin.personId}/account/lock`, { reason: 'x' }),
    )
    assert.equal((await demote(admin, second.id)).status, 200)
    assert.equal((await second.client.get('/v1/users')).body.code, 'kernel.noRight')
  })

  test('two administrators who take it from each other at once: one is left', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [one, other] = [await settled(['admin']), await settled(['admin'])]
      await admin.read('/v1/users')
      const ways = [
        (by: Client, id: string) => demote(by, id),
        (by: Client, id: string) => by.send('POST', `/v1/persons/${id}/account/lock`, { reason: 'x' }),
        (by: Client, id: string) => by.send('POST', `/v1/persons/${id}/disable`, { reason: 'x' }),
      ]
      // Alone with the two of them, so that whoever is left is the last.
      await audit.plant(`update access.membership set active = false where person_id = $1`, [admin.personId])
      const [mine, theirs] = [ways[round % 3]!, ways[(round + 1) % 3]!]
      const answers = await Promise.all([mine(one.client, other.id), theirs(other.client, one.id)])
      assert.equal(
        answers.filter(({ status }) => status === 200).length,
        1,
        JSON.stringify(answers.map(({ body }) => body)),
      )
      assert.ok(answers.every(({ status }) => status < 500))
      assert.deepEqual(await audit.broken(checks), [])
      await audit.plant(`update access.membership set active = true where person_id = $1`, [admin.personId])
      await audit.plant('update kernel.rights_version set version = version + 1')
      for (const { id } of [one, other]) await admin.send('PUT', `/v1/persons/${id}/roles`, { roles: ['sales'] })
    }
  })
})

test('another company’s people, accounts and roles are not there', async () => {
  const theirs = await neighbour.as('admin')
  const before = await readRows(audit)
  for (const [method, path, body] of [
    ['POST', `/v1/persons/${E('E011')}/account/password`, {}],
    ['POST', `/v1/persons/${E('E011')}/account/lock`, { reason: 'x' }],
    ['PUT', `/v1/persons/${E('E011')}/roles`, { roles: ['admin'] }],
  ] as const)
    assert.equal((await theirs.send(method, path, body)).status, 404, path)
  assert.equal((await theirs.get(`/v1/persons/${E('E011')}`)).status, 404)
  assert.equal((await theirs.get(`/v1/persons/${E('E011')}/timeline`)).status, 404)
  const { rows } = await theirs.read('/v1/users?limit=200')
  assert.ok(rows.length > 10 && !rows.some((row: { account: string }) => row.account === 'sales1'))
  assert.deepEqual(await readRows(audit), before)
  assert.equal((await signIn('sales1', PASSWORD)).statusCode, 200)
})
