import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWhole } from './stock-line.ts'

const line = (quantity: string, itemId: string | null = 'i') => ({ key: 'k', itemId, quantity, value: '' })

test('a receipt takes a quantity above nought, an adjustment also one below', () => {
  for (const [quantity, received, adjusted] of [
    ['20', true, true],
    ['1,200.5', true, true],
    ['-3', false, true],
    ['−3', false, true],
    ['0', false, false],
    ['-0.00', false, false],
    ['', false, false],
    ['abc', false, false],
    ['1.1234567', false, false],
  ] as const) {
    assert.equal(isWhole(line(quantity), 'receive'), received, `receipt ${quantity}`)
    assert.equal(isWhole(line(quantity), 'adjust'), adjusted, `adjustment ${quantity}`)
  }
})

test('a line without an item is not sent', () => {
  assert.equal(isWhole(line('5', null), 'receive'), false)
})

test('a count may find nothing, a stock transfer moves something', () => {
  assert.deepEqual(
    (['count', 'transfer'] as const).map((act) => ['0', '2', '-2'].map((quantity) => isWhole(line(quantity), act))),
    [
      [true, true, false],
      [false, true, false],
    ],
  )
})
