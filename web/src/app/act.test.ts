import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refresh, tellsOfChange } from './act.ts'
import { Problem } from './problem.ts'
import { queryClient } from './query.ts'

test('after a write all that was read is old, except who is signed in', async () => {
  const keys = [['order', 'list', {}], ['customer', 'c1'], ['notice', 'p1', 'counts'], ['me']]
  for (const key of keys) queryClient.setQueryData(key, {})
  await refresh()
  assert.deepEqual(
    keys.map((key) => queryClient.getQueryState(key)?.isInvalidated),
    [true, true, true, false],
  )
  queryClient.clear()
})

test('a refusal tells of a change made elsewhere when the subject is gone, busy or newer; any other leaves the page as it is', () => {
  const told = [400, 403, 404, 409, 412, 422, 500, 0].filter((status) =>
    tellsOfChange(new Problem({ title: '', status })),
  )
  assert.deepEqual(told, [404, 409, 412])
  assert.equal(tellsOfChange(new Error('no answer')), false)
})
