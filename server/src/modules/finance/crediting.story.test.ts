import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { orderInProcess } from '../../testing/masters.ts'
import { branchFinance, cents, type MoneyStory, openMoneyStory } from '../../testing/money-story.ts'

let story: MoneyStory
before(async () => {
  story = await openMoneyStory('2026-11-22T02:00:00Z')
})
after(() => story.close())

const line = (quantity: string) => [{ line: 1, quantity }]
const forgive = (invoice: { id: string }, quantity?: string, more: object = {}) =>
  story.finance.post(`/v1/invoices/${invoice.id}/credit`, {
    ...{ reason: '价格折让', ...(quantity && { lines: line(quantity) }), ...more },
  })
const undo = (note: { id: string }) => story.finance.post(`/v1/invoices/${note.id}/reverse`, { reason: '开错' })
const refusedUndo = (id: string) => () => story.finance.refused(409, `/v1/invoices/${id}/reverse`, { reason: '开错' })
const titleOf = (act: { because?: string } | undefined) => act?.because ?? ''

test('goods of which the price was forgiven come back all the same: each refusal names the next step, and the last is done', async () => {
  const id = await story.inProcess(story.hinges('4'))
  const deliveryId = await story.deliver(id)
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  const owed = await story.exposure()
  const note = await forgive(invoice)
  assert.equal((await story.order(id)).state, 'settled')
  const unsign = `/v1/deliveries/${deliveryId}/unsign`
  const stays = await story.nothingWritten(
    () => story.warehouse.refused(409, unsign, { reason: '退货' }),
    'delivery.isInvoiced',
  )
  assert.match(stays.title, /credit note that lets it be invoiced again/)
  const again = { reason: '退货', billAgain: true }
  const gone = await story.nothingWritten(
    () => story.finance.refused(409, `/v1/invoices/${invoice.id}/credit`, again),
    'finance.fullyCredited',
  )
  assert.match(gone.title, /reverse CN-000001/)
  const { may } = await story.finance.read(`/v1/invoices/${invoice.id}`)
  assert.match(titleOf(may.find((one: { act: string }) => one.act === 'credit')), /CN-000001/)

  const reversal = await undo(note)
  assert.deepEqual(
    [reversal.number, reversal.gross, reversal.order.state, reversal.version],
    ['CR-000001', '45.20', 'completed', 1],
  )
  assert.equal(await story.exposure(), owed)
  assert.equal(await story.balance('receivable'), cents('45.20'))
  await story.holds()
  await story.nothingWritten(refusedUndo(note.id), 'finance.noteReversed')
  await story.nothingWritten(refusedUndo(reversal.id), 'finance.isReversal')
  await story.nothingWritten(refusedUndo(invoice.id), 'finance.isNoCreditNote')
  await story.nothingWritten(
    () => story.finance.refused(409, `/v1/invoices/${reversal.id}/credit`, again),
    'finance.isReversal',
  )

  const second = await story.finance.post(`/v1/invoices/${invoice.id}/credit`, again)
  await story.nothingWritten(refusedUndo(second.id), 'finance.letsBillAgain')
  await story.warehouse.post(unsign, { reason: '退货' })
  await story.warehouse.post(`/v1/deliveries/${deliveryId}/reverse`, { reason: '退货' })
  const back = await story.order(id)
  assert.deepEqual(
    [back.state, back.invoiced, back.credited, back.lines[0].shipped, back.lines[0].invoiced],
    ['processing', '0.00', '0.00', '0', '0'],
  )
  await story.holds()
})

