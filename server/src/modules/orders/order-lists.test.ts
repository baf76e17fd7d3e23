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
  // Among the orders of each page's length some have no promised day, and some have the day of others.
  await owner.query(`update orders.sales_order set promised_on = null where right(number, 2) = '30'`)
  everybody = await company.as('boss')
  seller = await company.as('sales1')
})
after(async () => {
  await owner.end()
  await company.close()
})

/** The numbers of a list, page by page; each order must come once. */
async function walked(client: Client, query: string): Promise<string[]> {
  const numbers: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { rows: OrderRow[]; next: string | null } = await client.read(
      `/v1/orders?limit=7&${query}${cursor && `&cursor=${cursor}`}`,
    )
    numbers.push(...page.rows.map(({ number }) => number))
    cursor = page.next
  }
  return numbers
}

const PROMISED = 'promised_on nulls last, order_id'
const CREATED = 'created_at desc, order_id desc'

/** What a list must hold, asked of the table in the plainest way. */
async function expected(condition: string, order: string, values: string[] = []): Promise<string[]> {
  const { rows } = await owner.query<{ number: string }>(
    `select number from orders.sales_order o where ${condition} order by ${order}`,
    values,
  )
  assert.ok(rows.length > 7, `only ${rows.length} orders make no second page`)
  return rows.map(({ number }) => number)
}

const SOME = 24

/** The same as `walked` and `expected`, of the first pages only. */
async function firstPages(query: string): Promise<string[]> {
  const numbers: string[] = []
  let cursor: string | null = ''
  while (numbers.length < SOME && cursor !== null) {
    const page: { rows: OrderRow[]; next: string | null } = await everybody.read(
      `/v1/orders?limit=7&${query}${cursor && `&cursor=${cursor}`}`,
    )
    numbers.push(...page.rows.map(({ number }) => number))
    cursor = page.next
  }
  return numbers.slice(0, SOME)
}
const firstOf = async (condition: string, order: string, values: string[] = []) =>
  (await expected(condition, order, values)).slice(0, SOME)

test('pages follow each other, and orders without a promised day stand last', async () => {
  const { rows } = await owner.query<{ id: string }>(
    `select customer_id as id from orders.sales_order where number = 'SO1530'`,
  )
  const customer = rows[0]!.id
  await owner.query(`update orders.sales_order set customer_id = $1 where number ~ '30$'`, [customer])
  const OF_CUSTOMER = 'customer_id = $1'
  const list = `customerId=${customer}`
  assert.deepEqual(await walked(everybody, list), await expected(OF_CUSTOMER, CREATED, [customer]))
  const dated = await expected(OF_CUSTOMER, PROMISED, [customer])
  assert.deepEqual(await walked(everybody, `${list}&sort=promisedOn`), dated)
  assert.deepEqual(await walked(everybody, `${list}&sort=promisedOn&q=SO1530`), ['SO1530'])
  assert.deepEqual(await walked(everybody, `${list}&sort=promisedOn&state=processing`), dated)
  assert.deepEqual(await walked(everybody, `${list}&state=draft`), [])
})

const SEEN = 'exists (select from custody.visible v where v.subject_id = o.order_id and v.viewer_id = $1)'

test('whoever may see few orders and whoever may see many find theirs in the same order', async () => {
  const seen = [seller.personId]
  const few = await expected(SEEN, CREATED, seen)
  assert.deepEqual(await walked(seller, 'view=all'), few)
  assert.deepEqual(await walked(seller, 'view=all&sort=promisedOn'), await expected(SEEN, PROMISED, seen))
  assert.equal((await seller.read('/v1/orders/counts')).all, few.length)

  await owner.query(
    `insert into custody.visible (viewer_id, department_id, subject_kind, subject_id, because)
     select $1, (select department_id from people.person where person_id = $1), 'order', order_id, 'former' from orders.sales_order where number <> 'SO6000'`,
    seen,
  )
  const many = await expected(SEEN, CREATED, seen)
  assert.ok(many.length > 5000 && !many.includes('SO6000'))
  const first = await seller.read('/v1/orders?limit=200')
  const second = await seller.read(`/v1/orders?limit=200&cursor=${first.next}`)
  const numbers = [...first.rows, ...second.rows].map(({ number }: OrderRow) => number)
  assert.deepEqual(numbers, many.slice(0, 400))
  assert.equal((await seller.read('/v1/orders/counts')).all, 1001)
  assert.equal((await everybody.read('/v1/orders?limit=1')).rows[0].number, 'SO6000')
})

