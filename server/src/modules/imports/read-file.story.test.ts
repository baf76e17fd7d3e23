import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Client, createTestCompany, type TestCompany } from '../../testing/company.ts'
import { check, rowsOf, upload, workbookOf, zipOf } from '../../testing/import-files.ts'

let company: TestCompany
let boss: Client

before(async () => {
  company = await createTestCompany()
  boss = await company.as('boss')
})
after(() => company.close())

const codes = (rows: { line: number; faults: { code: string; column: number | null }[] }[]) =>
  rows.map(({ line, faults }) => `${line}:${faults.map(({ code, column }) => `${code}@${column}`).join(',')}`)

describe('files as people write them', () => {
  const GBK = Buffer.from('c3fbb3c62cd5cbc6da0ad5c5c8fd2c33300a', 'hex')
  const cases: [string, () => Buffer, string][] = [
    ['UTF-8 with a mark', () => Buffer.from('\u{FEFF}名称,账期\n张三,30\n'), 'utf-8'],
    ['GBK', () => GBK, 'gb18030'],
    ['UTF-16 of Excel, by tabs', () => Buffer.from('\u{FEFF}名称\t账期\n张三\t30\n', 'utf16le'), 'utf-16le'],
    ['semicolons', () => Buffer.from('名称;账期\r\n张三;30\r\n'), 'utf-8'],
    ['old line ends', () => Buffer.from('名称,账期\r张三,30\r'), 'utf-8'],
    ['a title above the headings', () => Buffer.from('客户清单 2026,,\n,,\n名称,账期\n张三,30\n'), 'utf-8'],
    [
      'a workbook',
      () =>
        workbookOf([
          ['名称', '账期'],
          ['张三', 30],
        ]),
      'xlsx',
    ],
  ]
  for (const [what, file, encoding] of cases)
    test(what, async () => {
      const one = await upload(boss, 'customers', file())
      assert.equal(one.encoding, encoding)
      assert.deepEqual(one.headings.slice(0, 2), ['名称', '账期'])
      assert.deepEqual(one.samples[0].slice(0, 2), ['张三', '30'])
      assert.deepEqual(one.fields.slice(0, 2), ['name', 'termDays'])
    })

  test('a quotation mark that is never closed breaks its row only', async () => {
    const file = `名称,账期\n第一,30\n"没关上,30\n${Array.from({ length: 80 }, (_, row) => `后面 ${row},30`).join('\n')}\n`
    const checked = await check(boss, await upload(boss, 'customers', file))
    assert.deepEqual([checked.ready, checked.wrong], [81, 1])
    assert.deepEqual(codes(await rowsOf(boss, checked.id, 'wrong')), ['3:quote@null'])
  })

  test('a cell merged over several rows is said by each of them', async () => {
    const file = workbookOf(
      [
        ['客户清单 2026', '', ''],
        ['名称', '账期', '备注'],
        ['甲公司', 30, '老客户'],
        ['乙公司', '', ''],
        ['丙公司', 60, ''],
      ],
      ['A1:C1', 'B3:B4', 'C3:C5'],
    )
    const one = await upload(boss, 'customers', file)
    assert.deepEqual(one.headings, ['名称', '账期', '备注'])
    assert.deepEqual(
      one.samples.map((cells: string[]) => cells.slice(0, 3)),
      [
        ['甲公司', '30', '老客户'],
        ['乙公司', '30', '老客户'],
        ['丙公司', '60', '老客户'],
      ],
    )
  })

  test('bytes that are no text are reported by row, and the rest goes on', async () => {
    const file = Buffer.concat([
      Buffer.from('名称,账期\n好的客户,30\n坏'),
      Buffer.from([0xff, 0xff]),
      Buffer.from('的,30\n'),
    ])
    const checked = await check(boss, await upload(boss, 'customers', file))
    assert.deepEqual([checked.ready, checked.wrong], [1, 1])
    assert.deepEqual(codes(await rowsOf(boss, checked.id, 'wrong')), ['3:unreadable@0'])
  })

  const sheet = (rows: number) =>
    Buffer.from(`<worksheet><sheetData>${'<row r="1"></row>'.repeat(rows)}</sheetData></worksheet>`)
  const refused: [string, () => Buffer, string][] = [
    ['nothing', () => Buffer.from(' '), 'imports.empty'],
    ['headings alone', () => Buffer.from('名称,账期\n'), 'imports.empty'],
    ['a picture', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'imports.notText'],
    ['an old workbook', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'imports.oldWorkbook'],
    ['a workbook cut off', () => workbookOf([['名称'], ['张三']]).subarray(0, 300), 'imports.brokenWorkbook'],
    [
      'a zip that is no workbook',
      () => zipOf([{ name: 'a.txt', content: Buffer.from('a') }]),
      'imports.brokenWorkbook',
    ],
    [
      'a bomb',
      () => zipOf([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(210 * 1024 * 1024, 32) }]),
      'imports.tooLargeInside',
    ],
    [
      'a bomb that says it is small',
      () => zipOf([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(210 * 1024 * 1024, 32), claims: 1000 }]),
      'imports.tooLargeInside',
    ],
    [
      'more rows than can be read',
      () => zipOf([{ name: 'xl/worksheets/sheet1.xml', content: sheet(60_000) }]),
      'imports.tooManyRows',
    ],
    ['more lines than can be read', () => Buffer.from(`名称\n${'甲\n'.repeat(50_020)}`), 'imports.tooManyRows'],
  ]
  for (const [what, file, code] of refused)
    test(`${what} is refused`, async () => {
      const problem = await boss.refused(422, '/v1/imports?kind=customers&name=a.xlsx', file(), {
        'content-type': 'application/octet-stream',
      })
      assert.equal(problem.code, code)
    })
})
