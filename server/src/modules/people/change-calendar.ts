import type { people } from '@baton/contract/people'
import { command, query } from '../../kernel/command.ts'
import { differenceOf } from '../../kernel/difference.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record } from '../../kernel/work.ts'
import { loadAdministration, raiseRights } from '../access/index.ts'
import { addCalendar, type CalendarDay, type Shift, writeDays, writeShifts } from './calendars.ts'
import { holidaysOf } from './holidays.ts'
import { decideDays, decideShifts, decideVersion, no, withChanges } from './people.rules.ts'

type ListCalendars = RequestOf<(typeof people)['GET /v1/calendars']>
type SuggestDays = RequestOf<(typeof people)['GET /v1/calendars/suggested']>
type CreateCalendar = RequestOf<(typeof people)['POST /v1/calendars']>
type ChangeCalendar = RequestOf<(typeof people)['PATCH /v1/calendars/:id']>

interface CalendarRow {
  id: string
  nameZh: string
  nameEn: string
  standard: boolean
  version: number
  shifts: Shift[]
  days: CalendarDay[]
  departments: string[]
}

/** With the days from $1 on and before $2; of one calendar when $3 names it. */
const findCalendars = statement<CalendarRow>(
  'people.listCalendars',
  `select c.calendar_id as id, c.name_zh as "nameZh", c.name_en as "nameEn", c.standard, c.version,
          (select coalesce(json_agg(json_build_object('weekday', s.weekday, 'from', s.from_minute, 'to', s.to_minute) order by s.weekday, s.from_minute), '[]')
             from people.shift s where s.company_id = c.company_id and s.calendar_id = c.calendar_id) as shifts,
          (select coalesce(json_agg(json_build_object('day', d.day, 'working', d.working, 'name', d.name) order by d.day), '[]')
             from people.calendar_day d where d.company_id = c.company_id and d.calendar_id = c.calendar_id and d.day >= $1 and d.day < $2) as days,
          array(select d.department_id::text from people.department d where d.company_id = c.company_id and d.calendar_id = c.calendar_id and d.active) as departments
     from people.calendar c where $3::uuid is null or c.calendar_id = $3 order by c.standard desc, c.calendar_id`,
)
const copyDays = statement(
  'people.copyDays',
  `insert into people.calendar_day (calendar_id, day, working, name) select $1, day, working, name from people.calendar_day where calendar_id = $2`,
)
const updateCalendar = statement(
  'people.updateCalendar',
  'update people.calendar set name_zh = $2, name_en = $3, version = version + 1 where calendar_id = $1',
)

const yearOf = (year: number): [string, string] => [`${year}-01-01`, `${year + 1}-01-01`]

export const listCalendars = query({
  load: (work, { year }: ListCalendars) => ({ rows: work.read(findCalendars, [...yearOf(year), null]) }),
  run: (_work, _request, { rows }) => ({ rows }),
})

/** What a year's days could be, for whoever fills in the next one. */
export const suggestDays = query({
  load: () => ({}),
  run: (_work, { year }: SuggestDays) => ({ days: holidaysOf(year) }),
})

/** Makes a calendar as a copy of another, with all its days, for departments that work differently. */
export const createCalendarCopy = command({
  load: (work, { copyOf }: CreateCalendar) => {
    loadAdministration(work)
    return { rows: work.read(findCalendars, ['2000-01-01', '2000-01-01', copyOf]) }
  },
  run: (work, { nameZh, nameEn }, { rows }) => {
    const copied = rows[0]
    if (!copied) throw no.calendarUnknown()
    const id = work.newId()
    addCalendar(work, { id, nameZh, nameEn, standard: false })
    writeShifts(work, id, copied.shifts)
    work.write(copyDays, [id, copied.id])
    raiseRights(work)
    const data = { nameZh, nameEn, shifts: copied.shifts, copyOf: { id: copied.id, nameZh: copied.nameZh } }
    record(work, { type: 'people.calendarCreated', kind: 'calendar', id, begins: true, data })
    return { id, version: 1 }
  },
})

/** Changes a calendar. Deadlines that are set keep their hour; what is measured from now on follows the new hours. */
export const changeCalendar = command({
  load: (work, request: ChangeCalendar) => {
    loadAdministration(work)
    loadChains(work, 'calendar', [request.id])
    const year = request.year?.year ?? 2000
    return { rows: work.read(findCalendars, [...yearOf(year), request.id]) }
  },
  run: (work, request, { rows }) => {
    const calendar = rows[0]
    if (!calendar) throw no.calendarMissing()
    decideVersion(calendar.version, request.version)
    const { shifts, year } = request
    if (shifts) decideShifts(shifts)
    if (year) decideDays(year)

    const before = { nameZh: calendar.nameZh, nameEn: calendar.nameEn }
    const after = withChanges(before, request)
    work.write(updateCalendar, [calendar.id, after.nameZh, after.nameEn])
    if (shifts) writeShifts(work, calendar.id, shifts)
    if (year) writeDays(work, calendar.id, year.year, year.days)
    raiseRights(work)
    record(work, {
      type: 'people.calendarChanged',
      kind: 'calendar',
      id: calendar.id,
      begins: true,
      data: {
        ...differenceOf(before, after),
        ...(shifts && { shifts: { before: calendar.shifts, after: shifts } }),
        ...(year && { days: { year: year.year, before: calendar.days, after: year.days } }),
      },
    })
    return { id: calendar.id, version: calendar.version + 1 }
  },
})
