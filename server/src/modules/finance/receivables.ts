import { money } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { query } from '../../kernel/command.ts'
import { keyOf, pageOf } from '../../kernel/cursor.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { addDays, dayIn, startOfDay } from '../../kernel/time.ts'

interface Row {
  id: string
  name: string
  not_due: bigint
  to_30: bigint
  to_60: bigint
  to_90: bigint
  over_90: bigint
  total: bigint
  unmatched: bigint
}

/** What each invoice still had open, and each receipt left; $1 is the day, $2 and $3 the last row's total and customer, $4 the limit. */
const ageing = (open: string, unmatched: string) =>
  `with open as materialized (${open}),
   unmatched as materialized (${unmatched}),
   aged as (
     select customer_id,
            coalesce(sum(amount) filter (where due_on >= $1::date), 0)::bigint as not_due,
            coalesce(sum(amount) filter (where due_on < $1::date and due_on >= $1::date - 30), 0)::bigint as to_30,
            coalesce(sum(amount) filter (where due_on < $1::date - 30 and due_on >= $1::date - 60), 0)::bigint as to_60,
            coalesce(sum(amount) filter (where due_on < $1::date - 60 and due_on >= $1::date - 90), 0)::bigint as to_90,
            coalesce(sum(amount) filter (where due_on < $1::date - 90), 0)::bigint as over_90,
            sum(amount)::bigint as total, 0::bigint as unmatched
       from open where amount <> 0 group by customer_id
     union all
     select customer_id, 0, 0, 0, 0, 0, 0, sum(amount)::bigint from unmatched where amount <> 0 group by customer_id),
   owed as (
     select customer_id, sum(not_due)::bigint as not_due, sum(to_30)::bigint as to_30, sum(to_60)::bigint as to_60, sum(to_90)::bigint as to_90,
            sum(over_90)::bigint as over_90, sum(total)::bigint as total, sum(unmatched)::bigint as unmatched
       from aged group by customer_id)
   select o.customer_id as id, c.name, o.not_due, o.to_30, o.to_60, o.to_90, o.over_90, o.total, o.unmatched
     from owed o join partners.read_customer c on c.customer_id = o.customer_id
    where $2::bigint is null or (-o.total, o.customer_id) > (-$2::bigint, $3::uuid)
    order by o.total desc, o.customer_id limit $4`

const findAgeing = statement<Row>(
  'finance.findAgeing',
  ageing(
    `select customer_id, due_on, gross - matched - credited as amount
       from finance.invoice where kind in ('invoice', 'opening') and matched + credited < gross and issued_on <= $1::date`,
    `select customer_id, amount - matched - refunded as amount
       from finance.payment
      where kind = 'receipt' and state = 'posted' and matched + refunded < amount and received_on <= $1::date`,
  ),
)

/** A day in the past is told from the documents of that time: $5 is its last instant. */
const findPastAgeing = statement<Row>(
  'finance.findPastAgeing',
  ageing(
    `select i.customer_id, i.due_on,
            i.gross - coalesce(m.amount, 0) - coalesce(n.amount, 0) - case when i.reversed_at < $5 then i.gross else 0 end as amount
       from finance.invoice i
       left join (select invoice_id, sum(amount)::bigint as amount from finance.matching
                   where matched_at < $5 and (reversed_at is null or reversed_at >= $5) group by invoice_id) m on m.invoice_id = i.invoice_id
       left join (select credits_id, sum(case kind when 'credit_note' then gross else -gross end)::bigint as amount from finance.invoice
                   where credits_id is not null and issued_on <= $1::date group by credits_id) n on n.credits_id = i.invoice_id
      where i.kind in ('invoice', 'opening') and i.issued_on <= $1::date`,
    `select p.customer_id, p.amount - coalesce(m.amount, 0) - coalesce(r.amount, 0) as amount
       from finance.payment p
       left join (select payment_id, sum(amount)::bigint as amount from finance.matching
                   where matched_at < $5 and (reversed_at is null or reversed_at >= $5) group by payment_id) m on m.payment_id = p.payment_id
       left join (select refunds_id, sum(amount)::bigint as amount from finance.payment
                   where kind = 'refund' and received_on <= $1::date and (reversed_at is null or reversed_at >= $5) group by refunds_id) r
              on r.refunds_id = p.payment_id
      where p.kind = 'receipt' and p.received_on <= $1::date and (p.reversed_at is null or p.reversed_at >= $5)`,
  ),
)

/** What each customer owes, by days overdue, the largest first; with the receipts that no invoice has taken. */
export const listReceivables = query({
  load: (work, request: RequestOf<(typeof finance)['GET /v1/receivables']>) => {
    const { timeZone } = work.company
    const today = dayIn(timeZone, work.now)
    const on = request.on ?? today
    const [total, id] = keyOf(request.cursor, 2)
    const from = [on, total, id, request.limit + 1]
    if (on >= today) return { rows: work.read(findAgeing, from) }
    return { rows: work.read(findPastAgeing, [...from, startOfDay(timeZone, addDays(on, 1))]) }
  },
  run: (_work, request, { rows }) =>
    pageOf(
      rows,
      request.limit,
      (row) => [row.total.toString(), row.id],
      (row) => ({
        customer: { id: row.id, name: row.name },
        notDue: money(row.not_due),
        to30: money(row.to_30),
        to60: money(row.to_60),
        to90: money(row.to_90),
        over90: money(row.over_90),
        total: money(row.total),
        unmatched: money(row.unmatched),
      }),
    ),
})
