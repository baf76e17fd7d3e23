import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Problem } from '@baton/contract/endpoint'
import { type Audit, openAudit } from '../../testing/audit.ts'
import { type Client, createTestCompany, type TestCompany } from '../../testing/company.ts'
import { type LineWish, type Masters, makeMasters, orderInProcess, orderOf } from '../../testing/masters.ts'
import { checks as deliveryChecks } from '../delivery/index.ts'
import { checks as inventoryChecks } from '../inventory/index.ts'
import { checks as ledgerChecks } from '../ledger/index.ts'
import { checks as partnerChecks } from '../partners/index.ts'
import { checks } from './index.ts'

const NOW = '2026-11-22T02:00:00Z'

let company: TestCompany
let audit: Audit
let masters: Masters
let sales: Client
let warehouse: Client
let finance: Client
let boss: Client
/** An item of which no three cost whole cents. */
let odd: string
before(async () => {
  company = await createTestCompany({ at: NOW })
  audit = await openAudit(company)
  masters = await makeMasters(company, {
    creditLimit: null,
    stock: { hinge: '100000', handle: '100000', screw: '100000' },
  })
  sales = await company.as('sales1')
  warehouse = await company.as('warehouse')
  finance = await company.as('finance')
  boss = await company.as('boss')
  const item = {
    number: 'ODD',
    name: '垫片',
    kind: 'stock',
    unit: 'pcs',
    taxCode: 'VAT13',
    listPrice: '0.333333',
    standardCost: '6',
  }
  odd = (await boss.post('/v1/items', item)).id
  const received = {
    warehouseId: masters.warehouseId,
    reason: '期初',
    lines: [{ itemId: odd, quantity: '10', value: '60.00' }],
  }
  await warehouse.post('/v1/stock/receipts', received)
})
after(async () => {
  await audit.close()
  await company.close()
})

const allChecks = [...checks, ...deliveryChecks, ...inventoryChecks, ...ledgerChecks, ...partnerChecks]
const holds = async () => assert.deepEqual(await audit.broken(allChecks), [])

/** Asserts that a refusal came and nothing was written by it. */
async function nothingWritten(refuse: () => Promise<Problem>, code: string): Promise<Problem> {
  const tables = [
    'finance.invoice',
    'finance.payment',
    'finance.matching',
    'kernel.event',
    'ledger.posting',
    'kernel.idempotency',
  ]
  const all = () =>
    audit.sql(
      `select sum(next)::int as rows from kernel.counter where series in ('invoice', 'creditNote')
       union all ${tables.map((table) => `select count(*)::int from ${table}`).join(' union all ')}`,
    )
  const before = await all()
  const problem = await refuse()
  assert.equal(problem.code, code)
  assert.deepEqual(await all(), before)
  return problem
}

const shown = async (id: string) => boss.read(`/v1/orders/${id}`)
/** Minor units, so that sums of them are exact. */
const cents = (amount: string): number => Math.round(Number(amount) * 100)
const exposure = async () => cents((await finance.read(`/v1/customers/${masters.customerId}`)).exposure)
const balance = async (role: string): Promise<number> => {
  const [row] = await audit.sql(
    `select coalesce(sum(case when p.debit = a.code then p.amount else -p.amount end), 0)::int as minor
       from ledger.account a left join ledger.posting p on p.company_id = a.company_id and a.code in (p.debit, p.credit) where a.role = $1`,
    [role],
  )
  return row.minor
}
const pay = (amount: string, more: object = {}) =>
  finance.post('/v1/payments', { customerId: masters.customerId, amount, method: 'transfer', ...more })

/** An order, shipped and signed whole. */
async function delivered(lines: LineWish[]): Promise<string> {
  const id = await orderInProcess(sales, warehouse, masters, lines)
  await deliver(id)
  return id
}

async function deliver(id: string, lines?: { line: number; quantity: string }[]): Promise<string> {
  const shipped = await warehouse.post(`/v1/orders/${id}/ship`, lines ? { lines } : {})
  const detail = await warehouse.read(`/v1/deliveries/${shipped.id}`)
  const signed = detail.lines.map(({ line, quantity }: { line: number; quantity: string }) => ({
    line,
    signed: quantity,
  }))
  await sales.post(`/v1/deliveries/${shipped.id}/sign`, { name: '张蕾', lines: signed })
  return shipped.id
}

