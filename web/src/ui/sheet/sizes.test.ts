import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pagesOf } from './sizes.ts'

test('every row is on exactly one page, and running totals reach from the first row to the end of each page', () => {
  const rows = Array.from({ length: 15 }, (_, index) => index)
  const pages = pagesOf(rows, 7)
  assert.deepEqual(
    pages.flatMap((one) => one.rows),
    rows,
  )
  assert.deepEqual(
    pages.map(({ page, pages: of, rows: on, upTo }) => [page, of, on.length, upTo.length]),
    [
      [1, 3, 7, 7],
      [2, 3, 7, 14],
      [3, 3, 1, 15],
    ],
  )
})

test('full pages leave no empty one behind, and a document without rows has one page', () => {
  assert.equal(pagesOf([1, 2, 3, 4], 2).length, 2)
  assert.equal(pagesOf([], 7).length, 1)
})
