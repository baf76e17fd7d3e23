import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../kernel/refusal.ts'
import type { OrderLine, SalesOrder } from './orders.rules.ts'
import { decideAnyShortClose, decideLeft, decideShortClose } from './short-close.rules.ts'

const line = (number: number, more: Partial<OrderLine> = {}) =>
  ({ line: number, kind: 'stock', quantity: 10n, shortClosed: 0n, shipped: 0n, ...more }) as OrderLine
const order = (state: SalesOrder['state'], ...lines: OrderLine[]) => ({ number: 'SO1', state, lines }) as SalesOrder

const codeOf = (act: () => unknown): string => {
  try {
    act()
    return 'ok'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const freight = (number: number) => line(number, { kind: 'freight' })
const closed = (number: number) => line(number, { shortClosed: 10n })

test('which lines may be short-closed: the first refusal that applies wins', () => {
  const two = order('pending', line(1), line(2))
  const table: [string, SalesOrder, number[]][] = [
    ['ok', two, [1]],
    ['orders.nothingLeft', two, [1, 2]],
    ['orders.nothingLeft', order('pending', line(1), freight(2)), [1]],
    ['ok', order('pending', line(1), freight(2)), [2]],
    ['orders.nothingLeft', order('pending', freight(1)), [1]],
    ['ok', order('pending', freight(1), freight(2)), [1]],
    ['orders.nothingLeft', order('pending', closed(1), line(2)), [2]],
    ['ok', order('processing', line(1), line(2)), [1, 2]],
    ['orders.nothingOpen', order('pending', closed(1), line(2)), [2, 1]],
    ['orders.nothingOpen', order('processing', line(1, { shipped: 10n })), [1]],
    ['orders.unknownLine', order('pending', closed(1), line(2)), [3, 1, 2]],
  ]
  for (const [expected, before, numbers] of table)
    assert.equal(
      codeOf(() => decideShortClose(before, numbers)),
      expected,
      JSON.stringify(numbers),
    )
  assert.deepEqual(decideShortClose(order('processing', line(1, { shipped: 4n }), line(2)), [1, 1]), [
    { line: 1, rest: 6n },
  ])
})

test('whether any line may be short-closed, and whether a change leaves anything', () => {
  const any = (one: SalesOrder) => codeOf(() => decideAnyShortClose(one))
  assert.equal(any(order('pending', line(1), line(2))), 'ok')
  assert.equal(any(order('pending', closed(1), line(2))), 'orders.nothingLeft')
  assert.equal(any(order('pending', line(1), freight(2))), 'ok')
  assert.equal(any(order('processing', line(1))), 'ok')
  assert.equal(any(order('processing', closed(1))), 'orders.nothingOpen')
  assert.equal(
    codeOf(() => decideLeft(order('pending', closed(1)))),
    'orders.nothingLeft',
  )
  assert.equal(
    codeOf(() => decideLeft(order('pending', closed(1), freight(2)))),
    'orders.nothingLeft',
  )
  assert.equal(
    codeOf(() => decideLeft(order('pending', closed(1), line(2)))),
    'ok',
  )
})
