import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestCompany, type TestCompany } from '../testing/company.ts'
import { type Masters, makeMasters, orderOf } from '../testing/masters.ts'

let company: TestCompany
let masters: Masters

before(async () => {
  company = await createTestCompany({ at: '2026-11-23T09:00:00+08:00' })
  masters = await makeMasters(company)
})
after(() => company.close())

test('an order goes from creation through confirmation, review, handover, allocation, delivery, sign-off, invoice and payment to settlement', async () => {
  const [sales, tracker, warehouse, logistics, finance] = await Promise.all(
    ['sales1', 'tracker', 'warehouse', 'logistics', 'finance'].map((name) => company.as(name)),
  )
  const created = await sales!.post(
    '/v1/orders',
    orderOf(masters, [
      { itemId: masters.items.hinge, quantity: '240' },
      { itemId: masters.items.handle, quantity: '60', unitPrice: '10.5' },
      { itemId: masters.items.freight, quantity: '1', unitPrice: '50' },
    ]),
  )
  assert.match(created.number, /^SO2026-\d{4}$/)
  const draft = await sales!.read(`/v1/orders/${created.id}`)
  assert.equal(draft.gross, '3480.40')
  assert.deepEqual([draft.state, draft.holder.person.name], ['draft', '周敏'])

  const confirmed = await sales!.post(`/v1/orders/${created.id}/confirm`, { with: '张蕾', how: 'phone' })
  assert.deepEqual([confirmed.state, confirmed.review.outcome], ['pending', 'passed'])
  assert.equal((await finance!.read(`/v1/customers/${masters.customerId}`)).exposure, '3480.40')

  const offer = { to: { kind: 'person', id: tracker!.personId }, subjects: [{ kind: 'order', id: created.id }] }
  const checked = await sales!.post('/v1/handovers/check', offer)
  assert.deepEqual(checked.possible, [created.id])
  const offered = await sales!.post('/v1/handovers', { ...offer, reason: 'next', note: '客户要求先传照片' })
  assert.equal(
    (await sales!.read(`/v1/orders/${created.id}`)).holder.person.name,
    '周敏',
    'the sender answers until acceptance',
  )
  const inbox = await tracker!.read('/v1/handovers')
  assert.deepEqual(
    inbox.rows.map((row: { number: string }) => row.number),
    [offered.number],
  )

  const accepted = await tracker!.post(`/v1/handovers/${offered.id}/accept`, {}, { 'if-match': '1' })
  assert.equal(accepted.orders[0].state, 'processing')
  const processing = await tracker!.read(`/v1/orders/${created.id}`)
  assert.deepEqual([processing.holder.person.name, processing.progress.reserved], ['陈静', 'fully'])
  const tasks = await tracker!.read(`/v1/tasks?orderId=${created.id}`)
  assert.deepEqual(tasks.rows.map((row: { kind: string }) => row.kind).sort(), ['follow_up', 'pick'])

  const shipped = await warehouse!.post(`/v1/orders/${created.id}/ship`, { carrier: '德邦', trackingNumber: 'DPK1' })
  const signed = await logistics!.post(`/v1/deliveries/${shipped.id}/sign`, {
    name: '张蕾',
    lines: [
      { line: 1, signed: '240' },
      { line: 2, signed: '60' },
    ],
  })
  assert.equal(signed.order.state, 'completed')

  const invoice = await finance!.post(`/v1/orders/${created.id}/invoice`)
  assert.deepEqual([invoice.gross, invoice.number], ['3480.40', 'INV-000001'])
  const paid = await finance!.post('/v1/payments', {
    customerId: masters.customerId,
    amount: '3480.40',
    method: 'transfer',
    reference: 'BANK-1',
    matches: [{ invoiceId: invoice.id, amount: '3480.40' }],
  })
  assert.deepEqual(
    paid.orders.map((order: { state: string }) => order.state),
    ['settled'],
  )

  const settled = await sales!.read(`/v1/orders/${created.id}`)
  assert.deepEqual([settled.state, settled.holder, settled.exposure], ['settled', null, '0.00'])
  assert.equal((await finance!.read(`/v1/customers/${masters.customerId}`)).exposure, '0.00')
  const balance = await finance!.read('/v1/trial-balance')
  assert.equal(balance.debit, balance.credit)
  const strip = await sales!.read(`/v1/orders/${created.id}/strip`)
  assert.deepEqual(
    [strip.segments.map((one: { holder: { name: string } }) => one.holder.name), strip.closed],
    [['周敏', '陈静'], 'settled'],
  )
  const timeline = await sales!.read(`/v1/orders/${created.id}/timeline`)
  assert.deepEqual(timeline.rows.map((row: { type: string }) => row.type).reverse(), [
    'orders.created',
    'orders.confirmed',
    'orders.reviewed',
    'handover.offered',
    'handover.accepted',
    'orders.processing',
    'orders.reserved',
    'delivery.shipped',
    'delivery.signed',
    'orders.completed',
    'finance.invoiced',
    'finance.matched',
    'orders.settled',
  ])
})
