import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rangesOf, searchValues, tokensOf } from './search.ts'

test('texts are cut into words, joined numbers, Chinese pieces and pinyin initials', () => {
  const table: [string, string[]][] = [
    ['SO2026-0188', ['so2026', '0188', 'so20260188']],
    ['Bike World', ['bike', 'world']],
    ['华东五金', ['华东', '东五', '五金', '金', 'hdwj', 'dwj', 'wj', 'j']],
    ['重庆', ['重庆', '庆', 'cq', 'q']],
    ['A4复印纸', ['a4', '复印', '印纸', '纸', 'fyz', 'yz', 'z']],
    ['ＡＢ－１', ['ab', '1', 'ab1']],
    ['', []],
    [' - / ', []],
  ]
  for (const [text, tokens] of table) assert.deepEqual(tokensOf([text]).sort(), tokens.sort(), text)
})

test('a token stands once, however many texts hold it', () => {
  assert.deepEqual(tokensOf(['bike', 'Bike']), ['bike'])
})

/** Whether a query finds a text: what the SQL of `found` does, in memory. Code points compare as UTF-8 bytes do. */
function finds(query: string, text: string): boolean {
  const bytes = (token: string) => Buffer.from(token)
  const tokens = tokensOf([text]).map(bytes)
  const ranges = rangesOf(query)
  return (
    ranges.length > 0 &&
    ranges.every(({ low, high }) =>
      tokens.some((token) => token.compare(bytes(low)) >= 0 && token.compare(bytes(high)) < 0),
    )
  )
}

test('what a query finds', () => {
  const table: [string, string, boolean][] = [
    ['so2026', 'SO2026-0188', true],
    ['so2026-01', 'SO2026-0188', true],
    ['SO20260188', 'SO2026-0188', true],
    ['0188', 'SO2026-0188', true],
    ['188', 'SO2026-0188', false],
    ['so202-0188', 'SO2026-0188', false],
    ['五金', '华东五金制品', true],
    ['东五金', '华东五金制品', true],
    ['华五', '华东五金制品', false],
    ['品', '华东五金制品', true],
    ['hdwj', '华东五金制品', true],
    ['wjz', '华东五金制品', true],
    ['HD', '华东五金制品', true],
    ['hdjw', '华东五金制品', false],
    ['华东 zp', '华东五金制品', true],
    ['world bi', 'Bike World', true],
    ['bike wx', 'Bike World', false],
    ['', 'Bike World', false],
    ['%', 'Bike World', false],
  ]
  for (const [query, text, found] of table) assert.equal(finds(query, text), found, `${query} in ${text}`)
})

test('the longest piece leads, since it is likeliest to be rare', () => {
  assert.equal(searchValues('a 五金制 b')![0], '五金')
  assert.equal(searchValues('  '), null)
  assert.equal(searchValues(undefined), null)
})
