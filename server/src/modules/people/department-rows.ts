import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { DepartmentFacts } from './people.rules.ts'

const findTree = statement<DepartmentFacts>(
  'people.tree',
  `select department_id as id, number, name_zh as "nameZh", name_en as "nameEn", parent_id as "parentId", head_id as "headId",
          calendar_id as "calendarId", kind, version
     from people.department where active order by number`,
)

/** The departments in use; there are few. To be read behind `loadAdministration` where it decides. */
export const findDepartmentTree = (work: Work): Read<DepartmentFacts[]> => work.read(findTree)

const findActive = statement<{ id: string }>(
  'people.isActive',
  'select person_id as id from people.person where person_id = $1 and active',
)
const findCalendar = statement<{ id: string }>(
  'people.isCalendar',
  'select calendar_id as id from people.calendar where calendar_id = $1',
)

/** Whether a head who is named works here; true when nobody is named. */
export const findHead = (work: Work, headId: string | null | undefined): Read<boolean> =>
  work.read(findActive, [headId ?? null]).map((rows) => headId == null || rows.length > 0)

export const findCalendarNamed = (work: Work, calendarId: string | null | undefined): Read<boolean> =>
  work.read(findCalendar, [calendarId ?? null]).map((rows) => calendarId == null || rows.length > 0)
