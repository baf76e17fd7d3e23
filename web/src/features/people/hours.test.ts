import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minutesOf } from './hours.ts'

test('times of a day are read as they are typed', () => {
  const table: [string, number | null][] = [
    ['08:00', 480],
    ['8:30', 510],
    ['800', 480],
    ['０８:00', null],
    ['8：15', 495],
    ['24:00', 1440],
    ['24:01', null],
    ['23:60', null],
    ['', null],
    ['eight', null],
  ]
  for (const [text, minutes] of table) assert.equal(minutesOf(text), minutes, text)
})
