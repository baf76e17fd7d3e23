import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { meaningOf, plainDay, plainNumber } from './cells.rules.ts'
import { csvCell, encodingOf, rowsOf, separatorOf, tidyCell } from './csv.rules.ts'
import type { Field } from './field.rules.ts'
import { decideAssigned, headingsAt, plainHeading, suggestFields } from './headings.rules.ts'
import { taxRateNamed } from './lookups.ts'

describe('a number as people write it', () => {
  const cases: [string, string | null][] = [
    ['1234.5', '1234.5'],
    ['1,234.50', '1234.5'],
    ['1,234,567', '1234567'],
    ['¥ 1,234.50', '1234.5'],
    ['1234.50元', '1234.5'],
    ['USD 12', '12'],
    ['１２３．５', '123.5'],
    ['(1,234.50)', '-1234.5'],
    ['-5', '-5'],
    ['+5', '5'],
    ['.5', '0.5'],
    ['007', '7'],
    ['1.2E3', '1200'],
    ['1.2345E-3', '0.0012345'],
    ['0.000', '0'],
    ['1.234,56', null],
    ['1,23', null],
    ['12,3456', null],
    ['1 2 3 a', null],
    ['#N/A', null],
    ['--5', null],
    ['0x10', null],
    ['1e999', null],
    ['', null],
  ]
  for (const [text, plain] of cases)
    test(`“${text}” is ${plain ?? 'none'}`, () => assert.equal(plainNumber(text), plain))
})

describe('a day as people write it', () => {
  const cases: [string, string | null][] = [
    ['2026-11-03', '2026-11-03'],
    ['2026/11/3', '2026-11-03'],
    ['2026.11.3', '2026-11-03'],
    ['2026年11月3日', '2026-11-03'],
    ['２０２６/１１/３', '2026-11-03'],
    ['20261103', '2026-11-03'],
    ['2026/11/3 0:00:00', '2026-11-03'],
    ['2026-11-03T00:00:00.000Z', '2026-11-03'],
    ['46329', '2026-11-03'],
    ['46329.0', '2026-11-03'],
    ['60000', '2064-04-08'],
    ['2024-02-29', '2024-02-29'],
    ['2026-02-29', null],
    ['2026-13-01', null],
    ['2026-11/03', null],
    ['03/11/2026', null],
    ['11/3/26', null],
    ['19999', null],
    ['80001', null],
    ['1899-12-31', null],
    ['明天', null],
  ]
  for (const [text, day] of cases) test(`“${text}” is ${day ?? 'none'}`, () => assert.equal(plainDay(text), day))
})

describe('a cell by its field', () => {
  const field = (more: Partial<Field>): Field => ({
    name: 'f',
    zh: '字段',
    en: 'Field',
    type: 'text',
    also: [],
    examples: ['', ''],
    ...more,
  })
  const cases: [string, Partial<Field>, string, unknown][] = [
    ['nothing', {}, '', undefined],
    ['nothing where something is needed', { required: true }, '', 'missing'],
    ['what could not be read', {}, '坏\u{FFFD}', 'unreadable'],
    ['a text', { most: 3 }, '一二三', '一二三'],
    ['a long text', { most: 3 }, '一二三四', 'tooLong'],
    ['money', { type: 'money' }, '12.5', 1250n],
    ['money too fine', { type: 'money' }, '12.555', 'tooFine'],
    ['money below nothing', { type: 'money' }, '(1)', 'negative'],
    ['more money than there is', { type: 'money' }, '99999999999999', 'tooLarge'],
    ['a quantity', { type: 'quantity', least: 1n }, '0.000001', 1n],
    ['no quantity', { type: 'quantity', least: 1n }, '0', 'notAboveZero'],
    ['a whole number', { type: 'integer', most: 365 }, '30.0', 30],
    ['half a number', { type: 'integer' }, '30.5', 'notWhole'],
    ['too many days', { type: 'integer', most: 365 }, '366', 'outOfRange'],
    ['yes', { type: 'flag' }, ' 含税 '.trim(), true],
    ['no', { type: 'flag' }, 'N', false],
    ['perhaps', { type: 'flag' }, '也许', 'notFlag'],
    [
      'a choice by another word',
      { type: 'choice', options: [{ value: 'a', zh: '甲', en: 'A', also: ['First'] }] },
      'FIRST',
      'a',
    ],
    ['no such choice', { type: 'choice', options: [{ value: 'a', zh: '甲', en: 'A' }] }, '乙', 'notChoice'],
    ['no day', { type: 'day' }, '3/11/2026', 'notDay'],
  ]
  for (const [what, more, text, expected] of cases)
    test(what, () => {
      const meaning = meaningOf(field(more), text)
      assert.equal('fault' in meaning ? meaning.fault.code : meaning.value, expected)
      if ('fault' in meaning) {
        assert.match(meaning.fault.zh, /请/)
        assert.match(meaning.fault.en, /\. [A-Z]/)
      }
    })
})

