import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differenceOf } from './difference.ts'

test('the difference names only what changed, as it was and as it is', () => {
  const before = { name: 'A', phone: '1' as string | null, termDays: 30, price: 5n }
  assert.deepEqual(differenceOf(before, { ...before }), {})
  assert.deepEqual(differenceOf(before, { ...before, phone: null, termDays: 60 }), {
    phone: { before: '1', after: null },
    termDays: { before: 30, after: 60 },
  })
  const shown = (value: unknown) => (typeof value === 'bigint' ? `${value} yuan` : value)
  assert.deepEqual(differenceOf(before, { ...before, price: 6n }, shown), {
    price: { before: '5 yuan', after: '6 yuan' },
  })
})
