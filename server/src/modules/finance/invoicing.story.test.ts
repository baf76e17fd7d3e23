import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { clientOf } from '../../testing/company.ts'
import { orderInProcess } from '../../testing/masters.ts'
import { type MoneyStory, openMoneyStory } from '../../testing/money-story.ts'

let story: MoneyStory
before(async () => {
  story = await openMoneyStory('2026-11-22T02:00:00Z')
})
after(() => story.close())

/** An item of which no three cost whole cents. */
async function oddItem(): Promise<string> {
  const price = { listPrice: '0.333333', standardCost: '6' }
  const item = { number: 'ODD', name: '垫片', kind: 'stock', unit: 'pcs', taxCode: 'VAT13', ...price }
  const { id } = await story.boss.post('/v1/items', item)
  const lines = [{ itemId: id, quantity: '10', value: '60.00' }]
  await story.warehouse.post('/v1/stock/receipts', { warehouseId: story.masters.warehouseId, reason: '期初', lines })
  return id
}

test('an order is invoiced as it is signed, in parts that sum to it, paid, and settles by itself', async () => {
  const odd = await oddItem()
  const id = await story.inProcess([{ itemId: odd, quantity: '3', unitPrice: '0.333333' }])
  await story.nothingWritten(() => story.finance.refused(409, `/v1/orders/${id}/invoice`), 'finance.nothingToInvoice')
  await story.nothingWritten(() => story.sales.refused(403, `/v1/orders/${id}/invoice`), 'kernel.noRight')
  const numbers: string[] = []
  for (let part = 1; part <= 3; part += 1) {
    await story.deliver(id, [{ line: 1, quantity: '1' }])
    const offered = await story.finance.read(`/v1/orders/${id}/invoiceable`)
    const due = await story.finance.read('/v1/invoices/due')
    const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
    assert.deepEqual([offered.gross, due.rows[0].gross, due.rows[0].order.id], [invoice.gross, invoice.gross, id])
    assert.deepEqual([invoice.dueOn, invoice.version], ['2026-12-22', 1])
    numbers.push(invoice.number)
    await story.holds()
  }
  assert.deepEqual(numbers, ['INV-000001', 'INV-000002', 'INV-000003'])
  assert.deepEqual((await story.finance.read('/v1/invoices/due')).rows, [])
  const order = await story.order(id)
  assert.deepEqual(
    [order.state, order.gross, order.invoiced, order.net, order.tax],
    ['completed', '1.13', '1.13', '1.00', '0.13'],
  )
  assert.deepEqual(
    [await story.balance('revenue'), await story.balance('outputTax'), await story.balance('receivable')],
    [-100, -13, 113],
  )
  assert.deepEqual([await story.balance('transit'), await story.balance('costOfSales')], [0, 1800])
  await story.nothingWritten(() => story.finance.refused(409, `/v1/orders/${id}/invoice`), 'finance.allInvoiced')

  const open = await story.finance.read(`/v1/invoices?open=true&orderId=${id}`)
  const matches = open.rows.map((row: { id: string; open: string }) => ({ invoiceId: row.id, amount: row.open }))
  const paid = await story.pay('1.13', { matches, reference: 'BANK-1' })
  assert.deepEqual([paid.open, paid.orders], ['0.00', [{ id, number: order.number, state: 'settled' }]])
  assert.deepEqual(
    [
      await story.exposure(),
      await story.balance('receivable'),
      await story.balance('advance'),
      await story.balance('bank'),
    ],
    [0, 0, 0, 113],
  )
  assert.equal((await story.order(id)).holder, null)
  await story.nothingWritten(() => story.finance.refused(409, `/v1/orders/${id}/invoice`), 'orders.wrongState')
  await story.holds()
})

test('a lost reply is sent again with its number, and nothing is invoiced twice', async () => {
  const id = await story.delivered(story.hinges('2'))
  const key = { 'idempotency-key': 'invoice-0001' }
  const first = await story.finance.send('POST', `/v1/orders/${id}/invoice`, {}, key)
  const second = await story.finance.send('POST', `/v1/orders/${id}/invoice`, {}, key)
  assert.equal(first.body.number, 'INV-000004')
  assert.deepEqual(second.body, first.body)
  assert.equal(second.headers['idempotent-replayed'], 'true')
  const detail = await story.finance.read(`/v1/invoices/${first.body.id}`)
  assert.deepEqual([detail.number, detail.lines.length, detail.gross, detail.open], ['INV-000004', 1, '22.60', '22.60'])
  const found = await story.finance.read('/v1/invoices?q=inv4')
  assert.deepEqual(
    found.rows.map((row: { id: string }) => row.id),
    [first.body.id],
  )
  await story.holds()
})

