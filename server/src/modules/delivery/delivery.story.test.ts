import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Problem } from '@baton/contract/endpoint'
import { type Audit, openAudit } from '../../testing/audit.ts'
import { type Client, clientOf, createTestCompany, type TestCompany } from '../../testing/company.ts'
import { type LineWish, type Masters, makeMasters, orderInProcess } from '../../testing/masters.ts'
import { checks as inventoryChecks } from '../inventory/index.ts'
import { checks as ledgerChecks } from '../ledger/index.ts'
import { checks, signOverdue } from './index.ts'

const NOW = '2026-11-22T02:00:00Z'
const later = (days: number): string => new Date(Date.parse(NOW) + days * 86_400_000).toISOString()

let company: TestCompany
let audit: Audit
let masters: Masters
let warehouse: Client
let sales: Client
let boss: Client
let stranger: Client
before(async () => {
  company = await createTestCompany({ at: NOW })
  audit = await openAudit(company)
  masters = await makeMasters(company, { creditLimit: null })
  warehouse = await company.as('warehouse')
  sales = await company.as('sales1')
  boss = await company.as('boss')
  stranger = clientOf(company.app, 'a stranger', '', {})
})
after(async () => {
  await audit.close()
  await company.close()
})

const allChecks = [...checks, ...inventoryChecks, ...ledgerChecks]
const holds = async () => assert.deepEqual(await audit.broken(allChecks), [])
const inProcess = (lines: LineWish[]) => orderInProcess(sales, warehouse, masters, lines)
const linesOf = async (orderId: string) => (await boss.read(`/v1/orders/${orderId}`)).lines
const stockOf = async (itemId: string) =>
  (
    await audit.sql(
      'select sum(on_hand)::bigint as on_hand, sum(reserved)::bigint as reserved from inventory.balance where item_id = $1',
      [itemId],
    )
  )[0]

/** Asserts that a refusal came and nothing was written by it. */
async function nothingWritten(refuse: () => Promise<Problem>, code: string): Promise<Problem> {
  const tables = ['delivery.delivery', 'kernel.event', 'inventory.move', 'ledger.posting', 'kernel.idempotency']
  const all = () => audit.sql(tables.map((table) => `select count(*)::int as rows from ${table}`).join(' union all '))
  await audit.quiet()
  const before = await all()
  const problem = await refuse()
  assert.equal(problem.code, code)
  assert.deepEqual(await all(), before)
  return problem
}

test('an order is shipped in parts: reserved goods leave, in transit at their cost', async () => {
  const id = await inProcess([
    { itemId: masters.items.hinge, quantity: '100' },
    { itemId: masters.items.handle, quantity: '30' },
  ])
  const ship = (lines?: { line: number; quantity: string }[]) =>
    warehouse.refused.bind(null, 409, `/v1/orders/${id}/ship`, { ...(lines && { lines }) })
  const before = await stockOf(masters.items.hinge)
  const first = await warehouse.post(`/v1/orders/${id}/ship`, {
    lines: [{ line: 1, quantity: '40' }],
    carrier: '顺丰',
    trackingNumber: 'SF1',
  })
  assert.match(first.number, /^DN2026-\d{4}$/)
  const gone = await stockOf(masters.items.hinge)
  assert.deepEqual([before.on_hand - gone.on_hand, before.reserved - gone.reserved], [40_000_000n, 40_000_000n])

  const problem = await nothingWritten(
    () => warehouse.refused(422, `/v1/orders/${id}/ship`, { lines: [{ line: 1, quantity: '61' }] }),
    'delivery.overDelivery',
  )
  assert.match(problem.detail!, /60 left to ship, not 61/)
  await nothingWritten(
    () => warehouse.refused(422, `/v1/orders/${id}/ship`, { lines: [{ line: 1, quantity: '0.5' }] }),
    'delivery.tooFine',
  )
  await nothingWritten(() => sales.refused(403, `/v1/orders/${id}/ship`), 'kernel.noRight')
  await nothingWritten(
    () => warehouse.refused(422, `/v1/orders/${id}/ship`, { lines: [{ line: 9, quantity: '1' }] }),
    'delivery.unknownLine',
  )

  const list = await warehouse.read('/v1/deliveries/shippable?q=yqjd')
  assert.deepEqual(
    list.rows.map((row: { order: { id: string }; lines: number; full: boolean }) => [
      row.order.id,
      row.lines,
      row.full,
    ]),
    [[id, 2, true]],
  )
  company.setNow(later(0.001))
  await warehouse.post(`/v1/orders/${id}/ship`)
  await nothingWritten(ship(), 'delivery.allShipped')
  company.setNow(NOW)
  const [hinges, handles] = await linesOf(id)
  assert.deepEqual([hinges.shipped, hinges.reserved, handles.shipped, handles.reserved], ['100', '0', '30', '0'])
  const moved = await audit.sql(`select sum(l.cost)::int as cost from delivery.line l where l.order_id = $1`, [id])
  assert.equal(moved[0].cost, 130 * 600)
  const { rows } = await warehouse.read(`/v1/deliveries?orderId=${id}`)
  assert.deepEqual(
    rows.map((row: { lines: number; carrier: string }) => [row.lines, row.carrier]),
    [
      [2, ''],
      [1, '顺丰'],
    ],
  )
  await holds()
})