describe('rows of a text', () => {
  const cases: [string, string, string, string[][], number[]][] = [
    ['quotes', 'a,"b ""c"", d",e\n', ',', [['a', 'b "c", d', 'e']], [1]],
    [
      'lines inside a cell',
      'a,"b\nc"\nd,e',
      ',',
      [
        ['a', 'b\nc'],
        ['d', 'e'],
      ],
      [1, 3],
    ],
    ['all line ends', 'a\r\nb\rc\n', ',', [['a'], ['b'], ['c']], [1, 2, 3]],
    [
      'an empty last cell',
      'a,\n,b',
      ',',
      [
        ['a', ''],
        ['', 'b'],
      ],
      [1, 2],
    ],
    ['text behind a quote', '"a"b,c\n', ',', [['ab', 'c']], [1]],
    ['a quote inside a cell', '5" pipe,c\n', ',', [['5" pipe', 'c']], [1]],
    ['a quote never closed', 'a\n"b,c\nd,e\n', ',', [['a'], ['"b', 'c'], ['d', 'e']], [1, 2, 3]],
    ['tabs', 'a\tb, c\n', '\t', [['a', 'b, c']], [1]],
  ]
  for (const [what, text, separator, cells, lines] of cases)
    test(what, () => {
      const rows = [...rowsOf(text, separator)]
      assert.deepEqual(
        rows.map((row) => row.cells),
        cells,
      )
      assert.deepEqual(
        rows.map((row) => row.line),
        lines,
      )
    })
  test('a quote that is never closed marks its own row', () =>
    assert.deepEqual(
      [...rowsOf('a\n"b\nc\n', ',')].map((row) => row.broken),
      [undefined, 'quote', undefined],
    ))
  test('a quote that is closed far behind swallows no rows', () => {
    const rows = [...rowsOf(`"a\n${'b\n'.repeat(60)}c"\n`, ',')]
    assert.equal(rows.length, 62)
    assert.deepEqual(rows[0], { line: 1, cells: ['"a'], broken: 'quote' })
  })
  test('the separator is the one that stands most often outside of quotes', () => {
    assert.equal(separatorOf('a;b;c\n"1,2,3,4";5;6\n'), ';')
    assert.equal(separatorOf('a\tb\n'), '\t')
    assert.equal(separatorOf('只有一列\n'), ',')
  })
  test('an encoding is known by its mark, else by its bytes', () => {
    assert.equal(encodingOf(Buffer.from('\u{FEFF}a'), true), 'utf-8')
    assert.equal(encodingOf(Buffer.from('fffe6100', 'hex'), false), 'utf-16le')
    assert.equal(encodingOf(Buffer.from('feff0061', 'hex'), false), 'utf-16be')
    assert.equal(encodingOf(Buffer.from('c3fb', 'hex'), false), 'gb18030')
  })
  test('a UTF-8 file that is cut off or has a broken place is no GBK file, and GBK no broken UTF-8', () => {
    const cut = Buffer.from('客户名称,账期\n云栖酒店,30\n海曙家居')
    assert.equal(encodingOf(cut.subarray(0, -1), false), 'utf-8')
    assert.equal(encodingOf(Buffer.concat([cut, Buffer.from([0xed, 0xa0, 0x80, 0xff])]), false), 'utf-8')
    // The hanzi in daily use lie from B0A1 to D7F9.
    let seed = 7
    const upTo = (most: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % most
    }
    for (let tries = 0; tries < 2000; tries += 1) {
      const hanzi = Array.from({ length: 8 + upTo(40) }, () => [0xb0 + upTo(40), 0xa1 + upTo(89)])
      assert.equal(encodingOf(Buffer.from(hanzi.flat()), false), 'gb18030')
    }
  })
})

