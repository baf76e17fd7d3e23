import pg from 'pg'

/** What is multiplied: everything of a company that was made at one instant, and how often. */
export interface Pattern {
  companyId: string
  timeZone: string
  /** The instant at which the pattern was made, so that its ids and times are known by their looks. */
  madeAt: Date
  copies: number
  /** The copies lie evenly within so many days before the pattern. */
  days: number
  onProgress?: (copies: number) => void
}

interface Column {
  name: string
  type: string
  /** Whether a row of the pattern holds one of the pattern's ids or times in it. */
  own: boolean
}

interface Table {
  name: string
  columns: Column[]
}

/** Copies made by one statement, so that progress is seen and no sort outgrows its memory. */
const AT_ONCE = 1000
/** As many statements at once as the smallest machine has cores. */
const WRITERS = 2
/** Human numbers of the pattern are below it, so those of a copy are its number times this and more. */
const NUMBERS = 1000
/** Replies belong to requests, and nobody requested the copies. */
const LEFT_OUT = ['kernel.idempotency', 'kernel.chain', 'kernel.counter']

/** An id of version 7 begins with its time: these are the 32 bits that everything made within a minute shares. */
const prefixOf = (at: Date) => Number.parseInt(at.getTime().toString(16).padStart(12, '0').slice(0, 8), 16)
const hex = (prefix: number) => prefix.toString(16).padStart(8, '0')

/**
 * Makes many orders of few, set-based: every row of the orders that were taken through the commands at one instant is copied
 * with ids, numbers and times of its own and its journal sealed anew; the pattern itself is removed. What the copies add up to
 * (balances, exposure, counters) is told again at the end. Only a superuser may, since no command is asked.
 */
export async function multiply(superuserUrl: string, pattern: Pattern): Promise<void> {
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => openWriter(superuserUrl, pattern.companyId)))
  const [first] = writers as [pg.Client, ...pg.Client[]]
  try {
    const tables = await tablesOf(first, pattern)
    await first.query('create schema bench_pattern')
    for (const { name } of tables)
      await first.query(`create unlogged table ${patternOf(name)} as select * from ${name} t where ${isOf(pattern)}`)
    for (const { name } of tables) await first.query(`delete from ${name} t where ${isOf(pattern)}`)
    await first.query(`delete from kernel.chain t where subject_id::text like '${hex(prefixOf(pattern.madeAt))}-%'`)
    let next = 1
    const write = async (writer: pg.Client) => {
      while (next <= pattern.copies) {
        const from = next
        next += AT_ONCE
        const until = Math.min(next - 1, pattern.copies)
        for (const table of tables) await writer.query(copying(table, pattern, from, until))
        pattern.onProgress?.(until)
      }
    }
    await Promise.all(writers.map(write))
    await first.query('drop schema bench_pattern cascade')
    for (const sql of sums(pattern)) await first.query(sql)
    await first.query('vacuum (analyze)')
    await first.query('checkpoint')
  } finally {
    await Promise.all(writers.map((writer) => writer.end()))
  }
}

async function openWriter(url: string, companyId: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // Foreign keys are not asked for millions of copies of rows that kept them; `baton verify --full` asks afterwards.
  await client.query(
    `set session_replication_role = replica; set synchronous_commit = off; set work_mem = '128MB'; set jit = off`,
  )
  await client.query(`select set_config('baton.company', $1, false)`, [companyId])
  await client.query(`create function pg_temp.seal(bytea, text) returns bytea language sql immutable
    as $$ select sha256($1 || convert_to($2, 'UTF8')) $$`)
  await client.query(
    `create aggregate pg_temp.sealed(text) (sfunc = pg_temp.seal, stype = bytea, initcond = '\\x${'00'.repeat(32)}')`,
  )
  return client
}

/** The pattern's rows of a table, apart from the copies that join them there. */
const patternOf = (table: string) => `bench_pattern.${table.replace('.', '_')}`

const isOf = ({ madeAt }: Pattern) => `t::text like '%${hex(prefixOf(madeAt))}-%'`

/** The tables that hold rows of the pattern, with the columns that differ from copy to copy. */
async function tablesOf(client: pg.Client, pattern: Pattern): Promise<Table[]> {
  const { rows } = await client.query<{ table: string; column: string; type: string }>(
    `select n.nspname || '.' || c.relname as table, a.attname::text as column, format_type(a.atttypid, null) as type
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)' and not (n.nspname || '.' || c.relname = any($1))
      order by c.oid, a.attnum`,
    [LEFT_OUT],
  )
  const tables: Table[] = []
  for (const name of new Set(rows.map((row) => row.table))) {
    const found = await client.query(`select 1 from ${name} t where ${isOf(pattern)} limit 1`)
    if (found.rowCount === 0) continue
    const columns: Column[] = []
    for (const { column, type } of rows.filter((row) => row.table === name))
      columns.push({ name: column, type, own: await isOwn(client, name, column, pattern) })
    tables.push({ name, columns })
  }
  return tables
}