test('an order on hold is not shipped, and one that is short ships what there is', async () => {
  const id = await inProcess([{ itemId: masters.items.handle, quantity: '600' }])
  await boss.post(`/v1/orders/${id}/hold`, { kind: 'quality', reason: '等抽检' })
  await nothingWritten(() => warehouse.refused(409, `/v1/orders/${id}/ship`), 'orders.onHold')
  await boss.post(`/v1/orders/${id}/release`, { reason: '合格' })
  const problem = await nothingWritten(
    () => warehouse.refused(409, `/v1/orders/${id}/ship`, { lines: [{ line: 1, quantity: '600' }] }),
    'delivery.notReserved',
  )
  assert.deepEqual(problem.data, { line: 1, wanted: '600', reserved: '470', open: '600' })
  await warehouse.post(`/v1/orders/${id}/ship`)
  assert.equal((await linesOf(id))[0].short, '130')
  await holds()
})

test('goods of one line that lie in two warehouses leave as two delivery lines', async () => {
  const far = company.founded.warehouses.get('W2')!
  const value = { itemId: masters.items.screw, quantity: '50', value: '50.00' }
  await warehouse.post('/v1/stock/receipts', { warehouseId: far, reason: '补货', lines: [value] })
  const id = await inProcess([{ itemId: masters.items.screw, quantity: '100050' }])
  const shipped = await warehouse.post(`/v1/orders/${id}/ship`)
  const { lines } = await warehouse.read(`/v1/deliveries/${shipped.id}`)
  assert.deepEqual(
    lines.map((line: { orderLine: number; quantity: string; warehouse: { nameZh: string } }) => [
      line.orderLine,
      line.quantity,
      line.warehouse.nameZh,
    ]),
    [
      [1, '100000', '成品仓'],
      [1, '50', '外租仓'],
    ],
  )
  await warehouse.post(`/v1/deliveries/${shipped.id}/reverse`, { reason: '装错车' })
  const back = await audit.sql(
    'select quantity, warehouse_id from inventory.reservation where demand_id = $1 order by quantity',
    [id],
  )
  assert.deepEqual(
    back.map((row) => row.quantity.toString()),
    ['50000000', '100000000000'],
  )
  await holds()
})

