import assert from 'node:assert/strict'
import { test } from 'node:test'
import { percentOf } from './percent.ts'

test('a tax rate is shown in hundredths without ever becoming a number', () => {
  const cases = [
    ['0.13', '13%'],
    ['0.065', '6.5%'],
    ['0', '0%'],
    ['0.005', '0.5%'],
    ['1', '100%'],
    ['0.0300', '3%'],
  ] as const
  for (const [rate, shown] of cases) assert.equal(percentOf(rate), shown)
})
