import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { orderOf } from '../../testing/masters.ts'
import { allChecks, cents, type MoneyStory, openMoneyStory } from '../../testing/money-story.ts'

let story: MoneyStory
before(async () => {
  story = await openMoneyStory('2026-11-22T02:00:00Z')
})
after(() => story.close())

test('a prepayment lowers what the customer owes, is matched later, and what is left is given back', async () => {
  const before = await story.exposure()
  const { id } = await story.sales.post('/v1/orders', orderOf(story.masters, story.hinges('10')))
  const paid = await story.pay('150.00', { orderId: id, reference: 'BANK-2' })
  assert.equal(await story.exposure(), before - 15000)
  const twice = { customerId: story.masters.customerId, amount: '150.00', method: 'transfer', reference: 'BANK-2' }
  const problem = await story.nothingWritten(
    () => story.finance.refused(409, '/v1/payments', twice),
    'finance.referenceTaken',
  )
  assert.match(problem.detail!, new RegExp(paid.number))
  await story.holds()

  await story.sales.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
  assert.equal(await story.exposure(), before - 15000 + 11300)
  const offered = await story.sales.post('/v1/handovers', {
    to: { kind: 'person', id: story.warehouse.personId },
    subjects: [{ kind: 'order', id }],
    reason: 'next',
  })
  await story.warehouse.post(`/v1/handovers/${offered.id}/accept`, {}, { 'if-match': '1' })
  await story.deliver(id)
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  const match = (amount: string) => ({ matches: [{ invoiceId: invoice.id, amount }] })
  const path = `/v1/payments/${paid.id}/match`
  await story.nothingWritten(() => story.finance.refused(409, path, match('113.01')), 'finance.aboveInvoice')
  await story.nothingWritten(() => story.finance.refused(422, path, match('0.00')), 'finance.amountMissing')
  const suggested = await story.finance.read(
    `/v1/payments/suggestions?customerId=${story.masters.customerId}&amount=150.00&orderId=${id}`,
  )
  assert.deepEqual([suggested.rows[0].invoice.id, suggested.rows[0].suggested], [invoice.id, '113.00'])
  const matched = await story.finance.post(path, match('113.00'))
  assert.deepEqual([matched.open, matched.orders[0].state, matched.version], ['37.00', 'settled', 2])
  assert.equal(await story.exposure(), before - 3700)
  await story.holds()

  const refund = `/v1/payments/${paid.id}/refund`
  await story.nothingWritten(
    () => story.finance.refused(422, refund, { amount: '37.01', reason: '多付' }),
    'finance.refundTooMuch',
  )
  const given = await story.finance.post(refund, { reason: '多付' })
  assert.match(given.number, /^RF2026-/)
  assert.equal(await story.exposure(), before)
  await story.nothingWritten(() => story.finance.refused(409, refund, { reason: '多付' }), 'finance.nothingLeft')
  await story.nothingWritten(
    () => story.finance.refused(409, `/v1/payments/${paid.id}/reverse`, { reason: '退票' }),
    'finance.refundFirst',
  )
  await story.nothingWritten(
    () => story.finance.refused(409, `/v1/payments/${given.id}/refund`, { reason: '再退' }),
    'finance.isRefund',
  )
  await story.holds()
  await story.finance.post(`/v1/payments/${given.id}/reverse`, { reason: '退款被退回' })
  assert.equal(await story.exposure(), before - 3700)
  const { rows } = await story.finance.read(`/v1/payments?orderId=${id}`)
  assert.deepEqual(
    rows.map((row: { kind: string; open: string; state: string }) => [row.kind, row.open, row.state]).sort(),
    [
      ['receipt', '37.00', 'posted'],
      ['refund', '0.00', 'reversed'],
    ],
  )
  await story.holds()
})

