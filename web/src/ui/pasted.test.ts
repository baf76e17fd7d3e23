import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDay, plainFigure, tableOf } from './pasted.ts'

test('a table is told by tabs, or by commas and lines; one cell is none', () => {
  const table: [text: string, rows: string[][] | null][] = [
    ['HC-304', null],
    ['1,200.50', null],
    ['A\t1\t2', [['A', '1', '2']]],
    ['A\t"1,200"\t"2"""', [['A', '1,200', '2"']]],
    [
      'A\t1\r\nB\t2\r\n',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    ['A\nB', [['A'], ['B']]],
    [
      '\ufeffA,"1,200.50","say ""x"""\nB,,3',
      [
        ['A', '1,200.50', 'say "x"'],
        ['B', '', '3'],
      ],
    ],
  ]
  for (const [text, rows] of table) assert.deepEqual(tableOf(text), rows, JSON.stringify(text))
})

test('figures and days are taken as spreadsheets write them', () => {
  assert.deepEqual(['¥1,200.50', ' −3 ', '1 200', '￥１，２００．５０'].map(plainFigure), [
    '1200.50',
    '-3',
    '1200',
    '1200.50',
  ])
  assert.deepEqual(['2026/8/1', '2026年08月31日', '2026-08-31', 'soon'].map(plainDay), [
    '2026-08-01',
    '2026-08-31',
    '2026-08-31',
    'soon',
  ])
})
