import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'

const writeDepartments = statement(
  'people.writeDepartments',
  `insert into people.department (department_id, parent_id, number, name_zh, name_en, kind)
   select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])`,
)
const writePersons = statement(
  'people.writePersons',
  `insert into people.person (person_id, number, name, department_id, position, load_ceiling, phone, email)
   select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::int[], $7::text[], $8::text[])`,
)
const writeHeads = statement(
  'people.writeHeads',
  `update people.department d set head_id = h.head from unnest($1::uuid[], $2::uuid[]) as h (id, head) where d.department_id = h.id`,
)
const writeShifts = statement(
  'people.writeShifts',
  `insert into people.shift (weekday, from_minute, to_minute) select d, s.from_minute, s.to_minute
     from generate_series(1, 5) as d, (values (480, 720), (780, 1080)) as s (from_minute, to_minute)`,
)
const writeDays = statement(
  'people.writeDays',
  `insert into people.calendar_day (day, working, name) select * from unnest($1::date[], $2::boolean[], $3::text[]) on conflict do nothing`,
)

export interface NewDepartment {
  id: string
  parentId: string | null
  number: string
  nameZh: string
  nameEn: string
  kind: string
  headId: string | null
}

export interface NewPerson {
  id: string
  number: string
  name: string
  departmentId: string
  position: string
  loadCeiling: number | null
  phone: string | null
  email: string | null
}

/** Departments with their persons and heads, in three statements. Parents stand before their children. */
export function createPeople(work: Work, departments: NewDepartment[], persons: NewPerson[]): void {
  work.write(writeDepartments, [
    departments.map((one) => one.id),
    departments.map((one) => one.parentId),
    departments.map((one) => one.number),
    departments.map((one) => one.nameZh),
    departments.map((one) => one.nameEn),
    departments.map((one) => one.kind),
  ])
  work.write(writePersons, [
    persons.map((one) => one.id),
    persons.map((one) => one.number),
    persons.map((one) => one.name),
    persons.map((one) => one.departmentId),
    persons.map((one) => one.position),
    persons.map((one) => one.loadCeiling),
    persons.map((one) => one.phone),
    persons.map((one) => one.email),
  ])
  const headed = departments.filter((one) => one.headId)
  if (headed.length > 0) work.write(writeHeads, [headed.map((one) => one.id), headed.map((one) => one.headId)])
}

/** Monday to Friday, 8:00–12:00 and 13:00–18:00, and the days that differ: holidays, and weekend days worked in their place. */
export function createCalendar(work: Work, days: { day: string; working: boolean; name: string }[]): void {
  work.write(writeShifts, [])
  if (days.length > 0)
    work.write(writeDays, [days.map((one) => one.day), days.map((one) => one.working), days.map((one) => one.name)])
}
