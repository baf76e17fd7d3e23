import type { TestCompany } from './company.ts'
import { check, upload } from './import-files.ts'
import type { Example, Operation } from './operation.ts'

/** An import that waits to be run, as the operations on it want it. */
export interface ImportSubject {
  id: string
  version: number
}

const FILE = '客户编号,客户名称,账期\nIM-1,导入的客户,30\nIM-2,写错的客户,三十\n'

export async function makeImport(company: TestCompany): Promise<ImportSubject> {
  const boss = await company.as('boss')
  const { id, version } = await check(boss, await upload(boss, 'customers', FILE))
  return { id, version }
}

export const examplesOfImports = ({ id, version }: ImportSubject) =>
  ({
    'GET /v1/imports/kinds': { path: '/v1/imports/kinds' },
    'GET /v1/imports/templates/:kind': { path: '/v1/imports/templates/customers' },
    'GET /v1/imports': { path: '/v1/imports?limit=10' },
    'POST /v1/imports': {
      path: '/v1/imports?kind=customers&name=customers.csv&encoding=utf-8&sheet=1',
      bytes: Buffer.from(FILE),
    },
    'GET /v1/imports/:id': { path: `/v1/imports/${id}` },
    'GET /v1/imports/:id/rows': { path: `/v1/imports/${id}/rows?state=wrong&limit=10` },
    'GET /v1/imports/:id/file': { path: `/v1/imports/${id}/file?rows=wrong` },
    'PUT /v1/imports/:id/fields': {
      path: `/v1/imports/${id}/fields`,
      body: { fields: ['number', 'name', 'termDays'], update: true },
      version,
    },
    'PATCH /v1/imports/:id/rows/:line': {
      path: `/v1/imports/${id}/rows/3`,
      body: { cells: [{ column: 2, text: '45' }] },
    },
    'POST /v1/imports/:id/run': { path: `/v1/imports/${id}/run`, body: {} },
    'POST /v1/imports/:id/stop': { path: `/v1/imports/${id}/stop`, body: {} },
  }) satisfies Partial<Record<Operation, Example>>
