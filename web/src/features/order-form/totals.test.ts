import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountsOf, creditAfter, quotedPrice, sumOf, wrongFigures } from './totals.ts'

const line = (quantity: string, unitPrice: string, taxRate = '0.13') => ({ quantity, unitPrice, taxRate })

test('prices with tax fix the gross and take the tax out, half-up', () => {
  assert.deepEqual(amountsOf(line('2400', '18.60'), true), { net: 3_950_442n, tax: 513_558n, gross: 4_464_000n })
  assert.deepEqual(amountsOf(line('30000', '0.33'), true), { net: 876_106n, tax: 113_894n, gross: 990_000n })
  assert.deepEqual(amountsOf(line('1', '0.005'), true), { net: 1n, tax: 0n, gross: 1n })
})

test('prices without tax fix the net and add it, half-up', () => {
  assert.deepEqual(amountsOf(line('3', '16.50'), false), { net: 4950n, tax: 644n, gross: 5594n })
  assert.deepEqual(amountsOf(line('0.333', '0.10', '0'), false), { net: 3n, tax: 0n, gross: 3n })
})

test('a figure that is no number yet gives no amount, and thousands separators are read', () => {
  assert.equal(amountsOf(line('', '16.50'), false), null)
  assert.equal(amountsOf(line('12', 'a'), true), null)
  assert.equal(amountsOf(line('-12', '16.50'), true), null)
  assert.equal(amountsOf(line('2,400', '18.60'), true)?.gross, 4_464_000n)
})

test('a figure below zero or no number is wrong at once; one that is still being typed is not', () => {
  assert.deepEqual(wrongFigures(line('', '')), [])
  assert.deepEqual(wrongFigures(line('2,400', '0.')), [])
  assert.deepEqual(wrongFigures(line('.5', '0')), [])
  assert.deepEqual(wrongFigures(line('-3', '0.1234567')), ['quantity', 'unitPrice'])
  assert.deepEqual(wrongFigures(line('12', 'a')), ['unitPrice'])
})

test('the document is the sum of its lines, not a rounding of its own', () => {
  const three = [line('1', '0.05'), line('1', '0.05'), line('1', '0.05')]
  assert.deepEqual(sumOf(three, false), { net: 15n, tax: 3n, gross: 18n })
})

test('a price without tax is quoted with it where the order includes tax', () => {
  assert.equal(quotedPrice('28.00', '0.13', true), '31.64')
  assert.equal(quotedPrice('16.5', '0.13', true), '18.645')
  assert.equal(quotedPrice('16.5', '0.13', false), '16.5')
})

test('credit with this order counts it once, also when it is in the exposure already', () => {
  assert.deepEqual(creditAfter('500.00', '200.00', '0.00', 10_000n), {
    after: '300.00',
    left: 20_000n,
    used: 0.4,
    added: 0.2,
  })
  assert.equal(creditAfter('250.00', '200.00', '150.00', 16_000n).after, '210.00')
  assert.equal(creditAfter('250.00', '200.00', '0.00', 6_000n).left, -1000n)
})