async function isOwn(client: pg.Client, table: string, column: string, pattern: Pattern): Promise<boolean> {
  const looks = [`${hex(prefixOf(pattern.madeAt))}-`, pattern.madeAt.toISOString()].map(
    (look) => `t.${column}::text like '%${look}%'`,
  )
  const { rowCount } = await client.query(
    `select 1 from ${table} t where ${isOf(pattern)} and (${looks.join(' or ')}) limit 1`,
  )
  return rowCount! > 0
}

/** Copy k of K: its share of the ids, its instant, and how many days and numbers lie between it and the pattern. */
const copiesOf = ({ madeAt, copies, days, timeZone }: Pattern, from: number, until: number) => `
  select k, lpad(to_hex(${prefixOf(madeAt) - copies - 1} + k), 8, '0') || '-' as prefix, timestamptz '${madeAt.toISOString()}' - back as at, back,
         (timestamptz '${madeAt.toISOString()}' at time zone '${timeZone}')::date - ((timestamptz '${madeAt.toISOString()}' - back) at time zone '${timeZone}')::date as days,
         to_char((timestamptz '${madeAt.toISOString()}' - back) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at_text
    from generate_series(${from}, ${until}) k
   cross join lateral (select make_interval(secs => floor((${copies} - k + 1) * ${days} * 86400.0 / ${copies})) as back) as b`

function copying(table: Table, pattern: Pattern, from: number, until: number): string {
  const names = table.columns.map(({ name }) => name)
  const copies = `(${copiesOf(pattern, from, until)}) as c`
  if (table.name !== 'kernel.event') {
    const values = table.columns.map((column) => copied(table.name, column, pattern))
    return `insert into ${table.name} (${names}) select ${values} from ${patternOf(table.name)} t cross join ${copies}`
  }
  const bytes = copied(table.name, table.columns.find(({ name }) => name === 'bytes')!, pattern)
  const values = table.columns.map((column) =>
    column.name === 'hash'
      ? `pg_temp.sealed(${bytes}) over (partition by c.k, t.subject_kind, t.subject_id order by t.sequence)`
      : copied(table.name, column, pattern),
  )
  return `with copied as (
      insert into kernel.event (${names}) select ${values} from ${patternOf('kernel.event')} t cross join ${copies}
      returning company_id, subject_kind, subject_id, sequence, hash)
    insert into kernel.chain (company_id, subject_kind, subject_id, sequence, hash)
    select distinct on (subject_id, subject_kind) company_id, subject_kind, subject_id, sequence, hash from copied order by subject_id, subject_kind, sequence desc`
}

/** The SQL of a column's value in copy `c` of row `t`. */
function copied(table: string, { name, type, own }: Column, pattern: Pattern): string {
  const value = `t.${name}`
  if (name === 'number' && type === 'text')
    return numbered(`split_part(${value}, '-', 1) || '-'`, `split_part(${value}, '-', 2)`)
  if (table === 'finance.invoice' && name === 'number')
    return `(c.k - 1) * (select count(*) from ${patternOf('finance.invoice')} o where o.kind = t.kind) + t.number`
  if (table === 'kernel.search_token' && name === 'token')
    return `case when token ~ '^[0-9]{4}$' then ${numbered(`''`, 'token')}
                 when token ~ '^[a-z]{2}[0-9]{8}$' then ${numbered('left(token, 6)', 'right(token, 4)')} else token end`
  if (type === 'timestamp with time zone') return `${value} - c.back`
  if (type === 'date') return `${value} - c.days`
  if (!own) return value
  const ids = `replace(${value}::text, '${hex(prefixOf(pattern.madeAt))}-', c.prefix)`
  return type === 'uuid' ? `${ids}::uuid` : `replace(${ids}, '${pattern.madeAt.toISOString()}', c.at_text)::${type}`
}

const numbered = (series: string, digits: string) => `${series} || (${digits}::int + c.k * ${NUMBERS})`

/** What is kept as a total of many rows. */
const sums = ({ copies }: Pattern): string[] => [
  `with moved as (
     select to_warehouse_id as warehouse_id, item_id, quantity, value from inventory.move where to_warehouse_id is not null
     union all select from_warehouse_id, item_id, -quantity, -value from inventory.move where from_warehouse_id is not null),
   totals as (select item_id, warehouse_id, sum(quantity) as quantity, sum(value) as value from moved group by item_id, warehouse_id),
   held as (select item_id, warehouse_id, sum(quantity) as quantity from inventory.reservation group by item_id, warehouse_id)
   update inventory.balance b set on_hand = t.quantity, value = t.value, reserved = coalesce(h.quantity, 0)
     from totals t left join held h using (item_id, warehouse_id)
    where b.item_id = t.item_id and b.warehouse_id = t.warehouse_id`,
  `update partners.credit c set exposure = o.exposure
     from (select customer_id, sum(exposure) as exposure from orders.sales_order group by customer_id) o where o.customer_id = c.customer_id`,
  `update kernel.counter set next = ${(copies + 1) * NUMBERS} where last_on is null`,
  `update kernel.counter c set next = i.next, last_on = i.last_on
     from (select max(number) + 1 as next, max(issued_on) as last_on from finance.invoice where kind = 'invoice') i where c.series = 'invoice'`,
]
