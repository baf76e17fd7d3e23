import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addWorkingMinutes, workingMinutes } from './calendar.rules.ts'

const shifts = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: 480, to: 720 },
  { weekday, from: 780, to: 1080 },
])
const calendar = {
  shifts,
  days: new Map([
    ['2026-10-01', false],
    ['2026-10-10', true],
  ]),
}
const china = (text: string) => new Date(`${text}+08:00`)

const table: [string, string, string, number][] = [
  ['within a morning', '2026-11-23T09:00', '2026-11-23T10:30', 90],
  ['over the noon break', '2026-11-23T11:30', '2026-11-23T13:30', 60],
  ['a whole day', '2026-11-23T00:00', '2026-11-24T00:00', 540],
  ['over a weekend', '2026-11-20T17:00', '2026-11-23T09:00', 120],
  ['a public holiday', '2026-10-01T08:00', '2026-10-01T18:00', 0],
  ['a Saturday worked in its place', '2026-10-10T08:00', '2026-10-10T18:00', 540],
  ['backwards', '2026-11-23T10:00', '2026-11-23T09:00', 0],
]

for (const [name, from, to, minutes] of table) {
  test(`working minutes ${name}`, () => {
    assert.equal(workingMinutes(calendar, 'Asia/Shanghai', china(from), china(to)), minutes)
  })
}

test('long spans, in whatever order they are asked, are the sum of their days', () => {
  const DAY = 86_400_000
  const spans = [40, 900, 3, 2000, 410, 1].map(
    (days) => [china('2026-11-23T10:15').getTime() - days * DAY, days] as const,
  )
  for (const [since, days] of spans) {
    let sum = 0
    for (let day = 0; day < days; day += 1) {
      const [from, to] = [since + day * DAY, since + (day + 1) * DAY].map((at) => new Date(at))
      sum += workingMinutes(calendar, 'Asia/Shanghai', from!, to!)
    }
    assert.equal(
      workingMinutes(calendar, 'Asia/Shanghai', new Date(since), china('2026-11-23T10:15')),
      sum,
      `${days} days`,
    )
  }
})

test('a zone behind UTC counts its own day', () => {
  assert.equal(
    workingMinutes(calendar, 'America/New_York', new Date('2026-11-23T13:00:00Z'), new Date('2026-11-23T14:00:00Z')),
    60,
  )
})

const deadlines: [string, string, number, string][] = [
  ['within the morning', '2026-11-23T09:00', 120, '2026-11-23T11:00'],
  ['over noon', '2026-11-23T11:00', 120, '2026-11-23T14:00'],
  ['over the weekend', '2026-11-20T17:00', 240, '2026-11-23T11:00'],
  ['from the night', '2026-11-23T03:27', 240, '2026-11-23T12:00'],
]

for (const [name, from, minutes, until] of deadlines) {
  test(`a deadline in working minutes ${name}`, () => {
    assert.deepEqual(addWorkingMinutes(calendar, 'Asia/Shanghai', china(from), minutes), china(until))
  })
}

test('a company without working hours counts by the clock', () => {
  const none = { shifts: [], days: new Map() }
  assert.deepEqual(addWorkingMinutes(none, 'Asia/Shanghai', china('2026-11-23T09:00'), 60), china('2026-11-23T10:00'))
})