test('a reversal is a document of its own that mirrors its credit note, and each of them names the other', async () => {
  const id = await story.delivered(story.hinges('3'))
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  const note = await forgive(invoice, '1')
  const open = (await story.finance.read(`/v1/invoices/${note.id}`)).may
  assert.deepEqual(open, [{ act: 'reverse', allowed: true }])
  const { id: reversalId, number } = await undo(note)
  const [made, undone] = [
    await story.finance.read(`/v1/invoices/${reversalId}`),
    await story.finance.read(`/v1/invoices/${note.id}`),
  ]
  assert.deepEqual(
    [made.kind, made.gross, made.open, made.overdueDays, made.reverses.number, made.credits.number, made.reason],
    ['credit_reversal', '11.30', '0.00', 0, note.number, invoice.number, '开错'],
  )
  assert.deepEqual(made.lines, undone.lines)
  assert.deepEqual([undone.reversedBy.number, undone.version, undone.gross], [number, 2, '11.30'])
  assert.equal(undone.may[0].allowed, false)
  const found = await story.finance.read(`/v1/invoices?q=${number}`)
  assert.ok(found.rows.some((row: { id: string }) => row.id === reversalId))
  const { rows } = await story.finance.read(`/v1/invoices?open=true&orderId=${id}`)
  assert.deepEqual(
    rows.map((row: { number: string; open: string }) => [row.number, row.open]),
    [[invoice.number, '33.90']],
  )
  const entries = await story.audit.sql(
    `select e.reverses_id is not null as reversal from ledger.entry e where e.document_id = $1 order by 1`,
    [note.id],
  )
  assert.deepEqual(
    entries.map(({ reversal }) => reversal),
    [false, true],
  )
  const report = await story.boss.read(`/v1/orders/${id}/report`)
  assert.deepEqual(report.documents.invoices.map((one: { kind: string }) => one.kind).sort(), [
    'credit_note',
    'credit_reversal',
    'invoice',
  ])
  await story.holds()
})

test('what followed stands: a matching stays, a later credit note stays, and what was refunded is asked for again', async () => {
  const id = await story.delivered(story.hinges('10'))
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  const [first, later] = [await forgive(invoice, '3'), await forgive(invoice, '2')]
  const matches = [{ invoiceId: invoice.id, amount: '56.50' }]
  const paid = await story.pay('113.00', { matches, reference: 'BANK-77' })
  assert.equal(paid.orders[0].state, 'settled')
  const payment = (await story.finance.read('/v1/payments')).rows.find((row: { id: string }) => row.id === paid.id)
  const refund = { amount: '56.50', reason: '折让退款' }
  await story.boss.post(`/v1/payments/${paid.id}/refund`, refund, { 'if-match': String(payment.version) })
  const { order } = await undo(first)
  assert.equal(order.state, 'completed')
  const after = await story.finance.read(`/v1/invoices/${invoice.id}`)
  assert.deepEqual([after.matched, after.credited, after.open], ['56.50', '22.60', '33.90'])
  assert.equal((await story.order(id)).exposure, '33.90')
  await story.holds()
  await undo(later)
  await story.pay('56.50', { matches: [{ invoiceId: invoice.id, amount: '56.50' }] })
  assert.equal((await story.order(id)).state, 'settled')
  await story.holds()
})

test('the ageing of a past day counts a credit note until the day on which it was reversed', async () => {
  const { id: customerId } = await story.boss.post('/v1/customers', { name: '账龄客户', creditLimit: null })
  const id = await orderInProcess(story.sales, story.warehouse, { ...story.masters, customerId }, story.hinges('10'))
  await story.deliver(id)
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  const note = await forgive(invoice, '4')
  story.company.setNow('2026-11-24T02:00:00Z')
  await undo(note)
  const owedOn = async (on: string) =>
    (await story.finance.read(`/v1/receivables?on=${on}&limit=100`)).rows.find(
      (row: { customer: { id: string } }) => row.customer.id === customerId,
    ).total
  assert.deepEqual([await owedOn('2026-11-22'), await owedOn('2026-11-24')], ['67.80', '113.00'])
  await story.holds()
})

test('a reversal keeps to the credit limit, and goes through once the customer has paid', async () => {
  const { id: customerId } = await story.boss.post('/v1/customers', { name: '额度客户', creditLimit: '120.00' })
  const masters = { ...story.masters, customerId }
  const id = await orderInProcess(story.sales, story.warehouse, masters, story.hinges('10'))
  await story.deliver(id)
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  const note = await forgive(invoice)
  await orderInProcess(story.sales, story.warehouse, masters, story.hinges('5'))
  const refused = await story.nothingWritten(refusedUndo(note.id), 'finance.reversalOverLimit')
  assert.deepEqual(refused.data, { missing: '49.50' })
  await story.finance.post('/v1/payments', { customerId, amount: '49.50', method: 'transfer' })
  assert.equal((await undo(note)).order.state, 'completed')
  await story.holds()
})

