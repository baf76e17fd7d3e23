import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountInWords, sumAmounts } from './amounts.ts'
import {
  formatCount,
  formatCountdown,
  formatDate,
  formatDeadline,
  formatDuration,
  formatMoney,
  formatQuantity,
  formatShortage,
  formatSlack,
  formatTime,
  formatToday,
  shortNumber,
} from './format.ts'

const zh = { language: 'zh', now: '2026-11-24T14:20:00+08:00' } as const
const en = { ...zh, language: 'en' } as const

function table<Row extends readonly unknown[]>(name: string, rows: readonly Row[], run: (row: Row) => unknown) {
  test(name, () => {
    for (const row of rows) assert.equal(run(row), row.at(-1), JSON.stringify(row))
  })
}

table(
  'dates drop the year only while it is this year',
  [
    ['2026-11-28', zh, 'short', '11-28'],
    ['2025-11-28', zh, 'short', '2025-11-28'],
    ['2026-11-28', zh, 'field', '2026-11-28'],
    ['2026-11-28', en, 'field', '28 Nov 2026'],
    ['2026-11-28', zh, 'full', '2026 年 11 月 28 日 周六'],
    ['2026-11-28', en, 'short', '28 Nov'],
    ['2025-11-28', en, 'short', '28 Nov 2025'],
    ['2026-11-28', en, 'full', 'Sat 28 November 2026'],
    ['2026-11-23T16:30:00Z', zh, 'short', '11-24'],
    ['2025-12-31T16:00:00Z', zh, 'short', '01-01'],
  ] as const,
  ([value, setting, style]) => formatDate(value, setting, style),
)

table(
  'times say today and yesterday by the company clock, not by the browser',
  [
    ['2026-11-24T06:02:00Z', zh, '14:02'],
    ['2026-11-23T08:48:00Z', zh, '昨 16:48'],
    ['2026-11-23T16:05:00Z', zh, '00:05'],
    ['2026-11-18T07:10:00Z', zh, '11-18 15:10'],
    ['2025-11-18T07:10:00Z', zh, '2025-11-18 15:10'],
    ['2026-11-23T08:48:00Z', en, 'yesterday 16:48'],
    ['2026-11-18T07:10:00Z', en, '18 Nov 15:10'],
  ] as const,
  ([value, setting]) => formatTime(value, setting),
)

table(
  'deadlines',
  [
    ['2026-11-24T09:00:00Z', zh, '今天 17:00 前'],
    ['2026-11-25T02:30:00Z', zh, '明天 10:30 前'],
    ['2026-11-28T02:30:00Z', zh, '11-28 10:30 前'],
    ['2026-11-24T09:00:00Z', en, 'by 17:00 today'],
    ['2026-11-28T02:30:00Z', en, 'by 10:30 28 Nov'],
  ] as const,
  ([value, setting]) => formatDeadline(value, setting),
)

test('today', () => {
  assert.equal(formatToday(zh), '11 月 24 日，周二')
  assert.equal(formatToday(en), 'Tue 24 November')
})

table(
  'durations are working time of eight hours a day, and carry instead of showing eight hours',
  [
    [4 * 480 + 7 * 60, 'zh', 'long', '4 天 7 小时'],
    [4 * 480 + 7 * 60, 'zh', 'column', '4 天 7 时'],
    [4 * 480 + 7 * 60, 'zh', 'short', '4.9 天'],
    [4 * 480 + 7 * 60, 'en', 'long', '4 d 7 h'],
    [390, 'zh', 'long', '6.5 时'],
    [390, 'en', 'column', '6.5 h'],
    [42, 'zh', 'long', '42 分'],
    [42, 'en', 'long', '42 min'],
    [59, 'zh', 'long', '59 分'],
    [60, 'zh', 'long', '1 时'],
    [476, 'zh', 'long', '7.9 时'],
    [478, 'zh', 'long', '1 天'],
    [480, 'zh', 'long', '1 天'],
    [960, 'zh', 'column', '2 天 0 时'],
    [959, 'zh', 'long', '2 天'],
    [672, 'zh', 'short', '1.4 天'],
    [0, 'zh', 'long', '0 分'],
    [-5, 'zh', 'long', '0 分'],
  ] as const,
  ([minutes, language, style]) => formatDuration(minutes, language, style),
)

