import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../kernel/identifiers.ts'
import { type BareCompany, openBareCompany } from '../../testing/bare-company.ts'

let company: BareCompany
before(async () => {
  company = await openBareCompany(['partners.read', 'partners.change', 'catalog.read', 'catalog.change'])
})
after(() => company.close())

const bolt = { number: 'B-M8-30', name: '六角螺栓', specification: 'M8×30', kind: 'stock', unit: 'pcs', taxCode: '13' }

test('an item is created, found, priced and changed', async () => {
  const { call, sql } = company
  const customer = (await call('POST', '/v1/customers', { name: 'Kite' })).body.id
  const prices = [
    { fromQuantity: '100', unitPrice: '0.9', validFrom: '2026-01-01' },
    { customerId: customer, unitPrice: '0.85', validFrom: '2026-01-01', validUntil: '2026-06-30' },
  ]
  const made = await call('POST', '/v1/items', { ...bolt, listPrice: '1', standardCost: '0.6', prices })
  assert.deepEqual([made.status, made.body.number], [201, bolt.number])
  const url = `/v1/items/${made.body.id}`

  for (const q of ['b-m8', 'ljls', '螺栓', 'm8 六角']) {
    const { body } = await call('GET', `/v1/items?q=${encodeURIComponent(q)}&kind=stock`)
    assert.deepEqual(
      body.rows.map(({ number }: { number: string }) => number),
      [bolt.number],
      q,
    )
  }
  assert.deepEqual((await call('GET', '/v1/items?kind=service')).body.rows, [])

  const quotes: [string, string | null, string][] = [
    ['?on=2026-03-01', '1.00', 'list'],
    ['?on=2026-03-01&quantity=100', '0.90', 'step'],
    [`?on=2026-03-01&quantity=100&customerId=${customer}`, '0.85', 'customer'],
    [`?on=2026-07-01&quantity=99&customerId=${customer}`, '1.00', 'list'],
  ]
  for (const [query, unitPrice, from] of quotes)
    assert.deepEqual((await call('GET', `${url}/price${query}`)).body, { unitPrice, from }, query)

  const detail = (await call('GET', url)).body
  assert.deepEqual(
    [detail.taxRate, detail.standardCost, detail.unitNameZh, detail.prices.length],
    ['0.13', '0.60', '件', 2],
  )
  assert.equal(detail.prices[1].customer.name, 'Kite')

  const stale = await call('PATCH', url, { name: '螺钉' }, { 'if-match': '"9"' })
  assert.deepEqual([stale.status, stale.body.code], [412, 'catalog.stale'])
  const changed = await call('PATCH', url, { name: '螺钉', listPrice: null, prices: [] }, { 'if-match': '"1"' })
  assert.deepEqual(changed.body, { id: made.body.id, version: 2 })
  assert.deepEqual((await call('GET', url)).body.prices, [])
  assert.deepEqual((await call('GET', `${url}/price`)).body, { unitPrice: null, from: 'none' })
  assert.equal((await call('GET', `/v1/items?q=${encodeURIComponent('螺栓')}`)).body.rows.length, 0)
  const [event] = await sql(
    `select bytes::jsonb -> 'data' as data from kernel.event where type = 'catalog.itemChanged'`,
  )
  assert.deepEqual(event!.data, {
    name: { before: '六角螺栓', after: '螺钉' },
    listPrice: { before: '1.00', after: null },
    prices: [],
  })
})

test('what is refused leaves nothing behind', async () => {
  const { call, sql } = company
  const taken = { ...bolt, number: 'B-1' }
  assert.equal((await call('POST', '/v1/items', taken)).status, 201)
  const count = async () => (await sql('select count(*) from catalog.item'))[0]!.count
  const before = await count()
  const price = { customerId: newId(new Date()), unitPrice: '1', validFrom: '2026-01-01' }
  const table: [object, number, string][] = [
    [taken, 409, 'catalog.numberTaken'],
    [{ ...bolt, number: 'B-2', unit: 'box' }, 422, 'catalog.unitUnknown'],
    [{ ...bolt, number: 'B-2', taxCode: '99' }, 422, 'catalog.taxUnknown'],
    [{ ...bolt, number: 'B-2', prices: [price] }, 422, 'catalog.customerUnknown'],
    [{ ...bolt, number: 'B-2', listPrice: '-1' }, 400, 'kernel.invalid'],
  ]
  for (const [body, status, code] of table) {
    const reply = await call('POST', '/v1/items', body)
    assert.deepEqual([reply.status, reply.body.code], [status, code])
  }
  assert.equal((await call('GET', `/v1/items/${newId(new Date())}`)).status, 404)
  assert.equal((await call('GET', `/v1/items/${newId(new Date())}/price`)).status, 404)
  assert.equal(
    (await call('PATCH', `/v1/items/${newId(new Date())}`, { name: 'x' }, { 'if-match': '"1"' })).status,
    404,
  )
  assert.equal(await count(), before)
})

test('the cost is shown only to who may change items; units and tax rates are for all', async () => {
  const { call, context } = company
  const { id } = (await call('POST', '/v1/items', { ...bolt, number: 'B-3', standardCost: '2' })).body
  const rights = context.actor.rights as Set<string>
  rights.delete('catalog.change')
  try {
    assert.equal((await call('GET', `/v1/items/${id}`)).body.standardCost, null)
    assert.equal((await call('GET', '/v1/units')).body.rows.length, 2)
    assert.deepEqual((await call('GET', '/v1/tax-rates')).body.rows, [
      {
        ...{ code: '13', nameZh: '13%', nameEn: '13 %', rate: '0.13', next: null },
        ...{ preferred: false, active: true, version: 1 },
      },
    ])
  } finally {
    rights.add('catalog.change')
  }
})
