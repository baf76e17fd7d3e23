import type { Context } from '../../kernel/command.ts'
import type { Database } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import { withCompanyAll } from '../../kernel/transaction.ts'
import type { Company, CompanySettings, Scope } from '../../kernel/work.ts'

interface PersonRow {
  name: string
  departmentId: string
  headOf: string[]
}

interface CompanyRow {
  id: string
  name: string
  currency: string
  timeZone: string
  language: 'zh' | 'en'
  settings: Partial<CompanySettings>
}

const findPerson = statement<PersonRow>(
  'people.actor',
  `with recursive headed as (
     select department_id from people.department where head_id = $1 and active
     union
     select d.department_id from people.department d join headed h on d.parent_id = h.department_id and d.active)
   select name, department_id as "departmentId", array(select department_id::text from headed) as "headOf"
     from people.person where person_id = $1 and active`,
)
const findRoles = statement<{ roleId: string; scope: Scope; rights: string[] }>(
  'people.rolesOf',
  `select r.role_id as "roleId", r.scope, r.rights from access.person_role pr
     join access.role r on r.company_id = pr.company_id and r.role_id = pr.role_id where pr.person_id = $1`,
)
const findCompany = statement<CompanyRow>(
  'people.company',
  'select company_id as id, name, currency, time_zone as "timeZone", language, settings from access.company',
)
const findDepartments = statement<{ id: string; kind: string; headId: string | null }>(
  'people.departmentsOf',
  'select department_id as id, kind, head_id as "headId" from people.department where active order by number',
)
const findVersion = statement<{ version: bigint }>('people.rightsVersion', 'select version from kernel.rights_version')

const findShifts = statement<Company['calendar']['shifts'][number]>(
  'people.shifts',
  'select weekday, from_minute as "from", to_minute as "to" from people.shift order by weekday, from_minute',
)
const findDays = statement<{ day: string; working: boolean }>(
  'people.calendarDays',
  'select day, working from people.calendar_day',
)

const SCOPES: Scope[] = ['own', 'department', 'below', 'all']
const DEFAULTS: CompanySettings = { priceAllowance: 30_000, answerHours: 4, signAfterDays: 7 }

const findSystem = statement<{ personId: string; userId: string }>(
  'people.system',
  `select m.person_id as "personId", m.user_id as "userId" from access.find_member(kernel.company(), null) m
     join access.person_role r on r.person_id = m.person_id and r.role_id = 'admin' where m.active order by m.person_id limit 1`,
)

/** What acts when nobody is there: in the name of the company's first administrator, with every right. */
export async function systemContextOf(database: Database, companyId: string): Promise<Context> {
  const [rows] = (await withCompanyAll(database, companyId, [[findSystem, []]])) as [
    { personId: string; userId: string }[],
  ]
  const context = rows[0] && (await contextOf(database, { companyId, ...rows[0] }))
  if (!context) throw new Error('The company has no administrator in whose name the system could act')
  return context
}

/** Who a person is at work now: rights, scope, headed departments; with the version of rights at which this was true. */
export async function contextOf(
  database: Database,
  who: { companyId: string; personId: string; userId: string },
): Promise<Context | null> {
  const [persons, roles, companies, departments, versions, shifts, days] = (await withCompanyAll(
    database,
    who.companyId,
    [
      [findPerson, [who.personId]],
      [findRoles, [who.personId]],
      [findCompany, []],
      [findDepartments, []],
      [findVersion, []],
      [findShifts, []],
      [findDays, []],
    ],
  )) as [
    PersonRow[],
    { roleId: string; scope: Scope; rights: string[] }[],
    CompanyRow[],
    Company['departments'][number][],
    { version: bigint }[],
    Company['calendar']['shifts'][number][],
    { day: string; working: boolean }[],
  ]
  const [person, company, version] = [persons[0], companies[0], versions[0]]
  if (!person || !company || !version) return null
  const calendar = { shifts, days: new Map(days.map((one) => [one.day, one.working])) }
  const scope = SCOPES[Math.max(0, ...roles.map((role) => SCOPES.indexOf(role.scope)))]!
  const own = scope === 'own' ? [] : [person.departmentId]
  return {
    version: version.version,
    company: { ...company, settings: { ...DEFAULTS, ...company.settings }, departments, calendar },
    actor: {
      personId: who.personId,
      userId: who.userId,
      name: person.name,
      departmentId: person.departmentId,
      viewerIds: [...new Set([...own, ...person.headOf])],
      headOf: person.headOf,
      rights: new Set(roles.flatMap((role) => role.rights)),
      scope,
      roles: roles.map((role) => role.roleId),
    },
  }
}
