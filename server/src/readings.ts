import type { Reading } from './kernel/check.ts'

/** What a handover may not touch, by the names under which other events tell it. */
const FIGURES = `array['gross', 'net', 'tax', 'amount', 'quantity', 'price', 'unitPrice', 'lines', 'exposureAfter', 'difference',
  'promisedOn', 'requestedOn', 'reserved', 'state']`

const STATES = `array['draft', 'confirmed', 'pending', 'processing', 'completed', 'settled', 'cancelled']`

/** By its type: the state of an order that an event leaves, as its place in `STATES`, and what it counts as, as its place in `COUNTED`. */
const TYPES = `values
  ('orders.created', 1, null), ('orders.changed', 1, 1), ('orders.amended', null, 1), ('orders.confirmed', 2, null), ('orders.reviewed', 3, null),
  ('orders.processing', 4, null), ('orders.completed', 5, null), ('orders.settled', 6, null), ('orders.imported', 6, null), ('orders.cancelled', 7, null),
  ('delivery.shipped', null, 2), ('finance.invoiced', null, 3), ('finance.credited', null, 4),
  ('finance.creditReversed', null, 4)`
const COUNTED = ['changed', 'shipped', 'invoiced', 'credited']
const counts = COUNTED.map((what, index) => `count(*) filter (where counted = ${index + 1}) as ${what}`).join(', ')

/** What an order has beside its journal, each of which has an event of its own. */
const DOCUMENTS = `
  select company_id, order_id, 1 as changes, 0 as deliveries, 0 as invoices, 0 as credit_notes from orders.change
  union all
  select company_id, order_id, 0, 1, 0, 0 from delivery.delivery
  union all
  select company_id, order_id, 0, 0, (kind = 'invoice')::int, (kind <> 'invoice')::int from finance.invoice where not imported and order_id is not null`

/** What invoices have billed, less what credit notes bill again, by the columns that say of what. */
const billed = (by: string, sums: string) =>
  `select i.company_id, ${by}, ${sums}
     from finance.invoice i join finance.invoice_line l on l.company_id = i.company_id and l.invoice_id = i.invoice_id
    where i.kind = 'invoice' or i.bills_again group by i.company_id, ${by}`
const billedSum = (column: string) =>
  `sum(case i.kind when 'invoice' then l.${column} else -l.${column} end) as billed_${column}`

/** How far something is done for an order, as `progressOfOrder` looks at its lines. */
function progressSql(done: string, name: string, only = ''): string {
  const open = `filter (where not removed ${only} and quantity > short_closed)`
  return `case when coalesce(bool_and(${done} <= 0) ${open}, true) then 'none'
               when bool_and(${done} >= quantity - short_closed) ${open} then 'fully' else 'partly' end as ${name}_made`
}

