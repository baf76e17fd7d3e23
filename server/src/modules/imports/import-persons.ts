import { statement } from '../../kernel/statement.ts'
import { addPersons, type NewPerson } from '../people/index.ts'
import { differences, existing, kindOf, type Parsed, resolve, textsOf, textValue, wrong } from './kind.ts'
import type { Named } from './lookups.ts'
import { PERSON_FIELDS as FIELDS } from './person-fields.rules.ts'

const findKnown = statement<{ id: string; number: string; name: string; departmentId: string; departmentZh: string }>(
  'imports.knownPersons',
  `select person_id as id, number, name, department_id as "departmentId", department_zh as "departmentZh"
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
  load: (work, rows) => ({
    known: work.read(findKnown, [textsOf(rows, 'number')]),
    departments: work.read(findDepartments),
  }),
  judge: (work, rows, { known, departments }) => {
    const byNumber = new Map(known.map((one) => [one.number, one]))
    return rows.map((row) => {
      const place = row.values.department ? resolve(row, department, departments) : null
      const found = place && 'fault' in place ? [place.fault] : []
      const kept = byNumber.get(textValue(row, 'number'))
      if (kept && row.faults.length + found.length === 0) {
        const moved = place && 'one' in place && place.one.id !== kept.departmentId
        const remarks = differences(row, FIELDS, {
          name: { value: kept.name },
          ...(moved && { department: { value: kept.departmentZh } }),
        })
        return existing(row, kept.id, remarks)
      }
      if (!place || 'fault' in place || row.faults.length > 0) return wrong(row, found)
      const ready = personOf(row, work.newId(), place.one.id)
      return { line: row.line, state: 'ready' as const, faults: [], subjectId: ready.id, ready }
    })
  },
  write: (work, ready) => addPersons(work, ready),
})

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
