import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeOf, touches } from './live.ts'

test('a change makes its lists and its own detail old, and leaves other details', () => {
  const [a, b] = ['0197c1d2-0000-7000-8000-00000000000a', '0197c1d2-0000-7000-8000-00000000000b']
  const changes = [{ kind: 'orders', id: a }]
  const rows = [
    [['orders'], true],
    [['orders', { view: 'mine' }], true],
    [['orders', 'counts'], true],
    [['orders', a], true],
    [['orders', a, 'timeline'], true],
    [['orders', b], false],
    [['customers'], false],
    [['customers', a], false],
  ] as const
  for (const [key, expected] of rows) assert.equal(touches(changes, key), expected, JSON.stringify(key))
})

test('a change without an id makes everything of its kind old', () => {
  assert.equal(touches([{ kind: 'orders' }], ['orders', '0197c1d2-0000-7000-8000-00000000000b']), true)
})

test('what is not a change is passed over', () => {
  assert.equal(changeOf('hello'), null)
  assert.equal(changeOf('{"id":"a"}'), null)
  assert.equal(changeOf('null'), null)
  assert.deepEqual(changeOf('{"kind":"orders","id":"a","type":"order.confirmed"}'), {
    kind: 'orders',
    id: 'a',
    type: 'order.confirmed',
  })
})
