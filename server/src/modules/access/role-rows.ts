import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { Administering, RoleFacts } from './access.rules.ts'
import { ROLES } from './roles.ts'

const findRoles = statement<RoleFacts>(
  'access.roles',
  `select r.role_id as id, r.journal_id as "journalId", r.name_zh as "nameZh", r.name_en as "nameEn", r.scope, r.rights, r.built_in as "builtIn", r.version,
          (select count(*)::int from access.person_role p where p.company_id = r.company_id and p.role_id = r.role_id) as persons
     from access.role r order by r.journal_id`,
)
const findAdministrators = statement<Administering>(
  'access.administrators',
  `select p.person_id as "personId", p.role_id as "roleId"
     from access.person_role p
     join access.role r on r.company_id = p.company_id and r.role_id = p.role_id and 'access.administer' = any(r.rights)
     join access.find_member(kernel.company(), null) m on m.person_id = p.person_id and m.active`,
)

/** A company's roles, the built-in ones first; there are few. */
export const findAllRoles = (work: Work): Read<RoleFacts[]> =>
  work.read(findRoles).map((rows) => [...rows].sort((one, other) => placeOf(one) - placeOf(other)))

/** Built-in roles stand as the order's way goes through them, a company's own behind them as they were made. */
const placeOf = ({ id }: RoleFacts): number => {
  const place = ROLES.findIndex((role) => role.id === id)
  return place < 0 ? ROLES.length : place
}

/** Who can sign in and administer, by which role. To be read behind `loadAdministration`. */
export const findAdministering = (work: Work): Read<Administering[]> => work.read(findAdministrators)
