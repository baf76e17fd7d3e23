import type pg from 'pg'
import type { Check } from './kernel/check.ts'

/** A column that names a row of another table, and the table and column where this row must be, in the same company. */
interface Reference {
  table: string
  column: string
  target: string
  key: string
  /** Only rows of one kind point there, as (column, value). */
  kind?: [string, string]
  /** The database itself refuses a wrong one. */
  enforced: boolean
}

const PERSON = ['people.person', 'person_id'] as const
const DEPARTMENT = ['people.department', 'department_id'] as const

/** Where a column points by its name, for those that no foreign key guards. */
const BY_NAME: Record<string, readonly [table: string, column: string]> = {
  actor_id: PERSON,
  approval_id: ['approvals.approval', 'approval_id'],
  author_id: PERSON,
  batch_id: ['handover.batch', 'batch_id'],
  company_id: ['access.company', 'company_id'],
  credits_id: ['finance.invoice', 'invoice_id'],
  customer_id: ['partners.customer', 'customer_id'],
  delivery_id: ['delivery.delivery', 'delivery_id'],
  department_id: DEPARTMENT,
  entry_id: ['ledger.entry', 'entry_id'],
  from_id: PERSON,
  from_warehouse_id: ['inventory.warehouse', 'warehouse_id'],
  head_id: PERSON,
  holder_department_id: DEPARTMENT,
  holder_id: PERSON,
  invoice_id: ['finance.invoice', 'invoice_id'],
  item_id: ['catalog.item', 'item_id'],
  offer_id: ['custody.offer', 'offer_id'],
  on_behalf_of: PERSON,
  order_id: ['orders.sales_order', 'order_id'],
  owner_id: PERSON,
  parent_id: DEPARTMENT,
  payment_id: ['finance.payment', 'payment_id'],
  person_id: PERSON,
  refunds_id: ['finance.payment', 'payment_id'],
  reverses_id: ['ledger.entry', 'entry_id'],
  task_id: ['tasks.task', 'task_id'],
  to_department_id: DEPARTMENT,
  to_person_id: PERSON,
  to_warehouse_id: ['inventory.warehouse', 'warehouse_id'],
  undoes_id: ['finance.invoice', 'invoice_id'],
  user_id: ['access.account', 'user_id'],
  warehouse_id: ['inventory.warehouse', 'warehouse_id'],
}

/** Where a pair of kind and id points. Journals and who may see are left to C6, C10-head and E1, which look at their subjects. */
const BY_KIND: Record<string, readonly [table: string, column: string]> = {
  order: ['orders.sales_order', 'order_id'],
  task: ['tasks.task', 'task_id'],
  customer: ['partners.customer', 'customer_id'],
  delivery: ['delivery.delivery', 'delivery_id'],
  invoice: ['finance.invoice', 'invoice_id'],
  payment: ['finance.payment', 'payment_id'],
}
const KINDED = [
  'tasks.task',
  'notes.note',
  'notes.attachment',
  'approvals.approval',
  'inventory.reservation',
  'custody.visible',
]

interface Column {
  table: string
  column: string
  /** Whether it is part of the table's own primary key and names no other table. */
  own: boolean
  target: string | null
  key: string | null
}

/** Every uuid column of a table with company_id, and where a validated foreign key that carries company_id sends it. */
const COLUMNS = `
  select n.nspname || '.' || c.relname as table, a.attname::text as column, f.target, f.key,
         exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and i.indkey[i.indnkeyatts - 1] = a.attnum) as own
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'uuid'::regtype
    left join lateral (
      select r.confrelid::regclass::text as target,
             (select t.attname::text from pg_attribute t where t.attrelid = r.confrelid and t.attnum = r.confkey[array_position(r.conkey, a.attnum)]) as key
        from pg_constraint r
       where r.conrelid = c.oid and r.contype = 'f' and r.convalidated and a.attnum = any(r.conkey)
         and (a.attname = 'company_id') = (cardinality(r.conkey) = 1)
         and exists (select from pg_attribute t where t.attrelid = r.confrelid and t.attname = 'company_id')
         and r.confrelid <> r.conrelid
       limit 1) f on true
   where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
     and exists (select from pg_attribute k where k.attrelid = c.oid and k.attname = 'company_id' and not k.attisdropped)
   order by 1, 2`