test('numbers follow the calendar: no invoice is dated before the last one, before its order, or after today', async () => {
  const id = await story.delivered(story.hinges('1'))
  const on = (issuedOn: string) => () => story.finance.refused(422, `/v1/orders/${id}/invoice`, { issuedOn })
  await story.nothingWritten(on('2026-11-23'), 'finance.issuedInFuture')
  await story.nothingWritten(on('2026-11-21'), 'finance.issuedBeforeOrder')
  story.company.setNow('2026-11-23T02:00:00Z')
  const later = await story.delivered(story.hinges('1'))
  await story.finance.post(`/v1/orders/${later}/invoice`, { issuedOn: '2026-11-23' })
  const problem = await story.nothingWritten(on('2026-11-22'), 'finance.issuedBeforeLast')
  assert.match(problem.detail!, /2026-11-23/)
  await story.finance.post(`/v1/orders/${id}/invoice`)
  await story.holds()
})

test('no invoice is dated before its goods were signed for or left, by the company’s own days', async () => {
  const { company, boss, warehouse, sales, finance, masters } = story
  company.setNow('2026-11-23T01:00:00Z')
  const shipped = async (invoiceBasis: 'signed' | 'shipped') => {
    const customer = await boss.post('/v1/customers', { name: `先${invoiceBasis}`, creditLimit: null, invoiceBasis })
    const id = await orderInProcess(sales, warehouse, { ...masters, customerId: customer.id }, story.hinges('1'))
    return { id, customerId: customer.id as string }
  }
  const [bySignOff, byShipment] = [await shipped('signed'), await shipped('shipped')]
  // In Shanghai it is the 24th already.
  company.setNow('2026-11-23T16:30:00Z')
  const [first, second] = [
    await warehouse.post(`/v1/orders/${bySignOff.id}/ship`),
    await warehouse.post(`/v1/orders/${byShipment.id}/ship`),
  ]
  company.setNow('2026-11-25T16:30:00Z')
  const lines = [{ line: 1, signed: '1' }]
  await sales.post(`/v1/deliveries/${first.id}/sign`, { name: '张蕾', signedOn: '2026-11-25', lines })
  const on = (id: string, issuedOn: string) => () => finance.refused(422, `/v1/orders/${id}/invoice`, { issuedOn })
  const early = await story.nothingWritten(on(bySignOff.id, '2026-11-24'), 'finance.issuedBeforeGoods')
  assert.match(early.title, new RegExp(`${first.number} was signed for on 2026-11-25`))
  const left = await story.nothingWritten(on(byShipment.id, '2026-11-23'), 'finance.issuedBeforeGoods')
  assert.match(left.title, new RegExp(`${second.number} was shipped on 2026-11-24`))
  const from = async (id: string) => (await finance.read(`/v1/orders/${id}/invoiceable`)).earliestOn
  assert.deepEqual([await from(bySignOff.id), await from(byShipment.id)], ['2026-11-25', '2026-11-24'])
  await finance.post(`/v1/orders/${byShipment.id}/invoice`, { issuedOn: '2026-11-24' })
  await finance.post(`/v1/orders/${bySignOff.id}/invoice`, { issuedOn: '2026-11-25' })
  await story.holds()
})

test('of many who invoice at once, some dated back, each gets the next number and no day runs backwards', async () => {
  const ids: string[] = []
  for (let made = 0; made < 12; made += 1) ids.push(await story.delivered(story.hinges('1')))
  story.company.setNow('2026-11-27T02:00:00Z')
  const days = ids.map((_, index) => (index % 2 === 0 ? '2026-11-26' : '2026-11-27'))
  const answers = await Promise.all(
    ids.map((id, index) => story.finance.send('POST', `/v1/orders/${id}/invoice`, { issuedOn: days[index] })),
  )
  for (const [index, { status, body }] of answers.entries()) {
    if (days[index] === '2026-11-27') assert.equal(status, 201, JSON.stringify(body))
    else assert.ok(status === 201 || body.code === 'finance.issuedBeforeLast', JSON.stringify(body))
  }
  await story.holds()
  for (const [index, { status }] of answers.entries())
    if (status !== 201) await story.finance.post(`/v1/orders/${ids[index]}/invoice`)
  await story.holds()
})

