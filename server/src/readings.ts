import type { Reading } from './kernel/check.ts'

/** What a handover may not touch, by the names under which other events tell it. */
const FIGURES = `array['gross', 'net', 'tax', 'amount', 'quantity', 'price', 'unitPrice', 'lines', 'exposureAfter', 'difference',
  'promisedOn', 'requestedOn', 'reserved', 'state']`

const STATES = `array['draft', 'confirmed', 'pending', 'processing', 'completed', 'settled', 'cancelled']`

/** By its type: the state of an order that an event leaves, as its place in `STATES`, and what it counts as, as its place in `COUNTED`. */
const TYPES = `values
  ('orders.created', 1, null), ('orders.changed', 1, 1), ('orders.amended', null, 1), ('orders.confirmed', 2, null), ('orders.reviewed', 3, null),
  ('orders.processing', 4, null), ('orders.completed', 5, null), ('orders.settled', 6, null), ('orders.imported', 6, null), ('orders.cancelled', 7, null),
  ('delivery.shipped', null, 2), ('finance.invoiced', null, 3), ('finance.credited', null, 4)`
const COUNTED = ['changed', 'shipped', 'invoiced', 'credited']
const counts = COUNTED.map((what, index) => `count(*) filter (where counted = ${index + 1}) as ${what}`).join(', ')

/** What an order has beside its journal, each of which has an event of its own. */
const DOCUMENTS = `
  select company_id, order_id, 1 as changes, 0 as deliveries, 0 as invoices, 0 as credit_notes from orders.change
  union all
  select company_id, order_id, 0, 1, 0, 0 from delivery.delivery
  union all
  select company_id, order_id, 0, 0, (kind = 'invoice')::int, (kind <> 'invoice')::int from finance.invoice where not imported and order_id is not null`

/**
 * What several checks look at is read once, each beside what it must agree with, into a table that lives as long as the audit's transaction. A
 * million orders have thirteen million events and nine million rows of custody, and reading those is most of the work.
 */
export const readings: Reading[] = [
  {
    name: 'journal',
    title:
      'Each subject’s journal: how many events it has, and what they say of an order, beside the order and its documents',
    sql: `select company_id, subject_kind, subject_id, events, first, last, created_gross, left_state, handover_figures,
                 coalesce(changed, 0) as changed, coalesce(shipped, 0) as shipped, coalesce(invoiced, 0) as invoiced, coalesce(credited, 0) as credited,
                 o.number, o.state, o.gross, o.import_key, coalesce(d.changes, 0) as changes, coalesce(d.deliveries, 0) as deliveries,
                 coalesce(d.invoices, 0) as invoices, coalesce(d.credit_notes, 0) as credit_notes
            from (select company_id, subject_kind, subject_id, count(*) as events, min(sequence) as first, max(sequence) as last,
                         max(gross) as created_gross, (${STATES})[(max(sequence::bigint * 10 + state) % 10)::int] as left_state,
                         ${counts}, count(*) filter (where figures) as handover_figures
                    from (select company_id, subject_kind, subject_id, sequence, counted,
                                 case when type = 'orders.reopened' then array_position(${STATES}, bytes::jsonb -> 'data' ->> 'to') else state end as state,
                                 case when sequence = 1 and type = 'orders.created' then bytes::jsonb -> 'data' ->> 'gross' end as gross,
                                 case when type ^@ 'handover.' then bytes::jsonb -> 'data' ?| ${FIGURES} end as figures
                            from kernel.event left join (${TYPES}) as t (type, state, counted) using (type) offset 0) e
                   group by company_id, subject_kind, subject_id) j
            full join (select company_id, 'order' as subject_kind, order_id as subject_id, number, state, gross, import_key from orders.sales_order) o
              using (company_id, subject_kind, subject_id)
            left join (select company_id, order_id as subject_id, 'order' as subject_kind, sum(changes) as changes, sum(deliveries) as deliveries,
                              sum(invoices) as invoices, sum(credit_notes) as credit_notes
                         from (${DOCUMENTS}) as each_document group by company_id, order_id) d
              using (company_id, subject_kind, subject_id)`,
  },
  {
    name: 'told',
    title: 'What the events of orders tell of reviews, changes, files and mentions',
    sql: `select company_id, subject_id, sequence, type, actor_id, recorded_at, bytes::jsonb -> 'data' as data
            from kernel.event
           where subject_kind = 'order' and (
                 type in ('orders.reviewed', 'orders.amended', 'orders.changed', 'notes.attachmentAdded', 'notes.attachmentRemoved')
              or (type = 'notes.written' and strpos(bytes, '"mentioned":') > 0))`,
  },
  {
    name: 'held',
    title:
      'Each subject’s custody: who holds it, and whether each row begins when the one before ended, beside the subject itself',
    // The ends and the starts that follow them cancel each other out, row by row; what is left over is looked at closely.
    sql: `select company_id, subject_kind, subject_id, rows, first, last, open, began, kind, loose, custody_holder, custody_department,
                 s.opened_at, s.ended, s.holder_id, s.department_id
            from (select company_id, subject_kind, subject_id, count(*) as rows, min(sequence) as first, max(sequence) as last,
                         count(*) filter (where until is null) as open, max(since) filter (where sequence = 1) as began,
                         max(kind) filter (where until is null) as kind, max(holder_id::text) filter (where until is null)::uuid as custody_holder,
                         max(department_id::text) filter (where until is null)::uuid as custody_department,
                         coalesce(bool_or(until < since), false) or bit_xor(
                           case when sequence > 1 then hash_record_extended(row(sequence - 1, since), 0) else 0 end
                           # case when until is null then 0 else hash_record_extended(row(sequence, until), 0) end) <> 0 as loose
                    from custody.custody group by company_id, subject_kind, subject_id) c
            full join (
              select company_id, 'order' as subject_kind, order_id as subject_id, created_at as opened_at, state in ('settled', 'cancelled') as ended,
                     holder_id, holder_department_id as department_id
                from orders.sales_order
              union all
              select company_id, 'task', task_id, opened_at, state <> 'open', holder_id, null from tasks.task) s
              using (company_id, subject_kind, subject_id)`,
  },
]
