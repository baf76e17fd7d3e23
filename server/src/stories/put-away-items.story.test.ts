import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Audit, openAudit } from '../testing/audit.ts'
import { type Client, createTestCompany, type TestCompany } from '../testing/company.ts'
import { check, rowsOf, upload } from '../testing/import-files.ts'
import { type Masters, makeMasters, orderInProcess, orderOf } from '../testing/masters.ts'
import { readRows } from '../testing/row-counts.ts'
import { verify } from '../verify.ts'

let company: TestCompany
let masters: Masters
let audit: Audit
let sales: Client
let tracker: Client
let warehouse: Client
let boss: Client

before(async () => {
  company = await createTestCompany()
  masters = await makeMasters(company, { creditLimit: null, stock: { hinge: '5', handle: '50' } })
  audit = await openAudit(company)
  sales = await company.as('sales1')
  tracker = await company.as('tracker')
  warehouse = await company.as('warehouse')
  boss = await company.as('boss')
})
after(async () => {
  const { findings } = await verify(company.ownerUrl)
  await audit.close()
  await company.close()
  assert.deepEqual(
    findings.filter(({ broken }) => broken > 0),
    [],
  )
})

const hinge = (quantity: string, more: object = {}) => ({
  ...{ itemId: masters.items.hinge, quantity, unitPrice: '10' },
  ...more,
})
const handle = (quantity: string, more: object = {}) => ({ ...hinge(quantity, more), itemId: masters.items.handle })

async function setActive(active: boolean): Promise<void> {
  const path = `/v1/items/${masters.items.hinge}`
  const { version } = await boss.read(path)
  const { status } = await boss.send('PATCH', path, { active }, { 'if-match': String(version) })
  assert.equal(status, 200)
}

async function change(id: string, lines: object[], more: object = {}) {
  const { version } = await boss.read(`/v1/orders/${id}`)
  return sales.send('PUT', `/v1/orders/${id}`, orderOf(masters, lines as never, { reason: '客户改数', ...more }), {
    'if-match': String(version),
  })
}

const numbers = async (query: string): Promise<string[]> =>
  (await sales.read(`/v1/items?${query}`)).rows.map(({ number }: { number: string }) => number)

test('an item that was put away is not chosen in new orders; open orders go on to the end; activated it is as ever', async () => {
  const open = await orderInProcess(sales, tracker, masters, [hinge('8'), handle('1')])
  const draft = (await sales.post('/v1/orders', orderOf(masters, [hinge('2')]))).id
  const other = (await sales.post('/v1/orders', orderOf(masters, [handle('2')]))).id
  await setActive(false)

  assert.ok(!(await numbers('state=active')).includes('HC-304-4B'))
  assert.deepEqual(await numbers('state=inactive'), ['HC-304-4B'])
  assert.deepEqual(await numbers('q=HC-304&state=active'), [])
  assert.deepEqual(await numbers('q=HC-304'), ['HC-304-4B'])

  const rows = await readRows(audit)
  const refused = await sales.refused(422, '/v1/orders', orderOf(masters, [handle('1'), hinge('1')]))
  assert.equal(refused.code, 'orders.itemInactive')
  assert.match(refused.detail ?? '', /HC-304-4B of line 2 .* activate it among the items first/)
  assert.equal((await change(other, [handle('2', { line: 1 }), hinge('1')])).body.code, 'orders.itemInactive')
  assert.deepEqual(await readRows(audit), rows)
  const file = '订单号,客户,货品,数量,单价,要求交期\nX-1,云栖酒店,HC-304-4B,2,10,2099-12-01\n'
  const checked = await check(boss, await upload(boss, 'orders', file))
  const [row] = await rowsOf(boss, checked.id, 'wrong')
  assert.deepEqual(
    row.faults.map(({ code, column }: { code: string; column: number }) => [code, column]),
    [['inactive', 2]],
  )

  assert.equal((await change(draft, [hinge('3', { line: 1 })], { reason: '' })).body.outcome, 'changed')
  await sales.post(`/v1/orders/${draft}/confirm`, { with: '张蕾', how: 'phone' })
  assert.equal((await change(open, [hinge('9', { line: 1 }), handle('1', { line: 2 })])).body.outcome, 'changed')

  const { warehouseId } = masters
  const line = { itemId: masters.items.hinge }
  await warehouse.post('/v1/stock/receipts', { warehouseId, reason: '补货', lines: [{ ...line, quantity: '10' }] })
  await company.app.reactions.wake()
  await warehouse.post(`/v1/orders/${open}/ship`)
  const counted = { warehouseId, reason: '盘点', lines: [{ ...line, counted: '0' }] }
  await warehouse.post('/v1/stock/adjustments', counted)
  const shipped = (await boss.read(`/v1/orders/${open}`)).lines.map((one: { shipped: string }) => one.shipped)
  assert.deepEqual(shipped, ['9', '1'])

  await setActive(true)
  await sales.post('/v1/orders', orderOf(masters, [hinge('1')]))
  const told = await audit.sql(
    `select bytes::jsonb -> 'data' -> 'active' as active from kernel.event where type = 'catalog.itemChanged' order by sequence`,
  )
  assert.deepEqual(
    told.map(({ active }) => active),
    [
      { before: true, after: false },
      { before: false, after: true },
    ],
  )
})
