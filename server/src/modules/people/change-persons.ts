import { differenceOf } from '../../kernel/difference.ts'
import { chainsOf, loadChainsOf } from '../../kernel/events.ts'
import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import { loadAdministration, raiseRights } from '../access/index.ts'
import { type NewPerson, writePersonTokens } from './create-people.ts'

/** What can be changed of a person. What they hold stays theirs, also in another department. */
export type PersonFields = Pick<NewPerson, 'name' | 'departmentId' | 'position' | 'phone' | 'email' | 'loadCeiling'>
export type StandingPerson = PersonFields & { id: string; number: string; departmentZh: string }

export interface PersonChange {
  before: StandingPerson
  after: PersonFields
}

const NUMBERED = 'select person_id from people.person where number = any($1::text[])'

const findNumbered = statement<StandingPerson>(
  'people.findNumbered',
  `select p.person_id as id, p.number, p.name, p.department_id as "departmentId", d.name_zh as "departmentZh", p.position, p.phone, p.email,
          p.load_ceiling as "loadCeiling"
     from people.person p join people.department d on d.company_id = p.company_id and d.department_id = p.department_id
    where p.person_id = any(array(${NUMBERED}))`,
)
const chains = chainsOf('people.chainsOfNumbered', 'person', NUMBERED)

/** Persons by number, behind the lock of all changes of people, to be changed together. */
export function loadPersonsNumbered(work: Work, numbers: string[]): Read<StandingPerson[]> {
  loadAdministration(work)
  loadChainsOf(work, chains, [numbers])
  return work.read(findNumbered, [numbers])
}

const updatePersons = statement(
  'people.updatePersons',
  `update people.person p
      set name = w.name, department_id = w.department_id, position = w.position, phone = w.phone, email = w.email,
          load_ceiling = w.load_ceiling, version = p.version + 1
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[])
       as w (id, name, department_id, position, phone, email, load_ceiling)
    where p.person_id = w.id`,
)

/** Changes persons in three statements however many there are; each journal tells before and after. */
export function changePersons(work: Work, changes: readonly PersonChange[]): void {
  if (changes.length === 0) return
  work.write(updatePersons, [
    changes.map(({ before }) => before.id),
    changes.map(({ after }) => after.name),
    changes.map(({ after }) => after.departmentId),
    changes.map(({ after }) => after.position),
    changes.map(({ after }) => after.phone),
    changes.map(({ after }) => after.email),
    changes.map(({ after }) => after.loadCeiling),
  ])
  writePersonTokens(
    work,
    changes.map(({ before, after }) => ({ ...before, ...after })),
  )
  raiseRights(work)
  for (const { before, after } of changes) {
    const { id, number: _, departmentZh: __, ...fields } = before
    const data = differenceOf<PersonFields>(fields, after)
    record(work, { type: 'people.personChanged', kind: 'person', id, begins: true, data })
  }
}
