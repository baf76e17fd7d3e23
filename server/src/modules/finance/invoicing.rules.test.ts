import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDecimal } from '@baton/contract/decimal'
import { outcome } from '../../testing/decided.ts'
import { numberIn, shownNumber } from './invoice.rules.ts'
import {
  amountDue,
  type Billed,
  type DeliveredLine,
  decideInvoice,
  draftInvoice,
  type InvoicedOrder,
  type Since,
  sinceWhen,
} from './invoicing.rules.ts'

const many = (text: string): bigint => parseDecimal(text, 6)!

type Line = InvoicedOrder['lines'][number]

/** Three pieces for 1.00, of which 0.12 tax: no third of either is whole cents. */
const line = (more: Partial<Line> = {}): Line => ({
  line: 1,
  kind: 'stock',
  description: '合页',
  unit: 'pcs',
  unitPrice: 333333n,
  taxRate: 130000,
  quantity: many('3'),
  shortClosed: 0n,
  tax: 12n,
  gross: 100n,
  shipped: 0n,
  signed: 0n,
  invoiced: 0n,
  ...more,
})

const order = (lines: Line[], more: Partial<InvoicedOrder> = {}): InvoicedOrder => ({
  number: 'SO1',
  state: 'processing',
  invoiceBasis: 'signed',
  termDays: 30,
  orderedOn: '2026-11-01',
  givenTax: 0n,
  freight: 0n,
  rounding: 0n,
  lines,
  ...more,
})

const delivered = (more: Partial<DeliveredLine> = {}): DeliveredLine => ({
  deliveryId: 'd1',
  line: 1,
  orderLine: 1,
  state: 'signed',
  quantity: many('1'),
  signed: many('1'),
  short: 0n,
  damaged: 0n,
  invoiced: 0n,
  cost: 50n,
  costReleased: 0n,
  number: 'DN1',
  shippedOn: '2026-11-18',
  signedOn: '2026-11-20',
  ...more,
})

const billed = (more: Partial<Billed> = {}): Billed => ({
  orderLine: 1,
  tax: 0n,
  gross: 0n,
  givenTax: 0n,
  freight: 0n,
  rounding: 0n,
  ...more,
})

test('the parts of a line sum to it exactly, however it is delivered and invoiced', () => {
  const three = ['d1', 'd2', 'd3'].map((deliveryId) => delivered({ deliveryId }))
  const whole = draftInvoice(order([line()]), three, [])
  assert.deepEqual(
    whole.lines.map(({ gross, tax, net }) => [gross, tax, net]),
    [
      [33n, 4n, 29n],
      [34n, 4n, 30n],
      [33n, 4n, 29n],
    ],
  )
  assert.deepEqual([whole.gross, whole.tax, whole.net, whole.cost], [100n, 12n, 88n, 150n])

  let before = { tax: 0n, gross: 0n }
  const parts = three.map((one, index) => {
    const draft = draftInvoice(order([line({ invoiced: many(`${index}`) })]), [one], [billed(before)])
    before = { tax: before.tax + draft.tax, gross: before.gross + draft.gross }
    return draft.gross
  })
  assert.deepEqual(parts, [33n, 34n, 33n])
  assert.deepEqual(before, { tax: 12n, gross: 100n })
})

test('what is billable: by basis, by state, less short and damaged, less what was invoiced', () => {
  const part = { quantity: many('10'), signed: many('7'), short: many('2'), damaged: many('1') }
  const sent = { state: 'shipped', quantity: many('10'), signed: 0n } as const
  const table: [bigint[], 'signed' | 'shipped', Partial<DeliveredLine>][] = [
    [[many('7')], 'signed', part],
    [[many('4')], 'signed', { ...part, invoiced: many('3') }],
    [[], 'signed', { ...part, invoiced: many('7') }],
    [[], 'signed', sent],
    [[many('10')], 'shipped', sent],
    [[many('7')], 'shipped', part],
    [[], 'shipped', { ...sent, state: 'reversed' }],
    [[], 'shipped', { ...sent, orderLine: 2 }],
  ]
  for (const [expected, invoiceBasis, one] of table) {
    const draft = draftInvoice(order([line({ quantity: many('100') })], { invoiceBasis }), [delivered(one)], [])
    assert.deepEqual(
      draft.lines.map(({ quantity }) => quantity),
      expected,
    )
  }
})

test('cost follows the goods: cumulative, so that a delivery line releases its cost to the cent', () => {
  const one = { quantity: many('3'), signed: many('3'), cost: 100n }
  const first = draftInvoice(
    order([line()], { invoiceBasis: 'shipped' }),
    [delivered({ ...one, invoiced: many('1'), costReleased: 33n })],
    [],
  )
  assert.equal(first.cost, 67n)
  const missing = { ...one, signed: many('2'), short: many('1') }
  assert.equal(draftInvoice(order([line()]), [delivered(missing)], []).cost, 67n)
})

test('services are invoiced as the order counts them, freight and rounding once', () => {
  const service = line({ kind: 'service', signed: many('3'), shipped: many('3') })
  const beside = { freight: 500n, rounding: -3n }
  const draft = draftInvoice(order([service], beside), [], [])
  assert.deepEqual([draft.lines[0]!.deliveryId, draft.gross, draft.freight, draft.rounding], [null, 597n, 500n, -3n])
  const second = draftInvoice(order([service], beside), [], [billed({ orderLine: 0, freight: 500n, rounding: -3n })])
  assert.deepEqual([second.gross, second.freight, second.rounding], [100n, 0n, 0n])
  assert.equal(draftInvoice(order([line()], beside), [], []).gross, 0n)
})

