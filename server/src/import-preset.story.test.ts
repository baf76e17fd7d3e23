import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PresetImported } from './import-preset.ts'
import { type Audit, openAudit } from './testing/audit.ts'
import { type Client, createTestCompany, signedIn, type TestCompany } from './testing/company.ts'
import { bring, brokenIn, firstSignIn, NEW_PASSWORD } from './testing/imported.ts'
import { readRows } from './testing/row-counts.ts'
import { SMALL_ADVENTUREWORKS, writeFolder } from './testing/small-adventureworks.ts'

describe('AdventureWorks in small becomes a company whose orders are over', () => {
  let company: TestCompany
  let folder: string
  let imported: PresetImported
  let audit: Audit
  let admin: Client

  before(async () => {
    company = await createTestCompany()
    folder = await writeFolder(SMALL_ADVENTUREWORKS)
    imported = await bring(company.ownerUrl, folder, { admin: 'Aw-Boss' })
    audit = await openAudit(company)
    admin = await firstSignIn(company, imported)
  })
  after(async () => {
    await audit.close()
    await company.close()
  })

  const sql = (text: string) => audit.sql(`${text}`)

  test('the report names what was found, what it became, and what rounding makes', () => {
    const { written, source } = imported
    assert.deepEqual(written, { masters: 7, customers: 4, orders: 6 })
    assert.deepEqual(
      { ...source, remarks: undefined },
      {
        customers: 4,
        items: 4,
        persons: 3,
        orders: 6,
        lines: 6,
        total: '12210.38',
        exactTotal: '12210.3777',
        roundedAway: '0.00',
        gaps: 3,
        rounded: 2,
        remarks: undefined,
      },
    )
    assert.deepEqual(source.remarks.slice(0, 6), [
      '1 employee of 2 without a person row: named by their login',
      '1 contact of a store without a person row: the store comes without a contact',
      '2 orders without a customer: "Unknown (import)"',
      '2 orders without one of its days: those of the next lower order number',
      '3 orders without a sales person: "Online (import)"',
      '1 item of 2 sold without a stock row: shipped from the first location',
    ])
    assert.match(
      source.remarks.slice(6).join('\n'),
      /5 orders whose[\s\S]*3 with a real gap.* 357\.84\n.*2 with a remainder of cents, 1 of them negative, at most 0\.02/,
    )
  })

  test('every invariant holds', async () => assert.deepEqual(await brokenIn(company.ownerUrl), []))

  test('each order is settled, by one event, after one holder', async () => {
    const orders = await sql(`
      select o.number, o.state, o.ordered_on::text as ordered, o.promised_on::text as promised, o.gross::int, o.rounding::int, o.given_tax::int as tax,
             o.freight::int, o.exposure::int, w.name as owner, c.name as customer,
             (select count(*)::int from kernel.event e where e.subject_id = o.order_id) as events,
             (select string_agg(s.kind, ' ' order by s.sequence) from custody.custody s where s.subject_id = o.order_id) as custody
        from orders.sales_order o join people.person w on w.person_id = o.owner_id join partners.customer c on c.customer_id = o.customer_id
       where o.import_key is not null order by o.number`)
    const common = { state: 'settled', exposure: 0, events: 1, custody: 'held closed' }
    const store = 'Next-Door Bike Store, "the best"'
    const [online, unknown, abel] = ['Online (import)', 'Unknown (import)', 'Catherine Abel']
    const days = { ordered: '2011-06-03', promised: '2011-06-15' }
    const before = { ordered: '2011-06-02', promised: '2011-06-13' }
    assert.deepEqual(orders, [
      {
        ...common,
        number: 'SO43659',
        ordered: '2011-05-31',
        promised: '2011-06-12',
        gross: 792453,
        rounding: 0,
        tax: 57372,
        freight: 17929,
        owner: 'tsvi0',
        customer: store,
      },
      {
        ...common,
        number: 'SO43660',
        ordered: '2011-06-01',
        promised: '2011-06-13',
        gross: 551,
        rounding: 1,
        tax: 40,
        freight: 12,
        owner: online,
        customer: abel,
      },
      {
        ...common,
        number: 'SO43661',
        ...before,
        gross: 1658,
        rounding: 0,
        tax: 120,
        freight: 38,
        owner: 'tsvi0',
        customer: unknown,
      },
      {
        ...common,
        number: 'SO43662',
        ...before,
        gross: 27574,
        rounding: 0,
        tax: 1996,
        freight: 624,
        owner: 'tsvi0',
        customer: unknown,
      },
      {
        ...common,
        number: 'SO43663',
        ...days,
        gross: 397800,
        rounding: 0,
        tax: 28800,
        freight: 9000,
        owner: online,
        customer: abel,
      },
      {
        ...common,
        number: 'SO43664',
        ...days,
        gross: 1002,
        rounding: -2,
        tax: 1,
        freight: 1,
        owner: online,
        customer: abel,
      },
    ])
  })

  test('goods left from where most of them is, at their standard cost, and what is left is what is there today', async () => {
    assert.deepEqual(
      await sql(`
        select i.number, w.number as place, (b.on_hand / 1000000)::int as left, b.value::int,
               (select sum(m.quantity / 1000000)::int from inventory.move m where m.item_id = b.item_id and m.from_warehouse_id = b.warehouse_id) as shipped
          from inventory.balance b join catalog.item i using (item_id) join inventory.warehouse w using (warehouse_id) order by 1, 2`),
      [
        { number: 'BK-R93R-62', place: 'L6', left: 4, value: 868_518, shipped: null },
        { number: 'BK-R93R-62', place: 'L7', left: 9, value: 1_954_165, shipped: 3 },
        { number: 'WB-H098', place: 'L1', left: 0, value: 0, shipped: 8 },
      ],
    )
  })

  test('the screens show an order with rounding, freight and its gap as a marked line', async () => {
    const { rows } = await admin.read('/v1/orders?sort=-createdAt')
    assert.deepEqual(rows.map(({ number }: { number: string }) => number).sort(), [
      'SO43659',
      'SO43660',
      'SO43661',
      'SO43662',
      'SO43663',
      'SO43664',
    ])
    const idOf = (number: string) => rows.find((one: { number: string }) => one.number === number).id
    const order = await admin.read(`/v1/orders/${idOf('SO43663')}`)
    assert.deepEqual(
      [order.state, order.net, order.tax, order.freight, order.rounding, order.gross],
      ['settled', '3600.00', '288.00', '90.00', '0.00', '3978.00'],
    )
    assert.deepEqual(
      order.lines.map((one: Record<string, unknown>) => [one.line, one.itemNumber, one.description, one.net]),
      [
        [1, 'BK-R93R-62', 'Road-150 Red, 62', '3506.70'],
        [2, 'IMPORT-GAP', 'Not in the source (import)', '93.30'],
      ],
    )
    assert.equal((await admin.read(`/v1/orders/${idOf('SO43664')}`)).rounding, '-0.02')
    const timeline = await admin.read(`/v1/orders/${idOf('SO43663')}/timeline`)
    assert.deepEqual(
      timeline.rows.map(({ type }: { type: string }) => type),
      ['orders.imported'],
    )
    const { rows: deliveries } = await admin.read('/v1/deliveries')
    assert.deepEqual([deliveries.length, deliveries[0].signedHow], [4, 'imported'])
    assert.equal((await admin.read(`/v1/deliveries/${deliveries[0].id}`)).lines.length > 0, true)
  })

  test('invoices are numbered by their days without a gap, paid when they were due, and nobody owes anything', async () => {
    const { rows } = await admin.read('/v1/invoices?limit=50')
    assert.deepEqual(
      rows.map((one: Record<string, unknown>) => [one.number, one.issuedOn, one.dueOn, one.open]).reverse(),
      [
        ['INV-000001', '2011-06-07', '2011-06-12', '0.00'],
        ['INV-000002', '2011-06-08', '2011-06-13', '0.00'],
        ['INV-000003', '2011-06-08', '2011-06-13', '0.00'],
        ['INV-000004', '2011-06-08', '2011-06-13', '0.00'],
        ['INV-000005', '2011-06-10', '2011-06-15', '0.00'],
        ['INV-000006', '2011-06-10', '2011-06-15', '0.00'],
      ],
    )
    const invoice = await admin.read(`/v1/invoices/${rows[0].id}`)
    assert.deepEqual(
      [invoice.net, invoice.tax, invoice.freight, invoice.rounding, invoice.gross],
      ['10.02', '0.01', '0.01', '-0.02', '10.02'],
    )
    assert.deepEqual((await admin.read('/v1/receivables')).rows, [])
    const then = await admin.read('/v1/receivables?on=2011-06-09')
    assert.deepEqual(
      then.rows.map((one: Record<string, unknown>) => [one.total, one.notDue]),
      [
        ['7924.53', '7924.53'],
        ['292.32', '292.32'],
        ['5.51', '5.51'],
      ],
    )
    const balance = await admin.read('/v1/trial-balance')
    assert.equal(balance.debit, balance.credit)
    const of = (code: string) => balance.rows.find((one: { code: string }) => one.code === code)?.balance
    assert.deepEqual(
      [of('1002'), of('1122'), of('2203'), of('1405'), of('660309')],
      ['12210.38', '0.00', '0.00', '28226.83', '0.01'],
    )
  })
})

