import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../kernel/refusal.ts'
import { agreedLines, decideAmendment, isMaterial, numberLines } from './amend.rules.ts'
import type { DraftFacts, DraftRequest } from './draft.rules.ts'
import type { OrderLine, SalesOrder } from './orders.rules.ts'

const many = (count: number) => BigInt(Math.round(count * 1_000_000))

const line = (number: number, more: Partial<OrderLine> = {}): OrderLine => ({
  line: number,
  itemId: `item${number}`,
  kind: 'stock',
  description: `合页 ${number}`,
  unit: 'pcs',
  quantity: many(10),
  unitPrice: many(10),
  listPrice: many(10),
  taxCode: 'VAT13',
  taxRate: 130_000,
  net: 10_000n,
  tax: 1_300n,
  gross: 11_300n,
  requestedOn: '2026-01-01',
  promisedOn: null,
  shortClosed: 0n,
  reserved: many(10),
  shipped: 0n,
  signed: 0n,
  invoiced: 0n,
  ...more,
})

const order = (lines: OrderLine[], more: Partial<SalesOrder> = {}): SalesOrder =>
  ({
    ...{
      id: 'o',
      number: 'SO1',
      customerId: 'c1',
      customerNumber: '',
      state: 'processing',
      version: 3,
      currency: 'CNY',
    },
    ...{ pricesIncludeTax: false, paymentMethod: 'transfer', invoiceBasis: 'shipped', termDays: 30, taxId: 'T' },
    ...{ contactName: '', recipient: '张蕾', phone: '1', region: '', street: '路', requestedOn: '2026-01-01' },
    ...{ promisedOn: null, note: '', summary: '', freight: 500n, rounding: 0n, paid: 0n, invoiced: 0n, exposure: 0n },
    net: lines.reduce((sum, one) => sum + one.net, 0n),
    tax: lines.reduce((sum, one) => sum + one.tax, 0n),
    gross: lines.reduce((sum, one) => sum + one.gross, 500n),
    lines,
    ...more,
  }) as SalesOrder

const request = (lines: DraftRequest['lines'], more: Partial<DraftRequest> = {}): DraftRequest => ({
  ...{ customerId: 'c1', customerNumber: '', pricesIncludeTax: false, paymentMethod: null, requestedOn: '2026-01-01' },
  ...{ promisedOn: null, note: '', contactName: '', recipient: '张蕾', phone: '1', region: '', street: '路' },
  lines,
  ...more,
})
const wish = (number: number | undefined, more: Partial<DraftRequest['lines'][number]> = {}) => ({
  ...(number !== undefined && { line: number }),
  ...{ itemId: `item${number ?? 9}`, quantity: many(10), unitPrice: many(10), requestedOn: '2026-01-01' },
  ...more,
})

const item = (id: string, active = true): DraftFacts['items'][number] => ({
  ...{ id, number: id, name: '新货', specification: '', kind: 'stock', unit: 'pcs', unitDecimals: 0 },
  ...{ taxCode: 'VAT13', taxRate: 130_000, listPrice: many(10), active },
})
const customer = (id: string) => ({
  ...{ id, name: id, taxId: null, paymentMethod: 'cash', invoiceBasis: 'signed' as const, termDays: 60 },
})
// The customer and the items of the order were put away since; what is new is there.
const put = ['item1', 'item2', 'item3', 'old'].map((id) => item(id, false))
const facts: DraftFacts = {
  ...{ customers: [customer('c2')], items: [item('item9'), ...put], taxRates: [{ code: 'V0', rate: 0 }] },
}
const at = { today: '2026-11-23', lastLine: 3 }
const decide = (one: SalesOrder, asked: DraftRequest) => decideAmendment(one, asked, facts, at)

