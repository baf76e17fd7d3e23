import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import { endSessions, openMember, raiseRights } from '../access/index.ts'

export interface PersonFacts {
  id: string
  number: string
  name: string
  departmentId: string
  departmentZh: string
  departmentActive: boolean
  position: string
  phone: string | null
  email: string | null
  loadCeiling: number | null
  active: boolean
  version: number
}

const findOne = statement<PersonFacts>(
  'people.findPerson',
  `select p.person_id as id, p.number, p.name, p.department_id as "departmentId", d.name_zh as "departmentZh", d.active as "departmentActive",
          p.position, p.phone, p.email, p.load_ceiling as "loadCeiling", p.active, p.version
     from people.person p join people.department d on d.company_id = p.company_id and d.department_id = p.department_id
    where p.person_id = $1`,
)

/** A person's own row. To be read behind `loadAdministration` where it decides. */
export const findPerson = (work: Work, id: string): Read<PersonFacts | undefined> =>
  work.read(findOne, [id]).map(([row]) => row)

const setActive = statement(
  'people.setActive',
  'update people.person set active = $2, version = version + 1 where person_id = $1',
)
const closeOne = statement(
  'people.closeDepartment',
  'update people.department set active = false, version = version + 1 where department_id = $1',
)

/** Somebody no longer works here: the account is closed in this company and its sessions end. Whoever calls has seen that nothing is left. */
export function disablePerson(work: Work, person: Pick<PersonFacts, 'id'>, reason: string): void {
  work.write(setActive, [person.id, false])
  openMember(work, person.id, false)
  endSessions(work, person.id)
  raiseRights(work)
  const data = { active: { before: true, after: false }, reason }
  record(work, { type: 'people.personDisabled', kind: 'person', id: person.id, begins: true, data })
}

/** Somebody works here again. The account is open and locked: only an administrator lets them in. */
export function enableOne(work: Work, person: Pick<PersonFacts, 'id'>): void {
  work.write(setActive, [person.id, true])
  openMember(work, person.id, true)
  raiseRights(work)
  const data = { active: { before: false, after: true } }
  record(work, { type: 'people.personEnabled', kind: 'person', id: person.id, begins: true, data })
}

/** A department is no longer used. Whoever calls has seen that nobody and nothing is in it. */
export function closeDepartment(work: Work, departmentId: string): void {
  work.write(closeOne, [departmentId])
  raiseRights(work)
  const data = { active: { before: true, after: false } }
  record(work, { type: 'people.departmentClosed', kind: 'department', id: departmentId, begins: true, data })
}
