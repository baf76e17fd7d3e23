import type { Database } from './kernel/database.ts'
import { founder, writeUnread } from './kernel/founding.ts'
import { newId } from './kernel/identifiers.ts'
import { dayIn, yearIn } from './kernel/time.ts'
import { type Company, record } from './kernel/work.ts'
import { createCompany, createUsers, hashPassword, type NewCompany } from './modules/access/index.ts'
import { createTaxRates, createUnits } from './modules/catalog/index.ts'
import { createWarehouses } from './modules/inventory/index.ts'
import { createChart } from './modules/ledger/index.ts'
import { createCalendar, createPeople, holidaysOf, type NewDepartment, type NewPerson } from './modules/people/index.ts'

/** Somebody who works at the company from its first day; with an account when one is named. */
export interface Founder {
  number: string
  name: string
  department: string
  position: string
  roles: string[]
  account?: string
  head?: boolean
  loadCeiling?: number
}

export interface Founding extends NewCompany {
  departments: { number: string; nameZh: string; nameEn: string; kind: string; parent?: string }[]
  founders: Founder[]
  password: string
  /** The first password must be changed at the first sign-in; the demonstration's accounts are exempt. */
  mustChange: boolean
  warehouses: { number: string; nameZh: string; nameEn: string; priority: number }[]
}

export interface Founded {
  company: Company
  /** Ids by number: departments, persons, warehouses. */
  departments: Map<string, string>
  persons: Map<string, string>
  warehouses: Map<string, string>
}

const UNITS = [
  ['pcs', '个', 'pcs', 0],
  ['set', '套', 'sets', 0],
  ['pair', '副', 'pairs', 0],
  ['stick', '支', 'pcs', 0],
  ['box', '盒', 'boxes', 0],
  ['grain', '粒', 'pcs', 0],
  ['kg', '千克', 'kg', 3],
  ['m', '米', 'm', 3],
  ['time', '次', 'times', 0],
] as const

const TAX_RATES = [
  ['VAT13', '增值税 13%', 'VAT 13%', 130_000],
  ['VAT9', '增值税 9%', 'VAT 9%', 90_000],
  ['VAT6', '增值税 6%', 'VAT 6%', 60_000],
  ['NONE', '免税', 'No tax', 0],
] as const

const units = UNITS.map(([code, zh, en, decimals]) => ({ code, zh, en, decimals }))
const taxRates = TAX_RATES.map(([code, zh, en, rate]) => ({ code, zh, en, rate, preferred: code === TAX_RATES[0][0] }))

/** Only where people live by it the state's calendar of China is theirs. */
const CHINA = 'Asia/Shanghai'

/** Founds a company with all that it needs to take its first order: roles, people, calendar, units, taxes, accounts, warehouses. */
export async function foundCompany(database: Database, now: Date, founding: Founding): Promise<Founded> {
  const ids = (numbers: string[]) => new Map(numbers.map((number) => [number, newId(now)]))
  const departments = ids(founding.departments.map((one) => one.number))
  const persons = ids(founding.founders.map((one) => one.number))
  const warehouses = ids(founding.warehouses.map((one) => one.number))
  const company: Company = {
    id: newId(now),
    name: founding.name,
    currency: founding.currency,
    timeZone: founding.timeZone,
    language: founding.language,
    settings: { priceAllowance: 30_000, answerHours: 4, signAfterDays: 7, termDays: 30, invoiceBasis: 'signed' },
    departments: founding.departments.map((one) => ({
      id: departments.get(one.number)!,
      kind: one.kind,
      headId: null,
    })),
    calendar: { shifts: [], days: new Map() },
    persons: new Map(),
  }
  const withAccounts = founding.founders.filter((one) => one.account)
  const passwordHash = await hashPassword(founding.password)
  await writeUnread(database, company, founder(persons.get(founding.founders[0]!.number)!), now, (work) => {
    createCompany(work, founding)
    createPeople(work, departmentRows(founding, departments, persons), personRows(founding, departments, persons))
    const year = Number(yearIn(company.timeZone, now))
    createCalendar(work, year, company.timeZone === CHINA ? holidaysOf(year) : [])
    createUnits(work, units)
    createTaxRates(work, taxRates)
    createChart(work)
    createWarehouses(
      work,
      founding.warehouses.map((one) => ({
        id: warehouses.get(one.number)!,
        number: one.number,
        zh: one.nameZh,
        en: one.nameEn,
        priority: one.priority,
      })),
    )
    createUsers(
      work,
      withAccounts.map((one) => ({
        personId: persons.get(one.number)!,
        account: one.account!,
        passwordHash,
        roleIds: one.roles,
        mustChange: founding.mustChange,
      })),
    )
    record(work, {
      type: 'access.companyFounded',
      kind: 'company',
      id: company.id,
      begins: true,
      data: { name: company.name, on: dayIn(company.timeZone, now) },
    })
  })
  return { company, departments, persons, warehouses }
}

const departmentRows = (
  founding: Founding,
  departments: Map<string, string>,
  persons: Map<string, string>,
): NewDepartment[] =>
  founding.departments.map((one) => {
    const head = founding.founders.find((person) => person.department === one.number && person.head)
    return {
      ...one,
      id: departments.get(one.number)!,
      parentId: one.parent ? departments.get(one.parent)! : null,
      headId: head ? persons.get(head.number)! : null,
    }
  })

const personRows = (founding: Founding, departments: Map<string, string>, persons: Map<string, string>): NewPerson[] =>
  founding.founders.map((one) => ({
    id: persons.get(one.number)!,
    number: one.number,
    name: one.name,
    departmentId: departments.get(one.department)!,
    position: one.position,
    loadCeiling: one.loadCeiling ?? null,
    phone: null,
    email: null,
  }))
