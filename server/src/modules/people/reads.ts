import type { access } from '@baton/contract/access'
import type { people } from '@baton/contract/people'
import { query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { found, searchValues } from '../../kernel/search.ts'
import { statement } from '../../kernel/statement.ts'

interface DepartmentRow {
  id: string
  number: string
  nameZh: string
  nameEn: string
  kind: 'sales'
  parentId: string | null
  headId: string | null
  headName: string | null
  calendarId: string | null
  members: number
  version: number
}

const findDepartments = statement<DepartmentRow>(
  'people.listDepartments',
  `select d.department_id as id, d.number, d.name_zh as "nameZh", d.name_en as "nameEn", d.kind, d.parent_id as "parentId", d.head_id as "headId", h.name as "headName",
          d.calendar_id as "calendarId", d.version,
          (select count(*)::int from people.person p where p.company_id = d.company_id and p.department_id = d.department_id and p.active) as members
     from people.department d left join people.person h on h.company_id = d.company_id and h.person_id = d.head_id
    where d.active order by d.number`,
)

export const listDepartments = query({
  load: (work) => ({ rows: work.read(findDepartments) }),
  run: (_work, _request: unknown, { rows }) => ({
    rows: rows.map(({ headId, headName, ...row }) => ({
      ...row,
      head: headId && headName ? { id: headId, name: headName } : null,
    })),
  }),
})

type ListPersons = RequestOf<(typeof people)['GET /v1/persons']>

interface PersonRow {
  id: string
  number: string
  name: string
  departmentId: string
  departmentZh: string
  departmentEn: string
  departmentKind: 'sales'
  position: string
  active: boolean
  canSignIn: boolean
  onLeaveUntil: Date | null
  loadCeiling: number | null
}

const page = (condition: string) =>
  `select p.person_id as id, p.number, p.name, p.department_id as "departmentId", p.department_zh as "departmentZh", p.department_en as "departmentEn",
          p.department_kind as "departmentKind", p.position, p.active, coalesce(m.active, false) as "canSignIn", p.load_ceiling as "loadCeiling",
          (select max(l.until_at) from people.read_leave l
            where l.company_id = p.company_id and l.person_id = p.person_id and l.from_at <= $2 and l.until_at > $2) as "onLeaveUntil"
     from people.read_person p
     left join access.find_member(kernel.company(), null) m on m.person_id = p.person_id
    where ($1::uuid is null or p.department_id = $1) ${condition}
    order by p.number limit 500`

const findPersons = statement<PersonRow>('people.listPersons', page(''))
const searchPersons = statement<PersonRow>(
  'people.searchPersons',
  page(`and p.person_id = any(array(${found('person', 3)}))`),
)

export const listPersons = query({
  load: (work, request: ListPersons) => {
    const sought = searchValues(request.q)
    const values = [request.departmentId ?? null, work.now]
    return { rows: sought ? work.read(searchPersons, [...values, ...sought]) : work.read(findPersons, values) }
  },
  run: (_work, _request, { rows }) => ({
    rows: rows.map(({ departmentId, departmentZh, departmentEn, departmentKind, onLeaveUntil, ...row }) => ({
      ...row,
      department: { id: departmentId, nameZh: departmentZh, nameEn: departmentEn, kind: departmentKind },
      onLeaveUntil: onLeaveUntil?.toISOString() ?? null,
    })),
  }),
})

type ShowMe = RequestOf<(typeof access)['GET /v1/me']>

const findMe = statement<{
  nameZh: string
  nameEn: string
  kind: string
  demonstration: boolean
  account: string
  mustChange: boolean
}>(
  'people.me',
  `select d.name_zh as "nameZh", d.name_en as "nameEn", d.kind, c.demonstration, m.account, m.must_change as "mustChange"
     from people.department d, access.company c, access.find_member(kernel.company(), $1) m where d.department_id = $2`,
)

const findRoleNames = statement<{ id: string; nameZh: string; nameEn: string }>(
  'people.roleNames',
  `select role_id as id, name_zh as "nameZh", name_en as "nameEn" from access.read_person_role where person_id = $1 order by role_id`,
)

/** Who I am, where, and what I may do. */
export const showMe = query({
  load: (work, _request: ShowMe) => ({
    rows: work.read(findMe, [work.actor.personId, work.actor.departmentId]),
    roleNames: work.read(findRoleNames, [work.actor.personId]),
  }),
  run: (work, _request, { rows, roleNames }) => {
    const { actor, company } = work
    const { account, demonstration, mustChange, ...department } = rows[0]!
    return {
      account,
      person: { id: actor.personId, name: actor.name },
      department: { id: actor.departmentId, ...department },
      company: {
        id: company.id,
        name: company.name,
        currency: company.currency,
        timeZone: company.timeZone,
        language: company.language,
        demonstration,
      },
      roles: [...actor.roles],
      roleNames,
      rights: [...actor.rights],
      scope: actor.scope,
      headOf: [...actor.headOf],
      mustChangePassword: mustChange,
    }
  },
})
