import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { runJobs } from '../../jobs.ts'
import { type Audit, openAudit } from '../../testing/audit.ts'
import { type Client, createTestCompany, type TestCompany } from '../../testing/company.ts'
import { type Masters, makeMasters, orderOf } from '../../testing/masters.ts'
import { readRows } from '../../testing/row-counts.ts'

let company: TestCompany
let audit: Audit
let boss: Client
let masters: Masters
before(async () => {
  company = await createTestCompany({ at: '2026-11-22T02:00:00Z' })
  audit = await openAudit(company)
  boss = await company.as('boss')
  masters = await makeMasters(company)
})
after(async () => {
  await audit.close()
  await company.close()
})

const patch = (path: string, body: object, version: number) =>
  boss.send('PATCH', path, body, { 'if-match': `${version}` })

/** Sends each request and asserts that it is refused with the code and that no row changed. */
async function refused(
  table: [code: string, method: 'POST' | 'PATCH', path: string, body: object, version?: number][],
) {
  for (const [code, method, path, body, version] of table) {
    const held = await readRows(audit)
    const answer = await boss.send(method, path, body, version ? { 'if-match': `${version}` } : {})
    assert.equal(answer.body.code, `catalog.${code}`, JSON.stringify(answer.body))
    assert.deepEqual(await readRows(audit), held, code)
  }
}

test('units are created, renamed and made finer, never coarser while items count in them', async () => {
  await boss.post('/v1/units', { code: 'roll', nameZh: '卷', nameEn: 'rolls', decimals: 1 })
  assert.equal((await patch('/v1/units/roll', { nameEn: 'reels', decimals: 0 }, 1)).body.version, 2)
  assert.equal((await patch('/v1/units/roll', { decimals: 2 }, 2)).status, 200)
  await boss.post('/v1/items', { number: 'R-1', name: '卷材', kind: 'stock', unit: 'roll', taxCode: 'VAT13' })
  await refused([
    ['unitTaken', 'POST', '/v1/units', { code: 'roll', nameZh: '卷', nameEn: 'rolls' }],
    ['unitNotFound', 'PATCH', '/v1/units/none', { nameZh: '无' }, 1],
    ['codeStale', 'PATCH', '/v1/units/roll', { nameZh: '卷' }, 1],
    ['unitCoarser', 'PATCH', '/v1/units/roll', { decimals: 1 }, 3],
  ])
  assert.equal((await patch('/v1/units/roll', { decimals: 3 }, 3)).status, 200)
})

test('of several who create the same unit or rate at once one does, and the usual rate stays one', async () => {
  const many = async (act: (index: number) => Promise<{ status: number; body: { code: string } }>) => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => act(index)))
    return answers.map(({ status, body }) => (status === 201 ? 'created' : `${status} ${body.code}`)).sort()
  }
  const names = { nameZh: '同时', nameEn: 'at once' }
  for (let round = 0; round < 3; round += 1) {
    const rate = (index: number) => ({ ...names, code: `AT${round}`, rate: `0.0${index}`, preferred: index % 2 === 0 })
    const others = Array(5).fill('409 catalog.taxTaken')
    assert.deepEqual(await many((index) => boss.send('POST', '/v1/tax-rates', rate(index))), [...others, 'created'])
    const unit = { ...names, code: `at${round}`, decimals: 0 }
    const units = Array(5).fill('409 catalog.unitTaken')
    assert.deepEqual(await many(() => boss.send('POST', '/v1/units', unit)), [...units, 'created'])
  }
  const told = await audit.sql(
    `select from kernel.event where type in ('catalog.taxRateCreated', 'catalog.unitCreated') and bytes like '%at once%'`,
  )
  assert.equal(told.length, 6)
  const before = (await boss.read('/v1/tax-rates')).rows
  const statuses = await Promise.all(
    before.map(({ code, version }: { code: string; version: number }) =>
      patch(`/v1/tax-rates/${code}`, { preferred: true }, version).then(({ status }) => status),
    ),
  )
  assert.deepEqual(
    statuses.filter((status) => ![200, 412].includes(status)),
    [],
  )
  const usual = (await boss.read('/v1/tax-rates')).rows.filter((one: { preferred: boolean }) => one.preferred)
  assert.equal(usual.length, 1)
  await patch(
    '/v1/tax-rates/VAT13',
    { preferred: true },
    (await boss.read('/v1/tax-rates')).rows.find((one: { code: string }) => one.code === 'VAT13').version,
  )
})

