import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Candidate } from './plan.ts'
import { batchOf, packagesOf, splitOrders } from './split.ts'

const order = (id: string, customer: string) => ({ id, number: id, customer, gross: '1.00' })
const receiver = (id: string, load: number, loadCeiling: number | null = 10) =>
  ({ person: { id, name: id }, load, loadCeiling }) as Candidate
const orders = [order('1', 'A'), order('2', 'B'), order('3', 'A'), order('4', 'C')]

test('orders of one customer stay together, and go to whoever has most room', () => {
  const to = splitOrders(orders, [receiver('full', 9), receiver('free', 0)])
  assert.deepEqual(Object.fromEntries(to), { 1: 'free', 3: 'free', 2: 'free', 4: 'free' })
  const even = splitOrders(orders, [receiver('one', 0), receiver('other', 0)])
  assert.deepEqual(Object.fromEntries(even), { 1: 'one', 3: 'one', 2: 'other', 4: 'other' })
})

test('a batch has a package for each receiver, and none while something is missing', () => {
  const to = splitOrders(orders, [receiver('one', 0), receiver('other', 0)])
  const batch = batchOf(orders, to, 'leave', '')
  assert.deepEqual(
    batch?.packages.map((one) => [one.to.id, one.subjects.length]),
    [
      ['one', 2],
      ['other', 2],
    ],
  )
  assert.equal(batchOf(orders, to, null, ''), null)
  assert.equal(batchOf(orders, new Map(), 'leave', ''), null)
})

test('packages can be tried out while some orders have no receiver yet', () => {
  const to = new Map([
    ['1', 'one'],
    ['3', 'other'],
  ])
  assert.deepEqual(
    packagesOf(orders, to).map((one) => [one.to.id, one.subjects.map(({ id }) => id)]),
    [
      ['one', ['1']],
      ['other', ['3']],
    ],
  )
  assert.deepEqual(packagesOf(orders, new Map()), [])
})
