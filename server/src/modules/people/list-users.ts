import type { users } from '@baton/contract/users'
import { query } from '../../kernel/command.ts'
import { keyOf, pageOf } from '../../kernel/cursor.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { found, searchValues } from '../../kernel/search.ts'
import { statement } from '../../kernel/statement.ts'

type ListUsers = RequestOf<(typeof users)['GET /v1/users']>

export interface RoleOf {
  id: string
  nameZh: string
  nameEn: string
  scope: 'own' | 'department' | 'below' | 'all'
}

interface UserRow {
  id: string
  number: string
  name: string
  active: boolean
  departmentId: string
  departmentZh: string
  departmentEn: string
  departmentKind: 'sales'
  account: string
  open: boolean
  locked: boolean
  mustChange: boolean
  roles: RoleOf[]
  sessions: number
}

/** Roles of a person `p`, as JSON. */
export const ROLES_OF = `(select coalesce(json_agg(json_build_object('id', r.role_id, 'nameZh', r.name_zh, 'nameEn', r.name_en, 'scope', r.scope) order by r.role_id), '[]')
    from access.read_person_role r where r.company_id = p.company_id and r.person_id = p.person_id)`

const page = (sought: string) =>
  `select p.person_id as id, p.number, p.name, p.active, p.department_id as "departmentId", p.department_zh as "departmentZh", p.department_en as "departmentEn",
          p.department_kind as "departmentKind", m.account, m.active as open, m.locked, m.must_change as "mustChange", ${ROLES_OF} as roles,
          coalesce(s.sessions, 0) as sessions
     from access.find_member(kernel.company(), null) m
     join people.read_person p on p.person_id = m.person_id
     left join access.count_sessions(kernel.company(), $4) s on s.person_id = m.person_id
    where p.number > $1 and ($2::text is null or exists (select from access.read_person_role o where o.company_id = p.company_id and o.person_id = p.person_id and o.role_id = $2))
      ${sought}
    order by p.number limit $3`

const findUsers = statement<UserRow>('people.users', page(''))
/** By what persons are found by, or by a part of the account's name. */
const searchUsers = statement<UserRow>(
  'people.searchUsers',
  page(`and (p.person_id = any(array(${found('person', 6)})) or m.account like '%' || lower($5) || '%')`),
)

const SCOPES = ['own', 'department', 'below', 'all'] as const

export const shownRoles = (roles: readonly RoleOf[]) => roles.map(({ scope: _scope, ...role }) => role)

/** The widest scope of somebody's roles counts. */
export const widest = (roles: readonly RoleOf[]): RoleOf['scope'] | null =>
  roles.length === 0 ? null : SCOPES[Math.max(...roles.map(({ scope }) => SCOPES.indexOf(scope)))]!

export const stateOf = ({ open, locked }: { open: boolean; locked: boolean }) =>
  open ? ('active' as const) : locked ? ('locked' as const) : ('disabled' as const)

/** Everybody with an account here, by number. */
export const listUsers = query({
  load: (work, request: ListUsers) => {
    const [number] = keyOf(request.cursor, 1)
    const values = [number ?? '', request.role || null, request.limit + 1, work.now]
    const sought = searchValues(request.q)
    return { rows: sought ? work.read(searchUsers, [...values, request.q, ...sought]) : work.read(findUsers, values) }
  },
  run: (_work, request, { rows }) =>
    pageOf(
      rows,
      request.limit,
      (row) => [row.number],
      ({ departmentId, departmentZh, departmentEn, departmentKind, ...row }) => ({
        person: { id: row.id, name: row.name, number: row.number, active: row.active },
        department: { id: departmentId, nameZh: departmentZh, nameEn: departmentEn, kind: departmentKind },
        account: row.account,
        state: row.active ? stateOf(row) : ('disabled' as const),
        mustChangePassword: row.mustChange,
        roles: shownRoles(row.roles),
        scope: widest(row.roles),
        sessions: row.sessions,
      }),
    ),
})
