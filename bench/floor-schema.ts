import pg from 'pg'

/** Baton's own tables that an order's way writes, without row-level security, idempotency, chain, reactions and tasks. */
const TABLES = [
  'orders.sales_order',
  'orders.line',
  'orders.review',
  'partners.credit',
  'custody.custody',
  'custody.offer',
  'custody.offer_subject',
  'handover.batch',
  'handover.package',
  'inventory.balance',
  'inventory.reservation',
  'inventory.move',
  'delivery.delivery',
  'delivery.line',
  'ledger.entry',
  'ledger.posting',
  'finance.invoice',
  'finance.invoice_line',
  'finance.payment',
  'finance.matching',
  'kernel.event',
  'kernel.counter',
]

export const floorName = (table: string): string => `floor.${table.replace('.', '_')}`

/** Copies the tables with the same keys, checks, indexes and foreign keys into the schema `floor`, and their masters' rows. */
export async function makeFloor(ownerUrl: string, companyId: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('create schema floor')
    for (const table of TABLES) await client.query(`create table ${floorName(table)} (like ${table} including all)`)
    const { rows } = await client.query<{ source: string; name: string; definition: string }>(
      `select conrelid::regclass::text as source, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
        where contype = 'f' and conrelid = any($1::regclass[])`,
      [TABLES],
    )
    await client.query(`select set_config('baton.company', $1, false)`, [companyId])
    for (const table of ['partners.credit', 'inventory.balance']) {
      const { rows: columns } = await client.query<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
        [table],
      )
      const list = columns.map((column) => column.name).join(', ')
      await client.query(`insert into ${floorName(table)} (${list}) select ${list} from ${table}`)
    }
    for (const { source, name, definition } of rows) {
      const target = /REFERENCES ([\w.]+)/.exec(definition)![1]!
      const mapped = TABLES.includes(target)
        ? definition.replace(`REFERENCES ${target}`, `REFERENCES ${floorName(target)}`)
        : definition
      await client.query(`alter table ${floorName(source)} add constraint ${name} ${mapped} not valid`)
    }
    await client.query('analyze')
  } finally {
    await client.end()
  }
}
