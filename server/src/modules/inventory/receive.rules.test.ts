import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideLines, decideReduction, decideUnopened, decideValue, netOf, type StockedItem } from './receive.rules.ts'

const bolt: StockedItem = { number: 'B-1', kind: 'stock', unit: 'pcs', unitDecimals: 0 }
const items = new Map<string, StockedItem>([
  ['bolt', bolt],
  ['oil', { ...bolt, number: 'O-1', unit: 'kg', unitDecimals: 2 }],
  ['fitting', { ...bolt, number: 'F-1', kind: 'service' }],
])

test('each line names goods that are stocked and counted so; the first refusal wins', () => {
  const good = { itemId: 'oil', quantity: 10_000n }
  decideLines([good, { itemId: 'bolt', quantity: -1_000_000n }], items, true)
  const table: [string, string, bigint, boolean][] = [
    ['warehouseUnknown', 'nowhere', 0n, false],
    ['itemUnknown', 'nowhere', 0n, true],
    ['notStocked', 'fitting', 0n, true],
    ['tooFine', 'bolt', 1_500_000n, true],
    ['tooFine', 'oil', 1_000n, true],
    ['noDifference', 'bolt', 0n, true],
  ]
  for (const [code, itemId, quantity, open] of table)
    assert.throws(
      () => decideLines([good, { itemId, quantity }], items, open),
      { code: `inventory.${code}`, status: 422 },
      code,
    )
  assert.throws(() => decideLines([good, { itemId: 'x', quantity: 1n }], items, true), /line 2/)
})

test('opening stock of an item is brought in once, in as many lines as it needs', () => {
  const lines = [{ itemId: 'oil' }, { itemId: 'bolt' }, { itemId: 'bolt' }]
  decideUnopened(lines, items, new Map())
  assert.throws(() => decideUnopened(lines, items, new Map([['bolt', 5_000_000n]])), {
    code: 'inventory.openedAlready',
    message: /^Line 2: B-1 has its opening stock of 5 /,
  })
})

test('lines of one item are one correction', () => {
  const net = netOf([
    { itemId: 'a', quantity: 5n },
    { itemId: 'b', quantity: 2n },
    { itemId: 'a', quantity: -8n },
    { itemId: 'b', quantity: -2n },
  ])
  assert.deepEqual(net, [{ itemId: 'a', quantity: -3n }])
})

test('a correction stops at what is reserved, and says what to do', () => {
  decideReduction('B-1', { onHand: 100_000_000n, reserved: 80_000_000n }, 20_000_000n)
  assert.throws(
    () => decideReduction('B-1', { onHand: 100_000_000n, reserved: 80_000_000n }, 20_000_001n),
    (error: { code: string; status: number; sentence: { zh: string; en: string } }) => {
      assert.equal(error.code, 'inventory.belowReserved')
      assert.equal(error.status, 409)
      assert.match(error.sentence.zh, /现存 100，其中 80 已预留，最多减 20。.*释放/)
      assert.match(error.sentence.en, /100 on hand, of which 80 reserved; at most 20 .*cancelling an order/)
      return true
    },
  )
})

test('a value that cannot be stored is refused', () => {
  assert.equal(decideValue(1, 'D-1', 10n ** 15n), 10n ** 15n)
  assert.throws(() => decideValue(3, 'D-1', 10n ** 15n + 1n), {
    code: 'inventory.tooValuable',
    message: /^Line 3: the value of D-1/,
  })
})