/** All references between rows of a database. `unknown` are columns of which nobody has said where they point. */
export async function findReferences(client: pg.ClientBase): Promise<{ references: Reference[]; unknown: string[] }> {
  const { rows } = await client.query<Column>(COLUMNS)
  const references: Reference[] = []
  const unknown: string[] = []
  for (const { table, column, own, target, key } of rows) {
    const named = BY_NAME[column] ?? (column.endsWith('_by') ? PERSON : undefined)
    if (target && key) references.push({ table, column, target, key, enforced: true })
    else if (named && named[0] !== table)
      references.push({ table, column, target: named[0], key: named[1], enforced: false })
    else if (KINDED.includes(table) && /^(subject|demand|document)_id$/.test(column))
      references.push(...byKind(table, column))
    else if (!own && !named && !/^(subject|demand|document|viewer|journal|session)_id$/.test(column))
      unknown.push(`${table}.${column}`)
  }
  return { references, unknown }
}

const byKind = (table: string, column: string): Reference[] =>
  Object.entries(BY_KIND).map(([kind, [target, key]]) => ({
    ...{ table, column, target, key, enforced: false },
    kind: [column.replace('_id', '_kind'), kind],
  }))

/** X1 as one query over all references, or with `full` false over those that the database does not enforce by itself. */
export function referencesCheck(references: Reference[], full: boolean): Check {
  const compared = references.filter((one) => full || !one.enforced)
  const [companies, others] = [true, false].map((are) =>
    compared.filter(({ column }) => (column === 'company_id') === are),
  )
  const tables = [...new Set(others!.map(({ table }) => table))]
  return {
    id: 'X1',
    title: `No row refers to a row of another company (${compared.length} references compared, ${references.length - compared.length} enforced by the database)`,
    sql: [
      ...companies!.map(companiesOf),
      ...tables.flatMap((table) => passes(others!.filter((one) => one.table === table))),
    ].join(' union all '),
  }
}

/** Every key begins with the company, so the companies of a table are found by as many steps through an index as there are companies. */
const companiesOf = ({ table, column, target, key }: Reference): string =>
  `(with recursive met as (
      (select company_id from ${table} order by company_id limit 1)
      union all
      select (select n.company_id from ${table} n where n.company_id > m.company_id order by n.company_id limit 1) from met m where m.company_id is not null)
    select '${table}.${column}' as reference, r.company_id, r.company_id as id from met r
     where r.company_id is not null and not exists (select from ${target} t where t.${key} = r.company_id))`

/** Nearly everything that points by kind and id points at orders; what points elsewhere is compared in a second pass, over few rows. */
const USUAL = 'order'

function passes(references: Reference[]): string[] {
  const rare = references.filter(({ kind }) => kind && kind[1] !== USUAL)
  const usual = references.filter((one) => !rare.includes(one))
  if (rare.length === 0) return [onePass(usual)]
  return [onePass(usual), onePass(rare, `r.${rare[0]!.kind![0]} <> '${USUAL}' and `)]
}

/** All that a table names, in one reading of it: each target is found by its key, so a row stays one row. */
function onePass(references: Reference[], only = ''): string {
  const joins = references.map(
    ({ column, target, key, kind }, at) =>
      `left join ${target} t${at} on ${kindOf(kind)}${tenancyOf(target, `t${at}`)}t${at}.${key} = r.${column}`,
  )
  const wrong = references.map(
    ({ column, key, kind }, at) => `(${kindOf(kind)}r.${column} is not null and t${at}.${key} is null)`,
  )
  const named = references.map(({ table, column }, at) => `('${table}.${column}', r.${column}, ${wrong[at]})`)
  return `select w.reference, r.company_id, w.id from ${references[0]!.table} r ${joins.join(' ')}
           cross join lateral (values ${named.join(', ')}) as w (reference, id, wrong) where ${only}(${wrong.join(' or ')}) and w.wrong`
}

const kindOf = (kind: Reference['kind']) => (kind ? `r.${kind[0]} = '${kind[1]}' and ` : '')

/** Accounts belong to the installation, everything else to a company. */
const tenancyOf = (target: string, t: string) =>
  target === 'access.account' ? '' : `${t}.company_id = r.company_id and `