test('a tax rate changes from a day on; orders keep the rate they were made with', async () => {
  await boss.post('/v1/tax-rates', { code: 'VAT5', nameZh: '5%', nameEn: '5 %', rate: '0.05', preferred: true })
  const rates = async () => (await boss.read('/v1/tax-rates')).rows
  const of = async (code: string) => (await rates()).find((one: { code: string }) => one.code === code)
  assert.deepEqual(
    (await rates()).filter((one: { preferred: boolean }) => one.preferred).map((one: { code: string }) => one.code),
    ['VAT5'],
  )
  await refused([
    ['taxTaken', 'POST', '/v1/tax-rates', { code: 'VAT5', nameZh: '5%', nameEn: '5 %', rate: '0.05' }],
    ['taxNotFound', 'PATCH', '/v1/tax-rates/none', { nameZh: '无' }, 1],
    ['codeStale', 'PATCH', '/v1/tax-rates/VAT5', { nameZh: '无' }, 9],
    ['taxFromPast', 'PATCH', '/v1/tax-rates/VAT5', { next: { rate: '0.06', from: '2026-11-22' } }, 1],
    ['taxPreferred', 'PATCH', '/v1/tax-rates/VAT5', { active: false }, 1],
    ['taxInUse', 'PATCH', '/v1/tax-rates/VAT13', { active: false }, (await of('VAT13')).version],
    ['taxAway', 'PATCH', '/v1/tax-rates/VAT9', { active: false, preferred: true }, (await of('VAT9')).version],
  ])
  const next = { rate: '0.12', from: '2026-11-24' }
  const { version } = await of('VAT13')
  assert.equal((await patch('/v1/tax-rates/VAT13', { next }, version)).status, 200)
  assert.deepEqual([(await of('VAT13')).rate, (await of('VAT13')).next], ['0.13', next])
  const sales = await company.as('sales1')
  const wish = orderOf(masters, [{ itemId: masters.items.hinge, quantity: '10' }])
  const early = await sales.post('/v1/orders', wish)
  company.setNow('2026-11-23T15:59:00Z')
  await runJobs(company.app)
  assert.equal((await of('VAT13')).rate, '0.13')
  company.setNow('2026-11-23T16:00:00Z')
  await runJobs(company.app)
  assert.deepEqual([(await of('VAT13')).rate, (await of('VAT13')).next], ['0.12', null])
  const late = await sales.post('/v1/orders', wish)
  assert.deepEqual(
    [(await sales.read(`/v1/orders/${early.id}`)).tax, (await sales.read(`/v1/orders/${late.id}`)).tax],
    ['13.00', '12.00'],
  )
})

test('a price list is for the customers that it is given to, below their own prices and above everybody’s', async () => {
  const { customerId, items } = masters
  const { number } = await boss.read(`/v1/items/${items.hinge}`)
  const price = (unitPrice: string, more: object = {}) => ({
    item: number,
    unitPrice,
    validFrom: '2026-01-01',
    ...more,
  })
  const quote = async (quantity = '1') =>
    boss.read(`/v1/items/${items.hinge}/price?customerId=${customerId}&quantity=${quantity}&on=2026-11-22`)
  const made = await boss.post('/v1/price-lists', {
    number: 'PL-1',
    name: '酒店价',
    prices: [
      price('9'),
      price('8', { fromQuantity: '100' }),
      price('7', { validFrom: '2025-12-01', validUntil: '2026-02-01' }),
    ],
    customerIds: [customerId],
  })
  const path = `/v1/price-lists/${made.id}`
  assert.deepEqual(
    [await quote(), await quote('100')],
    [
      { unitPrice: '9.00', from: 'priceList' },
      { unitPrice: '8.00', from: 'priceList' },
    ],
  )
  const detail = await boss.read(path)
  assert.deepEqual([detail.customers.length, detail.prices.length, detail.prices[0].item.number], [1, 3, number])
  assert.deepEqual((await boss.read('/v1/price-lists')).rows[0].prices, 3)

  await refused([
    ['listTaken', 'POST', '/v1/price-lists', { number: 'PL-1', name: '另一' }],
    [
      'listItemUnknown',
      'POST',
      '/v1/price-lists',
      { number: 'PL-2', name: 'x', prices: [{ ...price('1'), item: '?' }] },
    ],
    ['listPriceEndsEarly', 'PATCH', path, { prices: [price('1', { validUntil: '2025-12-31' })] }, 1],
    ['listPriceTwice', 'PATCH', path, { prices: [price('1'), price('2')] }, 1],
    ['listCustomerUnknown', 'PATCH', path, { customerIds: [items.hinge] }, 1],
    ['listNotFound', 'PATCH', `/v1/price-lists/${customerId}`, { name: 'x' }, 1],
    ['codeStale', 'PATCH', path, { name: 'x' }, 9],
  ])

  const item = await boss.read(`/v1/items/${items.hinge}`)
  const own = { customerId, unitPrice: '9.5', validFrom: '2026-01-01' }
  const everybody = { unitPrice: '8.5', validFrom: '2026-01-01' }
  const change = (prices: object[], version: number) => patch(`/v1/items/${items.hinge}`, { prices }, version)
  assert.equal((await change([own, everybody], item.version)).status, 200)
  assert.deepEqual(await quote(), { unitPrice: '9.50', from: 'customer' })
  assert.equal((await change([everybody], item.version + 1)).status, 200)
  assert.deepEqual(await quote(), { unitPrice: '9.00', from: 'priceList' })
  assert.equal((await patch(path, { active: false }, 1)).status, 200)
  assert.deepEqual(await quote(), { unitPrice: '8.50', from: 'step' })
  assert.equal((await patch(path, { active: true, customerIds: [] }, 2)).status, 200)
  assert.deepEqual(await quote(), { unitPrice: '8.50', from: 'step' })
})
