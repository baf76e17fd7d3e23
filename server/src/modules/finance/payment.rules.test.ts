import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcome } from '../../testing/decided.ts'
import type { Invoice } from './invoice.rules.ts'
import {
  decideDay,
  decideMatches,
  decidePaymentReversal,
  decideReceipt,
  decideRefund,
  leftOf,
  type Match,
  type Payment,
} from './payment.rules.ts'
import { type OpenInvoice, suggestMatches } from './suggestions.rules.ts'

const invoice = (id: string, more: Partial<Invoice> = {}): Invoice => ({
  id,
  number: 1n,
  reference: '',
  kind: 'invoice',
  orderId: 'o',
  customerId: 'c',
  customerName: '云栖',
  taxId: null,
  currency: 'CNY',
  freight: 0n,
  rounding: 0n,
  gross: 100n,
  matched: 20n,
  credited: 10n,
  version: 1,
  ...more,
})

const payment = (more: Partial<Payment> = {}): Payment => ({
  id: 'p',
  number: 'RC1',
  kind: 'receipt',
  refundsId: null,
  customerId: 'c',
  orderId: null,
  method: 'transfer',
  currency: 'CNY',
  amount: 100n,
  matched: 0n,
  refunded: 0n,
  state: 'posted',
  opening: false,
  imported: false,
  version: 1,
  ...more,
})

test('matches: never above an invoice, in sum never above the payment; the first refusal that applies wins', () => {
  const match = (invoiceId: string, amount: bigint): Match => ({ invoiceId, amount })
  const invoices = [
    invoice('a'),
    invoice('b'),
    invoice('note', { kind: 'credit_note' }),
    invoice('other', { customerId: 'd', kind: 'credit_note' }),
  ]
  const table: [string, bigint, Match[]][] = [
    ['ok', 100n, [match('a', 70n), match('b', 30n)]],
    ['ok', 70n, [match('a', 35n), match('a', 35n)]],
    ['finance.abovePayment', 99n, [match('a', 70n), match('b', 30n)]],
    ['finance.aboveInvoice', 10n, [match('a', 71n)]],
    ['finance.aboveInvoice', 100n, [match('a', 36n), match('a', 35n)]],
    ['finance.amountMissing', 100n, [match('a', 0n), match('b', 71n)]],
    ['finance.notAnInvoice', 100n, [match('note', 0n)]],
    ['finance.invoiceOfOther', 100n, [match('other', 0n)]],
    ['finance.matchUnknown', 100n, [match('gone', 0n)]],
  ]
  for (const [expected, left, asked] of table) {
    const payer = { customerId: 'c', currency: 'CNY', left }
    assert.equal(
      outcome(() => decideMatches(payer, asked, invoices)),
      expected,
    )
  }
})

test('a receipt: amount, then reference, then order', () => {
  const order = { number: 'SO1', customerId: 'c', state: 'processing' }
  const table: [string, bigint, string | null, typeof order | null][] = [
    ['ok', 1n, null, null],
    ['ok', 1n, null, order],
    ['finance.orderOfOther', 1n, null, { ...order, state: 'cancelled' }],
    ['finance.orderOfOther', 1n, null, { ...order, customerId: 'd' }],
    ['finance.referenceTaken', 1n, 'RC2', { ...order, customerId: 'd' }],
    ['finance.amountMissing', 0n, 'RC2', { ...order, customerId: 'd' }],
  ]
  for (const [expected, amount, twin, its] of table)
    assert.equal(
      outcome(() => decideReceipt({ amount, reference: 'R', customerId: 'c' }, { twin, order: its })),
      expected,
    )
})

test('a payment is dated from a year ago to today', () => {
  assert.equal(decideDay(undefined, '2026-11-22'), '2026-11-22')
  const on = (day: string) => outcome(() => decideDay(day, '2026-11-22'))
  assert.deepEqual(['2026-11-22', '2025-11-21', '2025-11-20', '2026-11-23', '0001-01-01'].map(on), [
    'ok',
    'ok',
    'finance.dayTooOld',
    'finance.dayInFuture',
    'finance.dayTooOld',
  ])
})

