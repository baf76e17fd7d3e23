import { DEPARTMENTS, FOUNDERS, WAREHOUSES } from '../../../database/seed/people.ts'
import { foundCompany } from '../found-company.ts'
import { PASSWORD, signedIn, type TestCompany } from './company.ts'

const BESIDE = 'beside-'

/** A second company in the same installation, with the same people under accounts of their own. */
export async function foundNeighbour(company: TestCompany): Promise<TestCompany> {
  const { kernel } = company.app
  const founded = await foundCompany(kernel.database, kernel.clock(), {
    name: '余姚恒通贸易有限公司',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    language: 'zh',
    demonstration: false,
    departments: DEPARTMENTS,
    founders: FOUNDERS.map((one) => ({ ...one, account: `${BESIDE}${one.account}` })),
    password: PASSWORD,
    mustChange: false,
    warehouses: WAREHOUSES,
  })
  const clients = new Map<string, ReturnType<TestCompany['as']>>()
  const as = (account: string) => {
    const known = clients.get(account) ?? signedIn(company.app, `${BESIDE}${account}`)
    clients.set(account, known)
    return known
  }
  return { ...company, founded, as }
}
