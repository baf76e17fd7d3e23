import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spokenMoney, spokenQuantity } from './spoken.ts'

test('amounts and quantities as sentences say them', () => {
  const amounts: [bigint, string, string][] = [
    [3_350_000n, 'CNY', '¥33,500'],
    [3_350_050n, 'CNY', '¥33,500.50'],
    [-100n, 'CNY', '-¥1'],
    [123_456_789_00n, 'USD', 'USD 123,456,789'],
    [0n, 'CNY', '¥0'],
  ]
  for (const [minor, currency, spoken] of amounts) assert.equal(spokenMoney(minor, currency), spoken)
  assert.equal(spokenQuantity(2_400_000_000n), '2,400')
  assert.equal(spokenQuantity(330_000n), '0.33')
  assert.equal(spokenQuantity(1_234_567_890n), '1,234.56789')
})
