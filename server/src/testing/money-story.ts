import assert from 'node:assert/strict'
import type { Problem } from '@baton/contract/endpoint'
import { checks as deliveryChecks } from '../modules/delivery/index.ts'
import { checks as financeChecks } from '../modules/finance/index.ts'
import { checks as inventoryChecks } from '../modules/inventory/index.ts'
import { checks as ledgerChecks } from '../modules/ledger/index.ts'
import { checks as partnerChecks } from '../modules/partners/index.ts'
import { openAudit } from './audit.ts'
import { type Client, createTestCompany, type TestCompany } from './company.ts'
import { type LineWish, makeMasters, orderInProcess } from './masters.ts'

export const allChecks = [...financeChecks, ...deliveryChecks, ...inventoryChecks, ...ledgerChecks, ...partnerChecks]

const TABLES = [
  'finance.invoice',
  'finance.payment',
  'finance.matching',
  'kernel.event',
  'ledger.posting',
  'kernel.idempotency',
]

/** Minor units, so that sums of them are exact. */
export const cents = (amount: string): number => Math.round(Number(amount) * 100)

/** A company that sells hinges on credit without limit, with those who deliver and invoice, for the stories of money. */
export async function openMoneyStory(at: string) {
  const company = await createTestCompany({ at })
  const audit = await openAudit(company)
  const stock = { hinge: '100000', handle: '100000', screw: '100000' }
  const masters = await makeMasters(company, { creditLimit: null, stock })
  const [sales, warehouse, finance, boss] = await Promise.all(
    ['sales1', 'warehouse', 'finance', 'boss'].map(company.as),
  )
  const people = { sales: sales!, warehouse: warehouse!, finance: finance!, boss: boss! }

  const holds = async () => assert.deepEqual(await audit.broken(allChecks), [])
  /** Asserts that a refusal came and nothing was written by it, not even a number taken. */
  const nothingWritten = async (refuse: () => Promise<Problem>, code: string): Promise<Problem> => {
    const counts = TABLES.map((table) => `select count(*)::int from ${table}`).join(' union all ')
    const counters = `select sum(next)::int from kernel.counter where series in ('invoice', 'creditNote', 'creditReversal')`
    await audit.quiet()
    const before = await audit.sql(`${counters} union all ${counts}`)
    const problem = await refuse()
    assert.equal(problem.code, code)
    assert.deepEqual(await audit.sql(`${counters} union all ${counts}`), before)
    return problem
  }
  const exposure = async () => cents((await people.finance.read(`/v1/customers/${masters.customerId}`)).exposure)
  /** Debit less credit of the account with a role, minor units. */
  const balance = async (role: string): Promise<number> => {
    const [row] = await audit.sql(
      `select coalesce(sum(case when p.debit = a.code then p.amount else -p.amount end), 0)::int as minor
         from ledger.account a left join ledger.posting p on p.company_id = a.company_id and a.code in (p.debit, p.credit) where a.role = $1`,
      [role],
    )
    return row.minor
  }
  const pay = (amount: string, more: object = {}) =>
    people.finance.post('/v1/payments', { customerId: masters.customerId, amount, method: 'transfer', ...more })

  /** Ships and signs what is reserved of an order, or parts of it. Answers the delivery's id. */
  const deliver = async (id: string, lines?: { line: number; quantity: string }[]): Promise<string> => {
    const shipped = await people.warehouse.post(`/v1/orders/${id}/ship`, lines ? { lines } : {})
    const detail = await people.warehouse.read(`/v1/deliveries/${shipped.id}`)
    const all = detail.lines.map((one: { line: number; quantity: string }) => ({
      line: one.line,
      signed: one.quantity,
    }))
    await people.sales.post(`/v1/deliveries/${shipped.id}/sign`, { name: '张蕾', lines: all })
    return shipped.id
  }
  const inProcess = (lines: LineWish[]) => orderInProcess(people.sales, people.warehouse, masters, lines)
  /** An order that was shipped and signed whole. */
  const delivered = async (lines: LineWish[]): Promise<string> => {
    const id = await inProcess(lines)
    await deliver(id)
    return id
  }
  const hinges = (quantity: string, unitPrice = '10') => [{ itemId: masters.items.hinge, quantity, unitPrice }]
  const order = (id: string) => people.boss.read(`/v1/orders/${id}`)
  const close = async () => {
    await audit.close()
    await company.close()
  }
  const acts = { pay, deliver, inProcess, delivered, hinges, order }
  return { company, audit, masters, ...people, holds, nothingWritten, exposure, balance, ...acts, close }
}

export type MoneyStory = Awaited<ReturnType<typeof openMoneyStory>>

/** Somebody with all rights of finance who reads their own orders only. */
export async function branchFinance(company: TestCompany): Promise<Client> {
  const admin = await company.as('admin')
  const { id: role } = await admin.post('/v1/roles', { copyOf: 'finance', nameZh: '分部财务', nameEn: 'Branch' })
  const { version } = (await admin.read('/v1/roles')).rows.find((one: { id: string }) => one.id === role)
  await admin.send('PATCH', `/v1/roles/${role}`, { scope: 'own' }, { 'if-match': `"${version}"` })
  const branch = await company.as('planner')
  assert.equal((await admin.send('PUT', `/v1/persons/${branch.personId}/roles`, { roles: [role] })).status, 200)
  return branch
}
