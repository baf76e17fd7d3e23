import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, createTestCompany, type TestCompany } from '../testing/company.ts'
import { openTransaction, untilWaiting } from '../testing/locks.ts'
import { makeMasters, orderInProcess } from '../testing/masters.ts'

let company: TestCompany
let sales: Client
let production: Client
let order: string

before(async () => {
  company = await createTestCompany()
  const masters = await makeMasters(company, { creditLimit: null, stock: { hinge: '100' } })
  ;[sales, production] = [await company.as('sales1'), await company.as('production')]
  order = await orderInProcess(sales, production, masters, [{ itemId: masters.items.hinge, quantity: '1' }])
})
after(() => company.close())

// What is read beside a lock is that of before the lock was had.
test('who waits for an order while it is taken from them no longer acts on it', async () => {
  const taking = await openTransaction(company)
  try {
    await taking.query('select from orders.sales_order where order_id = $1 for no key update', [order])
    const processing = production.send('POST', `/v1/orders/${order}/process`, {})
    await untilWaiting(taking)
    await taking.query(
      `update custody.visible set because = 'former' where subject_id = $1 and viewer_id = $2 and because = 'holder'`,
      [order, production.personId],
    )
    await taking.query('commit')
    const { status, body } = await processing
    assert.deepEqual([status, body.code], [403, 'orders.shownOnly'])
  } finally {
    await taking.end()
  }
})
