import { writeTokens } from '../../kernel/search.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import { raiseRights } from '../access/index.ts'

const writeDepartments = statement(
  'people.writeDepartments',
  `insert into people.department (department_id, parent_id, number, name_zh, name_en, kind, calendar_id)
   select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[])`,
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

export interface NewDepartment {
  id: string
  parentId: string | null
  number: string
  nameZh: string
  nameEn: string
  kind: string
  headId: string | null
  /** The calendar it works by; without one the company's. */
  calendarId?: string | null
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

/** Adds departments, in one statement however many; parents stand before their children. Their heads are named by `nameHeads`. */
export function addDepartments(work: Work, departments: readonly NewDepartment[]): void {
  if (departments.length === 0) return
  work.write(writeDepartments, [
    departments.map((one) => one.id),
    departments.map((one) => one.parentId),
    departments.map((one) => one.number),
    departments.map((one) => one.nameZh),
    departments.map((one) => one.nameEn),
    departments.map((one) => one.kind),
    departments.map((one) => one.calendarId ?? null),
  ])
  for (const { id, number, nameZh, nameEn, kind, parentId, headId } of departments)
    record(work, {
      type: 'people.departmentCreated',
      kind: 'department',
      id,
      begins: true,
      data: { number, nameZh, nameEn, kind, parentId, headId },
    })
}

/** Adds persons, in one statement however many. Nobody of them can sign in before an account is given. */
export function addPersons(work: Work, persons: readonly NewPerson[]): void {
  if (persons.length === 0) return
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
  raiseRights(work)
  writePersonTokens(work, persons)
  for (const { id, number, name, departmentId } of persons)
    record(work, {
      type: 'people.personCreated',
      kind: 'person',
      id,
      begins: true,
      data: { number, name, departmentId },
    })
}

/** Makes persons findable by number, name and its pinyin initials. */
export const writePersonTokens = (work: Work, persons: readonly Pick<NewPerson, 'id' | 'number' | 'name'>[]): void =>
  writeTokens(
    work,
    'person',
    persons.map(({ id, number, name }) => ({ id, texts: [number, name] })),
  )

/** Names the heads of departments that are there; those without one stay as they are. */
export function nameHeads(work: Work, departments: readonly Pick<NewDepartment, 'id' | 'headId'>[]): void {
  const headed = departments.filter((one) => one.headId)
  if (headed.length > 0) work.write(writeHeads, [headed.map((one) => one.id), headed.map((one) => one.headId)])
}

/** Departments with their persons and heads. */
export function createPeople(work: Work, departments: NewDepartment[], persons: NewPerson[]): void {
  addDepartments(work, departments)
  addPersons(work, persons)
  nameHeads(work, departments)
}
