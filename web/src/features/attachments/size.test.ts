import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sizeText } from './size.ts'

test('sizes as people say them', () => {
  for (const [bytes, text] of [
    [0, '0 B'],
    [812, '812 B'],
    [1500, '1.5 KB'],
    [24_300, '24 KB'],
    [3_400_000, '3.4 MB'],
    [20_971_520, '21 MB'],
  ] as const)
    assert.equal(sizeText(bytes), text)
})
