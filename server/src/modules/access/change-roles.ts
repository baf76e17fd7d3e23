import type { administration } from '@baton/contract/access'
import { command, query } from '../../kernel/command.ts'
import { chainsOf, loadChainsOf } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import {
  ADMINISTER,
  decideAdministrators,
  decideDeletion,
  decideOwnRole,
  decideRights,
  decideRoleName,
  no,
  type RoleFacts,
} from './access.rules.ts'
import { loadAdministration, raiseRights } from './administration.ts'
import { findAdministering, findAllRoles } from './role-rows.ts'

type CreateRole = RequestOf<(typeof administration)['POST /v1/roles']>
type ChangeRole = RequestOf<(typeof administration)['PATCH /v1/roles/:id']>
type DeleteRole = RequestOf<(typeof administration)['DELETE /v1/roles/:id']>

const chainOfRole = chainsOf('access.chainOfRole', 'role', 'select journal_id from access.role where role_id = $1')

const insertRole = statement(
  'access.insertRole',
  'insert into access.role (role_id, journal_id, name_zh, name_en, scope, rights) values ($1, $2, $3, $4, $5, $6)',
)
const updateRole = statement(
  'access.updateRole',
  'update access.role set name_zh = $2, name_en = $3, scope = $4, rights = $5, version = version + 1 where role_id = $1',
)
const deleteOne = statement('access.deleteRole', 'delete from access.role where role_id = $1')

/** Roles with their rights; the matrix. */
export const listRoles = query({
  load: (work) => ({ roles: findAllRoles(work) }),
  run: (_work, _request: unknown, { roles }) => ({ rows: roles.map(({ journalId: _, ...role }) => role) }),
})

/** Makes a role as a copy of another, built-in or not. */
export const createRole = command({
  load: (work, _request: CreateRole) => {
    loadAdministration(work)
    return { roles: findAllRoles(work) }
  },
  run: (work, request, { roles }) => {
    const copied = roles.find(({ id }) => id === request.copyOf)
    if (!copied) throw no.roleUnknown()
    decideRoleName(request, roles)
    const id = work.newId()
    const { nameZh, nameEn } = request
    const { scope, rights } = copied
    work.write(insertRole, [id, id, nameZh, nameEn, scope, rights])
    raiseRights(work)
    const data = { nameZh, nameEn, scope, rights, copyOf: { id: copied.id, nameZh: copied.nameZh } }
    record(work, { type: 'access.roleCreated', kind: 'role', id, begins: true, data })
    return { id, version: 1 }
  },
})

/** Changes a role of the company's own. Everybody who has it is asked anew with their next act. */
export const changeRole = command({
  load: (work, request: ChangeRole) => {
    loadAdministration(work)
    loadChainsOf(work, chainOfRole, [request.id])
    return { roles: findAllRoles(work), administering: findAdministering(work) }
  },
  run: (work, request, { roles, administering }) => {
    const role = decideOwnRole(roles.find(({ id }) => id === request.id))
    if (role.version !== request.version) throw no.roleStale().with({ current: { version: role.version } })
    const before = fieldsOf(role)
    const after = {
      nameZh: request.nameZh ?? before.nameZh,
      nameEn: request.nameEn ?? before.nameEn,
      scope: request.scope ?? before.scope,
      rights: request.rights ? decideRights(request.rights) : before.rights,
    }
    decideRoleName(
      after,
      roles.filter(({ id }) => id !== role.id),
    )
    if (!after.rights.includes(ADMINISTER))
      decideAdministrators(
        administering,
        administering.filter(({ roleId }) => roleId !== role.id),
        work.actor,
      )

    work.write(updateRole, [role.id, ...Object.values(after)])
    raiseRights(work)
    recordChange(work, role, before, after)
    return { id: role.id, version: role.version + 1 }
  },
})

type Fields = Pick<RoleFacts, 'nameZh' | 'nameEn' | 'scope' | 'rights'>

/** In the order of the update's parameters. */
const fieldsOf = ({ nameZh, nameEn, scope, rights }: RoleFacts): Fields => ({ nameZh, nameEn, scope, rights })

function recordChange(work: Work, role: RoleFacts, before: Fields, after: Fields): void {
  const names = (Object.keys(before) as (keyof Fields)[]).filter((name) => String(before[name]) !== String(after[name]))
  record(work, {
    type: 'access.roleChanged',
    kind: 'role',
    id: role.journalId,
    begins: true,
    data: Object.fromEntries(names.map((name) => [name, { before: before[name], after: after[name] }])),
  })
}

/** Deletes a role of the company's own that nobody has. Its journal stays. */
export const deleteRole = command({
  load: (work, request: DeleteRole) => {
    loadAdministration(work)
    loadChainsOf(work, chainOfRole, [request.id])
    return { roles: findAllRoles(work) }
  },
  run: (work, request, { roles }) => {
    const role = decideOwnRole(roles.find(({ id }) => id === request.id))
    decideDeletion(role)
    work.write(deleteOne, [role.id])
    raiseRights(work)
    const { nameZh, nameEn, scope, rights } = role
    record(work, {
      type: 'access.roleDeleted',
      kind: 'role',
      id: role.journalId,
      begins: true,
      data: { nameZh, nameEn, scope, rights },
    })
    return {}
  },
})
