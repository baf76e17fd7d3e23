import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import { newId } from '../../kernel/identifiers.ts'
import { type BareCompany, openBareCompany } from '../../testing/bare-company.ts'
import { checks as ledgerChecks, post, trialBalance } from '../ledger/index.ts'
import { balancesOf, checks, loadStock, openStock, reservationsOf } from './index.ts'

let company: BareCompany
before(async () => {
  const rights = ['receive', 'adjust', 'open', 'read'].map((act) => `inventory.${act}`)
  company = await openBareCompany([...rights, 'catalog.change', 'ledger.read'])
})
after(() => company.close())

const allChecks = [...checks, ...ledgerChecks]
const balances = balancesOf('story.balances', 'select unnest($1::uuid[])')
const reservations = reservationsOf('story.reservations', 'order', 'select unnest($1::uuid[])')

let made = 0
async function item(more: object = {}): Promise<string> {
  made += 1
  const item = {
    number: `I-${made}`,
    name: `螺栓 ${made}`,
    kind: 'stock',
    unit: 'pcs',
    taxCode: '13',
    standardCost: '0.125',
  }
  return (await company.call('POST', '/v1/items', { ...item, ...more })).body.id
}
const receive = (itemId: string, quantity: string, value?: string, warehouseId = company.warehouses.near) =>
  company.call('POST', '/v1/stock/receipts', { warehouseId, reason: '补货', lines: [{ itemId, quantity, value }] })
const adjust = (itemId: string, ...differences: string[]) =>
  company.call('POST', '/v1/stock/adjustments', {
    ...{ warehouseId: company.warehouses.near, reason: '盘点' },
    lines: differences.map((difference) => ({ itemId, difference })),
  })
const stockOf = async (itemId: string) => (await company.call('GET', `/v1/stock?itemId=${itemId}`)).body.rows[0]

/** Reserves for line 1 of an order, as orders do, and answers what is short. */
const reserve = (orderId: string, itemId: string, quantity: bigint) =>
  command({
    load: (work) => ({ stock: loadStock(work, balances, [[itemId]], reservations, [[orderId]]) }),
    run: (work, _request: object, { stock }) => {
      const { short } = stock.reserve([{ kind: 'order', id: orderId, line: 1, itemId, quantity }])
      stock.save(work, { documentKind: 'order', documentId: orderId })
      return { short: short.reduce((sum, one) => sum + one.quantity, 0n).toString() }
    },
  })

const delivery = (documentId: string) => ({ kind: 'shipment', documentKind: 'delivery', documentId, on: '2026-03-01' })

/** Ships and posts, as deliveries do. */
const ship = (orderId: string, itemId: string, quantity: bigint) =>
  command({
    load: (work) => ({ stock: loadStock(work, balances, [[itemId]], reservations, [[orderId]]) }),
    run: (work, _request: object, { stock }) => {
      const gone = stock.ship('order', orderId, 1, quantity)
      stock.save(work, { documentKind: 'delivery', documentId: orderId })
      const amount = gone.reduce((sum, { cost }) => sum + cost, 0n)
      post(work, { ...delivery(orderId), postings: [{ debit: 'transit', credit: 'stock', amount }] })
      return { gone: gone.map(({ warehouseId, cost }) => [warehouseId, cost.toString()]) }
    },
  })

const putBack = (orderId: string, itemId: string, quantity: bigint, cost: bigint) =>
  command({
    load: (work) => {
      const stock = loadStock(work, balances, [[itemId]], reservations, [[orderId]])
      loadChains(work, 'item', [itemId])
      return { stock }
    },
    run: (work, _request: object, { stock }) => {
      stock.putBack(itemId, company.warehouses.near, quantity, cost, { kind: 'order', id: orderId, line: 1 })
      stock.save(work, { documentKind: 'delivery', documentId: orderId })
      post(work, { ...delivery(orderId), postings: [{ debit: 'stock', credit: 'transit', amount: cost }] })
      return {}
    },
  })

