import type pg from 'pg'

/** Enough that the planner would rather use an index than read a whole table, and little enough to be made in seconds. */
const ORDERS = 6000

const id = (kind: number, number = 'g') =>
  `('00000000-0000-7000-80' || '0${kind}-' || lpad(${number}::text, 12, '0'))::uuid`
const T = `timestamptz '2026-01-01' + g * interval '1 minute'`

/** Fills the tables that grow with the business, for one company, with the shapes of real data; the rows need not make sense together. */
export async function makeManyRows(owner: pg.ClientBase, companyId: string): Promise<void> {
  await owner.query(`select set_config('baton.company', $1, false)`, [companyId])
  await owner.query(
    `insert into people.person (person_id, number, name, department_id)
     select ${id(9)}, 'P' || g, 'person ' || g, (select department_id from people.department order by number limit 1) from generate_series(1, 200) g`,
  )
  const { rows } = await owner.query<{ persons: string[]; departments: string[]; warehouse: string }>(
    `select array(select person_id from people.person) as persons, array(select department_id from people.department) as departments,
            (select warehouse_id from inventory.warehouse limit 1) as warehouse`,
  )
  const { persons, departments, warehouse } = rows[0]!
  const among = (ids: string[]) => `(array['${ids.join("','")}']::uuid[])[g % ${ids.length} + 1]`
  for (const sql of statements(among(persons), among(departments), `'${warehouse}'`)) await owner.query(sql)
  await owner.query('analyze')
}

const customer = id(1, `(g % ${ORDERS / 4} + 1)`)
const item = id(2, `(g % ${ORDERS / 2} + 1)`)
const DAY = `date '2026-01-01' + g % 300`
const of = (count: number) => `from generate_series(1, ${count}) g`