test('staff signs with short and damaged goods, which are to be delivered again; unsigning makes it as it was', async () => {
  const id = await inProcess([{ itemId: masters.items.hinge, quantity: '10' }])
  const shipped = await warehouse.post(`/v1/orders/${id}/ship`)
  const sign = (lines: object[], more: object = {}) => ({ name: '张蕾', lines, ...more })
  const path = `/v1/deliveries/${shipped.id}/sign`
  await nothingWritten(() => sales.refused(422, path, sign([{ line: 1, signed: '9' }])), 'delivery.doesNotAddUp')
  await nothingWritten(
    () => sales.refused(422, path, sign([{ line: 1, signed: '10' }], { signedOn: '2026-11-21' })),
    'delivery.signedTooEarly',
  )
  await nothingWritten(
    () => sales.refused(422, path, sign([{ line: 1, signed: '10' }], { signedOn: '2026-11-23' })),
    'delivery.signedInFuture',
  )

  const signed = await sales.post(
    path,
    sign([{ line: 1, signed: '7', short: '1', damaged: '2', remark: '外箱破' }], { rating: 4 }),
  )
  assert.deepEqual([signed.state, signed.order.state], ['signed', 'processing'])
  await nothingWritten(() => sales.refused(409, path, sign([{ line: 1, signed: '10' }])), 'delivery.alreadySigned')
  await nothingWritten(
    () => warehouse.refused(409, `/v1/deliveries/${shipped.id}/reverse`, { reason: '退' }),
    'delivery.isSigned',
  )
  await audit.quiet()
  const [line] = await linesOf(id)
  assert.deepEqual([line.shipped, line.signed, line.reserved, line.short], ['7', '7', '3', '0'])
  const [{ lost }] = await audit.sql('select cost_lost::int as lost from delivery.line where delivery_id = $1', [
    shipped.id,
  ])
  assert.equal(lost, 1800)
  const [{ difference }] = await audit.sql(
    `select sum(p.amount)::int as difference from ledger.posting p join ledger.account a on a.code = p.debit and a.role = 'stockDifference'`,
  )
  assert.equal(difference, 1800)
  await holds()

  const undone = await warehouse.post(`/v1/deliveries/${shipped.id}/unsign`, { reason: '签错单' })
  assert.equal(undone.state, 'shipped')
  const [again] = await linesOf(id)
  assert.deepEqual([again.shipped, again.signed, again.reserved], ['10', '0', '0'])
  await nothingWritten(
    () => warehouse.refused(409, `/v1/deliveries/${shipped.id}/unsign`, { reason: '签错单' }),
    'delivery.notSigned',
  )
  await holds()

  await sales.post(path, sign([{ line: 1, signed: '7', short: '3' }]))
  await audit.quiet()
  const replacement = await warehouse.post(`/v1/orders/${id}/ship`)
  await nothingWritten(
    () => warehouse.refused(409, `/v1/deliveries/${shipped.id}/unsign`, { reason: '签错单' }),
    'delivery.replaced',
  )
  const all = await sales.post(`/v1/deliveries/${replacement.id}/sign`, sign([{ line: 1, signed: '3' }]))
  assert.equal(all.order.state, 'completed')
  await holds()
})

test('a shipment that is taken back is in stock at its cost, reserved for its order', async () => {
  const id = await inProcess([{ itemId: masters.items.hinge, quantity: '5' }])
  const before = await stockOf(masters.items.hinge)
  const shipped = await warehouse.post(`/v1/orders/${id}/ship`)
  const reversed = await warehouse.post(`/v1/deliveries/${shipped.id}/reverse`, { reason: '装错车' })
  assert.equal(reversed.state, 'reversed')
  assert.deepEqual(await stockOf(masters.items.hinge), before)
  const [line] = await linesOf(id)
  assert.deepEqual([line.shipped, line.reserved], ['0', '5'])
  await nothingWritten(
    () => warehouse.refused(409, `/v1/deliveries/${shipped.id}/reverse`, { reason: '再来' }),
    'delivery.reversed',
  )
  await nothingWritten(() => sales.refused(409, `/v1/deliveries/${shipped.id}/link`), 'delivery.reversed')
  const types = await audit.sql(
    `select type from kernel.event where subject_id = $1 and type like 'delivery.%' order by sequence`,
    [id],
  )
  assert.deepEqual(
    types.map(({ type }) => type),
    ['delivery.shipped', 'delivery.reversed'],
  )
  await holds()
})

