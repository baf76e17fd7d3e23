import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountOf, bareAmount } from './typed-amount.ts'

test('what is copied with a figure falls away; what changes its meaning stays and is no amount', () => {
  const typed: [text: string, bare: string, cents: bigint | null][] = [
    ['¥１,234.50', '1234.50', 123450n],
    ['1 234.5 元', '1234.5', 123450n],
    ['CNY 12', '12', 1200n],
    ['12。5', '12.5', 1250n],
    ['.5', '.5', 50n],
    ['12.', '12.', 1200n],
    ['', '', 0n],
    ['-5', '-5', null],
    ['−5', '−5', null],
    ['(5)', '(5)', null],
    ['1e5', '1e5', null],
    ['1.5万', '1.5万', null],
    ['12.345', '12.345', null],
    ['+5', '+5', null],
  ]
  for (const [text, bare, cents] of typed) {
    assert.equal(bareAmount(text), bare, text)
    assert.equal(amountOf(bareAmount(text), 2), cents, text)
  }
})
