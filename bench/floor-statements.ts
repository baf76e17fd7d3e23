/** One data-modifying statement per step: what any server must at least write for an order's way. $1 is always the company. */
const order = 'floor.orders_sales_order'
const line = 'floor.orders_line'

/** The place of each event in its order's chain; the floor counts none. */
const SEQUENCES = [
  'orders.created',
  'orders.confirmed',
  'orders.reviewed',
  'handover.offered',
  'handover.accepted',
  'orders.processing',
  'delivery.shipped',
  'delivery.signed',
  'orders.completed',
  'finance.invoiced',
  'finance.matched',
  'orders.settled',
]

const event = (type: string, subject: string): string =>
  `insert into floor.kernel_event (company_id, subject_kind, subject_id, sequence, type, recorded_at, actor_id, bytes, hash)
   select $1, 'order', ${subject}, ${SEQUENCES.indexOf(type) + 1}, '${type}', now(), null, '{"type":"${type}"}', decode(repeat('00', 32), 'hex')`

export const FLOOR: Record<string, string> = {
  create: `with o as (
    insert into ${order} (company_id, order_id, number, customer_id, owner_id, state, currency, prices_include_tax, payment_method, invoice_basis, term_days,
      recipient, phone, street, requested_on, ordered_on, net, tax, gross, holder_id, holder_department_id, held_since, created_at, updated_at)
    values ($1, $2, $3, $4, $5, 'draft', 'CNY', false, 'transfer', 'signed', 30, 'R', '1', 'S', '2099-01-01', current_date, $10, $11, $12, $5, $6, now(), now(), now())),
  l as (
    insert into ${line} (company_id, order_id, line, item_id, kind, description, unit, quantity, unit_price, list_price, tax_code, tax_rate, net, tax, gross)
    select $1, $2, n, item, 'stock', 'Item', 'pcs', 5000000, 10000000, 10000000, 'VAT13', 130000, 5000, 650, 5650 from unnest($7::int[], $8::uuid[]) as t (n, item)),
  c as (
    insert into floor.custody_custody (company_id, subject_kind, subject_id, sequence, since, kind, holder_id, department_id, entered, actor_id)
    values ($1, 'order', $2, 1, $9, 'held', $5, $6, 'created', $5))
  ${event('orders.created', '$2')}`,
  confirm: `with o as (
    update ${order} set state = 'pending', exposure = gross, confirmed_at = now(), confirmed_with = 'x', confirmed_how = 'phone', version = version + 1, updated_at = now()
     where company_id = $1 and order_id = $2 and state = 'draft' returning customer_id, gross),
  k as (update floor.partners_credit k set exposure = k.exposure + o.gross from o
         where k.company_id = $1 and k.customer_id = o.customer_id and k.exposure + o.gross <= k.credit_limit returning 1),
  r as (insert into floor.orders_review (company_id, order_id, sequence, order_version, outcome, findings, exposure_before, exposure_after, reviewed_at)
        select $1, $2, 1, 2, 'passed', '[]', 0, 0, now() from k),
  e as (${event('orders.confirmed', '$2')} from k)
  ${event('orders.reviewed', '$2')} from k`,
  offer: `with b as (insert into floor.handover_batch (company_id, batch_id, offered_by, offered_at) values ($1, $4, $5, now())),
  f as (insert into floor.custody_offer (company_id, offer_id, batch_id, number, from_id, to_person_id, kind, state, reason, offered_at, answer_by)
        values ($1, $3, $4, $7, $5, $6, 'handover', 'offered', 'next', now(), now() + interval '4 hours')),
  s as (insert into floor.custody_offer_subject (company_id, offer_id, subject_kind, subject_id, sequence)
        select $1, $3, 'order', $2, sequence from floor.custody_custody where company_id = $1 and subject_kind = 'order' and subject_id = $2 and until is null and holder_id = $5),
  p as (insert into floor.handover_package (company_id, offer_id, checks) values ($1, $3, '[]')),
  o as (update ${order} set offered = true where company_id = $1 and order_id = $2)
  ${event('handover.offered', '$2')}`,
  accept: `with f as (update floor.custody_offer set state = 'accepted', version = version + 1, answered_at = now(), answered_by = $4
                     where company_id = $1 and offer_id = $3 and state = 'offered' returning offer_id),
  s as (update floor.custody_offer_subject set open = false where company_id = $1 and offer_id = $3 and open),
  ended as (update floor.custody_custody set until = greatest($6::timestamptz, since) where company_id = $1 and subject_kind = 'order' and subject_id = $2 and until is null returning sequence, until),
  c as (insert into floor.custody_custody (company_id, subject_kind, subject_id, sequence, since, kind, holder_id, department_id, entered, actor_id, offer_id)
        select $1, 'order', $2, sequence + 1, until, 'held', $4, $5, 'accepted', $4, $3 from ended),
  want as (select line, item_id, quantity from ${line} where company_id = $1 and order_id = $2),
  taken as (update floor.inventory_balance b set reserved = b.reserved + w.quantity
              from (select item_id, sum(quantity)::bigint as quantity from want group by item_id order by item_id) w
             where b.company_id = $1 and b.item_id = w.item_id and b.on_hand - b.reserved >= w.quantity returning b.item_id, b.warehouse_id),
  r as (insert into floor.inventory_reservation (company_id, demand_kind, demand_id, demand_line, item_id, warehouse_id, quantity, reserved_at)
        select $1, 'order', $2, w.line, w.item_id, t.warehouse_id, w.quantity, now() from want w join taken t using (item_id)),
  l as (update ${line} set reserved = quantity where company_id = $1 and order_id = $2),
  o as (update ${order} set state = 'processing', holder_id = $4, holder_department_id = $5, held_since = now(), offered = false, reserved_progress = 'fully', version = version + 1, updated_at = now()
         where company_id = $1 and order_id = $2),
  e as (${event('handover.accepted', '$2')})
  ${event('orders.processing', '$2')}`,
  ship: `with gone as (delete from floor.inventory_reservation where company_id = $1 and demand_kind = 'order' and demand_id = $2 returning demand_line, item_id, warehouse_id, quantity),
  b as (update floor.inventory_balance b set on_hand = b.on_hand - g.quantity, reserved = b.reserved - g.quantity, value = b.value - g.quantity * 6 / 10000
          from (select item_id, warehouse_id, sum(quantity)::bigint as quantity from gone group by item_id, warehouse_id order by item_id) g
         where b.company_id = $1 and b.item_id = g.item_id and b.warehouse_id = g.warehouse_id),
  d as (insert into floor.delivery_delivery (company_id, delivery_id, number, order_id, customer_id, state, recipient, phone, street, shipped_at, shipped_by)
        select $1, $3, $4, $2, customer_id, 'shipped', recipient, phone, street, now(), $5 from ${order} where company_id = $1 and order_id = $2),
  dl as (insert into floor.delivery_line (company_id, delivery_id, line, order_id, order_line, item_id, warehouse_id, quantity, cost)
         select $1, $3, demand_line, $2, demand_line, item_id, warehouse_id, quantity, quantity * 6 / 10000 from gone),
  m as (insert into floor.inventory_move (company_id, move_id, item_id, from_warehouse_id, quantity, value, kind, document_kind, document_id, moved_at)
        select $1, i.id, g.item_id, g.warehouse_id, g.quantity, g.quantity * 6 / 10000, 'shipment', 'delivery', $3, now()
          from gone g join unnest($6::uuid[]) with ordinality as i (id, n) on i.n = g.demand_line),
  l as (update ${line} set reserved = 0, shipped = quantity where company_id = $1 and order_id = $2),
  o as (update ${order} set shipped_progress = 'fully', version = version + 1, updated_at = now() where company_id = $1 and order_id = $2),
  en as (insert into floor.ledger_entry (company_id, entry_id, kind, document_kind, document_id, posted_on, recorded_at) values ($1, $7, 'shipment', 'delivery', $3, current_date, now())),
  po as (insert into floor.ledger_posting (company_id, entry_id, line, debit, credit, amount) values ($1, $7, 1, '1406', '1405', 9000))
  ${event('delivery.shipped', '$2')}`,
  sign: `with d as (update floor.delivery_delivery set state = 'signed', signed_at = now(), signed_name = 'x', signed_on = current_date, signed_how = 'staff', signed_by = shipped_by, version = version + 1 where company_id = $1 and delivery_id = $3 and state = 'shipped'),
  dl as (update floor.delivery_line set signed = quantity where company_id = $1 and delivery_id = $3),
  l as (update ${line} set signed = shipped where company_id = $1 and order_id = $2),
  o as (update ${order} set state = 'completed', signed_progress = 'fully', version = version + 1, updated_at = now() where company_id = $1 and order_id = $2),
  e as (${event('delivery.signed', '$2')})
  ${event('orders.completed', '$2')}`,
  invoice: `with n as (insert into floor.kernel_counter as k (company_id, series, next) values ($1, 'invoice', 2) on conflict (company_id, series) do update set next = k.next + 1 returning next - 1 as number),
  i as (insert into floor.finance_invoice (company_id, invoice_id, number, kind, order_id, customer_id, customer_name, currency, net, tax, gross, issued_on, due_on, issued_at)
        select $1, $3, n.number, 'invoice', $2, o.customer_id, 'x', 'CNY', o.net, o.tax, o.gross, current_date, current_date + 30, now() from ${order} o, n where o.company_id = $1 and o.order_id = $2),
  il as (insert into floor.finance_invoice_line (company_id, invoice_id, line, order_line, delivery_id, delivery_line, description, unit, quantity, unit_price, tax_rate, net, tax, gross, cost)
         select $1, $3, l.line, l.line, $4, l.line, l.description, l.unit, l.quantity, l.unit_price, l.tax_rate, l.net, l.tax, l.gross, 3000 from ${line} l where l.company_id = $1 and l.order_id = $2),
  dl as (update floor.delivery_line set invoiced = quantity, cost_released = cost where company_id = $1 and delivery_id = $4),
  l as (update ${line} set invoiced = signed where company_id = $1 and order_id = $2),
  o as (update ${order} set invoiced = gross, invoiced_progress = 'fully', version = version + 1, updated_at = now() where company_id = $1 and order_id = $2),
  en as (insert into floor.ledger_entry (company_id, entry_id, kind, document_kind, document_id, posted_on, recorded_at) values ($1, $5, 'invoice', 'invoice', $3, current_date, now())),
  po as (insert into floor.ledger_posting (company_id, entry_id, line, debit, credit, amount)
         values ($1, $5, 1, '1122', '6001', 15000), ($1, $5, 2, '1122', '2221', 1950), ($1, $5, 3, '6401', '1406', 9000))
  ${event('finance.invoiced', '$2')}`,
  pay: `with p as (insert into floor.finance_payment (company_id, payment_id, number, kind, customer_id, method, currency, amount, matched, received_on, state, recorded_at)
        select $1, $3, $4, 'receipt', customer_id, 'transfer', 'CNY', gross, gross, current_date, 'posted', now() from ${order} where company_id = $1 and order_id = $2),
  m as (insert into floor.finance_matching (company_id, matching_id, payment_id, invoice_id, order_id, amount, matched_at) select $1, $5, $3, $6, $2, gross, now() from ${order} where company_id = $1 and order_id = $2),
  i as (update floor.finance_invoice set matched = gross, version = version + 1 where company_id = $1 and invoice_id = $6),
  o as (update ${order} set paid = gross, exposure = 0, paid_progress = 'fully', state = 'settled', holder_id = null, holder_department_id = null, held_since = null, version = version + 1, updated_at = now()
         where company_id = $1 and order_id = $2 returning customer_id, gross),
  k as (update floor.partners_credit k set exposure = k.exposure - o.gross from o where k.company_id = $1 and k.customer_id = o.customer_id),
  ended as (update floor.custody_custody set until = greatest($9::timestamptz, since) where company_id = $1 and subject_kind = 'order' and subject_id = $2 and until is null returning sequence, until),
  c as (insert into floor.custody_custody (company_id, subject_kind, subject_id, sequence, since, kind, entered) select $1, 'order', $2, sequence + 1, until, 'closed', 'closed' from ended),
  en as (insert into floor.ledger_entry (company_id, entry_id, kind, document_kind, document_id, posted_on, recorded_at)
         values ($1, $7, 'payment', 'payment', $3, current_date, now()), ($1, $8, 'matching', 'matching', $5, current_date, now())),
  po as (insert into floor.ledger_posting (company_id, entry_id, line, debit, credit, amount) values ($1, $7, 1, '1002', '2203', 16950), ($1, $8, 1, '2203', '1122', 16950)),
  e as (${event('finance.matched', '$2')})
  ${event('orders.settled', '$2')}`,
}
