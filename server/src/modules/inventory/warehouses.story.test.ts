import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type MoneyStory, openMoneyStory } from '../../testing/money-story.ts'

let story: MoneyStory
before(async () => {
  story = await openMoneyStory('2026-11-22T02:00:00Z')
})
after(() => story.close())

const list = async () => (await story.boss.read('/v1/warehouses')).rows
const stockOf = async (itemId: string): Promise<Record<string, string>> => {
  const { rows } = await story.boss.read(`/v1/stock?itemId=${itemId}`)
  return Object.fromEntries(
    rows[0].warehouses.map((one: { nameEn: string; onHand: string }) => [one.nameEn, one.onHand]),
  )
}

test('a warehouse is created, renamed, filled by a stock transfer, and closed once it is empty', async () => {
  const { boss, warehouse, masters } = story
  const { hinge, freight } = masters.items
  const made = await boss.post('/v1/warehouses', { number: 'W9', nameZh: '外仓', nameEn: 'Outer', priority: 9 })
  const patch = (body: object, version: number) =>
    boss.send('PATCH', `/v1/warehouses/${made.id}`, body, { 'if-match': `${version}` })
  assert.deepEqual((await patch({ nameEn: 'Overflow' }, 1)).body, { id: made.id, version: 2 })
  assert.equal((await patch({ nameEn: 'X' }, 1)).body.code, 'inventory.warehouseStale')
  const taken = { number: 'W9', nameZh: '甲', nameEn: 'A', priority: 1 }
  await story.nothingWritten(() => boss.refused(409, '/v1/warehouses', taken), 'inventory.warehouseNumberTaken')

  const value = await story.balance('stock')
  const home = masters.warehouseId
  const transfer = { fromId: home, toId: made.id, reason: '腾仓', lines: [{ itemId: hinge, quantity: '300' }] }
  await warehouse.post('/v1/stock/transfers', transfer)
  assert.equal((await stockOf(hinge)).Overflow, '300')
  assert.equal(await story.balance('stock'), value)
  await story.holds()

  const id = await story.inProcess([{ itemId: hinge, quantity: '99700', unitPrice: '10' }])
  const table: [status: number, code: string, body: object][] = [
    [422, 'sameWarehouse', { ...transfer, toId: home }],
    [422, 'warehouseUnknown', { ...transfer, toId: id }],
    [422, 'notStocked', { ...transfer, lines: [{ itemId: freight, quantity: '1' }] }],
    [409, 'belowReserved', transfer],
  ]
  for (const [status, code, body] of table)
    await story.nothingWritten(() => warehouse.refused(status, '/v1/stock/transfers', body), `inventory.${code}`)
  const close = async (version: number) => (await patch({ active: false }, version)).body
  assert.equal((await close(2)).code, 'inventory.warehouseNotEmpty')
  await story.holds()
  const back = { ...transfer, fromId: made.id, toId: home }
  await warehouse.post('/v1/stock/transfers', back)
  assert.equal((await close(2)).version, 3)
  assert.equal((await list()).find((one: { id: string }) => one.id === made.id).active, false)
  await story.nothingWritten(
    () => warehouse.refused(422, '/v1/stock/transfers', transfer),
    'inventory.warehouseUnknown',
  )
  await story.holds()
})

test('the last open warehouse stays open', async () => {
  const { boss } = story
  const open = (await list()).filter((one: { active: boolean }) => one.active)
  for (const one of open.filter(({ id }: { id: string }) => id !== story.masters.warehouseId))
    await boss.send('PATCH', `/v1/warehouses/${one.id}`, { active: false }, { 'if-match': `${one.version}` })
  const last = (await list()).find((one: { id: string }) => one.id === story.masters.warehouseId)
  // With goods in it the first reason is these.
  const refused = await boss.send('PATCH', `/v1/warehouses/${last.id}`, { active: false }, { 'if-match': '1' })
  assert.equal(refused.body.code, 'inventory.warehouseNotEmpty')
})

test('a count states what is there; what differs is adjusted and posted', async () => {
  const { warehouse, masters } = story
  const { handle, screw } = masters.items
  const warehouseId = masters.warehouseId
  const count = (lines: object[]) => ({ warehouseId, reason: '盘点', lines })
  const before = await story.balance('stockDifference')
  const counted = await warehouse.post(
    '/v1/stock/adjustments',
    count([
      { itemId: handle, counted: '99990' },
      { itemId: screw, counted: '100000' },
    ]),
  )
  assert.equal(counted.moves, 1)
  assert.deepEqual(Object.values(await stockOf(handle)), ['99990'])
  assert.equal((await story.balance('stockDifference')) - before, 6000)
  await story.holds()
  const twice = count([
    { itemId: handle, counted: '1' },
    { itemId: handle, counted: '2' },
  ])
  await story.nothingWritten(() => warehouse.refused(422, '/v1/stock/adjustments', twice), 'inventory.countedTwice')
  for (const line of [{ itemId: handle }, { itemId: handle, counted: '1', difference: '1' }])
    await story.nothingWritten(
      () => warehouse.refused(422, '/v1/stock/adjustments', count([line])),
      'inventory.countOrDifference',
    )
})
