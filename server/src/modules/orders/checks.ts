import { type Check, noneOf } from '../../kernel/check.ts'

/** What will not be delivered of an order, as `shareOf` rounds it, line by line. */
const SHORT_CLOSED = `select company_id, order_id,
         sum(case when short_closed = quantity then gross else round(gross::numeric * short_closed / quantity) end) as gross
    from orders.line where not removed and short_closed > 0 group by company_id, order_id`

/** Counts of an order's lines as `settleState` and `progressOfOrder` look at them. */
const LINES = `select company_id, order_id,
         bool_and(signed = quantity - short_closed) as delivered, bool_and(invoiced >= quantity - short_closed) as billed,
         ${(['reserved + shipped', 'shipped', 'signed', 'invoiced'] as const)
           .map((done) => progressSql(done, done === 'reserved + shipped' ? `kind = 'stock' and` : ''))
           .join(', ')}
    from orders.line where not removed group by company_id, order_id`

function progressSql(done: string, only: string): string {
  const open = `filter (where ${only} quantity > short_closed)`
  return `case when coalesce(bool_and(${done} <= 0) ${open}, true) then 'none'
               when bool_and(${done} >= quantity - short_closed) ${open} then 'fully' else 'partly' end
            as ${done === 'reserved + shipped' ? 'reserved' : done}_progress`
}

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
    sql: `with held as (
            select company_id, demand_id, demand_line, sum(quantity) as quantity
              from inventory.read_reservation where demand_kind = 'order' group by company_id, demand_id, demand_line)
          select l.company_id, l.order_id, l.line, l.reserved, h.quantity as held
            from orders.line l
            left join held h on h.company_id = l.company_id and h.demand_id = l.order_id and h.demand_line = l.line
           where l.reserved <> coalesce(h.quantity, 0)`,
  },
  {
    id: 'M3-order',
    title: 'An order is the sum of its lines with their tax, the given tax, freight and rounding',
    sql: `select o.company_id, o.order_id, o.number, o.net, o.tax, o.gross, l.net as lines_net, l.tax as lines_tax
            from orders.sales_order o
            left join (select company_id, order_id, sum(net) as net, sum(tax) as tax from orders.line where not removed group by company_id, order_id) l
              on l.company_id = o.company_id and l.order_id = o.order_id
           where o.net <> coalesce(l.net, 0) or o.tax <> coalesce(l.tax, 0) + o.given_tax
              or o.gross <> o.net + o.tax + o.freight + o.rounding`,
  },
  {
    id: 'M7-order',
    title:
      'An order books, from the review’s pass on, what is ordered less short-closed, paid and credited, and never less than nothing',
    sql: `select o.company_id, o.order_id, o.number, o.exposure
            from orders.sales_order o left join (${SHORT_CLOSED}) s on s.company_id = o.company_id and s.order_id = o.order_id
           where o.exposure <> case when o.state in ('pending', 'processing', 'completed', 'settled')
                                    then greatest(o.gross - coalesce(s.gross, 0) - o.paid - o.credited, 0) else 0 end`,
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
    sql: `select company_id, order_id, line from orders.line
           where removed and (reserved <> 0 or shipped <> 0 or signed <> 0 or short_closed <> 0 or invoiced <> 0)`,
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
    sql: `select o.company_id, o.order_id, o.number, l.reserved_progress as reserved, l.shipped_progress as shipped, l.signed_progress as signed,
                 l.invoiced_progress as invoiced
            from orders.sales_order o
            join (${LINES}) l on l.company_id = o.company_id and l.order_id = o.order_id
            left join (${SHORT_CLOSED}) s on s.company_id = o.company_id and s.order_id = o.order_id
           where o.state not in ('draft', 'confirmed') and (
                 o.reserved_progress <> l.reserved_progress or o.shipped_progress <> l.shipped_progress or o.signed_progress <> l.signed_progress
              or o.invoiced_progress <> l.invoiced_progress
              or o.paid_progress <> case when o.paid + o.credited <= 0 then 'none'
                                         when o.paid + o.credited >= case when o.gross > 0 then o.gross - coalesce(s.gross, 0) else 0 end then 'fully'
                                         else 'partly' end)`,
  },
  {
    id: 'W1',
    title: 'An order has a declared state',
    sql: `select company_id, order_id, number, state from orders.sales_order where state not in ${STATES}`,
  },
  {
    id: 'W1-derived',
    title: 'An order in process is completed and settled exactly when its quantities and its money are',
    sql: `select o.company_id, o.order_id, o.number, o.state, l.delivered, l.billed
            from orders.sales_order o join (${LINES}) l on l.company_id = o.company_id and l.order_id = o.order_id
           where o.state in ('processing', 'completed', 'settled')
             and o.state <> case when not l.delivered then 'processing' when l.billed and o.paid + o.credited >= o.invoiced then 'settled' else 'completed' end`,
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
