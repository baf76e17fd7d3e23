import type { Audit } from './audit.ts'

/** Blocks of numbers are taken before the decision, and a refused command leaves a gap in them, which is allowed. */
const MAY_CHANGE = new Set(['kernel.counter'])

/** What every table holds, as "rows and a digest of them" by table, so that also a change of a row is seen. */
export async function readRows(audit: Audit): Promise<Record<string, string>> {
  await audit.quiet()
  const tables = await audit.sql(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('public', 'information_schema') and n.nspname !~ '^pg_'
        and has_table_privilege(c.oid, 'select') order by 1`,
  )
  const parts = (tables as { name: string }[])
    .filter(({ name }) => !MAY_CHANGE.has(name))
    .map(
      ({ name }) =>
        `select '${name}' as name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as held from ${name} t`,
    )
  const rows = (await audit.sql(parts.join(' union all '))) as { name: string; held: string }[]
  return Object.fromEntries(rows.map(({ name, held }) => [name, held]))
}