test('goods come in at a value or at standard cost, are listed, moved and posted', async () => {
  const { call, sql, warehouses } = company
  const bolt = await item()
  assert.equal((await receive(bolt, '100', '20.00')).status, 201)
  assert.equal((await receive(bolt, '50', undefined, warehouses.far)).status, 201)
  const { item: shown, ...figures } = await stockOf(bolt)
  assert.equal(shown.id, bolt)
  assert.deepEqual(
    [
      figures.onHand,
      figures.reserved,
      figures.available,
      figures.warehouses.map((one: { onHand: string }) => one.onHand),
    ],
    ['150', '0', '150', ['100', '50']],
  )
  assert.deepEqual(await sql('select value from inventory.balance where item_id = $1 order by value', [bolt]), [
    { value: 625n },
    { value: 2000n },
  ])
  const moves = (await call('GET', `/v1/stock/moves?itemId=${bolt}&limit=1`)).body
  assert.deepEqual(
    [moves.rows[0].kind, moves.rows[0].quantity, moves.rows[0].from, moves.rows[0].to.nameEn, moves.rows[0].actor],
    ['receipt', '50', null, 'Store 2', '陈静'],
  )
  const rest = (await call('GET', `/v1/stock/moves?itemId=${bolt}&cursor=${moves.next}`)).body
  assert.deepEqual([rest.rows.length, rest.rows[0].quantity, rest.next], [1, '100', null])
  assert.equal((await call('GET', `/v1/stock?q=${encodeURIComponent('ls i-1')}`)).body.rows[0].item.id, bolt)

  const [posted] = await sql(
    `select sum(p.amount)::bigint as amount, min(d.role) as debit, min(c.role) as credit
       from ledger.posting p
       join ledger.account d on d.company_id = p.company_id and d.code = p.debit
       join ledger.account c on c.company_id = p.company_id and c.code = p.credit`,
  )
  assert.deepEqual(posted, { amount: 2625n, debit: 'stock', credit: 'payableAccrued' })
  const events = await sql(`select type from kernel.event where subject_id = $1 order by sequence`, [bolt])
  assert.deepEqual(
    events.map(({ type }) => type),
    ['catalog.itemCreated', 'inventory.received', 'inventory.received'],
  )
  assert.deepEqual(await company.broken(allChecks), [])
})

test('a count corrects balances at the moving average, and never below what is reserved', async () => {
  const { sql, run } = company
  const bolt = await item()
  await receive(bolt, '100', '20.00')
  await run(reserve(newId(new Date()), bolt, 80_000_000n))
  assert.equal((await adjust(bolt, '-30', '10', '5')).body.moves, 1)
  assert.deepEqual(await sql('select on_hand, reserved, value from inventory.balance where item_id = $1', [bolt]), [
    { on_hand: 85_000_000n, reserved: 80_000_000n, value: 1700n },
  ])
  const refused = await adjust(bolt, '-6')
  assert.deepEqual([refused.status, refused.body.code], [409, 'inventory.belowReserved'])
  assert.equal((await stockOf(bolt)).onHand, '85')
  const empty = await item()
  assert.equal((await adjust(empty, '8')).status, 201)
  assert.deepEqual(await sql('select value from inventory.balance where item_id = $1', [empty]), [{ value: 100n }])
  assert.deepEqual(await company.broken(allChecks), [])
})

