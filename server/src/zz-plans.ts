import pg from 'pg'
import { allStatements } from './kernel/statement.ts'
import { declareEveryList } from './modules/orders/order-lists.ts'
import './testing/commands.ts'
import { createTestCompany } from './testing/company.ts'
import { makeManyRows } from './testing/many-rows.ts'

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
const want =
  /^(approvals.waiting|delivery.(list|listOfState|search)|finance.(listInvoices|searchInvoices|listOpenInvoices|searchOpenInvoices|listDue|listPayments)|handover.list.(pool|order)|handover.receivers|orders.(list|seen)\.all.*|orders.(list|seen)\.(overdue|due|review|holding|department)(\.dated)?|orders.(list|seen).holding.search|orders.counts.*)$/
for (const { name, text } of allStatements().values()) {
  if (!want.test(name)) continue
  await client.query(`prepare p as ${text}`)
  const n = (await client.query(`select cardinality(parameter_types) c from pg_prepared_statements where name='p'`))
    .rows[0].c
  const { rows } = await client.query(`explain execute p${n ? '(' + Array(n).fill('null').join(',') + ')' : ''}`)
  await client.query('deallocate p')
  console.log('=== ' + name)
  console.log(
    rows
      .map((r: any) => r['QUERY PLAN'])
      .filter((l: string) => /Scan|Cond|Sort|Limit|Filter|Join|Loop/.test(l))
      .join('\n'),
  )
}
await client.end()
await company.close()