test('undoing a matching opens order and invoice again; reversing the payment undoes all of it', async () => {
  const id = await story.delivered(story.hinges('10'))
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  const before = await story.exposure()
  const paid = await story.pay('200.00', { matches: [{ invoiceId: invoice.id, amount: '113.00' }] })
  assert.equal((await story.order(id)).state, 'settled')
  const [matching] = (await story.finance.read(`/v1/invoices/${invoice.id}`)).matchings
  const undone = await story.finance.post(`/v1/matchings/${matching.id}/reverse`, { reason: '核销错了' })
  assert.equal(undone.orders[0].state, 'completed')
  const reopened = await story.order(id)
  assert.deepEqual([reopened.paid, reopened.holder.person.id], ['0.00', story.sales.personId])
  await story.nothingWritten(
    () => story.finance.refused(409, `/v1/matchings/${matching.id}/reverse`, { reason: '再来' }),
    'finance.matchingReversed',
  )
  await story.holds()
  await story.finance.post(`/v1/payments/${paid.id}/match`, { matches: [{ invoiceId: invoice.id, amount: '100.00' }] })
  const reversed = await story.finance.post(`/v1/payments/${paid.id}/reverse`, { reason: '银行退票' })
  assert.deepEqual(
    reversed.orders.map((order: { id: string; state: string }) => [order.id, order.state]),
    [[id, 'completed']],
  )
  assert.deepEqual(
    [await story.exposure(), (await story.finance.read(`/v1/invoices/${invoice.id}`)).open],
    [before, '113.00'],
  )
  const again = { matches: [{ invoiceId: invoice.id, amount: '1.00' }] }
  await story.nothingWritten(
    () => story.finance.refused(409, `/v1/payments/${paid.id}/match`, again),
    'finance.isReversed',
  )
  await story.nothingWritten(
    () => story.finance.refused(409, `/v1/payments/${paid.id}/reverse`, { reason: '再来' }),
    'finance.isReversed',
  )
  await story.holds()
})

test('a payment that did not arrive is never refused: open orders go on credit hold where the limit no longer covers them', async () => {
  const before = await story.exposure()
  const paid = await story.pay('500.00')
  const open = await story.inProcess(story.hinges('10'))
  const limit = ((before - 50000 + 11300) / 100).toFixed(2)
  const { version } = await story.boss.read(`/v1/customers/${story.masters.customerId}`)
  const set = (creditLimit: string | null, seen: number) =>
    story.boss.send(
      'PUT',
      `/v1/customers/${story.masters.customerId}/credit`,
      { creditLimit, reason: '调整' },
      { 'if-match': `"${seen}"` },
    )
  await set(Number(limit) < 0 ? '0.00' : limit, version)
  await story.nothingWritten(
    () => story.finance.refused(409, `/v1/payments/${paid.id}/refund`, { reason: '退' }),
    'finance.refundOverLimit',
  )
  await story.finance.post(`/v1/payments/${paid.id}/reverse`, { reason: '银行退票' })
  const held = await story.order(open)
  assert.equal(held.hold.kind, 'credit')
  assert.match(held.hold.reason, /^RC2026-/)
  const problem = await story.warehouse.refused(409, `/v1/orders/${open}/ship`)
  assert.equal(problem.code, 'orders.onHold')
  await story.holds()
  await set(null, version + 1)
})

test('money is refused where it does not fit: other customers, unknown invoices, future and slipped days', async () => {
  const id = await story.delivered(story.hinges('1'))
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  const other = await story.boss.post('/v1/customers', { name: '宁波另一家', creditLimit: null, addresses: [] })
  const money = { customerId: story.masters.customerId, amount: '5.00', method: 'cash' }
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
    await story.nothingWritten(() => story.finance.refused(status, '/v1/payments', body), code)
  for (const path of [
    `/v1/payments/${id}/match`,
    `/v1/payments/${id}/refund`,
    `/v1/payments/${id}/reverse`,
    `/v1/matchings/${id}/reverse`,
  ]) {
    const body = path.endsWith('match') ? { matches: matches(invoice.id) } : { reason: '无' }
    await story.nothingWritten(
      () => story.finance.refused(404, path, body),
      path.includes('matchings') ? 'finance.matchingUnknown' : 'finance.paymentUnknown',
    )
  }
  await story.nothingWritten(
    () => story.finance.refused(404, `/v1/invoices/${id}/credit`, { reason: '无' }),
    'finance.invoiceUnknown',
  )
  const cash = await story.balance('cash')
  await story.finance.post('/v1/payments', { ...money, matches: matches(invoice.id) })
  assert.equal(await story.balance('cash'), cash + 500)
  await story.holds()
})

test('of two slips with one reference, recorded at once, one is refused', async () => {
  for (let round = 0; round < 5; round += 1) {
    const slip = {
      customerId: story.masters.customerId,
      amount: '1.00',
      method: 'transfer',
      reference: `TWIN-${round}`,
    }
    const answers = await Promise.all([1, 2, 3].map(() => story.finance.send('POST', '/v1/payments', slip)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409])
  }
  await story.holds()
})

