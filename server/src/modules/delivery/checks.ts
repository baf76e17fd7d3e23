import { type Check, noneOf } from '../../kernel/check.ts'

export const checks: Check[] = [
  {
    id: 'I6',
    title: 'Shipped, short-closed and open make up what was ordered, and nothing of it is negative',
    ...noneOf(
      'sold',
      'not removed and (shipped < 0 or short_closed < 0 or reserved < 0 or quantity - shipped - short_closed < reserved)',
      'company_id, order_id, line, quantity, shipped, short_closed, reserved',
    ),
  },
  {
    id: 'I6-shipped',
    title:
      'What an order line counts as shipped and signed is what its deliveries hold: short and damaged goods are to be delivered again',
    ...noneOf(
      'sold',
      `not removed and kind = 'stock' and (shipped <> delivered or signed <> signed_for)`,
      'company_id, order_id, line, shipped, delivered, signed, signed_for',
    ),
  },
  {
    id: 'I7-signed',
    title: 'A signed delivery accounts for each line whole; an unsigned or reversed one says nothing about it',
    ...noneOf(
      'carried',
      `signed + short + damaged <> case when state = 'signed' then quantity else 0 end`,
      'company_id, delivery_id, line, state, quantity, signed, short, damaged',
    ),
  },
  {
    id: 'I7-order',
    title: 'Signed is at most shipped, shipped at most ordered',
    ...noneOf(
      'sold',
      'not removed and (signed > shipped or shipped > quantity)',
      'company_id, order_id, line, quantity, shipped, signed',
    ),
  },
  {
    id: 'I8-cost',
    title: 'A delivery carries at most its cost into sales and losses, and nothing once it was taken back',
    ...noneOf(
      'carried',
      `cost_released < 0 or cost_lost < 0 or cost_released + cost_lost > cost or (state = 'reversed' and (invoiced <> 0 or cost_released <> 0))`,
      'company_id, delivery_id, line, cost, cost_released, cost_lost',
    ),
  },
  {
    id: 'M10-transit',
    title:
      'Goods in transit are worth what left and is neither sold nor lost: the subledger of deliveries equals its account',
    sql: `with account as (
            select a.company_id, coalesce(sum(case when p.debit = a.code then p.amount else -p.amount end), 0) as balance
              from ledger.read_account a
              left join ledger.read_posting p on p.company_id = a.company_id and a.code in (p.debit, p.credit)
             where a.role = 'transit' group by a.company_id),
          moving as (
            select l.company_id, sum(l.cost - l.cost_released - l.cost_lost) as value
              from delivery.read_line l
              join delivery.read_delivery d on d.company_id = l.company_id and d.delivery_id = l.delivery_id and d.state <> 'reversed'
             group by l.company_id)
          select a.company_id, a.balance, coalesce(m.value, 0) as in_transit
            from account a left join moving m using (company_id) where a.balance <> coalesce(m.value, 0)`,
  },
  {
    id: 'L1',
    title: 'Each tracking link has one address, that outlives it, and its events: made, and revoked if it was',
    sql: `select t.company_id, t.tracking_id, t.order_id
            from delivery.tracking t
            left join (select company_id, subject_id, count(*) as addresses, min(expires_at) as expires_at from delivery.link where kind = 'track'
                        group by company_id, subject_id) l on l.company_id = t.company_id and l.subject_id = t.tracking_id
           where l.addresses is distinct from 1 or l.expires_at <= t.expires_at
              or array(select e.type from kernel.event e
                        where e.company_id = t.company_id and e.subject_kind = 'order' and e.subject_id = t.order_id
                          and e.type ^@ 'delivery.tracking' and e.bytes::jsonb -> 'data' ->> 'tracking' = t.tracking_id::text order by e.sequence)
                 <> case when t.revoked_at is null then array['delivery.trackingLinked'] else array['delivery.trackingLinked', 'delivery.trackingRevoked'] end`,
  },
]
