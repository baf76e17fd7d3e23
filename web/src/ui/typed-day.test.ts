import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DaySetting, dayOf } from './typed-day.ts'

const zh: DaySetting = { language: 'zh', today: '2026-11-30' }
const en: DaySetting = { language: 'en', today: '2026-11-30' }

test('a day is read as people write it', () => {
  const table: [string, DaySetting, string | null][] = [
    ['2026-11-30', zh, '2026-11-30'],
    ['2026/1/5', zh, '2026-01-05'],
    ['2026.01.05', zh, '2026-01-05'],
    ['２０２６年１１月３０日', zh, '2026-11-30'],
    ['2026 年 11 月 30 日', zh, '2026-11-30'],
    ['11月30日', zh, '2026-11-30'],
    ['5号', zh, '2026-12-05'],
    ['20261201', zh, '2026-12-01'],
    ['1201', zh, '2026-12-01'],
    ['26-12-01', zh, '2026-12-01'],
    ['12-1', zh, '2026-12-01'],
    ['12/1', zh, '2026-12-01'],
    ['明天', zh, '2026-12-01'],
    ['+7', zh, '2026-12-07'],
    ['30 Nov', en, '2026-11-30'],
    ['nov 30', en, '2026-11-30'],
    ['30 November 2027', en, '2027-11-30'],
    ['Dec 1, 2026', en, '2026-12-01'],
    ['1-Dec-2026', en, '2026-12-01'],
    ['12-01', en, '2026-12-01'],
    ['30/11', en, '2026-11-30'],
    ['11/30/2026', en, '2026-11-30'],
    ['30/11/2026', en, '2026-11-30'],
    ['tomorrow', en, '2026-12-01'],
    ['28 Feb', en, '2027-02-28'],
  ]
  for (const [text, setting, day] of table) assert.equal(dayOf(text, setting), day, text)
})

test('what is no day, or could be two, is none', () => {
  for (const text of [
    '',
    'x',
    '2026-02-30',
    '13-40',
    '0',
    '32',
    '2026-11',
    '123',
    '2026-11-',
    '1899-01-01',
    '2100-01-01',
    '-7',
  ])
    assert.equal(dayOf(text, zh), null, text)
  for (const text of ['5/6', '5/6/2026', '5 foo', 'nov', 'constructor']) assert.equal(dayOf(text, en), null, text)
})

test('a short form is the nearest day that the field allows', () => {
  assert.equal(dayOf('1', zh), '2026-12-01')
  assert.equal(dayOf('28', zh), '2026-11-28')
  assert.equal(dayOf('28', { ...zh, min: '2026-11-30' }), '2026-12-28')
  assert.equal(dayOf('1', { ...zh, max: '2026-11-30' }), '2026-11-01')
  assert.equal(dayOf('31', { ...zh, max: '2026-11-30' }), '2026-10-31')
  assert.equal(dayOf('1-5', zh), '2027-01-05')
  assert.equal(dayOf('1-5', { ...zh, max: '2026-11-30' }), '2026-01-05')
  assert.equal(dayOf('29', { ...zh, today: '2027-02-10' }), '2027-01-29')
})