test('the customer signs on a phone by a link that only its hash remembers', async () => {
  const id = await inProcess([{ itemId: masters.items.hinge, quantity: '8' }])
  const shipped = await warehouse.post(`/v1/orders/${id}/ship`)
  const { path, expiresAt } = await sales.post(`/v1/deliveries/${shipped.id}/link`)
  const token = path.slice('/sign/'.length)
  assert.equal(Buffer.from(token, 'base64url').length, 32)
  assert.equal(expiresAt, later(30))
  const kept = await audit.sql(
    `select (select count(*)::int from delivery.link where token_hash = sha256($1::bytea)) as hashes,
                                       (select count(*)::int from kernel.event where bytes like '%' || $2 || '%') as events`,
    [Buffer.from(token), token],
  )
  assert.deepEqual(kept, [{ hashes: 1, events: 0 }])

  const shown = await stranger.read(`/v1/sign/${token}`)
  assert.deepEqual(
    [shown.number, shown.company.name, shown.lines[0].quantity, shown.state],
    [shipped.number, '测试五金有限公司', '8', 'shipped'],
  )
  assert.equal('id' in shown || 'may' in shown, false)
  const body = { name: '张蕾', lines: [{ line: 1, signed: '6', damaged: '2' }], rating: 5, remark: '包装要加固' }
  await nothingWritten(() => stranger.refused(404, `/v1/sign/${token.slice(0, -4)}AAAA`, body), 'delivery.linkUnknown')
  assert.equal((await stranger.get(`/v1/sign/${token.slice(0, 8)}`)).status, 404)
  await nothingWritten(
    () => stranger.refused(422, `/v1/sign/${token}`, { ...body, lines: [{ line: 1, signed: '6' }] }),
    'delivery.doesNotAddUp',
  )
  await nothingWritten(
    () => stranger.refused(400, `/v1/sign/${token}`, body, { 'idempotency-key': '' }),
    'kernel.keyMissing',
  )
  const key = { 'idempotency-key': 'phone-0001' }
  assert.equal((await stranger.post(`/v1/sign/${token}`, body, key)).state, 'signed')
  const replay = await stranger.send('POST', `/v1/sign/${token}`, body, key)
  assert.deepEqual([replay.status, replay.body.state, replay.headers['idempotent-replayed']], [200, 'signed', 'true'])
  const problem = await nothingWritten(() => stranger.refused(409, `/v1/sign/${token}`, body), 'delivery.alreadySigned')
  assert.match(problem.detail!, /张蕾/)
  const signed = await boss.read(`/v1/deliveries/${shipped.id}`)
  assert.deepEqual(
    [signed.signedHow, signed.signedName, signed.rating, signed.remark, signed.signedOn],
    ['link', '张蕾', 5, '包装要加固', '2026-11-22'],
  )
  assert.equal((await stranger.read(`/v1/sign/${token}`)).state, 'signed')
  company.setNow(later(30))
  assert.equal((await stranger.get(`/v1/sign/${token}`)).status, 404)
  await nothingWritten(() => stranger.refused(404, `/v1/sign/${token}`, body), 'delivery.linkUnknown')
  company.setNow(NOW)
  await holds()
})

test('what nobody signed for within the company’s days is signed by policy, marked so; nothing earlier', async () => {
  const id = await inProcess([{ itemId: masters.items.hinge, quantity: '3' }])
  const shipped = await warehouse.post(`/v1/orders/${id}/ship`)
  const owner = await company.app.contextOf({
    companyId: company.founded.company.id,
    personId: boss.personId,
    userId: boss.personId,
  })
  const open = (await boss.read('/v1/deliveries?state=shipped')).rows.length
  company.setNow(later(7))
  assert.deepEqual(await signOverdue(company.app.kernel, owner!), [])
  company.setNow(later(7.01))
  const off = { ...owner!, company: { ...owner!.company, settings: { ...owner!.company.settings, signAfterDays: 0 } } }
  assert.deepEqual(await signOverdue(company.app.kernel, off), [])
  const numbers = await signOverdue(company.app.kernel, owner!)
  assert.equal(numbers.length, open)
  assert.ok(numbers.includes(shipped.number))
  const signed = await boss.read(`/v1/deliveries/${shipped.id}`)
  assert.deepEqual([signed.signedHow, signed.signedName, signed.lines[0].signed], ['policy', null, '3'])
  assert.equal((await boss.read(`/v1/orders/${id}`)).state, 'completed')
  assert.deepEqual(await signOverdue(company.app.kernel, owner!), [])
  company.setNow(NOW)
  await holds()
})