const hinges = (quantity: string, unitPrice = '10') => [{ itemId: masters.items.hinge, quantity, unitPrice }]

test('an order is invoiced as it is signed, in parts that sum to it, paid, and settles by itself', async () => {
  const id = await orderInProcess(sales, warehouse, masters, [{ itemId: odd, quantity: '3', unitPrice: '0.333333' }])
  await nothingWritten(() => finance.refused(409, `/v1/orders/${id}/invoice`), 'finance.nothingToInvoice')
  await nothingWritten(() => sales.refused(403, `/v1/orders/${id}/invoice`), 'kernel.noRight')
  const numbers: string[] = []
  for (let part = 1; part <= 3; part += 1) {
    await deliver(id, [{ line: 1, quantity: '1' }])
    const offered = await finance.read(`/v1/orders/${id}/invoiceable`)
    const due = await finance.read('/v1/invoices/due')
    const invoice = await finance.post(`/v1/orders/${id}/invoice`)
    assert.deepEqual([offered.gross, due.rows[0].gross, due.rows[0].order.id], [invoice.gross, invoice.gross, id])
    assert.deepEqual([invoice.dueOn, invoice.version], ['2026-12-22', 1])
    numbers.push(invoice.number)
    await holds()
  }
  assert.deepEqual(numbers, ['INV-000001', 'INV-000002', 'INV-000003'])
  assert.deepEqual((await finance.read('/v1/invoices/due')).rows, [])
  const order = await shown(id)
  assert.deepEqual(
    [order.state, order.gross, order.invoiced, order.net, order.tax],
    ['completed', '1.13', '1.13', '1.00', '0.13'],
  )
  assert.deepEqual(
    [await balance('revenue'), await balance('outputTax'), await balance('receivable')],
    [-100, -13, 113],
  )
  assert.deepEqual([await balance('transit'), await balance('costOfSales')], [0, 1800])
  await nothingWritten(() => finance.refused(409, `/v1/orders/${id}/invoice`), 'finance.nothingToInvoice')

  const open = await finance.read(`/v1/invoices?open=true&orderId=${id}`)
  const matches = open.rows.map((row: { id: string; open: string }) => ({ invoiceId: row.id, amount: row.open }))
  const paid = await pay('1.13', { matches, reference: 'BANK-1' })
  assert.deepEqual([paid.open, paid.orders], ['0.00', [{ id, number: order.number, state: 'settled' }]])
  assert.deepEqual(
    [await exposure(), await balance('receivable'), await balance('advance'), await balance('bank')],
    [0, 0, 0, 113],
  )
  assert.equal((await shown(id)).holder, null)
  await nothingWritten(() => finance.refused(409, `/v1/orders/${id}/invoice`), 'orders.wrongState')
  await holds()
})

test('a lost reply is sent again with its number, and nothing is invoiced twice', async () => {
  const id = await delivered(hinges('2'))
  const key = { 'idempotency-key': 'invoice-0001' }
  const first = await finance.send('POST', `/v1/orders/${id}/invoice`, {}, key)
  const second = await finance.send('POST', `/v1/orders/${id}/invoice`, {}, key)
  assert.equal(first.body.number, 'INV-000004')
  assert.deepEqual(second.body, first.body)
  assert.equal(second.headers['idempotent-replayed'], 'true')
  const detail = await finance.read(`/v1/invoices/${first.body.id}`)
  assert.deepEqual([detail.number, detail.lines.length, detail.gross, detail.open], ['INV-000004', 1, '22.60', '22.60'])
  const found = await finance.read('/v1/invoices?q=inv4')
  assert.deepEqual(
    found.rows.map((row: { id: string }) => row.id),
    [first.body.id],
  )
  await holds()
})

