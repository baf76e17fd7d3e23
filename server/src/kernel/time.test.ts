import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addDays, startOfDay } from './time.ts'

describe('the first instant of a day', () => {
  for (const [timeZone, day, at] of [
    ['UTC', '2026-11-30', '2026-11-30T00:00:00.000Z'],
    ['Asia/Shanghai', '2026-11-30', '2026-11-29T16:00:00.000Z'],
    ['America/New_York', '2026-07-04', '2026-07-04T04:00:00.000Z'],
    ['America/New_York', '2026-12-31', '2026-12-31T05:00:00.000Z'],
    ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00.000Z'],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00.000Z'],
    // Clocks go forward at midnight, so the day begins at one o’clock; elsewhere they go back to the day before.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
    ['Asia/Beirut', '2026-10-25', '2026-10-24T22:00:00.000Z'],
    // Midnight comes twice.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
  ] as const)
    test(`${day} in ${timeZone}`, () => assert.equal(startOfDay(timeZone, day).toISOString(), at))
})

test('days are counted beyond the year 9999 as PostgreSQL writes them', () => {
  assert.equal(addDays('9999-12-31', 1), '10000-01-01')
  assert.equal(addDays('2026-12-31', 1), '2027-01-01')
  assert.equal(addDays('2026-03-01', -1), '2026-02-28')
})
