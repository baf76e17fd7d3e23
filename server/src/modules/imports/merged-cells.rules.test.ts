import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mergedIn, partOfSheet, spreadMerged } from './merged-cells.rules.ts'

const rowsOf = (...cells: string[][]) => cells.map((one, index) => ({ line: index + 1, cells: one }))

describe('where a sheet of a workbook stands', () => {
  const workbook =
    '<sheets><sheet name="一" sheetId="1" r:id="rId7"/><x:sheet r:id="rId2" sheetId="4" name="R&amp;D &#20108;"></x:sheet></sheets>'
  const relations =
    '<Relationship Target="worksheets/b.xml" Id="rId2"/><Relationship Id="rId7" Target="/xl/worksheets/a.xml"/>'
  const cases: [string | undefined, string | undefined][] = [
    [undefined, 'xl/worksheets/a.xml'],
    ['一', 'xl/worksheets/a.xml'],
    ['R&D 二', 'xl/worksheets/b.xml'],
    ['三', undefined],
  ]
  for (const [sheet, part] of cases)
    test(String(sheet), () => assert.equal(partOfSheet(workbook, relations, sheet), part))
  test('a workbook that says nothing', () => assert.equal(partOfSheet('', '', undefined), undefined))
})

describe('merged cells', () => {
  test('are those that reach over several rows, in their first column', () => {
    const end =
      '<mergeCells count="4"><mergeCell ref="A2:A4"/><x:mergeCell ref="AB1:AD2" /><mergeCell ref="B1:D1"/><mergeCell ref="B0:B9"/></mergeCells>'
    assert.deepEqual(mergedIn(end), [
      { column: 0, from: 1, to: 3 },
      { column: 27, from: 0, to: 1 },
    ])
  })

  test('are said by every row that they cover, as far as there are rows', () => {
    const rows = rowsOf(['SO-1', 'A', '5'], ['', 'B'], [], ['SO-2', 'C', ''])
    assert.equal(spreadMerged(rows, mergedIn('<mergeCell ref="A1:A3"/><mergeCell ref="C1:C9"/>'), 100), true)
    assert.deepEqual(
      rows.map(({ cells }) => cells),
      [
        ['SO-1', 'A', '5'],
        ['SO-1', 'B', '5'],
        ['SO-1', '', '5'],
        ['SO-2', 'C', '5'],
      ],
    )
  })

  test('that overlap without end are not followed', () => {
    const rows = rowsOf(['a'], [], [], [])
    assert.equal(spreadMerged(rows, mergedIn('<mergeCell ref="A1:A4"/>'.repeat(1000)), 100), false)
  })
})