table(
  'countdowns',
  [
    [42, 'zh', '42 分'],
    [80, 'zh', '1 时 20 分'],
    [185, 'zh', '3 时 05 分'],
    [185, 'en', '3 h 05 min'],
    [660, 'zh', '1 天 3 时'],
    [-3, 'zh', '0 分'],
  ] as const,
  ([minutes, language]) => formatCountdown(minutes, language),
)

table(
  'money keeps every digit that arrived, beyond what a float can hold',
  [
    ['186420.00', 'CNY', false, '¥186,420.00'],
    ['186420.00', 'CNY', true, '186,420.00'],
    ['18.6', 'CNY', true, '18.60'],
    ['0.33', 'CNY', true, '0.33'],
    ['0.3350', 'CNY', true, '0.335'],
    ['0.335000', 'CNY', true, '0.335'],
    ['7', 'CNY', true, '7.00'],
    ['-1234.50', 'CNY', false, '−¥1,234.50'],
    ['99999999999999999.99', 'CNY', true, '99,999,999,999,999,999.99'],
    ['1000000', 'USD', false, '$1,000,000.00'],
    ['5', 'CHF', false, 'CHF 5.00'],
    ['0.100', 'CNY', true, '0.10'],
  ] as const,
  ([amount, currency, bare]) => formatMoney(amount, currency, bare),
)

table(
  'quantities',
  [
    ['2400', '副', '2,400 副'],
    ['2400.000', '副', '2,400 副'],
    ['0.330', '', '0.33'],
    ['30000', 'pcs', '30,000 pcs'],
    ['-12', '支', '−12 支'],
    ['999', '', '999'],
    ['1000', '', '1,000'],
  ] as const,
  ([quantity, unit]) => formatQuantity(quantity, unit),
)

table(
  'slack warns from one day on and turns late below zero',
  [
    [6, 'zh', '余 6 天|lv|false'],
    [4, 'zh', '余 4 天|lv|false'],
    [3, 'zh', '余 3 天|muted|false'],
    [2, 'zh', '余 2 天|muted|false'],
    [1, 'zh', '余 1 天|ochre|true'],
    [0, 'zh', '今天到期|ochre|true'],
    [0, 'en', 'due today|ochre|true'],
    [-1, 'zh', '逾 1 天|rouge|true'],
    [-1, 'en', '1 d late|rouge|true'],
    [6, 'en', '6 d left|lv|false'],
  ] as const,
  ([days, language]) => {
    const slack = formatSlack(days, language)
    return `${slack.text}|${slack.tone}|${slack.warn}`
  },
)

test('small forms', () => {
  assert.equal(shortNumber('SO2026-0188'), '0188')
  assert.equal(shortNumber('plain'), 'plain')
  assert.equal(formatShortage('9000', 'zh', '粒'), '缺 9,000 粒')
  assert.equal(formatShortage('9000', 'en'), 'short 9,000')
  assert.equal(formatCount(1001), '1,000+')
  assert.equal(formatCount(1000), '1,000')
  assert.equal(formatCount(128), '128')
})

table(
  'amounts in words',
  [
    ['186420.00', '壹拾捌万陆仟肆佰贰拾元整'],
    ['0', '零元整'],
    ['0.05', '伍分'],
    ['0.50', '伍角整'],
    ['10.05', '壹拾元零伍分'],
    ['10.50', '壹拾元伍角整'],
    ['1005.32', '壹仟零伍元叁角贰分'],
    ['10005', '壹万零伍元整'],
    ['100000000', '壹亿元整'],
    ['100000001', '壹亿零壹元整'],
    ['100100000', '壹亿零壹拾万元整'],
    ['20300', '贰万零叁佰元整'],
    ['-12.3', '负壹拾贰元叁角整'],
  ] as const,
  ([amount]) => amountInWords(amount),
)

test('an amount with more places than a cent is refused rather than rounded', () => {
  assert.throws(() => amountInWords('1.005'), RangeError)
})

test('sums are exact where floats are not', () => {
  assert.equal(sumAmounts(['0.1', '0.2']), '0.30')
  assert.equal(sumAmounts(['186420.00', '64800.00', '38250.00']), '289470.00')
  assert.equal(sumAmounts(['-0.05', '0.02']), '-0.03')
  assert.equal(sumAmounts(['1.005', '1']), '2.005')
  assert.equal(sumAmounts([]), '0.00')
})