test('an invoice paid by many at once is never paid above its amount', async () => {
  const id = await story.delivered(story.hinges('1'))
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  const slip = {
    customerId: story.masters.customerId,
    amount: '5.00',
    method: 'transfer',
    matches: [{ invoiceId: invoice.id, amount: '5.00' }],
  }
  const answers = await Promise.all(Array.from({ length: 6 }, () => story.finance.send('POST', '/v1/payments', slip)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 201, 409, 409, 409, 409])
  assert.equal((await story.finance.read(`/v1/invoices/${invoice.id}`)).open, '1.30')
  await story.holds()
})

test('ageing tells what each customer owes by days overdue, today and on a day in the past', async () => {
  const total = async (on?: string) => {
    const { rows } = await story.finance.read(`/v1/receivables${on ? `?on=${on}` : ''}`)
    return rows.find((row: { customer: { id: string } }) => row.customer.id === story.masters.customerId)
  }
  const yesterday = await total()
  assert.equal(Number(yesterday.total).toFixed(2), ((await story.balance('receivable')) / 100).toFixed(2))
  assert.equal(Number(yesterday.unmatched).toFixed(2), (-(await story.balance('advance')) / 100).toFixed(2))
  assert.equal(yesterday.notDue, yesterday.total)
  story.company.setNow('2026-12-25T02:00:00Z')
  const id = await story.delivered(story.hinges('1'))
  const invoice = await story.finance.post(`/v1/orders/${id}/invoice`)
  await story.pay('11.30', { matches: [{ invoiceId: invoice.id, amount: '11.30' }] })
  const now = await total()
  assert.deepEqual(
    [now.total, Number(now.to30) > 0, Number(now.notDue) + Number(now.to30)],
    [yesterday.total, true, Number(now.total)],
  )
  assert.deepEqual(await total('2026-11-24'), yesterday)
  const [oldest] = (await story.finance.read(`/v1/invoices?open=true&customerId=${story.masters.customerId}`)).rows
  const late = await story.pay('1000.00', { matches: [{ invoiceId: oldest.id, amount: oldest.open }] })
  assert.equal(cents((await total()).total), cents(yesterday.total) - cents(oldest.open))
  const past = await total('2026-12-24')
  assert.deepEqual([past.total, past.unmatched], [yesterday.total, yesterday.unmatched])
  await story.finance.post(`/v1/payments/${late.id}/reverse`, { reason: '退票' })
  story.company.setNow('2027-04-25T02:00:00Z')
  assert.equal((await total()).over90, yesterday.total)
  const trial = await story.finance.read('/v1/trial-balance')
  assert.equal(trial.debit, trial.credit)
  story.company.setNow('2026-12-25T02:00:00Z')
})

test('lists turn page by page, and who may not read an order sees none of its invoices', async () => {
  for (const list of ['/v1/invoices?', '/v1/invoices?open=true&', '/v1/payments?', '/v1/payments?open=true&']) {
    const all = (await story.finance.read(`${list}limit=200`)).rows.map(({ id }: { id: string }) => id)
    const seen: string[] = []
    let next: string | null = null
    do {
      const page: { rows: { id: string }[]; next: string | null } = await story.finance.read(
        `${list}limit=1${next ? `&cursor=${next}` : ''}`,
      )
      seen.push(...page.rows.map(({ id }) => id))
      next = page.next
    } while (next)
    assert.ok(all.length > 1)
    assert.deepEqual(seen, all)
  }
  const manager = await story.company.as('manager')
  assert.ok((await manager.read('/v1/invoices')).rows.length > 0)
  assert.equal((await story.finance.get('/v1/receivables?limit=1&cursor=nonsense')).status, 400)
  assert.equal((await (await story.company.as('sales2')).get('/v1/invoices')).status, 403)
})

test('each check catches its planted corruption', async () => {
  for (const order of [await story.delivered(story.hinges('10')), await story.delivered(story.hinges('10'))]) {
    const { id } = await story.finance.post(`/v1/orders/${order}/invoice`)
    await story.finance.post(`/v1/invoices/${id}/credit`, { reason: '返利', lines: [{ line: 1, quantity: '1' }] })
  }
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
  await story.holds()
  for (const [id, corruption] of table) {
    const found = await story.audit.broken(allChecks, corruption)
    assert.ok(found.includes(id), `${corruption} breaks ${id}, found ${found}`)
  }
})