test('numbers follow the calendar: no invoice is dated before the last one, before its order, or after today', async () => {
  const id = await delivered(hinges('1'))
  const on = (issuedOn: string) => () => finance.refused(422, `/v1/orders/${id}/invoice`, { issuedOn })
  await nothingWritten(on('2026-11-23'), 'finance.issuedInFuture')
  await nothingWritten(on('2026-11-21'), 'finance.issuedBeforeOrder')
  company.setNow('2026-11-23T02:00:00Z')
  const later = await delivered(hinges('1'))
  await finance.post(`/v1/orders/${later}/invoice`, { issuedOn: '2026-11-23' })
  const problem = await nothingWritten(on('2026-11-22'), 'finance.issuedBeforeLast')
  assert.match(problem.detail!, /2026-11-23/)
  await finance.post(`/v1/orders/${id}/invoice`)
  await holds()
})

test('of many who invoice at once, some dated back, each gets the next number and no day runs backwards', async () => {
  const ids: string[] = []
  for (let made = 0; made < 12; made += 1) ids.push(await delivered(hinges('1')))
  company.setNow('2026-11-24T02:00:00Z')
  const days = ids.map((_, index) => (index % 2 === 0 ? '2026-11-23' : '2026-11-24'))
  const answers = await Promise.all(
    ids.map((id, index) => finance.send('POST', `/v1/orders/${id}/invoice`, { issuedOn: days[index] })),
  )
  for (const [index, { status, body }] of answers.entries()) {
    if (days[index] === '2026-11-24') assert.equal(status, 201, JSON.stringify(body))
    else assert.ok(status === 201 || body.code === 'finance.issuedBeforeLast', JSON.stringify(body))
  }
  await holds()
  for (const [index, { status }] of answers.entries())
    if (status !== 201) await finance.post(`/v1/orders/${ids[index]}/invoice`)
  await holds()
})

test('a prepayment lowers what the customer owes, is matched later, and what is left is given back', async () => {
  const before = await exposure()
  const { id } = await sales.post('/v1/orders', orderOf(masters, hinges('10')))
  const paid = await pay('150.00', { orderId: id, reference: 'BANK-2' })
  assert.equal(await exposure(), before - 15000)
  const twice = { customerId: masters.customerId, amount: '150.00', method: 'transfer', reference: 'BANK-2' }
  const problem = await nothingWritten(() => finance.refused(409, '/v1/payments', twice), 'finance.referenceTaken')
  assert.match(problem.detail!, new RegExp(paid.number))
  await holds()

  await sales.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
  assert.equal(await exposure(), before - 15000 + 11300)
  const offered = await sales.post('/v1/handovers', {
    to: { kind: 'person', id: warehouse.personId },
    subjects: [{ kind: 'order', id }],
    reason: 'next',
  })
  await warehouse.post(`/v1/handovers/${offered.id}/accept`, {}, { 'if-match': '1' })
  await deliver(id)
  const invoice = await finance.post(`/v1/orders/${id}/invoice`)
  const match = (amount: string) => ({ matches: [{ invoiceId: invoice.id, amount }] })
  const path = `/v1/payments/${paid.id}/match`
  await nothingWritten(() => finance.refused(409, path, match('113.01')), 'finance.aboveInvoice')
  await nothingWritten(() => finance.refused(422, path, match('0.00')), 'finance.amountMissing')
  const suggested = await finance.read(
    `/v1/payments/suggestions?customerId=${masters.customerId}&amount=150.00&orderId=${id}`,
  )
  assert.deepEqual([suggested.rows[0].invoice.id, suggested.rows[0].suggested], [invoice.id, '113.00'])
  const matched = await finance.post(path, match('113.00'))
  assert.deepEqual([matched.open, matched.orders[0].state, matched.version], ['37.00', 'settled', 2])
  assert.equal(await exposure(), before - 3700)
  await holds()

  const refund = `/v1/payments/${paid.id}/refund`
  await nothingWritten(() => finance.refused(422, refund, { amount: '37.01', reason: '多付' }), 'finance.refundTooMuch')
  const given = await finance.post(refund, { reason: '多付' })
  assert.match(given.number, /^RF2026-/)
  assert.equal(await exposure(), before)
  await nothingWritten(() => finance.refused(409, refund, { reason: '多付' }), 'finance.nothingLeft')
  await nothingWritten(
    () => finance.refused(409, `/v1/payments/${paid.id}/reverse`, { reason: '退票' }),
    'finance.refundFirst',
  )
  await nothingWritten(
    () => finance.refused(409, `/v1/payments/${given.id}/refund`, { reason: '再退' }),
    'finance.isRefund',
  )
  await holds()
  await finance.post(`/v1/payments/${given.id}/reverse`, { reason: '退款被退回' })
  assert.equal(await exposure(), before - 3700)
  const { rows } = await finance.read(`/v1/payments?orderId=${id}`)
  assert.deepEqual(
    rows.map((row: { kind: string; open: string; state: string }) => [row.kind, row.open, row.state]).sort(),
    [
      ['receipt', '37.00', 'posted'],
      ['refund', '0.00', 'reversed'],
    ],
  )
  await holds()
})