const codeOf = (act: () => unknown): string => {
  try {
    act()
    return 'ok'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

test('what cannot be changed after a review: the first refusal that applies wins', () => {
  const two = order([line(1), line(2)])
  const begun = order([line(1, { shipped: many(4), reserved: many(6), shortClosed: many(1) }), line(2)])
  const billed = order([line(1, { shipped: many(4), invoiced: many(4), reserved: 0n }), line(2)], { invoiced: 1n })
  const both = [wish(1), wish(2)]
  const one = (more: Parameters<typeof wish>[1]) => [wish(1, more), wish(2)]
  const closed = order([line(1, { shortClosed: many(10), reserved: 0n }), line(2)], { state: 'pending' })
  const table: [string, SalesOrder, DraftRequest][] = [
    ['ok', two, request(both)],
    ['ok', closed, request(both)],
    ['orders.nothingLeft', closed, request([wish(1)])],
    ['orders.factsMissing', closed, request([wish(1)], { street: '' })],
    ['orders.factsMissing', two, request(both, { street: '' })],
    ['orders.lineBegun', begun, request([wish(2)], { street: '' })],
    ['orders.lineInvoiced', billed, request([wish(1, { unitPrice: many(9) })])],
    ['orders.lineInvoiced', billed, request(one({ quantity: many(9) }))],
    ['orders.lineInvoiced', billed, request(one({ taxCode: 'V0' }))],
    ['ok', billed, request(one({ quantity: many(11) }))],
    ['orders.belowDone', begun, request([wish(1, { quantity: many(4), unitPrice: many(9) })])],
    ['ok', begun, request(one({ quantity: many(5) }))],
    ['orders.itemFixed', begun, request([wish(1, { itemId: 'item2', quantity: many(4) })])],
    ['orders.taxFixed', billed, request([wish(1, { itemId: 'item2' })], { pricesIncludeTax: true })],
    ['ok', two, request(both, { pricesIncludeTax: true })],
    ['orders.customerFixed', billed, request(both, { customerId: 'c2', pricesIncludeTax: true })],
    ['orders.customerFixed', order([line(1)], { paid: 1n }), request([wish(1)], { customerId: 'c2' })],
    ['ok', two, request(both, { customerId: 'c2' })],
    ['orders.dateBackwards', begun, request(one({ requestedOn: '2026-02-02' }), { customerId: 'c2' })],
    ['orders.tooFine', two, request(one({ quantity: many(9.5), requestedOn: '2026-02-02' }))],
    ['orders.itemInactive', two, request([...both, wish(undefined, { itemId: 'old', quantity: many(0.5) })])],
    ['orders.itemUnknown', two, request([...both, wish(undefined, { itemId: 'nobody', quantity: many(0.5) })])],
    ['orders.customerUnknown', two, request([wish(undefined, { itemId: 'nobody' })], { customerId: 'c3' })],
    ['orders.unknownLine', two, request([...both, wish(3)], { customerId: 'c3' })],
    ['orders.lineTwice', two, request([...both, wish(2), wish(3)], { customerId: 'c3' })],
  ]
  table.forEach(([expected, before, asked], index) => {
    assert.equal(
      codeOf(() => decide(before, asked)),
      expected,
      `row ${index + 1}`,
    )
  })
})

test('what a change leaves: numbers, terms, amounts and what stays reserved', () => {
  const before = order([line(1, { shipped: many(2), reserved: many(8) }), line(2)])
  const { after, removed } = decide(before, request([wish(1, { quantity: many(5) }), wish(undefined)]))
  assert.deepEqual(
    after.lines.map((one) => [
      one.line,
      one.quantity / 1_000_000n,
      one.reserved / 1_000_000n,
      one.shipped / 1_000_000n,
    ]),
    [
      [1, 5n, 3n, 2n],
      [4, 10n, 0n, 0n],
    ],
  )
  assert.deepEqual(
    removed.map((one) => one.line),
    [2],
  )
  assert.deepEqual([after.net, after.tax, after.gross], [15_000n, 1_950n, 17_450n])
  assert.deepEqual(
    [after.termDays, after.invoiceBasis, after.taxId, after.paymentMethod],
    [30, 'shipped', 'T', 'transfer'],
  )
  const other = decide(order([line(1)]), request([wish(1)], { customerId: 'c2' })).after
  assert.deepEqual([other.termDays, other.invoiceBasis, other.taxId, other.paymentMethod], [60, 'signed', null, 'cash'])
})

test('which changes are reviewed again, and which prices were agreed to', () => {
  const before = order([line(1), line(2)])
  const material = (lines: DraftRequest['lines'], more: Partial<DraftRequest> = {}) =>
    isMaterial(before, decide(before, request(lines, more)))
  const both = [wish(1), wish(2)]
  assert.equal(material(both, { note: '急', customerNumber: 'PO', promisedOn: '2027-01-01' }), false)
  for (const lines of [[wish(1)], [...both, wish(undefined)], [wish(1, { quantity: many(9) }), wish(2)]])
    assert.equal(material(lines), true)
  for (const more of [{ street: '街' }, { termDays: 31 }, { paymentMethod: 'cash' }, { customerId: 'c2' }])
    assert.equal(material(both, more), true, JSON.stringify(more))
  const agreed = (more: Parameters<typeof wish>[1]) => [
    ...agreedLines(before, decide(before, request([wish(1, more), wish(2)])).after),
  ]
  assert.deepEqual(agreed({ quantity: many(9) }), [1, 2])
  assert.deepEqual(agreed({ quantity: many(11) }), [2])
  assert.deepEqual(agreed({ unitPrice: many(9) }), [2])
})

test('new lines get the next numbers, and those of lines that went are not used again', () => {
  const numbers = (lines: { line?: number }[], last: number) => numberLines(lines, last).map(({ line: one }) => one)
  assert.deepEqual(numbers([{ line: 1 }, {}, { line: 3 }, {}], 5), [1, 6, 3, 7])
  assert.deepEqual(numbers([{}, {}], 0), [1, 2])
})
