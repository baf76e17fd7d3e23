import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import {
  addPersons,
  changePersons,
  loadPersonsNumbered,
  type NewPerson,
  type PersonChange,
  type StandingPerson,
} from '../people/index.ts'
import { faults } from './faults.rules.ts'
import {
  at,
  changedOf,
  type Judged,
  kindOf,
  type MadeOrChanged,
  madeOf,
  type Parsed,
  resolve,
  standing,
  textsOf,
  textValue,
  valueOr,
  wrong,
} from './kind.ts'
import type { Named } from './lookups.ts'
import { PERSON_FIELDS as FIELDS } from './person-fields.rules.ts'

const findKnown = statement<StandingPerson>(
  'imports.knownPersons',
  `select person_id as id, number, name, department_id as "departmentId", department_zh as "departmentZh", position, phone, email,
          load_ceiling as "loadCeiling"
     from people.read_person where number = any($1::text[])`,
)

const findDepartments = statement<Named>(
  'imports.departments',
  `select department_id as id, number, array[name_zh, name_en] as names from people.read_department where active order by number`,
)

const department = FIELDS.find((one) => one.name === 'department')!

/** Persons are told apart by their number. None of them can sign in: an administrator gives accounts. */
export const persons = kindOf({
  kind: 'persons',
  right: 'people.change',
  fields: FIELDS,
  keyField: 'number',
  keyOf: ({ number }) => (number as string | undefined) ?? null,
  updates: true,
  load: (work, rows, _found, { updates }) => ({
    known: updates
      ? loadPersonsNumbered(work, textsOf(rows, 'number'))
      : work.read(findKnown, [textsOf(rows, 'number')]),
    departments: work.read(findDepartments),
  }),
  judge: (work, rows, { known, departments }, _found, { updates }) => {
    const byNumber = new Map(known.map((one) => [one.number, one]))
    return rows.map((row): Judged<MadeOrChanged<NewPerson, PersonChange>> => {
      const place = row.values.department ? resolve(row, department, departments) : null
      const found = place && 'fault' in place ? [place.fault] : []
      const kept = byNumber.get(textValue(row, 'number'))
      if (kept && row.faults.length + found.length === 0) {
        const departmentId = place && 'one' in place ? place.one.id : kept.departmentId
        return standingOf(work, row, kept, { departmentId, updates })
      }
      if (!place || 'fault' in place || row.faults.length > 0) return wrong(row, found)
      const ready = personOf(row, work.newId(), place.one.id)
      return { line: row.line, state: 'ready', faults: [], subjectId: ready.id, ready: { made: ready } }
    })
  },
  write: (work, ready) => {
    addPersons(work, madeOf(ready))
    changePersons(work, changedOf(ready))
  },
})

/** Nobody moves to another department by a file of their own, since the department says what one may see. */
function standingOf(
  work: Work,
  row: Parsed,
  kept: StandingPerson,
  { departmentId, updates }: { departmentId: string; updates: boolean },
): Judged<{ changed: PersonChange }> {
  if (
    updates &&
    departmentId !== kept.departmentId &&
    kept.id === work.actor.personId &&
    !work.actor.rights.has('access.administer')
  )
    return wrong(row, [at(row, 'department', faults.needsRight(department, 'access.administer'))])
  const after = {
    name: valueOr(row, 'name', kept.name),
    departmentId,
    position: valueOr(row, 'position', kept.position),
    phone: valueOr(row, 'phone', kept.phone),
    email: valueOr(row, 'email', kept.email),
    loadCeiling: valueOr(row, 'loadCeiling', kept.loadCeiling),
  }
  const shown = {
    name: kept.name,
    department: kept.departmentZh,
    position: kept.position,
    phone: kept.phone ?? '',
    email: kept.email ?? '',
    loadCeiling: kept.loadCeiling === null ? '' : String(kept.loadCeiling),
  }
  return standing(row, kept.id, FIELDS, { before: kept, after }, { shown, updates })
}

const personOf = (row: Parsed, id: string, departmentId: string): NewPerson => ({
  id,
  number: textValue(row, 'number'),
  name: textValue(row, 'name'),
  departmentId,
  position: textValue(row, 'position'),
  loadCeiling: (row.values.loadCeiling as number | undefined) ?? null,
  phone: textValue(row, 'phone') || null,
  email: textValue(row, 'email') || null,
})