/** One statement for each table; kinds and states vary, so that no index is smaller than it will be. */
const statements = (person: string, department: string, warehouse: string): string[] => [
  `insert into partners.customer (customer_id, number, name, created_at) select ${id(1)}, 'C' || g, 'customer ' || g, ${T} ${of(ORDERS / 4)}`,
  `insert into partners.credit (customer_id) select ${id(1)} ${of(ORDERS / 4)}`,
  `insert into catalog.item (item_id, number, name, kind, unit, tax_code, created_at)
   select ${id(2)}, 'I' || g, 'item ' || g, 'stock', (array['pcs', 'pair', 'kg', 'm'])[g % 4 + 1], 'VAT13', ${T} ${of(ORDERS / 2)}`,
  `insert into orders.sales_order (order_id, number, customer_id, owner_id, state, currency, prices_include_tax, invoice_basis, term_days, ordered_on, promised_on,
     net, tax, gross, holder_id, holder_department_id, held_since, created_at, updated_at)
   select ${id(3)}, 'SO' || g, ${customer}, ${person}, (array['draft', 'pending', 'processing', 'completed'])[g % 4 + 1], 'CNY', false, 'signed', 30,
          ${DAY}, ${DAY}, 100, 0, 100, case when g % 3 > 0 then ${person} end, ${department}, ${T}, ${T}, ${T} ${of(ORDERS)}`,
  `insert into orders.line (order_id, line, item_id, kind, description, unit, quantity, unit_price, tax_code, tax_rate, net, tax, gross)
   select ${id(3)}, l, ${item}, 'stock', 'item', 'pcs', 1000000, 1000000, 'VAT13', 0, 50, 0, 50 ${of(ORDERS)}, generate_series(1, 2) l`,
  `insert into custody.custody (subject_kind, subject_id, sequence, since, kind, holder_id, department_id, entered)
   select 'order', ${id(3)}, 1, ${T}, case when g % 3 > 0 then 'held' else 'pool' end, case when g % 3 > 0 then ${person} end, ${department}, 'created' ${of(ORDERS)}`,
  `insert into custody.visible (viewer_id, department_id, subject_kind, subject_id, because)
   select ${person}, ${department}, 'order', ${id(3)}, 'owner' ${of(ORDERS)}`,
  `insert into kernel.chain (subject_kind, subject_id, sequence, hash) select 'order', ${id(3)}, 3, sha256('x') ${of(ORDERS)}`,
  `insert into kernel.event (subject_kind, subject_id, sequence, type, recorded_at, actor_id, bytes, hash)
   select 'order', ${id(3)}, s, 'orders.created', ${T}, ${person}, '{}', sha256('x') ${of(ORDERS)}, generate_series(1, 3) s`,
  `insert into kernel.search_token (subject_kind, token, subject_id) select 'order', 'so' || g, ${id(3)} ${of(ORDERS)}`,
  `insert into kernel.search_token (subject_kind, token, subject_id) select 'customer', 'c' || g, ${id(1)} ${of(ORDERS / 4)}`,
  `insert into kernel.search_token (subject_kind, token, subject_id) select 'item', 'i' || g, ${id(2)} ${of(ORDERS / 2)}`,
  `insert into custody.offer (offer_id, batch_id, number, from_id, to_person_id, to_department_id, state, reason, offered_at, answer_by)
   select ${id(4)}, ${id(4)}, 'HO' || g, ${person}, case when g % 4 > 0 then ${person} end, case when g % 4 = 0 then ${department} end,
          (array['accepted', 'offered', 'declined', 'recalled'])[g % 4 + 1], 'x', ${T}, ${T} ${of(ORDERS)}`,
  `insert into custody.offer_subject (offer_id, subject_kind, subject_id, open, sequence) select ${id(4)}, 'order', ${id(3)}, g % 4 = 1, 1 ${of(ORDERS)}`,
  `insert into imports.import (import_id, kind, file_name, encoding, headings, fields, state, rows, created_by, created_at)
   select ${id(0)}, (array['customers', 'orders'])[g % 2 + 1], 'f.csv', 'utf-8', '[]', '[]', 'done', 1, ${person}, ${T} ${of(ORDERS)}`,
  `insert into imports.file_row (import_id, line, lead, key, cells, state)
   select ${id(0, '(g % 3 + 1)')}, g, g, 'k' || g, '[]', (array['new', 'ready', 'wrong', 'created'])[g % 4 + 1] ${of(ORDERS)}`,
  `insert into imports.key (kind, key, subject_id, import_id) select 'orders', 'k' || g, ${id(3)}, ${id(0)} ${of(ORDERS)}`,
  `insert into tasks.task (task_id, subject_kind, subject_id, kind, department_id, holder_id, state, waits_for, opened_at, ended_at)
   select ${id(5)}, 'order', ${id(3)}, 'pick', ${department}, case when g % 10 = 5 then ${person} end, case when g % 5 = 0 then 'open' else 'done' end, 'x',
          ${T}, case when g % 5 > 0 then ${T} end ${of(ORDERS)}`,
  `insert into custody.custody (subject_kind, subject_id, sequence, since, until, kind, holder_id, department_id, entered)
   select 'task', ${id(5)}, 1, ${T}, case when g % 5 > 0 then ${T} end, case when g % 2 > 0 then 'held' else 'pool' end, case when g % 2 > 0 then ${person} end, ${department}, 'created' ${of(ORDERS)}`,
  `insert into delivery.delivery (delivery_id, number, order_id, customer_id, state, recipient, phone, street, shipped_at, shipped_by)
   select ${id(6)}, 'DN' || g, ${id(3)}, ${customer}, 'shipped', 'x', 'x', 'x', ${T}, ${person} ${of(ORDERS)}`,
  `insert into delivery.line (delivery_id, line, order_id, order_line, item_id, warehouse_id, quantity, cost)
   select ${id(6)}, 1, ${id(3)}, 1, ${item}, ${warehouse}, 1000000, 1 ${of(ORDERS)}`,
  `insert into finance.invoice (invoice_id, number, kind, order_id, customer_id, customer_name, currency, net, tax, gross, matched, issued_on, due_on, issued_at)
   select ${id(7)}, g, 'invoice', ${id(3)}, ${customer}, 'x', 'CNY', 100, 0, 100, case when g % 4 = 0 then 0 else 100 end, ${DAY}, ${DAY}, ${T} ${of(ORDERS)}`,
  `insert into finance.invoice_line (invoice_id, line, order_line, delivery_id, delivery_line, description, unit, quantity, unit_price, tax_rate, net, tax, gross)
   select ${id(7)}, 1, 1, ${id(6)}, 1, 'x', 'pcs', 1000000, 1, 0, 100, 0, 100 ${of(ORDERS)}`,
  `insert into finance.payment (payment_id, number, kind, refunds_id, customer_id, order_id, method, currency, amount, matched, received_on, state, recorded_at)
   select ${id(8)}, 'P' || g, case when g % 5 = 1 then 'refund' else 'receipt' end, case when g % 5 = 1 then ${id(8, `(g + 1)`)} end, ${customer},
          case when g % 2 = 0 then ${id(3)} end, 'transfer', 'CNY', 100, case when g % 4 = 0 or g % 5 = 1 then 0 else 100 end, ${DAY}, 'posted', ${T} ${of(ORDERS)}`,
  `insert into finance.matching (matching_id, payment_id, invoice_id, order_id, amount, matched_at) select ${id(9)}, ${id(8)}, ${id(7)}, ${id(3)}, 100, ${T} ${of(ORDERS)}`,
  `insert into inventory.balance (item_id, warehouse_id, on_hand) select ${id(2)}, ${warehouse}, 1000000 ${of(ORDERS / 2)}`,
  `insert into inventory.reservation (demand_kind, demand_id, demand_line, item_id, warehouse_id, quantity, reserved_at)
   select 'order', ${id(3)}, 1, ${item}, ${warehouse}, 1, ${T} ${of(ORDERS)}`,
  `insert into inventory.move (move_id, item_id, to_warehouse_id, quantity, value, kind, document_kind, document_id, moved_at)
   select ${id(1)}, ${item}, ${warehouse}, 1000000, 1, 'receipt', 'receipt', ${id(1)}, ${T} ${of(ORDERS)}`,
  `insert into ledger.entry (entry_id, kind, document_kind, document_id, posted_on, recorded_at) select ${id(1)}, 'x', 'x', ${id(1)}, ${DAY}, ${T} ${of(ORDERS)}`,
  `insert into ledger.posting (entry_id, line, debit, credit, amount)
   select ${id(1)}, 1, (select min(code) from ledger.account), (select max(code) from ledger.account), 1 ${of(ORDERS)}`,
  `insert into notes.note (note_id, subject_kind, subject_id, author_id, text, remind_on, written_at)
   select ${id(1)}, 'order', ${id(3)}, ${person}, 'x', case when g % 2 = 0 then ${DAY} end, ${T} ${of(ORDERS)}`,
  `insert into approvals.approval (approval_id, subject_kind, subject_id, kind, state, requested_by, requested_at, facts, decider_right)
   select ${id(1)}, 'order', ${id(3)}, 'orders.review', case when g % 5 = 0 then 'open' else 'withdrawn' end, ${person}, ${T}, '{}', 'orders.review' ${of(ORDERS)}`,
  `insert into notes.attachment (attachment_id, subject_kind, subject_id, name, media_type, size, sha256, content, added_by, added_at)
   select ${id(1)}, 'order', ${id(3)}, 'x', 'text/plain', 1, sha256('x'), 'x', ${person}, ${T} ${of(ORDERS)}`,
  `insert into notes.watcher (subject_kind, subject_id, person_id, copied, added_by, added_at) select 'order', ${id(3)}, ${person}, true, ${person}, ${T} ${of(ORDERS)}`,
  `insert into delivery.tracking (tracking_id, order_id, created_by, created_at, expires_at)
   select ${id(1)}, ${id(3)}, ${person}, ${T}, ${T} + interval '1 day' ${of(ORDERS)}`,
  `insert into notices.notice (notice_id, person_id, box, subject_kind, subject_id, type, event_kind, event_id, sequence, times, noticed_at, read_at)
   select ${id(1)}, ${person}, (array['accept', 'todo', 'mention', 'copied'])[g % 4 + 1], 'order', ${id(3)}, 'orders.created', 'order', ${id(3)}, 1, 1, ${T},
          case when g % 5 > 0 then ${T} end ${of(ORDERS)}`,
]
