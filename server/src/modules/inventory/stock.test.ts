import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Balance, costOf, standardValue } from './stock.rules.ts'
import { Stock } from './stock.ts'

const balance = (itemId: string, warehouseId: string, onHand: bigint, more: Partial<Balance> = {}): Balance => ({
  ...{ itemId, warehouseId, priority: 1, onHand, reserved: 0n, value: onHand * 10n },
  ...more,
})
const want = (line: number, quantity: bigint, itemId = 'bolt') => ({ kind: 'order', id: 'o', line, itemId, quantity })

test('a reservation takes from the lowest priority number first and tells what is short', () => {
  const stock = new Stock(
    [
      balance('bolt', 'far', 50n, { priority: 2 }),
      balance('bolt', 'near', 30n),
      balance('bolt', 'shut', 99n, { priority: null }),
    ],
    [],
  )
  assert.equal(stock.available('bolt'), 80n)
  assert.deepEqual(stock.reserve([want(1, 40n)]), {
    reserved: [{ kind: 'order', id: 'o', line: 1, quantity: 40n }],
    short: [],
  })
  assert.equal(stock.balance('bolt', 'near').reserved, 30n)
  assert.equal(stock.balance('bolt', 'far').reserved, 10n)
  assert.deepEqual(stock.reserve([want(2, 100n)]), {
    reserved: [{ kind: 'order', id: 'o', line: 2, quantity: 40n }],
    short: [want(2, 60n)],
  })
  assert.equal(stock.balance('bolt', 'shut').reserved, 0n)
})

test('two lines of one item are one demand on the same stock', () => {
  const stock = new Stock([balance('bolt', 'w', 50n)], [])
  const { reserved, short } = stock.reserve([want(1, 40n), want(2, 40n), want(3, 0n), want(4, 5n, 'nut')])
  assert.deepEqual(
    reserved.map(({ line, quantity }) => [line, quantity]),
    [
      [1, 40n],
      [2, 10n],
    ],
  )
  assert.deepEqual(short, [want(2, 30n), want(4, 5n, 'nut')])
})

test('what is released becomes free again, first in the warehouse that is preferred least', () => {
  const stock = new Stock([balance('bolt', 'near', 30n), balance('bolt', 'far', 50n, { priority: 2 })], [])
  stock.reserve([want(1, 60n)])
  assert.equal(stock.release('order', 'o', 1, 40n), 40n)
  assert.equal(stock.balance('bolt', 'near').reserved, 20n)
  assert.equal(stock.balance('bolt', 'far').reserved, 0n)
  assert.equal(stock.release('order', 'o', 1), 20n)
  assert.equal(stock.release('order', 'o', 1), 0n)
  assert.equal(stock.available('bolt'), 80n)
})

test('goods leave at the moving average; the last piece takes what rounding left', () => {
  const stock = new Stock([balance('bolt', 'w', 3n, { value: 100n })], [])
  stock.reserve([want(1, 3n)])
  const costs = [1n, 1n, 1n].map((quantity) => stock.ship('order', 'o', 1, quantity))
  assert.deepEqual(costs, [
    [{ warehouseId: 'w', quantity: 1n, cost: 33n }],
    [{ warehouseId: 'w', quantity: 1n, cost: 34n }],
    [{ warehouseId: 'w', quantity: 1n, cost: 33n }],
  ])
  assert.deepEqual(stock.balance('bolt', 'w').value, 0n)
})

test('a shipment takes only what is reserved for its line, from every warehouse that holds it', () => {
  const stock = new Stock(
    [balance('bolt', 'near', 30n, { reserved: 30n }), balance('bolt', 'far', 50n, { priority: 2, reserved: 15n })],
    [
      { kind: 'order', id: 'o', line: 1, itemId: 'bolt', warehouseId: 'far', quantity: 10n },
      { kind: 'order', id: 'o', line: 1, itemId: 'bolt', warehouseId: 'near', quantity: 30n },
      { kind: 'order', id: 'p', line: 1, itemId: 'bolt', warehouseId: 'far', quantity: 5n },
    ],
  )
  assert.throws(() => stock.ship('order', 'o', 1, 41n), { code: 'inventory.notReserved', status: 409 })
  assert.throws(() => stock.ship('order', 'o', 2, 1n), { code: 'inventory.notReserved' })
  assert.deepEqual(
    stock.ship('order', 'o', 1, 35n).map(({ warehouseId, quantity }) => [warehouseId, quantity]),
    [
      ['near', 30n],
      ['far', 5n],
    ],
  )
  assert.equal(stock.reserved('order', 'o', 1), 5n)
  assert.equal(stock.reserved('order', 'p', 1), 5n)
  assert.equal(stock.balance('bolt', 'far').onHand, 45n)
  assert.equal(stock.balance('bolt', 'far').reserved, 10n)
})