describe('a cell on its way in and out', () => {
  const inside: [string, string][] = [
    ['  a\u{3000}\u{A0}', 'a'],
    ['\u{FEFF}a\u{200B}', 'a'],
    ['a\u0000b', 'a\u{FFFD}b'],
    ['a\ud800b', 'a\u{FFFD}b'],
    ['a\r\nb', 'a\nb'],
    [`'=1+1`, '=1+1'],
    [`'quoted`, `'quoted`],
  ]
  for (const [text, tidy] of inside) test(`in: ${JSON.stringify(text)}`, () => assert.equal(tidyCell(text), tidy))
  const outside: [string, string][] = [
    ['=cmd()', `'=cmd()`],
    ['+86 138', `'+86 138`],
    ['@x', `'@x`],
    ['-2+3', `'-2+3`],
    ['-12.50', '-12.50'],
    ['+5', '+5'],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['=a,b', `"'=a,b"`],
    ['\t=a', `"'\t=a"`],
  ]
  for (const [text, safe] of outside) test(`out: ${JSON.stringify(text)}`, () => assert.equal(csvCell(text), safe))
})

test('headings are found under titles, named by other words, remembered, and used once', () => {
  const field = (name: string, zh: string, also: string[] = []): Field => ({
    name,
    zh,
    en: name,
    type: 'text',
    also,
    examples: ['', ''],
  })
  const fields = [field('number', '客户编号', ['编号']), field('name', '客户名称', ['名称'])]
  const rows = [['客户清单'], [''], ['编号*', '名 称（全称）', '编号'], ['1', '甲', '2']].map((cells, line) => ({
    line,
    cells,
  }))
  assert.equal(headingsAt(rows, fields), 2)
  assert.equal(plainHeading(' Unit Price (CNY) *'), 'unitprice')
  assert.deepEqual(suggestFields(rows[2]!.cells, fields, new Map()), ['number', 'name', null])
  const remembered = new Map([
    [plainHeading('甲方'), 'name'],
    [plainHeading('编号'), null],
  ])
  assert.deepEqual(suggestFields(['甲方', '编号', '名称'], fields, remembered), ['name', null, null])

  const assigned = (...named: [string, string | null][]) =>
    decideAssigned(['编号', '名称', '备注'], ['number', 'name', null], new Map(named), fields)
  assert.deepEqual(assigned(), ['number', 'name', null])
  assert.deepEqual(assigned(['备注', 'name']), ['number', null, 'name'])
  assert.deepEqual(assigned(['名 称*', null]), ['number', null, null])
  assert.deepEqual(assigned(['编号', 'name'], ['名称', 'number']), ['name', 'number', null])
  assert.throws(() => assigned(['编码', 'number'], ['名称', 'nothing']), { code: 'imports.headingUnknown' })
  assert.throws(() => assigned(['名称', 'nothing']), { code: 'imports.fieldUnknown' })
})

describe('a tax rate by its code, name or percentage', () => {
  const rates = [
    { code: 'VAT13', nameZh: '增值税 13%', nameEn: 'VAT 13%', rate: 130_000 },
    { code: 'NONE', nameZh: '免税', nameEn: 'No tax', rate: 0 },
  ]
  const cases: [string, string | undefined][] = [
    ['vat13', 'VAT13'],
    ['增值税13%', 'VAT13'],
    ['13%', 'VAT13'],
    ['13', 'VAT13'],
    ['0.13', 'VAT13'],
    ['13.0 %', 'VAT13'],
    ['0', 'NONE'],
    ['0%', 'NONE'],
    ['免税', 'NONE'],
    ['0.13%', undefined],
    ['17%', undefined],
    ['十三', undefined],
  ]
  for (const [text, code] of cases) test(`“${text}”`, () => assert.equal(taxRateNamed(rates, text)?.code, code))
})
