import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { OrderRow } from '@baton/contract/orders'
import pg from 'pg'
import { type Client, createTestCompany, type TestCompany } from '../../testing/company.ts'
import { makeManyRows } from '../../testing/many-rows.ts'

let company: TestCompany
let owner: pg.Client
let everybody: Client
let seller: Client

before(async () => {
  company = await createTestCompany()
  owner = new pg.Client({ connectionString: company.ownerUrl })
  await owner.connect()
  await makeManyRows(owner, company.founded.company.id)
  await owner.query(`update orders.sales_order set promised_on = null where created_at < timestamptz '2026-01-01' + interval '150 minutes'`)
  await owner.query(`delete from orders.sales_order where false`)
  everybody = await company.as('gm')
  seller = await company.as('sales')
})
after(async () => {
  await owner.end()
  await company.close()
})

/** Every row of a list, page by page. */
async function walked(client: Client, query: string, most = 100): Promise<OrderRow[]> {
  const rows: OrderRow[] = []
  for (let cursor: string | null = ''; cursor !== null && rows.length < most; ) {
    const page: { rows: OrderRow[]; next: string | null } = await client.read(
      `/v1/orders?limit=40&${query}${cursor && `&cursor=${cursor}`}`,
    )
    rows.push(...page.rows)
    cursor = page.next
  }
  return rows
}

test('x', async () => {
  const rows = await walked(everybody, 'view=all', 100)
  console.log(rows.length, rows[0])
  console.log((await walked(seller, 'view=all')).length, await seller.read('/v1/orders/counts'))
})