test('goods of a reversed shipment come back at their cost and are held for their line again', () => {
  const stock = new Stock([balance('bolt', 'w', 10n, { value: 100n })], [])
  stock.reserve([want(1, 10n)])
  const [gone] = stock.ship('order', 'o', 1, 4n)
  stock.putBack('bolt', 'w', 4n, gone!.cost, { kind: 'order', id: 'o', line: 1 })
  assert.deepEqual(stock.balance('bolt', 'w'), {
    ...stock.balance('bolt', 'w'),
    onHand: 10n,
    reserved: 10n,
    value: 100n,
  })
  assert.equal(stock.reserved('order', 'o', 1), 10n)
  stock.putBack('bolt', 'empty', 2n, 20n, null)
  assert.equal(stock.balance('bolt', 'empty').onHand, 2n)
  assert.equal(stock.balance('bolt', 'empty').reserved, 0n)
})

test('what is reserved cannot be taken out, and a reservation without its locked balance is a mistake', () => {
  const stock = new Stock([balance('bolt', 'w', 10n)], [])
  stock.reserve([want(1, 8n)])
  assert.throws(() => stock.remove('bolt', 'w', 3n, 'adjustment'), /more is taken out than is free/)
  assert.equal(stock.remove('bolt', 'w', 2n, 'adjustment'), 20n)
  const unlocked = new Stock([], [{ kind: 'order', id: 'o', line: 1, itemId: 'bolt', warehouseId: 'w', quantity: 1n }])
  assert.throws(() => unlocked.release('order', 'o', 1), /was not locked/)
})

test('costs and values round half-up', () => {
  assert.equal(costOf({ onHand: 4n, value: 10n }, 1n), 3n)
  assert.equal(costOf({ onHand: 4n, value: 9n }, 1n), 2n)
  assert.equal(standardValue(18_600_000n, 2_000_000n), 3720n)
  assert.equal(standardValue(5_000n, 1_000_000n), 1n)
  assert.equal(standardValue(4_999n, 1_000_000n), 0n)
})

test('whatever happens, reserved is the sum of reservations, within what is on hand, and no value stays without goods', () => {
  const amount = fc.bigInt({ min: 0n, max: 40n })
  const step = fc.record({
    act: fc.constantFrom('reserve', 'release', 'ship', 'receive', 'putBack'),
    line: fc.integer({ min: 1, max: 3 }),
    warehouse: fc.constantFrom('near', 'far'),
    amount,
    worth: fc.bigInt({ min: 0n, max: 999n }),
  })
  const stocked = fc.record({ near: amount, far: amount, steps: fc.array(step, { maxLength: 40 }) })
  fc.assert(
    fc.property(stocked, ({ near, far, steps }) => {
      const stock = new Stock([balance('bolt', 'near', near), balance('bolt', 'far', far, { priority: 2 })], [])
      let value = (near + far) * 10n
      for (const { act, line, warehouse, amount: quantity, worth } of steps) {
        const reserved = stock.reserved('order', 'o', line)
        if (act === 'reserve') stock.reserve([want(line, quantity)])
        if (act === 'release') stock.release('order', 'o', line, quantity)
        if (act === 'ship' && quantity <= reserved)
          for (const { cost } of stock.ship('order', 'o', line, quantity)) value -= cost
        if (quantity > 0n && (act === 'receive' || act === 'putBack')) {
          value += worth
          if (act === 'receive') stock.receive('bolt', warehouse, quantity, worth, 'receipt')
          else stock.putBack('bolt', warehouse, quantity, worth, { kind: 'order', id: 'o', line })
        }
        const shelves = ['near', 'far'].map((one) => stock.balance('bolt', one))
        const held = [1, 2, 3].reduce((sum, one) => sum + stock.reserved('order', 'o', one), 0n)
        assert.equal(
          shelves.reduce((sum, one) => sum + one.reserved, 0n),
          held,
        )
        assert.equal(
          shelves.reduce((sum, one) => sum + one.value, 0n),
          value,
        )
        for (const one of shelves) {
          assert.ok(one.reserved >= 0n && one.reserved <= one.onHand && one.value >= 0n)
          assert.ok(one.onHand > 0n || one.value === 0n)
        }
      }
    }),
    { numRuns: 300 },
  )
})