test('undoing a matching opens order and invoice again; reversing the payment undoes all of it', async () => {
  const id = await delivered(hinges('10'))
  const invoice = await finance.post(`/v1/orders/${id}/invoice`)
  const before = await exposure()
  const paid = await pay('200.00', { matches: [{ invoiceId: invoice.id, amount: '113.00' }] })
  assert.equal((await shown(id)).state, 'settled')
  const [matching] = (await finance.read(`/v1/invoices/${invoice.id}`)).matchings
  const undone = await finance.post(`/v1/matchings/${matching.id}/reverse`, { reason: '核销错了' })
  assert.equal(undone.orders[0].state, 'completed')
  const reopened = await shown(id)
  assert.deepEqual([reopened.paid, reopened.holder.person.id], ['0.00', sales.personId])
  await nothingWritten(
    () => finance.refused(409, `/v1/matchings/${matching.id}/reverse`, { reason: '再来' }),
    'finance.matchingReversed',
  )
  await holds()
  await finance.post(`/v1/payments/${paid.id}/match`, { matches: [{ invoiceId: invoice.id, amount: '100.00' }] })
  const reversed = await finance.post(`/v1/payments/${paid.id}/reverse`, { reason: '银行退票' })
  assert.deepEqual(
    reversed.orders.map((order: { id: string; state: string }) => [order.id, order.state]),
    [[id, 'completed']],
  )
  assert.deepEqual([await exposure(), (await finance.read(`/v1/invoices/${invoice.id}`)).open], [before, '113.00'])
  const again = { matches: [{ invoiceId: invoice.id, amount: '1.00' }] }
  await nothingWritten(() => finance.refused(409, `/v1/payments/${paid.id}/match`, again), 'finance.isReversed')
  await nothingWritten(
    () => finance.refused(409, `/v1/payments/${paid.id}/reverse`, { reason: '再来' }),
    'finance.isReversed',
  )
  await holds()
})

test('a payment that did not arrive is never refused: open orders go on credit hold where the limit no longer covers them', async () => {
  const before = await exposure()
  const paid = await pay('500.00')
  const open = await orderInProcess(sales, warehouse, masters, hinges('10'))
  const limit = ((before - 50000 + 11300) / 100).toFixed(2)
  const { version } = await boss.read(`/v1/customers/${masters.customerId}`)
  const set = (creditLimit: string | null, seen: number) =>
    boss.send(
      'PUT',
      `/v1/customers/${masters.customerId}/credit`,
      { creditLimit, reason: '调整' },
      { 'if-match': `"${seen}"` },
    )
  await set(Number(limit) < 0 ? '0.00' : limit, version)
  await nothingWritten(
    () => finance.refused(409, `/v1/payments/${paid.id}/refund`, { reason: '退' }),
    'finance.refundOverLimit',
  )
  await finance.post(`/v1/payments/${paid.id}/reverse`, { reason: '银行退票' })
  const held = await shown(open)
  assert.equal(held.hold.kind, 'credit')
  assert.match(held.hold.reason, /^RC2026-/)
  const problem = await warehouse.refused(409, `/v1/orders/${open}/ship`)
  assert.equal(problem.code, 'orders.onHold')
  await holds()
  await set(null, version + 1)
})