/** An order's lines added up, as `settleState` and `shareOf` do: what will not be delivered is rounded line by line. */
const LINES = `
  select company_id, order_id, coalesce(sum(net) filter (where not removed), 0) as lines_net, coalesce(sum(tax) filter (where not removed), 0) as lines_tax,
         coalesce(sum(case when short_closed = quantity then gross else round(gross::numeric * short_closed / quantity) end)
           filter (where not removed and short_closed > 0), 0) as short_closed,
         bool_and(signed = quantity - short_closed) filter (where not removed) as delivered,
         bool_and(invoiced >= quantity - short_closed) filter (where not removed) as billed,
         ${progressSql('reserved + shipped', 'reserved', "and kind = 'stock'")},
         ${['shipped', 'signed', 'invoiced'].map((done) => progressSql(done, done)).join(', ')}
    from orders.line group by company_id, order_id`

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
    // The ends and the starts that follow them cancel each other out, row by row, but for the end of a chain; what else is left over is looked at closely.
    sql: `select company_id, subject_kind, subject_id, rows, first, last, open, began, kind, loose, custody_holder, custody_department,
                 s.opened_at, s.ended, s.holder_id, s.department_id
            from (select company_id, subject_kind, subject_id, count(*) as rows, min(sequence) as first, max(sequence) as last,
                         count(*) filter (where until is null) as open, max(since) filter (where sequence = 1) as began,
                         max(kind) filter (where until is null) as kind, max(holder_id::text) filter (where until is null)::uuid as custody_holder,
                         max(department_id::text) filter (where until is null)::uuid as custody_department,
                         coalesce(bool_or(until < since), false) or bit_xor(
                           case when sequence > 1 then hash_record_extended(row(sequence - 1, since), 0) else 0 end
                           # case when until is null then 0 else hash_record_extended(row(sequence, until), 0) end)
                           <> case when bool_or(until is null) then 0 else hash_record_extended(row(max(sequence), max(until)), 0) end as loose
                    from custody.custody group by company_id, subject_kind, subject_id) c
            full join (
              select company_id, 'order' as subject_kind, order_id as subject_id, created_at as opened_at, state in ('settled', 'cancelled') as ended,
                     holder_id, holder_department_id as department_id
                from orders.sales_order
              union all
              select company_id, 'task', task_id, opened_at, state <> 'open', holder_id, null from tasks.task) s
              using (company_id, subject_kind, subject_id)`,
  },
  {
    name: 'sold',
    title: 'Each order line, beside what stock, deliveries and invoices hold of it',
    sql: `select l.company_id, l.order_id, l.line, l.kind, l.removed, l.quantity, l.gross, l.short_closed, l.reserved, l.shipped, l.signed, l.invoiced,
                 o.invoice_basis, coalesce(h.held, 0) as held, coalesce(d.delivered, 0) as delivered, coalesce(d.signed_for, 0) as signed_for,
                 coalesce(b.billed_quantity, 0) as billed_quantity, b.billed_gross
            from orders.line l
            join orders.sales_order o using (company_id, order_id)
            left join (select company_id, demand_id as order_id, demand_line as line, sum(quantity) as held
                         from inventory.reservation where demand_kind = 'order' group by company_id, demand_id, demand_line) h
              using (company_id, order_id, line)
            left join (select l.company_id, l.order_id, l.order_line as line, sum(l.quantity - l.short - l.damaged) as delivered, sum(l.signed) as signed_for
                         from delivery.line l
                         join delivery.delivery d on d.company_id = l.company_id and d.delivery_id = l.delivery_id and d.state <> 'reversed'
                        group by l.company_id, l.order_id, l.order_line) d
              using (company_id, order_id, line)
            left join (${billed('i.order_id, l.order_line', `${billedSum('quantity')}, ${billedSum('gross')}`)}) b
              on b.company_id = l.company_id and b.order_id = l.order_id and b.order_line = l.line`,
  },
  {
    name: 'carried',
    title: 'Each delivery line, beside what its invoices say of it',
    sql: `select l.company_id, l.delivery_id, l.line, d.state, l.quantity, l.signed, l.short, l.damaged, l.invoiced, l.cost, l.cost_released, l.cost_lost,
                 coalesce(b.billed_quantity, 0) as billed_quantity, coalesce(b.billed_cost, 0) as billed_cost
            from delivery.line l
            join delivery.delivery d using (company_id, delivery_id)
            left join (${billed('l.delivery_id, l.delivery_line', `${billedSum('quantity')}, ${billedSum('cost')}`)}) b
              on b.company_id = l.company_id and b.delivery_id = l.delivery_id and b.delivery_line = l.line`,
  },
  {
    name: 'summed',
    title: 'Each order, beside its lines added up',
    sql: `select company_id, order_id, o.number, o.state, o.net, o.tax, o.given_tax, o.freight, o.rounding, o.gross, o.exposure, o.invoiced, o.paid, o.credited,
                 o.reserved_progress, o.shipped_progress, o.signed_progress, o.invoiced_progress, o.paid_progress,
                 l.delivered is not null as has_lines, coalesce(l.lines_net, 0) as lines_net, coalesce(l.lines_tax, 0) as lines_tax,
                 coalesce(l.short_closed, 0) as short_closed, l.delivered, l.billed, l.reserved_made, l.shipped_made, l.signed_made, l.invoiced_made
            from orders.sales_order o left join (${LINES}) l using (company_id, order_id)`,
  },
]