test('a credit note forgives an amount, or takes the invoicing back so that it can be invoiced anew', async () => {
  const id = await story.delivered(story.hinges('10'))
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  const credit = `/v1/invoices/${invoice.id}/credit`
  const some = (quantity: string, more: object = {}) => ({ reason: '少货', lines: [{ line: 1, quantity }], ...more })
  await story.nothingWritten(() => story.finance.refused(422, credit, some('10.5')), 'finance.creditsTooMuch')
  await story.nothingWritten(
    () => story.finance.refused(422, credit, { ...some('1'), lines: [{ line: 2, quantity: '1' }] }),
    'finance.creditLineUnknown',
  )
  const before = await story.exposure()
  const note = await story.finance.post(credit, some('1'))
  assert.deepEqual([note.number, note.gross], ['CN-000001', '11.30'])
  assert.equal(await story.exposure(), before - 1130)
  await story.holds()

  const receivable = await story.balance('receivable')
  const transit = await story.balance('transit')
  const again = await story.finance.post(credit, some('4', { billAgain: true, reason: '税号错' }))
  assert.deepEqual([again.number, again.order.state], ['CN-000002', 'completed'])
  assert.deepEqual(
    [await story.balance('receivable'), await story.balance('transit')],
    [receivable - 4520, transit + 2400],
  )
  assert.equal(await story.exposure(), before - 1130)
  const reissued = await story.finance.post(`/v1/orders/${id}/invoice`)
  assert.equal(reissued.gross, '45.20')
  await story.holds()

  const paid = await story.pay('60.00', { matches: [{ invoiceId: invoice.id, amount: '50.00' }] })
  const problem = await story.nothingWritten(
    () => story.finance.refused(409, credit, { reason: '全退' }),
    'finance.paidAlready',
  )
  assert.deepEqual(problem.data, { missing: '50.00' })
  await story.finance.post(`/v1/payments/${paid.id}/match`, { matches: [{ invoiceId: reissued.id, amount: '10.00' }] })
  await story.finance.post(`/v1/payments/${paid.id}/reverse`, { reason: '退票' })
  await story.finance.post(credit, { reason: '全退' })
  await story.nothingWritten(() => story.finance.refused(409, credit, { reason: '再退' }), 'finance.fullyCredited')
  await story.nothingWritten(
    () => story.finance.refused(409, `/v1/invoices/${note.id}/credit`, { reason: '再退' }),
    'finance.isCreditNote',
  )
  await story.finance.post(`/v1/invoices/${reissued.id}/credit`, { reason: '全退' })
  const order = await story.order(id)
  assert.deepEqual(
    [order.state, order.invoiced, order.credited, order.exposure],
    ['settled', '113.00', '113.00', '0.00'],
  )
  const detail = await story.finance.read(`/v1/invoices/${note.id}`)
  assert.deepEqual(
    [detail.kind, detail.credits.number, detail.reason, detail.open],
    ['credit_note', invoice.number, '少货', '0.00'],
  )
  await story.holds()
})

test('what an invoice took is not taken back from under it', async () => {
  const id = await story.inProcess(story.hinges('4'))
  const deliveryId = await story.deliver(id)
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  await story.nothingWritten(
    () => story.warehouse.refused(409, `/v1/deliveries/${deliveryId}/unsign`, { reason: '签错' }),
    'delivery.isInvoiced',
  )
  await story.finance.post(`/v1/invoices/${invoice.id}/credit`, { reason: '签错', billAgain: true })
  await story.warehouse.post(`/v1/deliveries/${deliveryId}/unsign`, { reason: '签错' })
  await story.warehouse.post(`/v1/deliveries/${deliveryId}/reverse`, { reason: '退回' })
  const [line] = (await story.order(id)).lines
  assert.deepEqual([line.shipped, line.invoiced, line.reserved], ['0', '0', '4'])
  await story.holds()
})

test('a customer invoiced as shipped who finds goods missing is told who corrects it, and signs once that is done', async () => {
  const { company, boss, sales, warehouse, finance, masters } = story
  const customer = await boss.post('/v1/customers', { name: '按发货开票', creditLimit: null, invoiceBasis: 'shipped' })
  const id = await orderInProcess(sales, warehouse, { ...masters, customerId: customer.id }, story.hinges('5'))
  const shipped = await warehouse.post(`/v1/orders/${id}/ship`)
  const invoice = await finance.post(`/v1/orders/${id}/invoice`)
  const { path } = await warehouse.post(`/v1/deliveries/${shipped.id}/link`)
  const stranger = clientOf(company.app, 'customer', '', {})
  const signing = { name: '李强', lines: [{ line: 1, signed: '3', damaged: '2' }] }
  const signs = () => stranger.send('POST', `/v1${path}`, signing, { 'accept-language': 'zh' })
  const refused = await story.nothingWritten(async () => (await signs()).body, 'delivery.invoicedAsShipped')
  assert.match(refused.title, /请联系送货方/)
  const lines = [{ line: 1, quantity: '2' }]
  await finance.post(`/v1/invoices/${invoice.id}/credit`, { reason: '破损', billAgain: true, lines })
  assert.equal((await signs()).status, 200)
  await story.holds()
})
