import { deflateSync } from 'node:zlib'
import type { TestCompany } from './company.ts'
import type { Masters } from './masters.ts'
import type { Example, Operation } from './operation.ts'

/** What the operations that set a company up name, made for them. */
export interface SetupSubjects {
  masters: Masters
  customer: string
  warehouse: string
  priceList: string
  receivable: string
  opening: string
}

export async function makeSetup(company: TestCompany, masters: Masters): Promise<SetupSubjects> {
  const [boss, finance] = [await company.as('boss'), await company.as('finance')]
  const { number: customer } = await boss.read(`/v1/customers/${masters.customerId}`)
  const named = { number: 'W-9', nameZh: '外仓', nameEn: 'Outer store', priority: 9 }
  const { id: warehouse } = await boss.post('/v1/warehouses', named)
  const { id: priceList } = await boss.post('/v1/price-lists', { number: 'PL-1', name: '酒店价' })
  const owed = { customer, number: 'OLD-1', issuedOn: '2026-01-01', dueOn: '2026-01-31', amount: '10.00' }
  const opened = await finance.post('/v1/receivables/openings', { lines: [owed] })
  const lines = [
    { account: '1001', debit: '5.00' },
    { account: '4103', credit: '5.00' },
  ]
  const { rows } = await finance.post('/v1/ledger/openings', { lines })
  return { masters, customer, warehouse, priceList, receivable: opened.rows[0].id, opening: rows[0].id }
}

/** The smallest picture that is whole: one pixel. */
export const PICTURE = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55', 'hex'),
  Buffer.from('0000000a49444154', 'hex'),
  deflateSync(Buffer.alloc(2)),
  Buffer.from('00000000', 'hex'),
  Buffer.from('0000000049454e44ae426082', 'hex'),
])

export const examplesOfSetup = (subjects: SetupSubjects) => ({
  ...examplesOfCompany(),
  ...examplesOfBasics(subjects),
  ...examplesOfOpenings(subjects),
})

function examplesOfCompany() {
  const policies = { priceAllowance: '0.03', answerHours: 4, signAfterDays: 7, termDays: 30, invoiceBasis: 'signed' }
  return {
    'GET /v1/company': { path: '/v1/company' },
    'PATCH /v1/company': {
      path: '/v1/company',
      body: {
        ...{ name: '新程五金', nameEn: 'New Way', taxId: '91330281MA2', address: '余姚', phone: '0574 6266' },
        bankAccounts: [{ bank: '工商银行', account: '3901 0000', holder: '新程五金' }],
        ...{ currency: 'CNY', timeZone: 'Asia/Shanghai', language: 'zh', policies },
      },
      version: 1,
    },
    'GET /v1/company/logo': { path: '/v1/company/logo?v=1' },
    'PUT /v1/company/logo': { path: '/v1/company/logo', bytes: PICTURE },
    'DELETE /v1/company/logo': { path: '/v1/company/logo' },
  } satisfies Partial<Record<Operation, Example>>
}

function examplesOfBasics({ masters, warehouse, priceList }: SetupSubjects) {
  const { customerId, items, warehouseId } = masters
  const price = {
    item: 'HC-304-4B',
    fromQuantity: '10',
    unitPrice: '9',
    validFrom: '2026-01-01',
    validUntil: '2099-01-01',
  }
  const names = { nameZh: '卷', nameEn: 'rolls' }
  return {
    'POST /v1/units': { path: '/v1/units', body: { ...names, code: 'roll', decimals: 1 } },
    'PATCH /v1/units/:code': { path: '/v1/units/box', body: { ...names, decimals: 2 }, version: 1 },
    'POST /v1/tax-rates': {
      path: '/v1/tax-rates',
      body: { ...names, code: 'VAT5', rate: '0.05', preferred: true },
    },
    'PATCH /v1/tax-rates/:code': {
      path: '/v1/tax-rates/VAT9',
      body: { ...names, next: { rate: '0.08', from: '2099-01-01' }, preferred: true, active: true },
      version: 1,
    },
    'GET /v1/price-lists': { path: '/v1/price-lists' },
    'GET /v1/price-lists/:id': { path: `/v1/price-lists/${priceList}` },
    'POST /v1/price-lists': {
      path: '/v1/price-lists',
      body: { number: 'PL-2', name: '批发价', prices: [price], customerIds: [customerId] },
    },
    'PATCH /v1/price-lists/:id': {
      path: `/v1/price-lists/${priceList}`,
      body: { name: '酒店价', active: true, prices: [price], customerIds: [customerId] },
      version: 1,
    },
    'POST /v1/warehouses': { path: '/v1/warehouses', body: { ...names, number: 'W-8', priority: 3 } },
    'PATCH /v1/warehouses/:id': {
      path: `/v1/warehouses/${warehouse}`,
      body: { ...names, priority: 3, active: true },
      version: 1,
    },
    'POST /v1/stock/transfers': {
      path: '/v1/stock/transfers',
      body: { fromId: warehouseId, toId: warehouse, reason: '腾仓', lines: [{ itemId: items.hinge, quantity: '1' }] },
    },
  } satisfies Partial<Record<Operation, Example>>
}

function examplesOfOpenings({ customer, receivable, opening }: SetupSubjects) {
  const reason = { reason: '录错' }
  return {
    'GET /v1/accounts': { path: '/v1/accounts?scope=all' },
    'POST /v1/accounts': {
      path: '/v1/accounts',
      body: { code: '6602', nameZh: '管理费用', nameEn: 'Overheads', kind: 'expense' },
    },
    'PATCH /v1/accounts/:code': { path: '/v1/accounts/2202', body: { nameZh: '应付货款', active: false }, version: 1 },
    'GET /v1/ledger/entries': { path: '/v1/ledger/entries?account=1405&limit=10' },
    'POST /v1/ledger/openings': {
      path: '/v1/ledger/openings',
      body: {
        on: '2026-11-22',
        lines: [
          { account: '1002', debit: '9.00', credit: '0.00' },
          { account: '4001', debit: '0.00', credit: '9.00' },
        ],
      },
    },
    'POST /v1/ledger/openings/:id/reverse': { path: `/v1/ledger/openings/${opening}/reverse`, body: reason },
    'POST /v1/receivables/openings': {
      path: '/v1/receivables/openings',
      body: {
        on: '2026-11-22',
        lines: [{ customer, number: 'OLD-2', issuedOn: '2026-01-01', dueOn: '2026-01-31', amount: '10.00' }],
      },
    },
    'POST /v1/advances/openings': {
      path: '/v1/advances/openings',
      body: { on: '2026-11-22', lines: [{ customer, number: 'OLD-RC-1', receivedOn: '2026-01-01', amount: '10.00' }] },
    },
    'POST /v1/receivables/:id/reverse': { path: `/v1/receivables/${receivable}/reverse`, body: reason },
  } satisfies Partial<Record<Operation, Example>>
}
