import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { everything } from '@baton/contract'
import pg from 'pg'
import { allStatements } from './kernel/statement.ts'
import { declareEveryList } from './modules/orders/index.ts'
import { allCommands, statementsOf } from './testing/commands.ts'
import { createTestCompany, type TestCompany } from './testing/company.ts'
import { makeManyRows } from './testing/many-rows.ts'
import { faultsOf } from './testing/plans.ts'

let company: TestCompany
let client: pg.Client

before(async () => {
  company = await createTestCompany()
  client = new pg.Client({ connectionString: company.ownerUrl })
  await client.connect()
  await makeManyRows(client, company.founded.company.id)
  // What is small today is not what will be small: with whole reads forbidden the planner shows which index it has for each.
  for (const setting of [
    'role = baton_app',
    'plan_cache_mode = force_generic_plan',
    'enable_seqscan = off',
    'enable_mergejoin = off',
    'jit = off',
  ])
    await client.query(`set ${setting}`)
})
after(async () => {
  await client.end()
  await company.close()
})

const TRANSACTION = /^(begin|commit|rollback)$/
declareEveryList()
const statements = [...allStatements().values()].filter(({ text }) => !TRANSACTION.test(text))

test('PostgreSQL understands every statement, as the application', async () => {
  assert.ok(statements.length > 300, `only ${statements.length} statements are known`)
  const refused: string[] = []
  for (const { name, text } of statements)
    await faultsOf(client, name, text).catch((error: Error) => refused.push(`${name}: ${error.message}`))
  assert.deepEqual(refused, [])
  await assert.rejects(faultsOf(client, 'planted', 'select nothing from orders.sales_order'), /does not exist/)
  await assert.rejects(faultsOf(client, 'planted', 'select password_hash from access.account'), /permission denied/)
  await assert.rejects(faultsOf(client, 'planted', 'delete from ledger.posting'), /permission denied/)
})

/** Statements that read a whole table, each with the reason why it may. */
const MAY_READ_ALL: Record<string, string> = {
  'ledger.findTurnovers': 'the trial balance is the sum of everything up to a day; period balances will carry it',
  'finance.findAgeing': 'ageing is a report over all open invoices, which an index holds apart',
  'finance.findPastAgeing': 'ageing as of a past day is a report over all that was matched',
}

describe('no list, search or command becomes slower with every order', () => {
  test('each statement reads growing tables by an index that serves it', async () => {
    const bad: string[] = []
    const needless = new Set(Object.keys(MAY_READ_ALL))
    for (const { name, text } of statements) {
      const faults = await faultsOf(client, name, text)
      if (faults.length > 0 && needless.delete(name)) continue
      if (!MAY_READ_ALL[name]) bad.push(...faults.map((fault) => `${name}: ${fault}`))
    }
    assert.ok(bad.length === 0, `\n${bad.join('\n')}`)
    assert.deepEqual([...needless], [], 'These exceptions are no longer needed; strike them.')
  })

  const page = 'order by created_at desc, order_id desc limit $3'
  const KEY = '(created_at, order_id) < ($1::timestamptz, $2::uuid)'
  const planted: [what: string, text: string, fault: RegExp | null][] = [
    ['a page by its key', `select number from orders.sales_order where ${KEY} ${page}`, null],
    ['rows by their ids', 'select number from orders.sales_order where order_id = any($1::uuid[])', null],
    ['a prefix as a range', 'select order_id from orders.sales_order where number >= $1 and number < $2', null],
    ['a column without index', 'select number from orders.sales_order where note = $1', /read whole/],
    ['a pattern', 'select number from orders.sales_order where number ilike $1', /read whole/],
    ['a sort without index', 'select number from orders.sales_order order by summary limit $1', /read whole/],
    [
      'a page that begins with coalesce',
      `select number from orders.sales_order where (created_at, order_id) < (coalesce($1::timestamptz, 'infinity'), $2::uuid) ${page}`,
      /reads those before it/,
    ],
    [
      'a page that may be the first',
      `select number from orders.sales_order where ($1::timestamptz is null or ${KEY}) ${page}`,
      /reads those before it/,
    ],
    [
      'a filter that may be absent',
      'select number from orders.sales_order where ($1::uuid is null or customer_id = $1) order by created_at desc, order_id desc limit $2',
      /rare customer_id/,
    ],
    [
      'a search that walks',
      `select number from orders.sales_order where summary = $4 and ${KEY} ${page}`,
      /find the ids first/,
    ],
  ]
  for (const [what, text, expected] of planted) {
    test(`${what} is ${expected ? 'caught' : 'let through'}`, async () => {
      const faults = await faultsOf(client, what, text)
      if (expected) assert.match(faults.join('\n'), expected)
      else assert.deepEqual(faults, [])
    })
  }
})

