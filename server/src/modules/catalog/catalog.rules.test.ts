import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideNumber, decideReferences, decideVersion, type Price, priceFor } from './catalog.rules.ts'

const price = (unitPrice: bigint, more: Partial<Price> = {}): Price => ({
  ...{ customerId: null, fromQuantity: 0n, validFrom: '2026-01-01', validUntil: null },
  ...more,
  unitPrice,
})

test('the most special price wins', () => {
  const on = '2026-06-15'
  const table: [string, Price[], { customerId?: string; quantity: bigint }, bigint | null, string][] = [
    ['no price list: the list price', [], { quantity: 1n }, 100n, 'list'],
    ['a price for all', [price(90n)], { quantity: 1n }, 90n, 'step'],
    ['a step that is not reached', [price(80n, { fromQuantity: 10n })], { quantity: 9n }, 100n, 'list'],
    ['a step that is reached exactly', [price(80n, { fromQuantity: 10n })], { quantity: 10n }, 80n, 'step'],
    [
      'the highest step',
      [price(90n), price(70n, { fromQuantity: 50n }), price(80n, { fromQuantity: 10n })],
      { quantity: 60n },
      70n,
      'step',
    ],
    ['another customer’s price', [price(50n, { customerId: 'x' })], { customerId: 'c', quantity: 1n }, 100n, 'list'],
    ['a customer’s price without customer', [price(50n, { customerId: 'x' })], { quantity: 1n }, 100n, 'list'],
    [
      'the customer’s price, though dearer',
      [price(70n, { fromQuantity: 50n }), price(95n, { customerId: 'c' })],
      { customerId: 'c', quantity: 60n },
      95n,
      'customer',
    ],
    ['not yet valid', [price(60n, { validFrom: '2026-06-16' })], { quantity: 1n }, 100n, 'list'],
    ['the first and last day count', [price(60n, { validFrom: on, validUntil: on })], { quantity: 1n }, 60n, 'step'],
    ['no longer valid', [price(60n, { validUntil: '2026-06-14' })], { quantity: 1n }, 100n, 'list'],
    ['the latest start', [price(60n), price(65n, { validFrom: '2026-05-01' })], { quantity: 1n }, 65n, 'step'],
  ]
  for (const [name, prices, wanted, unitPrice, from] of table)
    for (const order of [prices, [...prices].reverse()])
      assert.deepEqual(priceFor({ listPrice: 100n }, order, { ...wanted, on }), { unitPrice, from }, name)
  assert.deepEqual(priceFor({ listPrice: null }, [], { quantity: 1n, on }), { unitPrice: null, from: 'none' })
})

test('what an item refers to must exist, and the first that does not is named', () => {
  const known = { units: new Set(['pcs']), taxCodes: new Set(['13']), customers: new Set(['c']) }
  decideReferences({ unit: 'pcs', taxCode: '13', prices: [price(1n, { customerId: 'c' }), price(1n)] }, known)
  decideReferences({}, known)
  const wrong = { unit: 'box', taxCode: '99', prices: [price(1n), price(1n, { customerId: 'x' })] }
  const table: [string, object][] = [
    ['unitUnknown', wrong],
    ['taxUnknown', { ...wrong, unit: 'pcs' }],
    ['customerUnknown', { ...wrong, unit: 'pcs', taxCode: '13' }],
    ['priceEndsEarly', { prices: [price(1n, { validUntil: '2025-12-31' })] }],
    ['priceTwice', { prices: [price(1n), price(1n, { customerId: 'c' }), price(2n, { validUntil: '2026-12-31' })] }],
  ]
  for (const [code, request] of table)
    assert.throws(() => decideReferences(request, known), { code: `catalog.${code}`, status: 422 }, code)
  assert.throws(() => decideReferences({ prices: wrong.prices }, known), /price 2/)
  const apart = [price(1n), price(1n, { fromQuantity: 5n }), price(1n, { validFrom: '2026-02-01' })]
  decideReferences({ prices: [...apart, price(1n, { customerId: 'c' })] }, known)
})

test('a number belongs to one item, a change names the current version', () => {
  decideNumber(undefined)
  assert.throws(() => decideNumber({ number: 'A', name: 'Bolt' }), { code: 'catalog.numberTaken', status: 409 })
  decideVersion(1, 1)
  assert.throws(() => decideVersion(2, 1), { code: 'catalog.stale', status: 412, data: { current: { version: 2 } } })
})
