import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitting, missingToRelease } from './credit-holds.rules.ts'

const credit = (limit: bigint | null, exposure: bigint) => ({ customerId: 'c', limit, exposure })
const held = (...exposures: bigint[]) => exposures.map((exposure, index) => ({ id: String(index + 1), exposure }))

test('which held orders fit again, in their turn', () => {
  const table: [string, ReturnType<typeof held>, ReturnType<typeof credit>, string][] = [
    ['all of an unlimited line', held(500n, 500n), credit(null, 1000n), '1 2'],
    ['none above the limit', held(500n, 500n), credit(100n, 1000n), ''],
    ['the first that fits', held(500n, 500n), credit(500n, 1000n), '1'],
    ['a smaller one behind one that does not fit', held(900n, 300n), credit(500n, 1200n), '2'],
    ['exactly to the limit', held(300n, 200n), credit(500n, 500n), '1 2'],
    ['what is free already counts first', held(300n), credit(500n, 600n), ''],
    ['money that came first carries', held(300n), credit(0n, 0n), '1'],
    ['money that came first, one cent short', held(300n), credit(0n, 1n), ''],
    ['one that owes nothing, whatever the others owe', held(0n, 300n), credit(100n, 900n), '1'],
  ]
  for (const [name, orders, line, expected] of table)
    assert.equal(
      fitting(orders, line)
        .map(({ id }) => id)
        .join(' '),
      expected,
      name,
    )
})

test('what is missing to release one order while others stay held', () => {
  const [order] = held(300n)
  const table: [string, ReturnType<typeof credit>, bigint, bigint][] = [
    ['unlimited', credit(null, 900n), 0n, 0n],
    ['within', credit(500n, 500n), 0n, 0n],
    ['one over', credit(500n, 501n), 0n, 1n],
    ['others held make room', credit(500n, 900n), 400n, 0n],
    ['and not enough', credit(500n, 1000n), 400n, 100n],
  ]
  for (const [name, line, besides, expected] of table)
    assert.equal(missingToRelease(order!, line, besides), expected, name)
  assert.equal(missingToRelease({ id: '1', exposure: 0n }, credit(0n, 900n), 0n), 0n, 'owes nothing')
})
