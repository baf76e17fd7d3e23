import pg from 'pg'
import { allStatements } from './kernel/statement.ts'
import { declareEveryList } from './modules/orders/order-lists.ts'
import './testing/commands.ts'
import { createTestCompany } from './testing/company.ts'
import { makeManyRows } from './testing/zz-many-rows.ts'

const company = await createTestCompany()
const client = new pg.Client({ connectionString: company.ownerUrl })
await client.connect()
await makeManyRows(client, company.founded.company.id)
for (const s of [
  'role = baton_app',
  'plan_cache_mode = force_generic_plan',
  'jit = off',
  `enable_seqscan = ${process.argv[2]}`,
])
  await client.query(`set ${s}`)
declareEveryList()
console.log((await client.query('select version()')).rows[0].version)
await client.query('reset role')
const owner = new pg.Client({ connectionString: company.ownerUrl })
await owner.connect()
await owner.query(`select set_config('baton.company', $1, false)`, [company.founded.company.id])
// one person sees 300 orders, most orders are done
await owner.query(
  `update orders.sales_order set state = 'settled', holder_id = null, holder_department_id = null, held_since = null where substr(number, 3)::int < 57000`,
)
await owner.query('analyze orders.sales_order')
const P = (await owner.query(`select person_id from people.person where number = 'P7'`)).rows[0].person_id
const D = (await owner.query(`select department_id from people.department order by number limit 1`)).rows[0]
  .department_id
await client.query(`select set_config('baton.company', $1, false)`, [company.founded.company.id])
await client.query('set role = baton_app')
const { listOf, countsOf } = await import('./modules/orders/order-lists.ts')
for (const viewers of [null, [P]])
  for (const f of [{}, { state: 'settled' }, { state: 'processing' }, { q: 'SO59999 SO100' }, { q: 'c12' }])
    for (const view of ['all', 'holding', 'overdue', 'review', 'department'] as const)
      for (const sort of ['-createdAt', 'promisedOn'] as const) {
        const { statement, values } = listOf(
          {
            view,
            sort,
            ...f,
            key:
              sort === 'promisedOn'
                ? ['-infinity', '00000000-0000-0000-0000-000000000000']
                : ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
            limit: 51,
          } as any,
          { sight: [viewers, viewers ? [D] : []], personId: P, departmentId: D, today: '2026-03-01', soon: '2026-03-04' },
        )
        await client.query({ name: statement.name, text: statement.text, values })
        const t0 = performance.now()
        const r = await client.query({ name: statement.name, text: statement.text, values })
        const ms = performance.now() - t0
        console.log('T', statement.name, JSON.stringify(f), r.rowCount, ms.toFixed(1))
      }
for (const viewers of [null, [P]]) {
  const { statement, values } = countsOf({
    sight: [viewers, viewers ? [D] : []],
    personId: P,
    departmentId: D,
    today: '2026-03-01',
    soon: '2026-03-04',
  })
  await client.query({ name: statement.name, text: statement.text, values })
  const t0 = performance.now()
  const r = await client.query({ name: statement.name, text: statement.text, values })
  console.log('T', statement.name, JSON.stringify(r.rows[0]), (performance.now() - t0).toFixed(1))
}
const top = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  bottom = ['-infinity', '00000000-0000-0000-0000-000000000000']
for (const v of [] as any[])
  for (const [name, values] of [
    ['delivery.list', [...top, 51, v, []]],
    ['finance.listInvoices', [...top, 51, v, [], '2026-03-01']],
    ['finance.listOpenInvoices', [...bottom, 51, v, [], '2026-03-01']],
    ['finance.listDue', [...bottom, 51, v, []]],
    ['finance.listPayments', [...top, 51, v, [], false]],
    ['delivery.search', [...top, 51, v, [], null, 'SO599', 'SO599\u{10FFFF}', 'so599', 'so599\u{10FFFF}', [], []]],
  ] as any) {
    const text = allStatements().get(name)!.text
    await client.query({ name, text, values })
    const t0 = performance.now()
    const r = await client.query({ name, text, values })
    console.log('T', name, v ? 'seen' : 'all', r.rowCount, (performance.now() - t0).toFixed(1))
  }
await owner.end()
await client.end(); await company.close()
