import type { Check } from '../../kernel/check.ts'

/** What a handover may not touch, by the names under which other events tell it. */
const AMOUNTS = `array['gross', 'net', 'tax', 'amount', 'quantity', 'price', 'unitPrice', 'lines', 'exposureAfter', 'difference',
  'promisedOn', 'requestedOn', 'reserved', 'state']`

export const checks: Check[] = [
  {
    id: 'C7',
    title: 'An order that nobody changed has the amount with which it was created, whoever holds it',
    sql: `select o.company_id, o.order_id, o.gross, c.gross as created
            from orders.read_order o
            join (select company_id, subject_id, ((bytes::jsonb -> 'data' ->> 'gross')::numeric * 100)::bigint as gross
                    from kernel.event where subject_kind = 'order' and sequence = 1 and type = 'orders.created') c
              on c.company_id = o.company_id and c.subject_id = o.order_id
           where o.gross <> c.gross and not exists (
             select from kernel.event e where e.company_id = o.company_id and e.subject_kind = 'order' and e.subject_id = o.order_id
              and e.type in ('orders.changed', 'orders.amended'))`,
  },
  {
    id: 'C7-event',
    title: 'The events of a handover tell of no amount, quantity, price, date or state',
    sql: `select company_id, subject_id, sequence, type from kernel.event
           where type ^@ 'handover.' and (bytes::jsonb -> 'data') ?| ${AMOUNTS}`,
  },
  {
    id: 'C5-package',
    title: 'Each offer of an order has its package, with the checks that were seen',
    sql: `select o.company_id, o.offer_id, o.number from custody.read_package o
           where not exists (select from handover.package p where p.company_id = o.company_id and p.offer_id = o.offer_id)`,
  },
]