/** The order in which rows are locked, so that no two commands can wait for each other. */
const LOCK_ORDER = [
  ['imports.turn', 'imports.import'],
  ['kernel.rights_version'],
  ['finance.payment'],
  ['finance.invoice'],
  ['delivery.delivery', 'delivery.line'],
  ['orders.sales_order'],
  ['tasks.task'],
  ['approvals.approval'],
  ['custody.offer'],
  ['partners.customer', 'partners.credit'],
  ['catalog.item', 'inventory.balance', 'inventory.reservation'],
  ['notes.note', 'notes.attachment', 'delivery.tracking'],
  ['inventory.warehouse'],
  ['catalog.unit', 'catalog.tax_rate', 'catalog.price_list'],
  ['ledger.account', 'ledger.opening'],
  ['kernel.chain'],
  ['kernel.counter'],
]

/** What may come beside a locked row although it may be of before the lock: a task's custody, since moving one that was moved meanwhile fails and is tried again. */
const BESIDE = /^tasks\.task t\s+join custody\.read_current c on\b[^,]*$/i

/** What is wrong with the locks of a command's statements, in their order. */
function lockFaults(trip: readonly { name: string; text: string }[]): string[] {
  let reached = 0
  return trip.flatMap(({ name, text }) => {
    if (/\bfor (update|share|key share)\b/i.test(text)) return [`${name}: lock with “for no key update”`]
    if (!/\bfor no key update\b/i.test(text)) return []
    const outer = withoutBrackets(text)
    const tables = /\bfrom\s+(.+?)\s+(?:where|order by|for no key update)\b/is.exec(outer)?.[1] ?? ''
    const table = /^[a-z_]+\.[a-z_]+/.exec(tables)?.[0] ?? '?'
    const place = LOCK_ORDER.findIndex((one) => one.includes(table))
    if (place < 0) return [`${name}: say in LOCK_ORDER when ${table} is locked`]
    const faults: string[] = []
    if (/,|\bjoin\b/i.test(tables) && !BESIDE.test(tables))
      faults.push(`${name}: lock one table alone, and read what depends on it afterwards`)
    if (!/\border by\b/i.test(outer) && !/\b\w*_id = \$1\s+for no key update/i.test(outer))
      faults.push(`${name}: lock several rows in the order of their ids`)
    if (place < reached) faults.push(`${name}: ${table} is locked after ${LOCK_ORDER[reached]![0]}`)
    reached = Math.max(reached, place)
    return faults
  })
}

/** A statement's outermost level: what stands in brackets is left out. */
function withoutBrackets(text: string): string {
  let bare = text
  for (let shorter = ''; shorter !== bare; ) {
    shorter = bare
    bare = bare.replace(/\([^()]*\)/g, '')
  }
  return bare
}

describe('commands lock in one order', () => {
  test('every command of the API is looked at', () => {
    const elsewhere =
      /\/v1\/(session|sessions|me|preferences|sign|track)\b|^POST \/v1\/orders\/:id\/attachments|^GET \/v1\/attachments|^(GET|PUT) \/v1\/company\/logo|^POST \/v1\/imports$|^GET \/v1\/imports\/(templates|:id\/file)/
    const missing = Object.keys(everything).filter((key) => !allCommands.has(key) && !elsewhere.test(key))
    assert.deepEqual(missing, [])
  })
  for (const key of allCommands.keys()) {
    test(key, () => {
      for (const trip of statementsOf(key)) assert.deepEqual(lockFaults(trip), [])
    })
  }

  const lock = (table: string, rest = 'where x_id = $1') => ({
    name: table,
    text: `select x from ${table} ${rest} for no key update`,
  })
  const planted: [what: string, trip: { name: string; text: string }[], faults: number][] = [
    [
      'orders, then credit, then chains',
      [lock('orders.sales_order'), lock('partners.credit'), lock('kernel.chain')],
      0,
    ],
    ['credit before orders', [lock('partners.credit'), lock('orders.sales_order')], 1],
    ['chains before stock', [lock('orders.sales_order'), lock('kernel.chain'), lock('inventory.balance')], 1],
    ['rows in any order', [lock('orders.sales_order', 'where x_id = any($1)')], 1],
    [
      'ids of a subquery, in order',
      [lock('tasks.task', 'where x in (select y from a join b on true) order by x_id')],
      0,
    ],
    ['a join', [lock('orders.sales_order o join partners.credit c on true', 'where x = 1 order by x')], 1],
    ['a lock that foreign keys wait for', [{ name: 'x', text: 'select x from orders.sales_order for update' }], 1],
    ['a table without a place', [lock('people.person')], 1],
  ]
  for (const [what, trip, faults] of planted) {
    test(`${what}: ${faults === 0 ? 'let through' : 'caught'}`, () => assert.equal(lockFaults(trip).length, faults))
  }
  test('most commands that change something lock something', () => {
    const locking = [...allCommands.keys()].filter((key) =>
      statementsOf(key).some((trip) => trip.some(({ text }) => /for no key update/.test(text))),
    )
    assert.ok(locking.length > 25, `only ${locking.length} do`)
  })
})