describe('an imported company works on', () => {
  let company: TestCompany
  let admin: Client

  before(async () => {
    company = await createTestCompany()
    admin = await firstSignIn(company, await bring(company.ownerUrl, await writeFolder(SMALL_ADVENTUREWORKS)))
  })
  after(() => company.close())

  const named = async (path: string, number: string) => {
    const { rows } = await admin.read(`${path}?limit=50`)
    return rows.find((one: { number: string }) => one.number === number)
  }

  /** An imported employee gets an account. */
  const employed = async (name: string, roles: string[]): Promise<Client> => {
    const { rows } = await admin.read('/v1/persons')
    const person = rows.find((one: { name: string }) => one.name === name)
    const { account, password } = await admin.post(`/v1/persons/${person.id}/account`, { account: name, roles })
    const first = await signedIn(company.app, account, password)
    await first.post('/v1/me/password', { current: password, next: NEW_PASSWORD })
    return await signedIn(company.app, account, NEW_PASSWORD)
  }

  test('a new order goes its whole way, and its invoice bears the next number', async () => {
    const customer = await named('/v1/customers', 'AW00029825')
    const item = await named('/v1/items', 'BK-R93R-62')
    const order = await admin.post('/v1/orders', newOrder(customer.id, item.id))
    await admin.post(`/v1/orders/${order.id}/confirm`, { with: 'Orlando', how: 'phone' })
    const { state } = await admin.read(`/v1/orders/${order.id}`)
    assert.equal(state, 'pending')
    const seller = await employed('tsvi0', ['tracker'])
    const offer = {
      to: { kind: 'person', id: seller.personId },
      subjects: [{ kind: 'order', id: order.id }],
      reason: 'next',
    }
    const offered = await admin.post('/v1/handovers', offer)
    await seller.post(`/v1/handovers/${offered.id}/accept`, {}, { 'if-match': '1' })
    const shipped = await admin.post(`/v1/orders/${order.id}/ship`, { carrier: '', trackingNumber: '' })
    const { lines } = await admin.read(`/v1/deliveries/${shipped.id}`)
    await admin.post(`/v1/deliveries/${shipped.id}/sign`, {
      name: 'Orlando',
      lines: lines.map(({ line, quantity }: Record<string, unknown>) => ({ line, signed: quantity })),
    })
    const invoice = await admin.post(`/v1/orders/${order.id}/invoice`)
    assert.equal(invoice.number, 'INV-000007')
    assert.deepEqual(await brokenIn(company.ownerUrl), [])
  })

  test('what was imported can be undone: matching, payment, invoice', async () => {
    const order = await named('/v1/orders', 'SO43663')
    const invoice = await named('/v1/invoices', 'INV-000005')
    const payment = await named('/v1/payments', 'RC-SO43663')
    const { matchings } = await admin.read(`/v1/invoices/${invoice.id}`)
    await admin.post(`/v1/matchings/${matchings[0].id}/reverse`, { reason: 'not theirs' })
    assert.equal((await admin.read(`/v1/orders/${order.id}`)).state, 'completed')
    await admin.post(`/v1/payments/${payment.id}/reverse`, { reason: 'bounced' })
    await admin.post(`/v1/invoices/${invoice.id}/credit`, { reason: 'wrong address', billAgain: true })
    const reopened = await admin.read(`/v1/orders/${order.id}`)
    assert.deepEqual(
      [reopened.invoiced, reopened.holder.person, reopened.holder.department.nameEn],
      ['0.00', null, 'Sales'],
    )
    const { net, tax, freight, rounding, gross } = await admin.read(`/v1/orders/${order.id}/invoiceable`)
    assert.deepEqual([net, tax, freight, rounding, gross], ['3600.00', '288.00', '90.00', '0.00', '3978.00'])
    const again = await admin.post(`/v1/orders/${order.id}/invoice`)
    assert.deepEqual([again.number, again.gross], ['INV-000008', '3978.00'])
    assert.deepEqual(await brokenIn(company.ownerUrl), [])
  })

  test('a second run changes nothing, also after the company has worked on', async () => {
    const audit = await openAudit(company)
    after(() => audit.close())
    const before = await readRows(audit)
    const again = await bring(company.ownerUrl, await writeFolder(SMALL_ADVENTUREWORKS))
    assert.deepEqual([again.admin, again.written], [null, { masters: 0, customers: 0, orders: 0 }])
    assert.deepEqual(await readRows(audit), before)
  })
})

const newOrder = (customerId: string, itemId: string) => ({
  customerId,
  customerNumber: '',
  pricesIncludeTax: false,
  paymentMethod: 'transfer',
  requestedOn: '2099-01-01',
  promisedOn: '2099-01-01',
  note: '',
  contactName: '',
  recipient: 'Orlando',
  phone: '1',
  region: '',
  street: '2251 Elliot Avenue',
  lines: [{ itemId, quantity: '2', unitPrice: '3578.27' }],
})
