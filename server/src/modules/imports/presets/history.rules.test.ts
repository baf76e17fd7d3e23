import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openingStock, paidPrice, settle, shippingPlaces } from './history.rules.ts'

const exact = (amount: string): bigint => BigInt(Math.round(Number(amount) * 1e6))
const line = (amount: string) => ({
  line: 1,
  item: 'A',
  quantity: 1_000_000n,
  unitPrice: exact(amount),
  discount: 0n,
  amount: exact(amount),
})

test('an order’s parts are rounded each by itself, a gap becomes a line, and what is left of the cents is rounding', () => {
  const table: [
    what: string,
    lines: string[],
    rest: [string | null, string, string, string | null],
    expected: bigint[],
  ][] = [
    ['nothing to round', ['10', '5'], ['15', '1.2', '0.3', '16.5'], [0n, 1500n, 0n, 1650n]],
    ['a cent missing', ['0.005', '0.005'], ['0.01', '0', '0', '0.01'], [0n, 2n, -1n, 1n]],
    ['a cent too much', ['0.004', '0.004', '0.004'], ['0.012', '0', '0', '0.012'], [0n, 0n, 1n, 1n]],
    ['half a cent goes up', ['0.005'], ['0.005', '0.005', '0.005', '0.015'], [0n, 1n, -1n, 2n]],
    [
      'less than a cent between lines and subtotal is no gap',
      ['1'],
      ['1.0099', '0', '0', '1.0099'],
      [0n, 100n, 1n, 101n],
    ],
    ['a cent is a gap', ['1'], ['1.01', '0', '0', '1.01'], [1n, 101n, 0n, 101n]],
    ['no lines at all', [], ['15', '1.2', '0.375', '16.575'], [1500n, 1500n, 0n, 1658n]],
    ['lines above the subtotal make no gap', ['2'], ['1', '0', '0', '1'], [0n, 200n, -100n, 100n]],
    ['a source without totals', ['2.005'], [null, '0', '0.005', null], [0n, 201n, 0n, 202n]],
  ]
  for (const [what, lines, [subtotal, tax, freight, total], expected] of table) {
    const { gap, net, rounding, gross } = settle({
      lines: lines.map(line),
      subtotal: subtotal === null ? null : exact(subtotal),
      tax: exact(tax),
      freight: exact(freight),
      total: total === null ? null : exact(total),
    })
    assert.deepEqual([gap, net, rounding, gross], expected, what)
  }
})

test('the price paid is the price less its discount', () => {
  assert.equal(paidPrice({ unitPrice: exact('31.3142'), discount: exact('0.02') }), 30_687_916n)
  assert.equal(paidPrice({ unitPrice: 3n, discount: 500_000n }), 2n)
})

const warehouses = [{ number: 'L1' }, { number: 'L2' }, { number: 'L3' }]
const shelf = (item: string, warehouse: string, quantity: bigint) => ({ item, warehouse, quantity })

test('goods leave from where most of them is, of equals from the first, and without any from the first of all', () => {
  const stock = [shelf('A', 'L2', 5n), shelf('A', 'L3', 9n), shelf('B', 'L3', 4n), shelf('B', 'L2', 4n)]
  const placeOf = shippingPlaces(stock, warehouses)
  assert.deepEqual(['A', 'B', 'C'].map(placeOf), ['L3', 'L2', 'L1'])
})

test('what was there at the start is what is there today and what has left since', () => {
  const stock = [shelf('A', 'L2', 5n), shelf('A', 'L3', 9n), shelf('B', 'L1', 0n)]
  const lines = (...items: string[]) => items.map((item) => ({ ...line('1'), item, quantity: 2n }))
  const orders = [
    { lines: lines('A', 'A', 'SERVICE'), shippedOn: '2011-05-31' },
    { lines: lines('C'), shippedOn: '2011-06-01' },
    { lines: lines('A'), shippedOn: null },
  ]
  const opened = openingStock(stock, orders, (item) => item !== 'SERVICE', shippingPlaces(stock, warehouses))
  assert.deepEqual(opened, [shelf('A', 'L2', 5n), shelf('A', 'L3', 13n), shelf('C', 'L1', 2n)])
})
