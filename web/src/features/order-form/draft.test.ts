import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOf } from './draft.ts'

test('pasted rows are read as they are typed: full-width digits, thousands separators and a currency fall into place', () => {
  const row = (quantity: string, unitPrice: string) => ({ number: 'HC-304', quantity, unitPrice })
  const table: [pasted: string, quantity: string, unitPrice: string][] = [
    ['HC-304\t2,400\t¥1,200.50', '2400', '1200.50'],
    ['HC-304\t１２\t￥１，２００．５０', '12', '1200.50'],
    ['HC-304\t1 200\t18.6元', '1200', '18.6'],
    ['HC-304\t−3\tabc', '−3', 'abc'],
  ]
  for (const [pasted, quantity, unitPrice] of table)
    assert.deepEqual(rowsOf(pasted), [row(quantity, unitPrice)], pasted)
})