test('what is refused leaves nothing behind', async () => {
  const { call, sql } = company
  const [bolt, fitting, dear] = [
    await item(),
    await item({ kind: 'service' }),
    await item({ standardCost: '1000000000' }),
  ]
  const good = { itemId: bolt, quantity: '1' }
  const near = company.warehouses.near
  const table: [object, number, string][] = [
    [{ warehouseId: newId(new Date()), lines: [good] }, 422, 'inventory.warehouseUnknown'],
    [{ warehouseId: near, lines: [good, { itemId: newId(new Date()), quantity: '1' }] }, 422, 'inventory.itemUnknown'],
    [{ warehouseId: near, lines: [good, { itemId: fitting, quantity: '1' }] }, 422, 'inventory.notStocked'],
    [{ warehouseId: near, lines: [{ itemId: bolt, quantity: '0.5' }] }, 422, 'inventory.tooFine'],
    [{ warehouseId: near, lines: [{ itemId: bolt, quantity: '-1' }] }, 400, 'kernel.invalid'],
    [{ warehouseId: near, lines: [] }, 400, 'kernel.invalid'],
    [{ warehouseId: near, lines: [{ itemId: bolt, quantity: '9999999999999' }] }, 400, 'kernel.invalid'],
    [{ warehouseId: near, lines: [{ itemId: dear, quantity: '1000000000' }] }, 422, 'inventory.tooValuable'],
  ]
  const count = async () =>
    (await sql('select (select count(*) from inventory.move) + (select count(*) from ledger.entry) as rows'))[0]!.rows
  const before = await count()
  for (const [body, status, code] of table)
    for (const path of ['receipts', 'openings']) {
      const reply = await call('POST', `/v1/stock/${path}`, { reason: 'x', ...body })
      assert.deepEqual([reply.status, reply.body.code], [status, code])
    }
  assert.equal((await adjust(bolt, '0')).body.code, 'inventory.noDifference')
  assert.equal((await adjust(bolt, '-1')).body.code, 'inventory.belowReserved')
  assert.equal(await count(), before)
})

test('reserved goods are shipped at cost, come back, and are held again', async () => {
  const { run, sql } = company
  const [bolt, order] = [await item(), newId(new Date())]
  await receive(bolt, '3', '1.00')
  assert.equal((await run(reserve(order, bolt, 5_000_000n))).reply.short, '2000000')
  assert.deepEqual((await run(ship(order, bolt, 1_000_000n))).reply.gone, [[company.warehouses.near, '33']])
  await assert.rejects(run(ship(order, bolt, 2_000_001n)), { code: 'inventory.notReserved' })
  assert.deepEqual((await run(ship(order, bolt, 2_000_000n))).reply.gone, [[company.warehouses.near, '67']])
  assert.deepEqual(await sql('select count(*) from inventory.reservation where demand_id = $1', [order]), [
    { count: 0n },
  ])
  await run(putBack(order, bolt, 1_000_000n, 33n))
  assert.deepEqual(await sql('select on_hand, reserved, value from inventory.balance where item_id = $1', [bolt]), [
    { on_hand: 1_000_000n, reserved: 1_000_000n, value: 33n },
  ])
  assert.deepEqual(await company.broken(allChecks), [])
})

test('many who want the last pieces get each once, and as many as there are', async () => {
  const { run, sql } = company
  const bolt = await item()
  await receive(bolt, '10')
  const short = await Promise.all(
    Array.from({ length: 32 }, async () => (await run(reserve(newId(new Date()), bolt, 1_000_000n))).reply.short),
  )
  assert.equal(short.filter((left) => left === '0').length, 10)
  assert.deepEqual(await sql('select on_hand, reserved from inventory.balance where item_id = $1', [bolt]), [
    { on_hand: 10_000_000n, reserved: 10_000_000n },
  ])
})

test('receipts into a warehouse that never had the item add up, however many come at once', async () => {
  const { sql } = company
  const bolt = await item()
  const replies = await Promise.all(Array.from({ length: 16 }, () => receive(bolt, '2', '0.50')))
  assert.deepEqual(
    replies.map(({ status }) => status),
    replies.map(() => 201),
  )
  assert.deepEqual(await sql('select on_hand, value from inventory.balance where item_id = $1', [bolt]), [
    { on_hand: 32_000_000n, value: 800n },
  ])
})

