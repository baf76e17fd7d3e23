import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf } from './csv.ts'

const cells = (...row: string[]) => csvOf([row]).slice(1).trimEnd()

test('a cell that a spreadsheet would run is made text', () => {
  for (const cell of ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\tcmd', '\r=1']) {
    assert.ok(cells(cell).replace(/^"/, '').startsWith("'"), JSON.stringify(cell))
  }
})

test('numbers stay numbers, also negative ones', () => {
  assert.equal(cells('-1234.50', '186420.00'), '-1234.50,186420.00')
})

test('commas, quotes and line ends are quoted', () => {
  assert.equal(cells('a,b', 'say "no"', 'one\ntwo'), '"a,b","say ""no""","one\ntwo"')
})

test('the file says that it is UTF-8 and ends each row', () => {
  assert.equal(csvOf([['订单'], ['SO1']]), '\ufeff订单\r\nSO1\r\n')
})
