import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'

export interface Shift {
  weekday: number
  from: number
  to: number
}

export interface CalendarDay {
  day: string
  working: boolean
  name: string
}

const writeCalendar = statement(
  'people.writeCalendar',
  'insert into people.calendar (calendar_id, name_zh, name_en, standard) values ($1, $2, $3, $4)',
)
const replaceShifts = statement(
  'people.replaceShifts',
  `with gone as (
     delete from people.shift s where s.calendar_id = $1
        and not exists (select from unnest($2::int[], $3::int[]) as w (weekday, from_minute) where w.weekday = s.weekday and w.from_minute = s.from_minute))
   insert into people.shift (calendar_id, weekday, from_minute, to_minute)
   select $1, * from unnest($2::int[], $3::int[], $4::int[])
   on conflict (company_id, calendar_id, weekday, from_minute) do update set to_minute = excluded.to_minute`,
)
const replaceDays = statement(
  'people.replaceDays',
  `with gone as (
     delete from people.calendar_day d where d.calendar_id = $1 and d.day >= $2 and d.day < $3 and not d.day = any($4::date[]))
   insert into people.calendar_day (calendar_id, day, working, name)
   select $1, * from unnest($4::date[], $5::boolean[], $6::text[])
   on conflict (company_id, calendar_id, day) do update set working = excluded.working, name = excluded.name`,
)

export function writeShifts(work: Work, calendarId: string, shifts: readonly Shift[]): void {
  work.write(replaceShifts, [
    calendarId,
    shifts.map((one) => one.weekday),
    shifts.map((one) => one.from),
    shifts.map((one) => one.to),
  ])
}

/** All days of one year that differ from the working week; other years stay as they are. */
export function writeDays(work: Work, calendarId: string, year: number, days: readonly CalendarDay[]): void {
  work.write(replaceDays, [
    ...[calendarId, `${year}-01-01`, `${year + 1}-01-01`],
    days.map((one) => one.day),
    days.map((one) => one.working),
    days.map((one) => one.name),
  ])
}

export interface NewCalendar {
  id: string
  nameZh: string
  nameEn: string
  standard: boolean
}

export function addCalendar(work: Work, { id, nameZh, nameEn, standard }: NewCalendar): void {
  work.write(writeCalendar, [id, nameZh, nameEn, standard])
}

/** 8:00–12:00 and 13:00–18:00, Monday to Friday. */
const USUAL: Shift[] = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: 480, to: 720 },
  { weekday, from: 780, to: 1080 },
])

/** The calendar of a new company: the usual week, and the days of its first year that differ. */
export function createCalendar(work: Work, year: number, days: readonly CalendarDay[]): void {
  const id = work.newId()
  addCalendar(work, { id, nameZh: '公司日历', nameEn: 'Company calendar', standard: true })
  writeShifts(work, id, USUAL)
  writeDays(work, id, year, days)
}
