import assert from 'node:assert/strict'
import { test } from 'node:test'
import { percentOf, shareOf } from './share.ts'

test('a share is shown as a percentage and sent as a share', () => {
  const table: [share: string, percent: string][] = [
    ['0.03', '3'],
    ['0.125', '12.5'],
    ['0.065', '6.5'],
    ['0.0300', '3'],
    ['0', '0'],
    ['1.00', '100'],
    ['0.0005', '0.05'],
  ]
  for (const [share, percent] of table) {
    assert.equal(percentOf(share), percent)
    assert.equal(Number(shareOf(percent)), Number(share), percent)
  }
})