test('who may not read the order sees none of its deliveries', async () => {
  const id = await inProcess([{ itemId: masters.items.hinge, quantity: '2' }])
  const shipped = await warehouse.post(`/v1/orders/${id}/ship`)
  const other = await company.as('sales2')
  for (const path of [`/v1/deliveries/${shipped.id}`, `/v1/orders/${id}/shippable`])
    assert.equal((await other.get(path)).status, 404)
  const lists = [
    '/v1/deliveries',
    `/v1/deliveries?orderId=${id}`,
    `/v1/deliveries?q=${shipped.number}`,
    '/v1/deliveries/shippable',
  ]
  for (const path of lists) assert.deepEqual((await other.read(path)).rows, [])
  const body = { name: '张蕾', lines: [{ line: 1, signed: '2' }] }
  await nothingWritten(() => other.refused(404, `/v1/deliveries/${shipped.id}/sign`, body), 'delivery.unknown')
  await nothingWritten(() => other.refused(404, `/v1/deliveries/${shipped.id}/link`), 'delivery.unknown')
  await nothingWritten(() => sales.refused(404, `/v1/deliveries/${id}/link`), 'delivery.unknown')
})

test('deliveries are listed newest first, page by page, by state and by number', async () => {
  const seen: string[] = []
  let next: string | null = null
  do {
    const page: { rows: { number: string }[]; next: string | null } = await boss.read(
      `/v1/deliveries?limit=2${next ? `&cursor=${next}` : ''}`,
    )
    seen.push(...page.rows.map(({ number }) => number))
    next = page.next
  } while (next)
  const all = await audit.sql('select number from delivery.delivery order by shipped_at desc, delivery_id desc')
  assert.deepEqual(
    seen,
    all.map(({ number }) => number),
  )
  const reversed = await boss.read('/v1/deliveries?state=reversed')
  assert.ok(reversed.rows.length > 0 && reversed.rows.every(({ state }: { state: string }) => state === 'reversed'))
  const byNumber = await boss.read(`/v1/deliveries?q=${seen[0]!.toLowerCase()}`)
  assert.deepEqual(
    byNumber.rows.map(({ number }: { number: string }) => number),
    [seen[0]],
  )
})

test('each check catches its planted corruption', async () => {
  const of = (state: string) => `(select d.delivery_id from delivery.delivery d where d.state = '${state}' limit 1)`
  const table: [string, string][] = [
    [
      'I6',
      'alter table orders.line drop constraint line_check1, drop constraint line_check2, drop constraint line_check3; update orders.line set short_closed = quantity where shipped > 0',
    ],
    ['I6-shipped', `update delivery.line set short = 0, damaged = 0, signed = quantity where short > 0`],
    ['I6-shipped', `update orders.line set signed = signed - 1 where signed > 0`],
    ['I7-signed', `update delivery.line set damaged = 1 where delivery_id = ${of('reversed')}`],
    [
      'I7-order',
      'alter table orders.line drop constraint line_check2; update orders.line set signed = shipped + 1 where shipped > 0',
    ],
    ['I8-cost', `update delivery.line set cost_released = cost + 1 where delivery_id = ${of('signed')}`],
    ['M10-transit', `update delivery.line set cost = cost + 1 where delivery_id = ${of('signed')}`],
  ]
  await holds()
  for (const [id, corruption] of table) {
    const found = await audit.broken(allChecks, corruption)
    assert.ok(found.includes(id), `${corruption} breaks ${id}, found ${found}`)
  }
})
