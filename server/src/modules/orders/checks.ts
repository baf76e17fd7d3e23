import { type Check, noneOf } from '../../kernel/check.ts'

const STATES = `('draft', 'confirmed', 'pending', 'processing', 'completed', 'settled', 'cancelled')`

export const checks: Check[] = [
  {
    id: 'C1-order',
    title: 'An open order is held or lies in a pool; a settled or cancelled one has no holder',
    ...noneOf(
      'held',
      `subject_kind = 'order' and opened_at is not null and (rows is null or ended <> (kind = 'closed'))`,
      'company_id, subject_id as order_id, ended, kind as custody',
    ),
  },
  {
    id: 'C1-facts',
    title: 'The holder by which lists find an order is the holder of its custody',
    ...noneOf(
      'held',
      `subject_kind = 'order' and opened_at is not null and open > 0
         and (holder_id is distinct from custody_holder or department_id is distinct from custody_department)`,
      'company_id, subject_id as order_id, holder_id, custody_holder, department_id, custody_department',
    ),
  },
  {
    id: 'C8-order',
    title: 'An order shows that it is offered exactly while an offer of it waits',
    sql: `select o.company_id, o.order_id, o.number from orders.sales_order o
           where o.offered <> exists (
             select from custody.read_offer s
              where s.company_id = o.company_id and s.subject_kind = 'order' and s.subject_id = o.order_id and s.open)`,
  },
  {
    id: 'C9',
    title: 'Somebody answers for an order from the moment it was created',
    ...noneOf(
      'held',
      `subject_kind = 'order' and began > opened_at`,
      'company_id, subject_id as order_id, opened_at, began',
    ),
  },
  {
    id: 'I3-order',
    title: 'What an order line counts as reserved is what the stock holds for it',
    ...noneOf('sold', 'reserved <> held', 'company_id, order_id, line, reserved, held'),
  },
  {
    id: 'M3-order',
    title: 'An order is the sum of its lines with their tax, the given tax, freight and rounding',
    ...noneOf(
      'summed',
      'net <> lines_net or tax <> lines_tax + given_tax or gross <> net + tax + freight + rounding',
      'company_id, order_id, number, net, tax, gross, lines_net, lines_tax',
    ),
  },
  {
    id: 'M7-order',
    title:
      'An order books, from the review’s pass on, what is ordered less short-closed, paid and credited, and never less than nothing',
    ...noneOf(
      'summed',
      `exposure <> case when state in ('pending', 'processing', 'completed', 'settled')
                        then greatest(gross - short_closed - paid - credited, 0) else 0 end`,
      'company_id, order_id, number, exposure',
    ),
  },
  {
    id: 'M8',
    title: 'No review passed an order above the customer’s limit without an approval',
    sql: `select company_id, order_id, sequence, exposure_after, credit_limit from orders.review
           where outcome in ('passed', 'approved') and approval_id is null and exposure_after > exposure_before and exposure_after > credit_limit`,
  },
  {
    id: 'M8-event',
    title:
      'The event of a passed review, also of a change after it, tells the exposure after it, the limit and the approval, as the review keeps them',
    reads: 'told',
    sql: `with reviewed as (
            select company_id, subject_id as order_id, row_number() over (partition by company_id, subject_id order by sequence) as place,
                   ((data ->> 'exposureAfter')::numeric * 100)::bigint as after,
                   ((data ->> 'creditLimit')::numeric * 100)::bigint as credit_limit, data ->> 'approvalId' as approval_id
              from told where type in ('orders.reviewed', 'orders.amended') and data ? 'exposureAfter'),
          kept as (
            select company_id, order_id, row_number() over (partition by company_id, order_id order by sequence) as place,
                   exposure_after, credit_limit, approval_id
              from orders.review where outcome in ('passed', 'approved'))
          select company_id, order_id, place, t.after, k.exposure_after, t.credit_limit as limit_told, k.credit_limit
            from reviewed t full join kept k using (company_id, order_id, place)
           where t.after is distinct from k.exposure_after or t.credit_limit is distinct from k.credit_limit
              or t.approval_id is distinct from k.approval_id::text`,
  },
  {
    id: 'M8-valid',
    title: 'An approval that a review relied on was valid at that instant',
    sql: `select r.company_id, r.order_id, r.sequence, r.reviewed_at, a.state, a.valid_until
            from orders.review r join approvals.read_approval a on a.company_id = r.company_id and a.approval_id = r.approval_id
           where r.outcome = 'approved' and (a.state <> 'approved' or a.valid_until <= r.reviewed_at)`,
  },
  {
    id: 'I6-removed',
    title: 'Of a line that was taken out nothing is reserved, shipped, short-closed or invoiced',
    ...noneOf(
      'sold',
      'removed and (reserved <> 0 or shipped <> 0 or signed <> 0 or short_closed <> 0 or invoiced <> 0)',
      'company_id, order_id, line',
    ),
  },
  {
    id: 'W2-change',
    title: 'The event of each change tells its reason, its difference and who made it, as the change keeps them',
    reads: 'told',
    sql: `with changed as (
            select company_id, subject_id as order_id, row_number() over (partition by company_id, subject_id order by sequence) as place,
                   data ->> 'reason' as reason, data -> 'difference' as difference, actor_id
              from told where type in ('orders.changed', 'orders.amended')),
          kept as (
            select company_id, order_id, row_number() over (partition by company_id, order_id order by version) as place, reason, difference, changed_by
              from orders.change)
          select company_id, order_id, place from changed t join kept k using (company_id, order_id, place)
           where t.reason is distinct from k.reason or t.difference is distinct from k.difference or t.actor_id is distinct from k.changed_by`,
  },
  {
    id: 'W4',
    title: 'A proposed change stands as its approval does: open, approved, rejected, withdrawn',
    sql: `with asked as (select company_id, subject_id as order_id, approval_id, state from approvals.read_approval where kind = 'orders.change')
          select company_id, order_id, approval_id, p.state, a.state as approval
            from orders.proposed_change p full join asked a using (company_id, order_id, approval_id)
           where p.state is distinct from a.state`,
  },
  {
    id: 'P1',
    title: 'The progress by which lists filter is what quantities and money say',
    ...noneOf(
      'summed',
      `has_lines and state not in ('draft', 'confirmed') and (
             reserved_progress <> reserved_made or shipped_progress <> shipped_made or signed_progress <> signed_made or invoiced_progress <> invoiced_made
          or paid_progress <> case when paid + credited <= 0 then 'none'
                                   when paid + credited >= case when gross > 0 then gross - short_closed else 0 end then 'fully'
                                   else 'partly' end)`,
      'company_id, order_id, number, reserved_made as reserved, shipped_made as shipped, signed_made as signed, invoiced_made as invoiced',
    ),
  },
  {
    id: 'W1',
    title: 'An order has a declared state',
    ...noneOf('summed', `state not in ${STATES}`, 'company_id, order_id, number, state'),
  },
  {
    id: 'W1-derived',
    title: 'An order in process is completed and settled exactly when its quantities and its money are',
    ...noneOf(
      'summed',
      `has_lines and state in ('processing', 'completed', 'settled')
         and state <> case when not delivered then 'processing' when billed and paid + credited >= invoiced then 'settled' else 'completed' end`,
      'company_id, order_id, number, state, delivered, billed',
    ),
  },
  {
    id: 'W2',
    title: 'Each state has its event: the last event that changed an order’s state left the state that the order has',
    ...noneOf(
      'journal',
      `state in ${STATES} and left_state <> state`,
      'company_id, subject_id as order_id, number, state, left_state as told',
    ),
  },
]