test('a credit note forgives an amount, or takes the invoicing back so that it can be invoiced anew', async () => {
  const id = await delivered(hinges('10'))
  const invoice = await finance.post(`/v1/orders/${id}/invoice`)
  const credit = `/v1/invoices/${invoice.id}/credit`
  const some = (quantity: string, more: object = {}) => ({ reason: '少货', lines: [{ line: 1, quantity }], ...more })
  await nothingWritten(() => finance.refused(422, credit, some('10.5')), 'finance.creditsTooMuch')
  await nothingWritten(
    () => finance.refused(422, credit, { ...some('1'), lines: [{ line: 2, quantity: '1' }] }),
    'finance.creditLineUnknown',
  )
  const before = await exposure()
  const note = await finance.post(credit, some('1'))
  assert.deepEqual([note.number, note.gross], ['CN-000001', '11.30'])
  assert.equal(await exposure(), before - 1130)
  await holds()

  const receivable = await balance('receivable')
  const transit = await balance('transit')
  const again = await finance.post(credit, some('4', { billAgain: true, reason: '税号错' }))
  assert.deepEqual([again.number, again.order.state], ['CN-000002', 'completed'])
  assert.deepEqual([await balance('receivable'), await balance('transit')], [receivable - 4520, transit + 2400])
  assert.equal(await exposure(), before - 1130)
  const reissued = await finance.post(`/v1/orders/${id}/invoice`)
  assert.equal(reissued.gross, '45.20')
  await holds()

  const paid = await pay('60.00', { matches: [{ invoiceId: invoice.id, amount: '50.00' }] })
  const problem = await nothingWritten(() => finance.refused(409, credit, { reason: '全退' }), 'finance.paidAlready')
  assert.deepEqual(problem.data, { missing: '50.00' })
  await finance.post(`/v1/payments/${paid.id}/match`, { matches: [{ invoiceId: reissued.id, amount: '10.00' }] })
  await finance.post(`/v1/payments/${paid.id}/reverse`, { reason: '退票' })
  await finance.post(credit, { reason: '全退' })
  await nothingWritten(() => finance.refused(409, credit, { reason: '再退' }), 'finance.fullyCredited')
  await nothingWritten(
    () => finance.refused(409, `/v1/invoices/${note.id}/credit`, { reason: '再退' }),
    'finance.isCreditNote',
  )
  await finance.post(`/v1/invoices/${reissued.id}/credit`, { reason: '全退' })
  const order = await shown(id)
  assert.deepEqual(
    [order.state, order.invoiced, order.credited, order.exposure],
    ['settled', '113.00', '113.00', '0.00'],
  )
  const detail = await finance.read(`/v1/invoices/${note.id}`)
  assert.deepEqual(
    [detail.kind, detail.credits.number, detail.reason, detail.open],
    ['credit_note', invoice.number, '少货', '0.00'],
  )
  await holds()
})

test('what an invoice took is not taken back from under it', async () => {
  const id = await orderInProcess(sales, warehouse, masters, hinges('4'))
  const deliveryId = await deliver(id)
  const invoice = await finance.post(`/v1/orders/${id}/invoice`)
  await nothingWritten(
    () => warehouse.refused(409, `/v1/deliveries/${deliveryId}/unsign`, { reason: '签错' }),
    'delivery.isInvoiced',
  )
  await finance.post(`/v1/invoices/${invoice.id}/credit`, { reason: '签错', billAgain: true })
  await warehouse.post(`/v1/deliveries/${deliveryId}/unsign`, { reason: '签错' })
  await warehouse.post(`/v1/deliveries/${deliveryId}/reverse`, { reason: '退回' })
  const [line] = (await shown(id)).lines
  assert.deepEqual([line.shipped, line.invoiced, line.reserved], ['0', '0', '4'])
  await holds()
})

