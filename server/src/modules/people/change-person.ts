import type { people } from '@baton/contract/people'
import { command } from '../../kernel/command.ts'
import { differenceOf } from '../../kernel/difference.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record } from '../../kernel/work.ts'
import { findMemberOf, loadAdministration, lockMember, raiseRights } from '../access/index.ts'
import { addPersons, writePersonTokens } from './create-people.ts'
import { findDepartmentTree } from './department-rows.ts'
import { decideNumber, decideVersion, no, withChanges } from './people.rules.ts'
import { enableOne, findPerson, type PersonFacts } from './person-rows.ts'

type CreatePerson = RequestOf<(typeof people)['POST /v1/persons']>
type ChangePerson = RequestOf<(typeof people)['PATCH /v1/persons/:id']>
type EnablePerson = RequestOf<(typeof people)['POST /v1/persons/:id/enable']>

const findNumber = statement<{ name: string }>(
  'people.personNumber',
  'select name from people.person where number = $1',
)
const updatePerson = statement(
  'people.updatePerson',
  `update people.person set name = $2, department_id = $3, position = $4, phone = $5, email = $6, load_ceiling = $7, version = version + 1 where person_id = $1`,
)

/** Adds a person; an account is given apart, by an administrator. */
export const createPerson = command({
  numbers: (request: CreatePerson): Record<string, number> => (request.number ? {} : { E: 1 }),
  load: (work, request) => {
    loadAdministration(work)
    const number = request.number ?? work.nextNumber('E')
    return { number, taken: work.read(findNumber, [number]), tree: findDepartmentTree(work) }
  },
  run: (work, request, { number, taken, tree }) => {
    decideNumber(number, taken)
    if (!tree.some(({ id }) => id === request.departmentId)) throw no.departmentUnknown()

    const id = work.newId()
    addPersons(work, [{ ...request, id, number }])
    return { id, number, version: 1 }
  },
})

/** Changes a person. What they hold stays theirs, also in another department. */
export const changePerson = command({
  load: (work, request: ChangePerson) => {
    loadAdministration(work)
    loadChains(work, 'person', [request.id])
    return { person: findPerson(work, request.id), tree: findDepartmentTree(work) }
  },
  run: (work, request, { person, tree }) => {
    if (!person) throw no.personUnknown()
    decideVersion(person.version, request.version)
    const before = fieldsOf(person)
    const after = withChanges(before, request)
    if (after.departmentId !== before.departmentId) {
      if (!tree.some(({ id }) => id === after.departmentId)) throw no.departmentUnknown()
      if (person.id === work.actor.personId && !work.actor.rights.has('access.administer')) throw no.ownDepartment()
    }

    work.write(updatePerson, [person.id, ...Object.values(after)])
    writePersonTokens(work, [{ ...person, ...after }])
    raiseRights(work)
    record(work, {
      type: 'people.personChanged',
      kind: 'person',
      id: person.id,
      begins: true,
      data: differenceOf(before, after),
    })
    return { id: person.id, version: person.version + 1 }
  },
})

/** In the order of the update's parameters. */
const fieldsOf = ({ name, departmentId, position, phone, email, loadCeiling }: PersonFacts) => ({
  name,
  departmentId,
  position,
  phone,
  email,
  loadCeiling,
})

/** Somebody works here again. Their account stays locked until an administrator unlocks it, who gives out all access. */
export const enablePerson = command({
  load: (work, request: EnablePerson) => {
    loadAdministration(work)
    loadChains(work, 'person', [request.id])
    return {
      person: findPerson(work, request.id),
      member: findMemberOf(work, request.id),
    }
  },
  run: (work, _request, { person, member }) => {
    if (!person) throw no.personUnknown()
    if (person.active) throw no.alreadyActive(person.name)
    if (!person.departmentActive) throw no.departmentClosed(person.departmentZh)

    enableOne(work, person)
    if (member) lockMember(work, person.id, true)
    return { id: person.id, version: person.version + 1 }
  },
})