test('the amount due of a list equals the invoice that would be issued', () => {
  const lines = [
    line({ signed: many('2'), invoiced: many('1') }),
    line({ line: 2, kind: 'service', signed: many('3') }),
  ]
  const history = [billed({ tax: 4n, gross: 33n }), billed({ orderLine: 0, freight: 100n })]
  const one = order(lines, { freight: 250n })
  const draft = draftInvoice(one, [delivered({ quantity: many('2'), signed: many('2'), invoiced: many('1') })], history)
  assert.deepEqual(amountDue(one, lines, history), { lines: 2, gross: draft.gross })
  assert.equal(draft.gross, 34n + 100n + 150n)
})

test('who may be invoiced, and when: the first refusal that applies wins', () => {
  const draft = draftInvoice(order([line()]), [delivered()], [])
  const empty = draftInvoice(order([line()]), [], [])
  const lowered = draftInvoice(order([line({ gross: 30n })]), [delivered()], [billed({ gross: 40n, tax: 4n })])
  const since = { on: '2026-11-01', number: 'DN1' }
  const days = (issuedOn: string, last: string | null = null, from: Since | null = since) => ({
    issuedOn,
    today: '2026-11-22',
    last,
    since: from,
  })
  const signed = { on: '2026-11-21', number: 'DN1' }
  const cancelled = order([line()], { state: 'cancelled' })
  const table: [string, InvoicedOrder, typeof draft, ReturnType<typeof days>][] = [
    ['ok', order([line()]), draft, days('2026-11-22', '2026-11-22')],
    ['ok', order([line()], { state: 'completed' }), draft, days('2026-11-01')],
    ['finance.issuedBeforeLast', order([line()]), draft, days('2026-11-20', '2026-11-21')],
    ['finance.issuedInFuture', order([line()]), draft, days('2026-11-23', '2026-11-24')],
    ['ok', order([line()]), draft, days('2026-11-21', null, signed)],
    ['ok', order([line({ kind: 'service' })]), draft, days('2026-11-01', null, null)],
    ['finance.issuedBeforeGoods', order([line()]), draft, days('2026-11-20', '2026-11-22', signed)],
    ['finance.issuedBeforeOrder', order([line()]), draft, days('2026-10-31', '2026-11-24', signed)],
    ['finance.belowInvoiced', order([line()]), lowered, days('2026-10-31')],
    ['finance.nothingToInvoice', order([line()]), empty, days('2026-10-31')],
    ['finance.notPerformed', order([line({ kind: 'service' })]), empty, days('2026-10-31')],
    ['finance.allInvoiced', order([line({ invoiced: many('2'), shortClosed: many('1') })]), empty, days('2026-10-31')],
    ['orders.wrongState', cancelled, empty, days('2026-10-31')],
    ['orders.wrongState', order([line()], { state: 'settled' }), empty, days('2026-11-22')],
  ]
  for (const [expected, one, drafted, on] of table)
    assert.equal(
      outcome(() => decideInvoice(one, drafted, on)),
      expected,
    )
})

test('no invoice is dated before the last goods on it were signed for or left, as the terms say', () => {
  const first = delivered({ deliveryId: 'd1', signedOn: '2026-11-19' })
  const second = delivered({ deliveryId: 'd2', number: 'DN2', shippedOn: '2026-11-20', signedOn: '2026-11-21' })
  const waiting = delivered({
    deliveryId: 'd3',
    number: 'DN3',
    shippedOn: '2026-11-22',
    signedOn: null,
    state: 'shipped',
  })
  const gone = delivered({
    deliveryId: 'd4',
    number: 'DN4',
    shippedOn: '2026-11-23',
    signedOn: null,
    state: 'reversed',
  })
  const all = [first, second, waiting, gone]
  const sinceOf = (lines: Line[], invoiceBasis: 'signed' | 'shipped', of = all) => {
    const one = order(lines, { invoiceBasis })
    return sinceWhen(one, draftInvoice(one, of, []), of)
  }
  assert.deepEqual(sinceOf([line()], 'signed'), { on: '2026-11-21', number: 'DN2' })
  assert.deepEqual(sinceOf([line()], 'shipped'), { on: '2026-11-22', number: 'DN3' })
  const invoiced = [first, { ...second, invoiced: many('1') }]
  assert.deepEqual(sinceOf([line()], 'signed', invoiced), { on: '2026-11-19', number: 'DN1' })
  // A line without goods goes with the last delivery, also one that was invoiced before.
  const service = line({ line: 2, kind: 'service', signed: many('3'), shipped: many('3') })
  assert.deepEqual(sinceOf([line(), service], 'signed', invoiced), { on: '2026-11-21', number: 'DN2' })
  assert.equal(sinceOf([service], 'signed', []), null)
})

test('numbers as they are shown and as people type them', () => {
  assert.deepEqual(
    [shownNumber('invoice', 123n), shownNumber('credit_note', 1_234_567n), shownNumber('credit_reversal', 1n)],
    ['INV-000123', 'CN-1234567', 'CR-000001'],
  )
  assert.deepEqual(['INV-000123', 'inv123', 'CN-7', 'cr7', '42', 'SO2026-0188', 'INV-'].map(numberIn), [
    123n,
    123n,
    7n,
    7n,
    42n,
    null,
    null,
  ])
})