test('money is refused where it does not fit: other customers, unknown invoices, future and slipped days', async () => {
  const id = await delivered(hinges('1'))
  const invoice = await finance.post(`/v1/orders/${id}/invoice`)
  const other = await boss.post('/v1/customers', { name: '宁波另一家', creditLimit: null, addresses: [] })
  const money = { customerId: masters.customerId, amount: '5.00', method: 'cash' }
  const matches = (invoiceId: string, amount = '5.00') => [{ invoiceId, amount }]
  const refused: [number, object, string][] = [
    [422, { ...money, amount: '0.00' }, 'finance.amountMissing'],
    [422, { ...money, customerId: id }, 'finance.customerUnknown'],
    [404, { ...money, orderId: other.id }, 'finance.orderUnknown'],
    [422, { ...money, customerId: other.id, orderId: id }, 'finance.orderOfOther'],
    [422, { ...money, receivedOn: '2026-12-01' }, 'finance.dayInFuture'],
    [422, { ...money, receivedOn: '2024-11-20' }, 'finance.dayTooOld'],
    [422, { ...money, matches: matches(id) }, 'finance.matchUnknown'],
    [422, { ...money, customerId: other.id, matches: matches(invoice.id) }, 'finance.invoiceOfOther'],
    [409, { ...money, matches: matches(invoice.id, '5.01') }, 'finance.abovePayment'],
    [409, { ...money, amount: '50.00', matches: matches(invoice.id, '11.31') }, 'finance.aboveInvoice'],
    [400, { ...money, amount: '-5' }, 'kernel.invalid'],
    [400, { ...money, amount: '5.001' }, 'kernel.invalid'],
    [400, { ...money, companyId: id }, 'kernel.invalid'],
  ]
  for (const [status, body, code] of refused)
    await nothingWritten(() => finance.refused(status, '/v1/payments', body), code)
  for (const path of [
    `/v1/payments/${id}/match`,
    `/v1/payments/${id}/refund`,
    `/v1/payments/${id}/reverse`,
    `/v1/matchings/${id}/reverse`,
  ]) {
    const body = path.endsWith('match') ? { matches: matches(invoice.id) } : { reason: '无' }
    await nothingWritten(
      () => finance.refused(404, path, body),
      path.includes('matchings') ? 'finance.matchingUnknown' : 'finance.paymentUnknown',
    )
  }
  await nothingWritten(
    () => finance.refused(404, `/v1/invoices/${id}/credit`, { reason: '无' }),
    'finance.invoiceUnknown',
  )
  const cash = await balance('cash')
  await finance.post('/v1/payments', { ...money, matches: matches(invoice.id) })
  assert.equal(await balance('cash'), cash + 500)
  await holds()
})

test('of two slips with one reference, recorded at once, one is refused', async () => {
  for (let round = 0; round < 5; round += 1) {
    const slip = { customerId: masters.customerId, amount: '1.00', method: 'transfer', reference: `TWIN-${round}` }
    const answers = await Promise.all([1, 2, 3].map(() => finance.send('POST', '/v1/payments', slip)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409])
  }
  await holds()
})

test('an invoice paid by many at once is never paid above its amount', async () => {
  const id = await delivered(hinges('1'))
  const invoice = await finance.post(`/v1/orders/${id}/invoice`)
  const slip = {
    customerId: masters.customerId,
    amount: '5.00',
    method: 'transfer',
    matches: [{ invoiceId: invoice.id, amount: '5.00' }],
  }
  const answers = await Promise.all(Array.from({ length: 6 }, () => finance.send('POST', '/v1/payments', slip)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 201, 409, 409, 409, 409])
  assert.equal((await finance.read(`/v1/invoices/${invoice.id}`)).open, '1.30')
  await holds()
})

test('ageing tells what each customer owes by days overdue, today and on a day in the past', async () => {
  const total = async (on?: string) => {
    const { rows } = await finance.read(`/v1/receivables${on ? `?on=${on}` : ''}`)
    return rows.find((row: { customer: { id: string } }) => row.customer.id === masters.customerId)
  }
  const yesterday = await total()
  assert.equal(Number(yesterday.total).toFixed(2), ((await balance('receivable')) / 100).toFixed(2))
  assert.equal(Number(yesterday.unmatched).toFixed(2), (-(await balance('advance')) / 100).toFixed(2))
  assert.equal(yesterday.notDue, yesterday.total)
  company.setNow('2026-12-25T02:00:00Z')
  const id = await delivered(hinges('1'))
  const invoice = await finance.post(`/v1/orders/${id}/invoice`)
  await pay('11.30', { matches: [{ invoiceId: invoice.id, amount: '11.30' }] })
  const now = await total()
  assert.deepEqual(
    [now.total, Number(now.to30) > 0, Number(now.notDue) + Number(now.to30)],
    [yesterday.total, true, Number(now.total)],
  )
  assert.deepEqual(await total('2026-11-24'), yesterday)
  const [oldest] = (await finance.read(`/v1/invoices?open=true&customerId=${masters.customerId}`)).rows
  const late = await pay('1000.00', { matches: [{ invoiceId: oldest.id, amount: oldest.open }] })
  assert.equal(cents((await total()).total), cents(yesterday.total) - cents(oldest.open))
  const past = await total('2026-12-24')
  assert.deepEqual([past.total, past.unmatched], [yesterday.total, yesterday.unmatched])
  await finance.post(`/v1/payments/${late.id}/reverse`, { reason: '退票' })
  company.setNow('2027-04-25T02:00:00Z')
  assert.equal((await total()).over90, yesterday.total)
  const trial = await finance.read('/v1/trial-balance')
  assert.equal(trial.debit, trial.credit)
  company.setNow('2026-12-25T02:00:00Z')
})

