import type { people } from '@baton/contract/people'
import { command } from '../../kernel/command.ts'
import { differenceOf } from '../../kernel/difference.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record } from '../../kernel/work.ts'
import { loadAdministration, raiseRights } from '../access/index.ts'
import { addDepartments, nameHeads } from './create-people.ts'
import { findCalendarNamed, findDepartmentTree, findHead } from './department-rows.ts'
import {
  type DepartmentFacts,
  decideNumber,
  decideParent,
  decideReach,
  decideVersion,
  no,
  withChanges,
} from './people.rules.ts'

type CreateDepartment = RequestOf<(typeof people)['POST /v1/departments']>
type ChangeDepartment = RequestOf<(typeof people)['PATCH /v1/departments/:id']>

const findNumber = statement<{ name: string }>(
  'people.departmentNumber',
  'select name_zh as name from people.department where number = $1',
)
const updateDepartment = statement(
  'people.updateDepartment',
  `update people.department set name_zh = $2, name_en = $3, parent_id = $4, head_id = $5, calendar_id = $6, version = version + 1 where department_id = $1`,
)

/** Adds a department, below another or at the top. */
export const createDepartment = command({
  numbers: (request: CreateDepartment): Record<string, number> => (request.number ? {} : { D: 1 }),
  load: (work, request) => {
    loadAdministration(work)
    const number = request.number ?? work.nextNumber('D')
    return {
      number,
      taken: work.read(findNumber, [number]),
      tree: findDepartmentTree(work),
      head: findHead(work, request.headId),
      calendar: findCalendarNamed(work, request.calendarId),
    }
  },
  run: (work, request, { number, taken, tree, head, calendar }) => {
    const { nameZh, nameEn, kind, parentId, headId, calendarId } = request
    const made: DepartmentFacts = {
      ...{ id: work.newId(), number, nameZh, nameEn, kind, parentId, headId, calendarId },
      version: 1,
    }
    decideNumber(number, taken)
    decideParent(tree, made)
    if (!head) throw no.headUnknown()
    if (!calendar) throw no.calendarUnknown()
    decideReach(tree, [...tree, made], work.actor)

    addDepartments(work, [made])
    nameHeads(work, [made])
    raiseRights(work)
    return { id: made.id, number, version: 1 }
  },
})

/** Renames a department, moves it below another, names its head or its calendar. What is in its pool stays there. */
export const changeDepartment = command({
  load: (work, request: ChangeDepartment) => {
    loadAdministration(work)
    loadChains(work, 'department', [request.id])
    return {
      tree: findDepartmentTree(work),
      head: findHead(work, request.headId),
      calendar: findCalendarNamed(work, request.calendarId),
    }
  },
  run: (work, request, { tree, head, calendar }) => {
    const department = tree.find(({ id }) => id === request.id)
    if (!department) throw no.departmentMissing()
    decideVersion(department.version, request.version)
    const before = fieldsOf(department)
    const after = withChanges(before, request)
    const changed = { ...department, ...after }
    decideParent(tree, changed)
    if (!head) throw no.headUnknown()
    if (!calendar) throw no.calendarUnknown()
    const others = tree.filter(({ id }) => id !== department.id)
    decideReach(tree, [...others, changed], work.actor)

    work.write(updateDepartment, [department.id, ...Object.values(after)])
    raiseRights(work)
    record(work, {
      type: 'people.departmentChanged',
      kind: 'department',
      id: department.id,
      begins: true,
      data: differenceOf(before, after),
    })
    return { id: department.id, version: department.version + 1 }
  },
})

/** In the order of the update's parameters. */
const fieldsOf = ({ nameZh, nameEn, parentId, headId, calendarId }: DepartmentFacts) => ({
  nameZh,
  nameEn,
  parentId,
  headId,
  calendarId,
})
