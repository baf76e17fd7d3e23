import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reckon, suggestedMatches } from './matches.ts'

test('what is matched and what is left add up to the money, to the cent', () => {
  assert.deepEqual(reckon('100000000.01', { a: '99999999.99', b: '', c: '0.01' }), {
    rest: 1n,
    sum: 10_000_000_000n,
    wanted: [
      { invoiceId: 'a', amount: '99999999.99' },
      { invoiceId: 'c', amount: '0.01' },
    ],
  })
})

test('matching more than was received shows as less than nothing left', () => {
  assert.equal(reckon('10', { a: '10.01' })?.rest, -1n)
})

test('an amount that cannot be read stops the sum', () => {
  assert.equal(reckon('10', { a: '1.234' }), null)
  assert.equal(reckon('1.2.3', {}), null)
})

test('an invoice for which nothing is suggested starts empty', () => {
  const rows = [
    { invoice: { id: 'a' }, suggested: '12.00' },
    { invoice: { id: 'b' }, suggested: '0.00' },
  ]
  assert.deepEqual(suggestedMatches(rows), { a: '12.00', b: '' })
})
