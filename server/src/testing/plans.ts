import type pg from 'pg'

/** Tables that grow with the business: what reads one of them whole becomes slower every day. */
const GROWING = new Set(
  `orders.sales_order orders.line orders.review orders.change custody.custody custody.offer custody.offer_subject custody.visible
   kernel.event kernel.chain kernel.search_token kernel.idempotency partners.customer partners.credit catalog.item catalog.price
   finance.invoice finance.invoice_line finance.payment finance.matching delivery.delivery delivery.line
   inventory.move inventory.balance inventory.reservation tasks.task ledger.entry ledger.posting notes.note notes.attachment notes.watcher approvals.approval
   imports.import imports.file_row imports.key delivery.tracking notices.notice`.split(/\s+/),
)

/** Nodes that must read all their input before they give the first row, so that a limit above saves nothing. */
const GATHERING = new Set(['Sort', 'Hash', 'Aggregate', 'WindowAgg', 'Materialize', 'SetOp'])

interface Plan {
  'Node Type': string
  'Parent Relationship'?: string
  Schema?: string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  Filter?: string
  'One-Time Filter'?: string
  Plans?: Plan[]
}

/**
 * Plans a statement once for all values, as PostgreSQL does with one that is used often, and tells what would read a growing table
 * whole. The connection is the application's, on a database with many rows.
 */
export async function faultsOf(client: pg.ClientBase, name: string, text: string): Promise<string[]> {
  await client.query(`prepare planned as ${text}`)
  try {
    const { rows: known } = await client.query<{ count: number }>(
      `select cardinality(parameter_types) as count from pg_prepared_statements where name = 'planned'`,
    )
    const values = Array<string>(known[0]!.count).fill('null').join(', ')
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (format json, verbose) execute planned${values && `(${values})`}`,
    )
    return faultsIn(rows[0]!['QUERY PLAN'][0].Plan, /search/i.test(name), false)
  } finally {
    await client.query('deallocate planned')
  }
}

function faultsIn(node: Plan, search: boolean, limited: boolean): string[] {
  const type = node['Node Type']
  const below = type === 'Limit' || (limited && !GATHERING.has(type))
  // Such a walk begins only when it has been found that there are many, so that a page is soon full.
  const walks = search && node['One-Time Filter'] === undefined
  return [
    ...faultsOfNode(node, walks, below),
    ...(node.Plans ?? []).flatMap((child) =>
      faultsIn(child, walks, below && !/InitPlan|SubPlan/.test(child['Parent Relationship'] ?? '')),
    ),
  ]
}

function faultsOfNode(node: Plan, search: boolean, streamed: boolean): string[] {
  const { 'Node Type': type, 'Index Name': index, 'Index Cond': condition = '', Filter: filter = '' } = node
  const table = `${node.Schema}.${node['Relation Name']}`
  if (type === 'Bitmap Index Scan' && !narrows(condition)) return [`${index} is read whole: no index serves this`]
  if (!GROWING.has(table) || type === 'ModifyTable' || type === 'Bitmap Heap Scan') return []
  if (type === 'Seq Scan') return [`${table} is read whole: no index serves this`]
  if (
    narrows(
      condition
        .split(' AND ')
        .filter((part) => !part.includes('ROW('))
        .join(' AND '),
    )
  )
    return []
  if (!streamed) return [`${table} is read whole by ${index}: no index serves this`]
  if (search) return [`${table} is walked by ${index} until enough is found: find the ids first, then the rows`]
  const optional = /\(\(\$\d+ IS NULL\) OR \((?:\w+\.)?(\w+) = /.exec(filter)
  return [
    ...(/ROW\(/.test(filter)
      ? [
          `${table}: each page reads those before it. Compare the key with plain parameters, without coalesce or “is null or”`,
        ]
      : []),
    ...(optional ? [`${table}: a rare ${optional[1]} reads everything. Give this filter a statement of its own`] : []),
  ]
}

/** Whether an index condition says more than which company it is. */
const narrows = (condition: string): boolean =>
  condition
    .split(' AND ')
    .filter((part) => part && !/\bcompany_id = /.test(part))
    .some((part) => /[=<>@~]|IS NULL/.test(part))
