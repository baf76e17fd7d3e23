import pg from 'pg'
import { CannotStart } from '../kernel/postgres/cannot-start.ts'

/**
 * Counts the rows of every table as the owner, company by company. It does not see with the eyes of `baton_verify`, who dumps: where
 * that role lacks a policy it dumps nothing and says nothing, and only another way of counting finds out.
 */
export async function countRows(client: pg.ClientBase): Promise<Record<string, number>> {
  const { rows: tables } = await client.query<{ name: string; guarded: boolean }>(
    `select format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity as guarded
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const { rows: companies } = await client.query<{ id: string }>('select company_id as id from access.list_companies()')
  const counts = Object.fromEntries(tables.map(({ name }) => [name, 0]))
  const count = async (names: string[], where = '') => {
    if (names.length === 0) return
    const each = names.map(
      (name) => `select ${pg.escapeLiteral(name)} as name, count(*)::float8 as rows from ${name}${where}`,
    )
    const { rows } = await client.query<{ name: string; rows: number }>(each.join(' union all '))
    for (const row of rows) counts[row.name] = counts[row.name]! + row.rows
  }
  await count(tables.filter((table) => !table.guarded).map((table) => table.name))
  const guarded = tables.filter((table) => table.guarded).map((table) => table.name)
  for (const { id } of companies) {
    await client.query(`select set_config('baton.company', $1, false)`, [id])
    await count(guarded, ' where company_id = kernel.company()')
  }
  await client.query(`select set_config('baton.company', '', false)`)
  return counts
}

/** Refuses a restored database that has not every row of the one that was dumped. */
export async function refuseOtherRows(databaseUrl: string, wanted: Record<string, number>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'baton backup' })
  await client.connect()
  try {
    const found = await countRows(client)
    const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])].sort()
    const other = names.filter((name) => wanted[name] !== found[name])
    if (other.length === 0) return
    const each = other.map(
      (name) => `${name} has ${found[name] ?? 'no table'} instead of ${wanted[name] ?? 'no table'}`,
    )
    throw new CannotStart(
      `The dump does not hold every row: ${each.join('; ')}. A table without a policy for baton_verify is dumped empty.`,
    )
  } finally {
    await client.end()
  }
}