test('of many who undo one credit note at once one does, and who may not see finance never does', async () => {
  const id = await story.delivered(story.hinges('2'))
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  const note = await forgive(invoice, '1')
  await story.nothingWritten(
    () => story.sales.refused(403, `/v1/invoices/${note.id}/reverse`, { reason: '开错' }),
    'kernel.noRight',
  )
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => story.finance.send('POST', `/v1/invoices/${note.id}/reverse`, { reason: '开错' })),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409, 409, 409])
  await story.holds()
})

test('who may not read an order is not told what became of its documents', async () => {
  const id = await story.delivered(story.hinges('2'))
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  const again = await forgive(invoice, '1', { billAgain: true })
  const branch = await branchFinance(story.company)
  for (const { id: document } of [invoice, again])
    await story.nothingWritten(
      () => branch.refused(404, `/v1/invoices/${document}/reverse`, { reason: '开错' }),
      'finance.invoiceUnknown',
    )
})

test('what was invoiced as it was shipped is signed short after its price was forgiven', async () => {
  const customer = await story.boss.post('/v1/customers', {
    name: '按发货',
    creditLimit: null,
    invoiceBasis: 'shipped',
  })
  const id = await orderInProcess(
    story.sales,
    story.warehouse,
    { ...story.masters, customerId: customer.id },
    story.hinges('5'),
  )
  const shipped = await story.warehouse.post(`/v1/orders/${id}/ship`)
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  const note = await forgive(invoice, '4')
  const sign = { name: '李强', lines: [{ line: 1, signed: '3', short: '2' }] }
  const signing = `/v1/deliveries/${shipped.id}/sign`
  await story.nothingWritten(() => story.sales.refused(409, signing, sign), 'delivery.invoicedAlready')
  const wish = { reason: '少货', billAgain: true, lines: line('2') }
  const refused = await story.nothingWritten(
    () => story.finance.refused(422, `/v1/invoices/${invoice.id}/credit`, wish),
    'finance.creditsTooMuch',
  )
  assert.match(refused.title, new RegExp(`reverse ${note.number}`))
  await undo(note)
  await story.finance.post(`/v1/invoices/${invoice.id}/credit`, wish)
  await forgive(invoice, '3')
  await story.sales.post(signing, sign)
  await story.holds()
})

test('however it was forgiven, credited and reversed, all of it comes back and is invoiced anew to the cent', async () => {
  const { hinge, freight } = story.masters.items
  const id = await story.inProcess([
    { itemId: hinge, quantity: '7', unitPrice: '10.333333' },
    { itemId: freight, quantity: '1', unitPrice: '50' },
  ])
  const deliveries = [await story.deliver(id, line('3'))]
  const first = await story.finance.post(`/v1/orders/${id}/invoice`)
  deliveries.push(await story.deliver(id))
  const second = await story.finance.post(`/v1/orders/${id}/invoice`)
  const one = await forgive(first, '1')
  await forgive(first, '1', { billAgain: true })
  const two = await forgive(second, '2')
  const freightNote = await forgive(second, undefined, { lines: [{ line: 2, quantity: '1' }] })
  const last = await forgive(first, '1')
  for (const note of [one, freightNote]) await undo(note)
  for (const invoice of [first, second]) await forgive(invoice, undefined, { billAgain: true })
  await story.holds()

  const key = { 'idempotency-key': 'reverse-0001' }
  const send = () => story.finance.send('POST', `/v1/invoices/${two.id}/reverse`, { reason: '开错' }, key)
  const [sent, again] = [await send(), await send()]
  assert.deepEqual([sent.status, again.body], [201, sent.body])
  await undo(last)
  for (const invoice of [first, second]) await forgive(invoice, undefined, { billAgain: true })
  for (const delivery of deliveries.reverse()) {
    await story.warehouse.post(`/v1/deliveries/${delivery}/unsign`, { reason: '退货' })
    await story.warehouse.post(`/v1/deliveries/${delivery}/reverse`, { reason: '退货' })
  }
  const { gross, state, invoiced, credited, exposure } = await story.order(id)
  assert.deepEqual([state, invoiced, credited, exposure], ['processing', '0.00', '0.00', gross])
  await story.holds()
  await story.deliver(id)
  assert.equal((await story.finance.post(`/v1/orders/${id}/invoice`)).gross, gross)
  await story.holds()
})