test('a refund is at most what is left, within the credit limit', () => {
  const credit = (limit: bigint | null, exposure: bigint) => ({ customerId: 'c', limit, exposure })
  const free = credit(null, 0n)
  assert.equal(decideRefund(payment({ matched: 30n, refunded: 20n }), undefined, free), 50n)
  const table: [string, Payment, bigint | undefined, ReturnType<typeof credit>][] = [
    ['ok', payment(), 40n, credit(0n, -40n)],
    ['finance.refundOverLimit', payment(), 41n, credit(0n, -40n)],
    ['finance.refundTooMuch', payment(), 101n, credit(0n, 0n)],
    ['finance.amountMissing', payment(), 0n, credit(0n, 0n)],
    ['finance.nothingLeft', payment({ matched: 60n, refunded: 40n }), 0n, credit(0n, 0n)],
    ['finance.isReversed', payment({ state: 'reversed' }), 0n, credit(0n, 0n)],
    ['finance.isRefund', payment({ kind: 'refund', state: 'reversed' }), 0n, credit(0n, 0n)],
  ]
  for (const [expected, one, amount, its] of table)
    assert.equal(
      outcome(() => decideRefund(one, amount, its)),
      expected,
    )
})

test('a payment is reversed once, after its refunds, an opening advance while no invoice has taken of it', () => {
  const advance = { opening: true, matched: 1n }
  const table: [expected: string, more: Partial<Payment>][] = [
    ['ok', { opening: true }],
    ['finance.advanceMatched', advance],
    ['finance.refundFirst', { ...advance, refunded: 1n }],
    ['finance.isReversed', { ...advance, refunded: 1n, state: 'reversed' }],
  ]
  for (const [expected, more] of table)
    assert.equal(
      outcome(() => decidePaymentReversal(payment(more))),
      expected,
    )
  assert.equal(
    outcome(() => decidePaymentReversal(payment({ matched: 100n }))),
    'ok',
  )
  assert.equal(
    outcome(() => decidePaymentReversal(payment({ refunded: 1n }))),
    'finance.refundFirst',
  )
  assert.equal(
    outcome(() => decidePaymentReversal(payment({ refunded: 1n, state: 'reversed' }))),
    'finance.isReversed',
  )
  assert.deepEqual(
    [leftOf(payment({ matched: 1n })), leftOf(payment({ state: 'reversed' })), leftOf(payment({ kind: 'refund' }))],
    [99n, 0n, 0n],
  )
})

const open = (id: string, dueOn: string, amount: bigint): OpenInvoice => ({
  id,
  shown: `INV-00000${id}`,
  orderId: `o${id}`,
  orderNumber: `SO2026-000${id}`,
  dueOn,
  gross: amount + 5n,
  matched: 3n,
  credited: 2n,
})

test('suggestions: named first, then the order, then an exact amount, then the earliest due', () => {
  const invoices = [open('3', '2026-12-03', 300n), open('1', '2026-12-01', 100n), open('2', '2026-12-02', 200n)]
  const seen = (paid: Parameters<typeof suggestMatches>[1]) =>
    suggestMatches(invoices, paid).map(
      ({ invoice: { id }, suggested, because }) => `${id} ${suggested} ${because.en.slice(0, 21)}`,
    )
  const oldest = 'The earliest due come'
  const exact = 'The amount is exactly'
  const table: [Parameters<typeof suggestMatches>[1], string[]][] = [
    [{ amount: null }, [`1 100 ${oldest}`, `2 200 ${oldest}`, `3 300 ${oldest}`]],
    [{ amount: 250n }, [`1 100 ${oldest}`, `2 150 ${oldest}`, `3 0 ${oldest}`]],
    [{ amount: 200n }, [`2 200 ${exact}`, `1 0 ${oldest}`, `3 0 ${oldest}`]],
    [{ amount: 600n }, [`1 100 ${exact}`, `2 200 ${exact}`, `3 300 ${exact}`]],
    [{ amount: 300n }, [`3 300 ${exact}`, `1 0 ${oldest}`, `2 0 ${oldest}`]],
    [{ amount: 200n, orderId: 'o3' }, [`3 200 The payment is for th`, `2 0 ${exact}`, `1 0 ${oldest}`]],
    [
      { amount: 150n, reference: '货款 so2026 0002' },
      [`2 150 The reference names t`, `1 0 ${oldest}`, `3 0 ${oldest}`],
    ],
    [
      { amount: 150n, reference: 'INV-000003, 谢谢' },
      [`3 150 The reference names t`, `1 0 ${oldest}`, `2 0 ${oldest}`],
    ],
    [{ amount: 150n, reference: 'SO2026-00022' }, [`1 100 ${oldest}`, `2 50 ${oldest}`, `3 0 ${oldest}`]],
  ]
  for (const [paid, expected] of table) assert.deepEqual(seen(paid), expected)
})
