import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type Client, createTestCompany, type TestCompany } from '../testing/company.ts'
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

async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: company.ownerUrl })
  await client.connect()
  return client
}

async function waitsForLock(client: pg.Client): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rows } = await client.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  assert.fail('Nobody waited for the order')
}

// What is read beside a lock is that of before the lock was had.
test('who waits for an order while it is taken from them no longer acts on it', async () => {
  const [taking, watch] = [await connected(), await connected()]
  try {
    await taking.query('begin')
    await taking.query(`select set_config('baton.company', $1, true)`, [company.founded.company.id])
    await taking.query('select from orders.sales_order where order_id = $1 for no key update', [order])
    const processing = production.send('POST', `/v1/orders/${order}/process`, {})
    await waitsForLock(watch)
    await taking.query(
      `update custody.visible set because = 'former' where subject_id = $1 and viewer_id = $2 and because = 'holder'`,
      [order, production.personId],
    )
    await taking.query('commit')
    const { status, body } = await processing
    assert.deepEqual([status, body.code], [403, 'orders.shownOnly'])
  } finally {
    await taking.end()
    await watch.end()
  }
})
