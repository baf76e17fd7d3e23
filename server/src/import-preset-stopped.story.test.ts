import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Audit, openAudit } from './testing/audit.ts'
import { createTestCompany, type TestCompany } from './testing/company.ts'
import { createTestDatabase } from './testing/database.ts'
import { bring, brokenIn } from './testing/imported.ts'
import { readRows } from './testing/row-counts.ts'
import { SMALL_ADVENTUREWORKS, writeFolder } from './testing/small-adventureworks.ts'

/** Looks into a company until the test is over. */
async function auditOf(company: TestCompany): Promise<Audit> {
  const audit = await openAudit(company)
  after(() => audit.close())
  return audit
}

/** What an import leaves, without ids and instants: the same however often it was killed. */
const RESULT = `
  select 'order' as what, concat_ws(' ', o.number, o.state, o.gross, o.rounding, c.number, w.number, i.number, i.issued_on, i.due_on, p.number, p.received_on,
         (select string_agg(concat_ws('/', l.line, l.net, l.shipped, l.signed, l.invoiced), ' ' order by l.line) from orders.line l where l.order_id = o.order_id),
         (select sum(d.cost) from delivery.line d where d.order_id = o.order_id)) as text
    from orders.sales_order o join partners.customer c using (customer_id) join people.person w on w.person_id = o.owner_id
    left join finance.invoice i using (order_id) left join finance.matching m using (invoice_id) left join finance.payment p using (payment_id)
  union all select 'stock', concat_ws(' ', i.number, w.number, b.on_hand, b.value) from inventory.balance b join catalog.item i using (item_id) join inventory.warehouse w using (warehouse_id)
  union all select 'account', concat_ws(' ', debit, credit, count(*), sum(amount)) from ledger.posting group by debit, credit
  union all select 'counter', concat_ws(' ', series, next, last_on) from kernel.counter
  union all select 'events', concat_ws(' ', type, count(*)) from kernel.event group by type
  order by 1, 2`

describe('an import that was stopped on the way goes on, and ends with the same', () => {
  class Stopped extends Error {}
  const resultOf = async (ownerUrl: string) => {
    const audit = await openAudit({ ownerUrl, founded: { company: { id: '' } } as TestCompany['founded'] })
    return await audit.sql(RESULT).finally(() => audit.close())
  }

  test('whichever transaction was the last', async () => {
    const folder = await writeFolder(SMALL_ADVENTUREWORKS)
    const whole = (await createTestDatabase()).ownerUrl
    await bring(whole, folder, { atOnce: 2 })
    const expected = await resultOf(whole)
    const stops = [0, 4, 6, 8]
    for (const stop of stops) {
      const database = await createTestDatabase()
      const { ownerUrl } = database
      const onWritten = (written: number) => {
        if (written >= stop) throw new Stopped()
      }
      await assert.rejects(bring(ownerUrl, folder, { atOnce: 2, onWritten }), Stopped)
      assert.deepEqual(await brokenIn(ownerUrl), [], `after ${stop} every invariant holds`)
      const rest = await bring(ownerUrl, folder, { atOnce: 2 })
      assert.equal(rest.admin, null)
      assert.deepEqual(await resultOf(ownerUrl), expected, `after ${stop}`)
      assert.deepEqual(await brokenIn(ownerUrl), [])
      await database.drop()
    }
  })
})

describe('what cannot be read is said, and nothing is founded', () => {
  let company: TestCompany
  before(async () => {
    company = await createTestCompany()
  })
  after(() => company.close())

  const header = SMALL_ADVENTUREWORKS['salesorderheader.csv']!
  const broken: [what: string, files: Record<string, string | null>, said: RegExp][] = [
    ['a missing file', { 'customer.csv': null }, /has no file customer\.csv/],
    ['an empty file', { 'customer.csv': '' }, /customer\.csv is empty/],
    [
      'a column of another name',
      { 'salesorderheader.csv': header.replace('orderdate', 'ordered') },
      /salesorderheader\.csv has no column orderdate; it has salesorderid, .*ordered/,
    ],
    [
      'a number that is none',
      { 'salesorderheader.csv': header.replace('7171.5200', 'much') },
      /salesorderheader\.csv, line 2: subtotal is "much"/,
    ],
    [
      'a negative amount',
      { 'salesorderheader.csv': header.replace('573.7216', '-573.7216') },
      /line 2: taxamt is "-573\.7216"/,
    ],
    [
      'a day that is none',
      { 'salesorderheader.csv': header.replace('2011-05-31', '31.5.2011') },
      /line 2: orderdate is "31\.5\.2011"/,
    ],
    [
      'an order that was not shipped',
      { 'salesorderheader.csv': header.replace(',279,5,2011-05-31', ',279,1,2011-05-31') },
      /line 2: status is "1"/,
    ],
    [
      'a customer who is not there',
      { 'salesorderheader.csv': header.replace(',29825,', ',29826,') },
      /line 2: customerid is "29826"/,
    ],
    [
      'a line of no order',
      { 'salesorderdetail.csv': `${SMALL_ADVENTUREWORKS['salesorderdetail.csv']}99999,1,,1,1,1,0,1\n` },
      /99999/,
    ],
    [
      'a line with fields too many',
      { 'department.csv': `${SMALL_ADVENTUREWORKS['department.csv']}17,A,B,C\n` },
      /department\.csv, line 6: 4 fields where the heading has 3/,
    ],
    [
      'a quote that is never closed',
      { 'store.csv': 'businessentityid,name\n292,"Next-Door\n' },
      /store\.csv cannot be read as CSV/,
    ],
    [
      'text that is not UTF-8',
      { 'department.csv': SMALL_ADVENTUREWORKS['department.csv']!.replace('Sales,', 'S\uFFFDles,') },
      /department\.csv, line 2: name .* UTF-8/,
    ],
  ]
  for (const [what, files, said] of broken) {
    test(what, async () => {
      const audit = await auditOf(company)
      const before = await readRows(audit)
      await assert.rejects(bring(company.ownerUrl, await writeFolder({ ...SMALL_ADVENTUREWORKS, ...files })), said)
      assert.deepEqual(await readRows(audit), before)
    })
  }

  test('a folder that is not there, an account that is taken, a company of that name', async () => {
    const folder = await writeFolder(SMALL_ADVENTUREWORKS)
    const { ownerUrl } = company
    await assert.rejects(bring(ownerUrl, `${folder}/nowhere`), /There is no folder/)
    await assert.rejects(bring(ownerUrl, folder, { admin: 'sales1' }), /The account sales1 belongs to somebody/)
    await assert.rejects(bring(ownerUrl, folder, { admin: 'a b' }), /"a b" is no account/)
    await assert.rejects(
      bring(ownerUrl, folder, { company: '测试五金有限公司' }),
      /was not imported from adventureworks/,
    )
    await assert.rejects(bring(ownerUrl, folder, {}, 'fabrikam'), /There is no preset fabrikam/)
    const audit = await auditOf(company)
    assert.equal((await audit.sql('select from access.company')).length, 1)
  })
})
