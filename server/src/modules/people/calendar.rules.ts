import { dayIn } from '../../kernel/time.ts'
import type { Calendar, Company } from '../../kernel/work.ts'

const MINUTE = 60_000
const DAY_MINUTES = 1440

/** The calendar by which a department works: its own, else the company's. */
export const calendarOf = (company: Company, departmentId?: string): Calendar =>
  company.departments.find(({ id }) => id === departmentId)?.calendar ?? company.calendar

interface Window {
  from: number
  to: number
}

/** Working windows of a day, minutes from midnight. A weekend day that is worked has the windows of a Monday. */
export function windowsOf(calendar: Calendar, day: string): Window[] {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7
  const own = calendar.shifts.filter((shift) => shift.weekday === weekday)
  const working = calendar.days.get(day)
  if (working === false) return []
  if (working === true && own.length === 0) return calendar.shifts.filter((shift) => shift.weekday === 1)
  return own
}

/** Whether anybody works on a day. */
export const worksOn = (calendar: Calendar, day: string): boolean => windowsOf(calendar, day).length > 0

const offsets = new Map<string, number>()

/** Minutes by which local time is ahead of UTC; changes at most with the hour. */
function offsetAt(timeZone: string, at: number): number {
  const key = `${timeZone}:${Math.floor(at / 3_600_000)}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).format(at)
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])?(\d+)?:?(\d+)?$/.exec(parts) ?? []
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  if (offsets.size > 20_000) offsets.clear()
  offsets.set(key, offset)
  return offset
}

const dayText = (localMinutes: number): string =>
  new Date(Math.floor(localMinutes / DAY_MINUTES) * DAY_MINUTES * MINUTE).toISOString().slice(0, 10)

interface Sums {
  /** Days are counted from 1970-01-01. */
  firstDay: number
  /** Working minutes of all days from the first on and before each one. */
  before: number[]
}

/** What is added up for one list serves the next: a page of old orders would else go through thousands of days, row by row. */
const sums = new WeakMap<Calendar, Sums>()
/** So much earlier than asked the sums begin, so that not each older order makes them anew. */
const EARLIER_DAYS = 400

/** Working minutes of whole days, from one up to and without another. */
function wholeDays(calendar: Calendar, from: number, to: number): number {
  let known = sums.get(calendar)
  if (!known || from < known.firstDay) {
    known = { firstDay: from - EARLIER_DAYS, before: [0] }
    sums.set(calendar, known)
  }
  const { firstDay, before } = known
  for (let day = firstDay + before.length - 1; day < to; day += 1) {
    const windows = windowsOf(calendar, dayText(day * DAY_MINUTES))
    before.push(before.at(-1)! + windows.reduce((minutes, window) => minutes + window.to - window.from, 0))
  }
  return before[to - firstDay]! - before[from - firstDay]!
}

/** Working minutes between two instants by the company's calendar. */
export function workingMinutes(calendar: Calendar, timeZone: string, since: Date, until: Date): number {
  const from = since.getTime() / MINUTE + offsetAt(timeZone, since.getTime())
  const to = until.getTime() / MINUTE + offsetAt(timeZone, until.getTime())
  if (to <= from) return 0
  const on = (day: number) => {
    const midnight = day * DAY_MINUTES
    return windowsOf(calendar, dayText(midnight)).reduce(
      (minutes, window) =>
        minutes + Math.max(0, Math.min(to, midnight + window.to) - Math.max(from, midnight + window.from)),
      0,
    )
  }
  const [first, last] = [Math.floor(from / DAY_MINUTES), Math.floor(to / DAY_MINUTES)]
  if (first === last) return Math.round(on(first))
  return Math.round(on(first) + wholeDays(calendar, first + 1, last) + on(last))
}

/** How far ahead a deadline is looked for; a calendar without any working hours would never end. */
const MOST_DAYS = 120

/** The instant at which so many working minutes have passed. Without working hours ahead: wall-clock minutes. */
export function addWorkingMinutes(calendar: Calendar, timeZone: string, since: Date, minutes: number): Date {
  const from = since.getTime() / MINUTE + offsetAt(timeZone, since.getTime())
  let left = minutes
  let midnight = Math.floor(from / DAY_MINUTES) * DAY_MINUTES
  for (let days = 0; days < MOST_DAYS; days += 1, midnight += DAY_MINUTES) {
    for (const window of windowsOf(calendar, dayText(midnight))) {
      const start = Math.max(from, midnight + window.from)
      const room = midnight + window.to - start
      if (room <= 0) continue
      if (room >= left) return new Date((start + left - offsetAt(timeZone, (start + left) * MINUTE)) * MINUTE)
      left -= room
    }
  }
  return new Date(since.getTime() + minutes * MINUTE)
}

/** The windows of all working days between two instants, for a ruler; at most `most` days. */
export function rulerOf(
  calendar: Calendar,
  timeZone: string,
  since: Date,
  until: Date,
  most = 400,
): { day: string; fromMinute: number; toMinute: number }[] {
  const days: { day: string; fromMinute: number; toMinute: number }[] = []
  const last = dayIn(timeZone, until)
  let at = since.getTime()
  for (let count = 0; count < most; count += 1, at += DAY_MINUTES * MINUTE) {
    const day = dayIn(timeZone, new Date(at))
    if (day > last) break
    for (const window of windowsOf(calendar, day)) days.push({ day, fromMinute: window.from, toMinute: window.to })
  }
  return days
}
