import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../kernel/identifiers.ts'
import { type BareCompany, openBareCompany } from '../../testing/bare-company.ts'
import { checks } from './checks.ts'
import { changeExposure, creditOf, loadCredit } from './index.ts'

let company: BareCompany
before(async () => {
  company = await openBareCompany(['partners.read', 'partners.change', 'partners.credit'])
})
after(() => company.close())

const address = { recipient: '陈静', phone: '138', region: '上海', street: '南京路 1 号' }
const creditForStory = creditOf('story.credit', 'select unnest($1::uuid[])')

test('a customer is created, found, opened, changed and given credit', async () => {
  const { call, sql } = company
  const made = await call('POST', '/v1/customers', {
    name: '华东五金制品有限公司',
    shortName: '华东五金',
    creditLimit: '1000.00',
    ownerId: company.context.actor.personId,
    contacts: [{ name: '王芳' }, { name: '李强', preferred: true }],
    addresses: [address],
  })
  assert.equal(made.status, 201)
  assert.match(made.body.number, /^CU\d{4}-0001$/)
  const url = `/v1/customers/${made.body.id}`

  for (const q of ['hdwj', '五金', made.body.number.toLowerCase(), 'cu 华东']) {
    const { body } = await call('GET', `/v1/customers?q=${encodeURIComponent(q)}`)
    assert.deepEqual(
      body.rows.map(({ id }: { id: string }) => id),
      [made.body.id],
      q,
    )
  }
  for (const q of ['hdjw', 'hdwj 铜', '东华'])
    assert.deepEqual((await call('GET', `/v1/customers?q=${encodeURIComponent(q)}`)).body.rows, [], q)

  const detail = (await call('GET', url)).body
  assert.equal(detail.creditLimit, '1000.00')
  assert.equal(detail.owner.name, '陈静')
  assert.deepEqual(
    detail.contacts.map(({ name, preferred }: { name: string; preferred: boolean }) => [name, preferred]),
    [
      ['李强', true],
      ['王芳', false],
    ],
  )

  const change = { name: '华东紧固件', termDays: 60, contacts: [{ id: detail.contacts[1].id, name: '王芳芳' }] }
  assert.equal((await call('PATCH', url, change)).status, 428)
  const stale = await call('PATCH', url, change, { 'if-match': '"7"' })
  assert.deepEqual(
    [stale.status, stale.body.code, stale.body.data],
    [412, 'partners.stale', { current: { version: 1 } }],
  )
  const changed = await call('PATCH', url, change, { 'if-match': '"1"' })
  assert.deepEqual([changed.status, changed.body.version, changed.etag], [200, 2, '"2"'])
  const after = (await call('GET', url)).body
  assert.deepEqual([after.name, after.termDays, after.region, after.addresses.length], ['华东紧固件', 60, '', 1])
  assert.deepEqual(
    after.contacts.map(({ name }: { name: string }) => name),
    ['王芳芳'],
  )
  assert.equal((await call('GET', '/v1/customers?q=jgj')).body.rows.length, 1)
  assert.equal((await call('GET', `/v1/customers?q=${encodeURIComponent('金制')}`)).body.rows.length, 0)

  const limited = await call('PUT', `${url}/credit`, { creditLimit: '500.00', reason: '付款慢' }, { 'if-match': '"2"' })
  assert.deepEqual(limited.body, { id: made.body.id, creditLimit: '500.00', exposure: '0.00', version: 3, held: [] })
  assert.equal((await call('GET', url)).body.creditLimit, '500.00')

  const events = await sql(
    `select type, bytes::jsonb -> 'data' as data from kernel.event where subject_id = $1 order by sequence`,
    [made.body.id],
  )
  assert.deepEqual(
    events.map(({ type }) => type),
    ['partners.customerCreated', 'partners.customerChanged', 'partners.creditChanged'],
  )
  assert.deepEqual(events[1]!.data.termDays, { before: 30, after: 60 })
  assert.deepEqual(events[2]!.data.creditLimit, { before: '1000.00', after: '500.00' })
  assert.deepEqual(await company.broken(checks), [])
})

test('what is refused leaves nothing behind', async () => {
  const { call, sql } = company
  assert.equal((await call('POST', '/v1/customers', { number: 'K-1', name: 'Kite' })).status, 201)
  const count = async () => (await sql('select count(*) from partners.customer'))[0]!.count
  const before = await count()
  const table: [object, number, string][] = [
    [{ number: 'K-1', name: 'Kite again' }, 409, 'partners.numberTaken'],
    [{ name: 'Nobody’s', ownerId: newId(new Date()) }, 422, 'partners.ownerUnknown'],
    [{ name: '' }, 400, 'kernel.invalid'],
    [{ name: 'X', companyId: newId(new Date()) }, 400, 'kernel.invalid'],
  ]
  for (const [body, status, code] of table) {
    const reply = await call('POST', '/v1/customers', body)
    assert.deepEqual([reply.status, reply.body.code], [status, code])
  }
  const nowhere = `/v1/customers/${newId(new Date())}`
  assert.equal((await call('GET', nowhere)).status, 404)
  assert.equal((await call('PATCH', nowhere, { name: 'X' }, { 'if-match': '"1"' })).status, 404)
  assert.equal(
    (await call('PUT', `${nowhere}/credit`, { creditLimit: null, reason: 'x' }, { 'if-match': '"1"' })).status,
    404,
  )
  assert.equal(await count(), before)
})

