import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { raiseRights } from './administration.ts'
import { ROLES } from './roles.ts'

const writeCompany = statement(
  'access.writeCompany',
  `insert into access.company (company_id, name, currency, time_zone, language, demonstration, imported_from, created_at)
   values (kernel.company(), $1, $2, $3, $4, $5, $6, $7)`,
)
const writeVersion = statement('access.writeVersion', 'insert into kernel.rights_version (version) values (1)')
const writeRoles = statement(
  'access.writeRoles',
  `insert into access.role (role_id, journal_id, name_zh, name_en, scope, rights, built_in)
   select r.id, r."journalId", r."nameZh", r."nameEn", r.scope, array(select jsonb_array_elements_text(r.rights)), true
     from jsonb_to_recordset($1::jsonb) as r (id text, "journalId" uuid, "nameZh" text, "nameEn" text, scope text, rights jsonb)`,
)

export interface NewCompany {
  name: string
  currency: string
  timeZone: string
  language: 'zh' | 'en'
  demonstration: boolean
  /** The data set whose import founds it. */
  importedFrom?: string
}

/** A company with the roles that every company starts with. */
export function createCompany(work: Work, made: NewCompany): void {
  const { name, currency, timeZone, language, demonstration, importedFrom = null } = made
  work.write(writeCompany, [name, currency, timeZone, language, demonstration, importedFrom, work.now])
  work.write(writeVersion, [])
  work.write(writeRoles, [JSON.stringify(ROLES.map((one) => ({ ...one, journalId: work.newId() })))])
}

const writeAccounts = statement(
  'access.writeAccounts',
  `insert into access.account (user_id, account, password_hash, must_change, created_at)
   select a.id, a.account, a.hash, $5, $4 from unnest($1::uuid[], $2::text[], $3::text[]) as a (id, account, hash)`,
)
const writeMembers = statement(
  'access.writeMembers',
  `insert into access.membership (user_id, company_id, person_id)
   select m.id, kernel.company(), m.person from unnest($1::uuid[], $2::uuid[]) as m (id, person)`,
)
const writePersonRoles = statement(
  'access.writePersonRoles',
  `insert into access.person_role (person_id, role_id) select * from unnest($1::uuid[], $2::text[])`,
)

export interface NewUser {
  personId: string
  account: string
  passwordHash: string
  roleIds: string[]
  mustChange: boolean
}

/** Accounts for persons of this company. Whoever knows the rights by heart reads them again afterwards. */
export function createUsers(work: Work, users: NewUser[]): void {
  const ids = users.map(() => work.newId())
  work.write(writeAccounts, [
    ids,
    users.map((user) => user.account.toLowerCase()),
    users.map((user) => user.passwordHash),
    work.now,
    users.some((user) => user.mustChange),
  ])
  work.write(writeMembers, [ids, users.map((user) => user.personId)])
  const roles = users.flatMap((user) => user.roleIds.map((roleId) => ({ personId: user.personId, roleId })))
  work.write(writePersonRoles, [roles.map((role) => role.personId), roles.map((role) => role.roleId)])
  raiseRights(work)
}