test('lists turn page by page, and who may not read an order sees none of its invoices', async () => {
  for (const list of ['/v1/invoices?', '/v1/invoices?open=true&', '/v1/payments?', '/v1/payments?open=true&']) {
    const all = (await finance.read(`${list}limit=200`)).rows.map(({ id }: { id: string }) => id)
    const seen: string[] = []
    let next: string | null = null
    do {
      const page: { rows: { id: string }[]; next: string | null } = await finance.read(
        `${list}limit=3${next ? `&cursor=${next}` : ''}`,
      )
      seen.push(...page.rows.map(({ id }) => id))
      next = page.next
    } while (next)
    assert.ok(all.length > 3)
    assert.deepEqual(seen, all)
  }
  const manager = await company.as('manager')
  assert.ok((await manager.read('/v1/invoices')).rows.length > 0)
  assert.equal((await finance.get('/v1/receivables?limit=1&cursor=nonsense')).status, 400)
  assert.equal((await (await company.as('sales2')).get('/v1/invoices')).status, 403)
})

test('each check catches its planted corruption', async () => {
  const one = `(select i.invoice_id from finance.invoice i where i.kind = 'invoice' and i.number = 1)`
  const bare = 'alter table finance.invoice drop constraint invoice_check, drop constraint invoice_check1;'
  const table: [string, string][] = [
    ['M3', `update finance.invoice_line set net = net + 1, gross = gross + 1 where invoice_id = ${one}`],
    ['M4-invoice', `update finance.invoice set matched = matched - 1 where matched > 0`],
    ['M4-invoice', `${bare} update finance.invoice set gross = 1 where invoice_id = ${one}`],
    ['M4-payment', `update finance.payment set matched = matched - 1 where matched > 0`],
    [
      'M4-order',
      `update finance.matching set order_id = (select order_id from finance.invoice where number = 4 and kind = 'invoice') where invoice_id = ${one}`,
    ],
    [
      'M5',
      `drop index finance.payment_reference; update finance.payment set reference = 'TWIN-1' where reference = 'TWIN-2'`,
    ],
    ['M7', 'update partners.credit set exposure = exposure + 1'],
    ['M9', 'update orders.sales_order set invoiced = invoiced + 1 where invoiced > 0'],
    ['M9', 'update orders.sales_order set paid = paid - 1 where paid > 0'],
    ['M9-lines', 'update orders.line set invoiced = invoiced - 1 where invoiced > 0'],
    ['M9-lines', `update orders.line set signed = 0 where invoiced > 0`],
    ['M9-deliveries', 'update delivery.line set cost_released = cost_released - 1 where cost_released > 0'],
    ['M10-receivable', `update finance.invoice set matched = 0 where invoice_id = ${one}`],
    ['M10-advance', 'update finance.payment set amount = amount + 1'],
    ['N1', 'update finance.invoice set number = number + 1000 where number = 2'],
    ['N1', `update kernel.counter set next = next + 1 where series = 'invoice'`],
    ['N1-credit', `update finance.invoice set number = number + 1000 where number = 1 and kind = 'credit_note'`],
    [
      'N2',
      'alter table finance.invoice drop constraint invoice_company_id_kind_number_key; update finance.invoice set number = 1 where number = 2',
    ],
    ['N3', `update finance.invoice set issued_on = '2026-11-21' where number = 3`],
    ['N3-credit', `update finance.invoice set issued_on = '2026-11-01' where number = 2`],
  ]
  await holds()
  for (const [id, corruption] of table) {
    const found = await audit.broken(allChecks, corruption)
    assert.ok(found.includes(id), `${corruption} breaks ${id}, found ${found}`)
  }
})
