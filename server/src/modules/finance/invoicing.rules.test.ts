import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDecimal } from '@baton/contract/decimal'
import type { Refusal } from '../../kernel/refusal.ts'
import {
  type CreditableLine,
  type CreditedInvoice,
  decideCredit,
  decideReversalFits,
  decideReversible,
  type ReversedNote,
} from './crediting.rules.ts'
import { numberIn, shownNumber } from './invoice.rules.ts'
import {
  amountDue,
  type Billed,
  type DeliveredLine,
  decideInvoice,
  draftInvoice,
  type InvoicedOrder,
} from './invoicing.rules.ts'

const many = (text: string): bigint => parseDecimal(text, 6)!

const outcome = (decide: () => unknown): string => {
  try {
    decide()
    return 'ok'
  } catch (refused) {
    return (refused as Refusal).code
  }
}

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
  const days = (issuedOn: string, last: string | null = null) => ({ issuedOn, today: '2026-11-22', last })
  const cancelled = order([line()], { state: 'cancelled' })
  const table: [string, InvoicedOrder, typeof draft, ReturnType<typeof days>][] = [
    ['ok', order([line()]), draft, days('2026-11-22', '2026-11-22')],
    ['ok', order([line()], { state: 'completed' }), draft, days('2026-11-01')],
    ['finance.issuedBeforeLast', order([line()]), draft, days('2026-11-20', '2026-11-21')],
    ['finance.issuedInFuture', order([line()]), draft, days('2026-11-23', '2026-11-24')],
    ['finance.issuedBeforeOrder', order([line()]), draft, days('2026-10-31', '2026-11-24')],
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

const creditable = (more: Partial<CreditableLine> = {}): CreditableLine => ({
  line: 1,
  orderLine: 1,
  deliveryId: 'd1',
  deliveryLine: 1,
  description: '合页',
  unit: 'pcs',
  unitDecimals: 1,
  unitNameZh: '件',
  unitNameEn: 'pieces',
  quantity: many('3'),
  unitPrice: 333333n,
  taxRate: 130000,
  net: 88n,
  tax: 12n,
  gross: 100n,
  cost: 50n,
  credited: { quantity: 0n, tax: 0n, gross: 0n },
  again: { quantity: 0n, cost: 0n },
  ...more,
})

const invoice = (more: Partial<CreditedInvoice> = {}): CreditedInvoice => ({
  shown: 'INV-000001',
  kind: 'invoice',
  currency: 'CNY',
  gross: 610n,
  matched: 0n,
  credited: 0n,
  givenTax: 0n,
  freight: 500n,
  rounding: 10n,
  lines: [creditable()],
  forgiving: [],
  ...more,
})

test('what can be credited: the first refusal that applies wins', () => {
  const wish = (number: number, quantity: string) => ({
    billAgain: false,
    lines: [{ line: number, quantity: many(quantity) }],
  })
  const all = { billAgain: false }
  const gone = creditable({ credited: { quantity: many('3'), tax: 12n, gross: 100n } })
  const empty = { lines: [gone], freight: 0n, rounding: 0n, credited: 610n }
  const table: [string, CreditedInvoice, ReturnType<typeof wish> | typeof all][] = [
    ['ok', invoice(), all],
    ['ok', invoice(), wish(1, '3')],
    ['ok', invoice({ matched: 510n }), wish(1, '3')],
    ['finance.paidAlready', invoice({ matched: 511n }), wish(1, '3')],
    ['finance.paidAlready', invoice({ matched: 1n }), all],
    ['finance.creditsTooMuch', invoice({ matched: 511n }), wish(1, '3.5')],
    ['finance.creditTooFine', invoice({ matched: 511n }), wish(1, '0.55')],
    ['finance.creditTooFine', invoice({ lines: [creditable({ unitDecimals: 0 })] }), wish(1, '0.5')],
    ['finance.paidInFull', invoice({ matched: 610n }), wish(1, '3.55')],
    ['finance.creditsTooMuch', invoice(), { billAgain: false, lines: [...wish(1, '2').lines, ...wish(1, '2').lines] }],
    ['finance.creditLineUnknown', invoice({ matched: 511n }), wish(2, '9')],
    ['finance.fullyCredited', invoice(empty), wish(2, '9')],
    ['ok', invoice({ ...empty, freight: 500n, credited: 110n }), all],
    ['finance.isCreditNote', invoice({ ...empty, kind: 'credit_note' }), wish(2, '9')],
    ['finance.isReversal', invoice({ ...empty, kind: 'credit_reversal' }), wish(2, '9')],
    ['finance.isOpening', invoice({ ...empty, kind: 'opening' }), wish(2, '9')],
  ]
  for (const [expected, one, asked] of table)
    assert.equal(
      outcome(() => decideCredit(one, asked)),
      expected,
    )
})

test('all credits of a line sum to it exactly; cost comes back only with what is invoiced again', () => {
  const some = (quantity: string, billAgain: boolean) => ({ billAgain, lines: [{ line: 1, quantity: many(quantity) }] })
  const first = decideCredit(invoice(), some('1', false))
  assert.deepEqual([first.gross, first.tax, first.freight, first.cost], [33n, 4n, 0n, 0n])
  const rest = creditable({ credited: { quantity: many('1'), tax: 4n, gross: 33n } })
  const second = decideCredit(invoice({ lines: [rest], credited: 33n }), { billAgain: true })
  assert.deepEqual(
    [second.gross, second.tax, second.freight, second.rounding, second.cost],
    [67n + 510n, 8n, 500n, 10n, 33n],
  )
  const last = creditable({
    credited: { quantity: many('2'), tax: 8n, gross: 67n },
    again: { quantity: many('2'), cost: 33n },
  })
  assert.equal(decideCredit(invoice({ lines: [last], credited: 67n }), some('1', true)).cost, 17n)
})

test('what is left to credit names the credit notes that only forgave, since reversing them is the way out', () => {
  const gone = creditable({ credited: { quantity: many('3'), tax: 12n, gross: 100n } })
  const full = invoice({ lines: [gone], freight: 0n, rounding: 0n, credited: 610n })
  const says = (one: CreditedInvoice, lines?: { line: number; quantity: bigint }[]) => {
    try {
      decideCredit(one, { billAgain: true, lines })
    } catch (error) {
      return Object.values((error as Refusal).sentence).join(' ')
    }
    return ''
  }
  assert.doesNotMatch(says(full), /reverse/)
  assert.match(
    says({ ...full, forgiving: ['CN-000001', 'CN-000004'] }),
    /撤销.*CN-000001、CN-000004.*reverse CN-000001, CN-000004/,
  )
  const wanted = [{ line: 1, quantity: many('4') }]
  assert.match(says(invoice({ forgiving: ['CN-000001'] }), wanted), /撤销.*CN-000001.*reverse CN-000001/)
})

test('a reversal between credit notes leaves no credit note of less than nothing, and they still sum to the line', () => {
  // Of 2 cents over 40 pieces, ten were forgiven for one, nineteen for none, one for one; then the nineteen were reversed.
  const line = (quantity: string, gross: bigint) =>
    creditable({
      quantity: many('40'),
      gross: 2n,
      tax: 0n,
      net: 2n,
      credited: { quantity: many(quantity), tax: 0n, gross },
    })
  const one = (lines: CreditableLine[], wish: { line: number; quantity: bigint }[] | undefined) =>
    decideCredit(invoice({ lines, gross: 2n, freight: 0n, rounding: 0n }), { billAgain: false, lines: wish }).gross
  assert.equal(one([line('11', 2n)], [{ line: 1, quantity: many('1') }]), 0n)
  assert.equal(one([line('12', 2n)], undefined), 0n)
  assert.equal(one([line('1', 1n)], undefined), 1n)
})

test('which credit note can be undone: the first refusal that applies wins', () => {
  const note = (more: Partial<ReversedNote> = {}): ReversedNote => ({
    ...{ shown: 'CN-000001', kind: 'credit_note', billsAgain: false, invoice: 'INV-000001', reversal: null, ...more },
  })
  const again = { billsAgain: true, reversal: 'CR-000001' }
  const table: [string, ReversedNote][] = [
    ['ok', note()],
    ['finance.noteReversed', note({ reversal: 'CR-000001' })],
    ['finance.letsBillAgain', note(again)],
    ['finance.isReversal', note({ ...again, kind: 'credit_reversal' })],
    ['finance.isNoCreditNote', note({ ...again, kind: 'invoice' })],
    ['finance.opensReversed', note({ ...again, kind: 'opening' })],
  ]
  for (const [expected, one] of table)
    assert.equal(
      outcome(() => decideReversible(one)),
      expected,
    )
})

test('undoing what was forgiven keeps to the credit limit', () => {
  const fits = (limit: bigint | null, raise: bigint) => () =>
    decideReversalFits('CN-000001', { credit: { customerId: 'c', limit, exposure: 900n }, raise, currency: 'CNY' })
  const table: [string, () => void][] = [
    ['ok', fits(1000n, 100n)],
    ['finance.reversalOverLimit', fits(1000n, 101n)],
    ['ok', fits(null, 101n)],
    // An order that books nothing more is no matter of the limit, even where the customer stands above it.
    ['ok', fits(500n, 0n)],
  ]
  for (const [expected, run] of table) assert.equal(outcome(run), expected)
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