test('opening stock comes in at once for many items, and the trial balance shows it', async () => {
  const { run, warehouses, sql } = company
  const items = await Promise.all([item(), item(), item()])
  const openings = items.flatMap((itemId) =>
    [warehouses.near, warehouses.far].map((warehouseId) => ({
      itemId,
      warehouseId,
      quantity: 7_000_000n,
      value: 210n,
    })),
  )
  await run({
    load: (work) => loadChains(work, 'item', items),
    run: (work) => ({
      id: openStock(work, [...openings, { ...openings[0]!, quantity: 0n }], { on: '2026-01-01', reason: '期初' }),
    }),
  })
  assert.deepEqual(
    await sql('select sum(value)::bigint as value from inventory.balance where item_id = any($1)', [items]),
    [{ value: 1260n }],
  )
  const { reply } = await run({
    ...trialBalance,
    load: (work) => trialBalance.load(work, { on: '2026-01-01' }),
    run: (work, _, facts) => trialBalance.run(work, {}, facts),
  })
  assert.deepEqual(
    reply.rows.map(({ code, balance }) => [code, balance]),
    [
      ['1405', '12.60'],
      ['4199', '-12.60'],
    ],
  )
  assert.deepEqual([reply.debit, reply.credit], ['12.60', '12.60'])
})

test('opening stock of an item comes into a warehouse once, also of two who send it at once; counted to 0 it is opened anew', async () => {
  const [bolt, nut] = [await item(), await item()]
  const open = (warehouseId: string, ...lines: object[]) =>
    company.call('POST', '/v1/stock/openings', { warehouseId, reason: '期初', lines })
  const { near, far } = company.warehouses
  const line = (itemId: string, value = '5.00') => ({ itemId, quantity: '10', value })
  const both = await Promise.all([open(near, line(bolt)), open(near, line(bolt))])
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409])
  const rows = () => company.sql('select count(*)::int as moves, sum(value)::bigint as value from inventory.move')
  const before = await rows()
  const again = await open(near, line(nut), line(bolt))
  assert.deepEqual([again.status, again.body.code], [409, 'inventory.openedAlready'])
  assert.match(again.body.title, /^Line 2: .* of 10 /)
  assert.deepEqual(await rows(), before, 'nothing of it was written')
  assert.equal((await open(far, line(bolt))).status, 201)
  assert.equal((await adjust(bolt, '-10')).status, 201)
  assert.equal((await open(near, line(bolt, '50.00'))).status, 201)
  assert.deepEqual(await company.broken(allChecks), [])
})

test('each check catches what breaks it', async () => {
  const bolt = await item()
  await receive(bolt, '10', '5.00')
  await company.run(reserve(newId(new Date()), bolt, 4_000_000n))
  const of = `where item_id = '${bolt}'`
  const bare = (table: string, ...names: string[]) =>
    `alter table inventory.${table} ${names.map((name) => `drop constraint ${table}_${name}`).join(', ')};`
  const table: [string, string][] = [
    ['I1', `update inventory.balance set on_hand = on_hand + 1 ${of}`],
    ['I1', `update inventory.balance set value = value + 1 ${of}`],
    ['I1', `delete from inventory.move ${of}`],
    ['I2', `${bare('balance', 'check')} update inventory.balance set reserved = on_hand + 1 ${of}`],
    ['I2', `${bare('balance', 'value_check')} update inventory.balance set value = -1 ${of}`],
    ['I3', `update inventory.reservation set quantity = quantity - 1 ${of}`],
    ['I3', `delete from inventory.reservation ${of}`],
    ['I4', `${bare('move', 'quantity_check')} update inventory.move set quantity = 0 ${of}`],
    ['I4', `${bare('move', 'check', 'check1')} update inventory.move set to_warehouse_id = from_warehouse_id ${of}`],
    ['I1-ledger', `update inventory.balance set value = value + 1 ${of}`],
  ]
  assert.deepEqual(await company.broken(allChecks), [])
  for (const [id, corruption] of table) {
    const found = await company.broken(allChecks, corruption)
    assert.ok(found.includes(id), `${corruption} breaks ${id}, found ${found}`)
  }
})