test('who may not give credit creates customers that pay first', async () => {
  const { context, call, sql } = company
  const rights = context.actor.rights as Set<string>
  rights.delete('partners.credit')
  try {
    const made = await call('POST', '/v1/customers', { name: 'Prepaid' })
    assert.deepEqual(await sql('select credit_limit from partners.credit where customer_id = $1', [made.body.id]), [
      { credit_limit: 0n },
    ])
    const refused = await call('POST', '/v1/customers', { name: 'Generous', creditLimit: '5.00' })
    assert.deepEqual([refused.status, refused.body.code], [403, 'partners.creditRight'])
    const change = await call(
      'PUT',
      `/v1/customers/${made.body.id}/credit`,
      { creditLimit: null, reason: 'x' },
      { 'if-match': '"1"' },
    )
    assert.equal(change.status, 403)
  } finally {
    rights.add('partners.credit')
  }
})

test('two who take one number at once: one gets it, the other is told whose it is', async () => {
  const { call } = company
  const eight = (request: (index: number) => ReturnType<typeof call>) =>
    Promise.all(Array.from({ length: 8 }, (_, index) => request(index)))
  // Connections are opened first, else the first request is over before the others have one.
  await eight(() => call('GET', '/v1/customers'))
  for (const number of ['RACE-1', 'RACE-2', 'RACE-3']) {
    const replies = await eight((index) => call('POST', '/v1/customers', { number, name: `Racer ${index}` }))
    assert.deepEqual(replies.map(({ status }) => status).sort(), [201, 409, 409, 409, 409, 409, 409, 409])
  }
})

test('pages follow each other by name without gap or double', async () => {
  const { call } = company
  for (const name of ['Page c', 'Page a', 'Page b', 'Page a']) await call('POST', '/v1/customers', { name })
  for (const q of ['', '&q=page']) {
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const { body } = await call('GET', `/v1/customers?limit=2${q}${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...body.rows.map(({ id, name }: { id: string; name: string }) => `${name} ${id}`))
      cursor = body.next
    } while (cursor)
    assert.equal(new Set(seen).size, seen.length)
    assert.equal(seen.filter((one) => one.startsWith('Page')).length, 4)
    assert.deepEqual(seen, [...seen].sort())
  }
  assert.equal((await call('GET', '/v1/customers?cursor=abc')).status, 400)
})

test('exposure is added under the lock, several changes of one customer as one', async () => {
  const { call, run, sql } = company
  const { id } = (await call('POST', '/v1/customers', { name: 'Exposed', creditLimit: '10.00' })).body
  await run({
    load: (work) => ({ credit: loadCredit(work, creditForStory, [[id]]) }),
    run: (work, _request, { credit }) => {
      assert.deepEqual(credit.get(id), { customerId: id, limit: 1000n, exposure: 0n })
      changeExposure(work, [
        { customerId: id, delta: 700n },
        { customerId: id, delta: -200n },
      ])
      return {}
    },
  })
  assert.deepEqual(await sql('select exposure from partners.credit where customer_id = $1', [id]), [{ exposure: 500n }])
})

test('another company sees nothing and finds nothing', async () => {
  const { call, context } = company
  const { id } = (await call('POST', '/v1/customers', { name: 'Ours alone' })).body
  const active = context.company as { id: string }
  const own = active.id
  const other = newId(new Date())
  await company.owner.query('begin')
  await company.owner.query(`select set_config('baton.company', $1, true)`, [other])
  await company.owner.query('insert into kernel.rights_version (version) values (1)')
  await company.owner.query('commit')
  active.id = other
  try {
    assert.equal((await call('GET', `/v1/customers/${id}`)).status, 404)
    assert.deepEqual((await call('GET', '/v1/customers')).body.rows, [])
    assert.deepEqual((await call('GET', '/v1/customers?q=ours')).body.rows, [])
    assert.equal((await call('PATCH', `/v1/customers/${id}`, { name: 'Theirs' }, { 'if-match': '"1"' })).status, 404)
  } finally {
    active.id = own
  }
  assert.equal((await call('GET', `/v1/customers/${id}`)).body.name, 'Ours alone')
})

test('a customer without credit is caught', async () => {
  assert.deepEqual(await company.broken(checks), [])
  assert.deepEqual(await company.broken(checks, 'delete from partners.credit'), ['M7-row'])
})
