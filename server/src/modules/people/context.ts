import type { Context } from '../../kernel/command.ts'
import type { Database } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import { withCompanyAll } from '../../kernel/transaction.ts'
import type { Company, CompanySettings, RememberedPerson, Scope } from '../../kernel/work.ts'

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
interface DepartmentRow {
  id: string
  kind: string
  headId: string | null
  calendarId: string | null
}

const findDepartments = statement<DepartmentRow>(
  'people.departmentsOf',
  'select department_id as id, kind, head_id as "headId", calendar_id as "calendarId" from people.department where active order by number',
)
interface EverybodyRow extends RememberedPerson {
  id: string
}

const findEverybody = statement<EverybodyRow>(
  'people.everybody',
  `select p.person_id as id, p.name, p.department_id as "departmentId", p.active,
          p.active and exists (select from access.person_role pr join access.role r on r.company_id = pr.company_id and r.role_id = pr.role_id
                   where pr.company_id = p.company_id and pr.person_id = p.person_id and cardinality(r.rights) > 0) as entitled
     from people.person p`,
)
const findVersion = statement<{ version: bigint }>('people.rightsVersion', 'select version from kernel.rights_version')

interface CalendarRow {
  id: string
  standard: boolean
  shifts: { weekday: number; from: number; to: number }[]
  days: { day: string; working: boolean }[]
}

const findCalendars = statement<CalendarRow>(
  'people.calendars',
  `select c.calendar_id as id, c.standard,
          (select coalesce(json_agg(json_build_object('weekday', s.weekday, 'from', s.from_minute, 'to', s.to_minute) order by s.weekday, s.from_minute), '[]')
             from people.shift s where s.company_id = c.company_id and s.calendar_id = c.calendar_id) as shifts,
          (select coalesce(json_agg(json_build_object('day', d.day, 'working', d.working)), '[]')
             from people.calendar_day d where d.company_id = c.company_id and d.calendar_id = c.calendar_id) as days
     from people.calendar c`,
)

const SCOPES: Scope[] = ['own', 'department', 'below', 'all']
const DEFAULTS: CompanySettings = {
  priceAllowance: 30_000,
  answerHours: 4,
  signAfterDays: 7,
  termDays: 30,
  invoiceBasis: 'signed',
}

const findSystem = statement<{ personId: string; userId: string }>(
  'people.system',
  `select m.person_id as "personId", m.user_id as "userId" from access.find_member(kernel.company(), null) m
    where m.active and exists (select from access.read_right r where r.person_id = m.person_id and r.name = 'access.administer')
    order by m.person_id limit 1`,
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
  // The version comes first: what is read after it may only be newer, and is then read again.
  const [versions, persons, roles, companies, departments, calendars] = (await withCompanyAll(database, who.companyId, [
    [findVersion, []],
    [findPerson, [who.personId]],
    [findRoles, [who.personId]],
    [findCompany, []],
    [findDepartments, []],
    [findCalendars, []],
  ])) as [
    { version: bigint }[],
    PersonRow[],
    { roleId: string; scope: Scope; rights: string[] }[],
    CompanyRow[],
    DepartmentRow[],
    CalendarRow[],
  ]
  const [person, company, version] = [persons[0], companies[0], versions[0]]
  if (!person || !company || !version) return null
  const scope = SCOPES[Math.max(0, ...roles.map((role) => SCOPES.indexOf(role.scope)))]!
  const own = scope === 'own' ? [] : [person.departmentId]
  return {
    version: version.version,
    company: {
      ...company,
      settings: { ...DEFAULTS, ...company.settings },
      ...calendarsIn(calendars, departments),
      persons: await everybodyAt(database, who.companyId, version.version),
    },
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

/** Everybody of a company, of one version of its rights: one copy serves all who work there, and reactions and jobs, which ask each time. */
const remembered = new WeakMap<Database, Map<string, { version: bigint; persons: Company['persons'] }>>()

async function everybodyAt(database: Database, companyId: string, version: bigint): Promise<Company['persons']> {
  const companies = remembered.get(database) ?? new Map()
  remembered.set(database, companies)
  const known = companies.get(companyId)
  if (known?.version === version) return known.persons
  const [versions, rows] = (await withCompanyAll(database, companyId, [
    [findVersion, []],
    [findEverybody, []],
  ])) as [{ version: bigint }[], EverybodyRow[]]
  const persons: Company['persons'] = new Map(rows.map(({ id, ...person }) => [id, person]))
  companies.set(companyId, { version: versions[0]!.version, persons })
  return persons
}

const NEVER: Company['calendar'] = { shifts: [], days: new Map() }

/** The company's calendar, and each department's own where it has one. */
function calendarsIn(rows: CalendarRow[], departments: DepartmentRow[]): Pick<Company, 'calendar' | 'departments'> {
  const made = new Map(
    rows.map(({ id, shifts, days }) => [id, { shifts, days: new Map(days.map((one) => [one.day, one.working])) }]),
  )
  const standard = rows.find((row) => row.standard)
  return {
    calendar: (standard && made.get(standard.id)) ?? NEVER,
    departments: departments.map(({ calendarId, ...one }) => ({
      ...one,
      calendar: calendarId === null ? null : (made.get(calendarId) ?? null),
    })),
  }
}
