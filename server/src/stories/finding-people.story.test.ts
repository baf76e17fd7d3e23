import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, createTestCompany, type TestCompany } from '../testing/company.ts'
import { type Masters, makeMasters, orderOf } from '../testing/masters.ts'

let company: TestCompany
let masters: Masters
let sales: Client
let boss: Client

before(async () => {
  company = await createTestCompany()
  masters = await makeMasters(company)
  sales = await company.as('sales1')
  boss = await company.as('boss')
})
after(() => company.close())

// biome-ignore lint/suspicious/noExplicitAny: replies are looked into field by field.
type Loose = any

test('persons and receivers are found by name, by a part of it, by number and by pinyin initials', async () => {
  const all = (await sales.read('/v1/persons')).rows as Loose[]
  const one = all.find(({ name }) => name === '陈静')
  assert.ok(one, 'the founders have a 陈静')
  const persons = async (q: string) =>
    (await sales.read(`/v1/persons?q=${encodeURIComponent(q)}`)).rows.map((row: Loose) => row.id)
  for (const q of ['陈静', '静', 'cj', 'CJ', one.number]) assert.ok((await persons(q)).includes(one.id), `by ${q}`)
  for (const q of ['zzzz', '陈敏静']) assert.deepEqual(await persons(q), [], `by ${q}`)
  assert.equal((await persons('')).length, all.length)

  const { id } = await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '1' }]))
  const receivers = async (q: string) =>
    (await sales.read(`/v1/handovers/receivers?orderIds=${id}&q=${encodeURIComponent(q)}`)).rows.map(
      (row: Loose) => row.person.id,
    )
  for (const q of ['陈静', 'cj']) assert.deepEqual(await receivers(q), [one.id], `by ${q}`)
  assert.deepEqual(await receivers('zzzz'), [])
})

test('somebody who is renamed is found by the new name, and no longer by the old one', async () => {
  const [department] = (await boss.read('/v1/departments')).rows
  const { id } = await boss.post('/v1/persons', { name: '欧阳震', departmentId: department.id, position: '' })
  const found = async (q: string) => (await boss.read(`/v1/persons?q=${q}`)).rows.some((row: Loose) => row.id === id)
  assert.deepEqual([await found('oyz'), await found('smq')], [true, false])
  const changed = await boss.send('PATCH', `/v1/persons/${id}`, { name: '司马青' }, { 'if-match': '1' })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  assert.deepEqual([await found('oyz'), await found('smq')], [false, true])
})

test('stock and what can be invoiced name their units in both languages', async () => {
  const [row] = (await boss.read(`/v1/stock?itemId=${masters.items.hinge}`)).rows
  assert.deepEqual([row.item.unit, row.item.unitNameZh, row.item.unitNameEn], ['pair', '副', 'pairs'])
})
