import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDecimal } from '@baton/contract/decimal'
import type { Refusal } from '../../kernel/refusal.ts'
import { outcome } from '../../testing/decided.ts'
import {
  type CreditableLine,
  type CreditedInvoice,
  decideCredit,
  decideReversalFits,
  decideReversible,
  type ReversedNote,
} from './crediting.rules.ts'

const many = (text: string): bigint => parseDecimal(text, 6)!

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