test('a search finds numbers pasted in any case, the customer’s own number and the customer’s name', async () => {
  await owner.query(`update orders.sales_order set customer_number = 'PO-77' where number = 'SO9'`)
  assert.deepEqual(await walked(everybody, 'q=so7,SO8'), ['SO8', 'SO7'])
  assert.deepEqual(await walked(everybody, `q=${encodeURIComponent('ｓｏ７，ＳＯ８')}`), ['SO8', 'SO7'])
  assert.deepEqual(await walked(everybody, 'q=po-77'), ['SO9'])
  const ofCustomers = `customer_id in (select subject_id from kernel.search_token where subject_kind = 'customer' and token like 'c149%')`
  assert.deepEqual(await walked(everybody, 'q=c149'), await expected(ofCustomers, CREATED))
  assert.deepEqual(await walked(everybody, 'q=-'), [])
})

// Of 6,000 orders one customer has 5,100 and another 60: the first list is walked, the second fetched; both must be the same list.
test('what is many and what is few come in the same order, with every filter beside it', async () => {
  const { rows: named } = await owner.query<{ id: string; name: string }>(
    `select customer_id as id, name from partners.customer order by number limit 2`,
  )
  const [many, few] = named.map(({ id }) => id) as [string, string]
  await owner.query(
    `update orders.sales_order o set owner_id = $3::uuid, customer_id = case when n % 100 < 85 then $1::uuid else $2::uuid end
       from (select order_id, substr(number, 3)::int as n from orders.sales_order) as numbered
      where o.order_id = numbered.order_id and (n % 100 < 85 or n % 100 = 99)`,
    [many, few, seller.personId],
  )
  const OF = 'customer_id = $1'
  for (const customer of [many, few]) {
    const list = `customerId=${customer}`
    assert.deepEqual(await firstPages(`${list}&sort=promisedOn`), await firstOf(OF, PROMISED, [customer]))
    assert.deepEqual(await firstPages(list), await firstOf(OF, CREATED, [customer]))
    assert.deepEqual(
      await firstPages(`${list}&ownerId=${seller.personId}`),
      await firstOf(`${OF} and owner_id = $2`, CREATED, [customer, seller.personId]),
    )
  }
})

test('a search for what very many customers carry walks, one for what few carry takes a page of each', async () => {
  const carried = (token: string) =>
    `customer_id in (select subject_id from kernel.search_token where subject_kind = 'customer' and token like '${token}%')`
  const [{ tokens }] = (
    await owner.query(
      `select count(*)::int as tokens from kernel.search_token where subject_kind = 'customer' and token like 'c1%'`,
    )
  ).rows as [{ tokens: number }]
  assert.ok(tokens > 500, `only ${tokens} customers carry it`)
  // Among the newest and among the earliest promised one that does not.
  await owner.query(
    `update orders.sales_order set customer_id = (select subject_id from kernel.search_token where subject_kind = 'customer' and token = 'c2')
      where number = 'SO5990' or order_id = (select order_id from orders.sales_order order by ${PROMISED} limit 1)`,
  )
  for (const token of ['c1', 'c14']) {
    assert.deepEqual(await firstPages(`q=${token}`), await firstOf(carried(token), CREATED))
    assert.deepEqual(await firstPages(`q=${token}&sort=promisedOn`), await firstOf(carried(token), PROMISED))
  }
})
