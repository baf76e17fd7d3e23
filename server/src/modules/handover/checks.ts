import type { Check } from '../../kernel/check.ts'

export const checks: Check[] = [
  {
    id: 'C7',
    title: 'An order that nobody changed has the amount with which it was created, whoever holds it',
    reads: ['journal'],
    sql: `select o.company_id, o.order_id, o.gross, j.created_gross
            from orders.read_order o
            join journal j on j.company_id = o.company_id and j.subject_kind = 'order' and j.subject_id = o.order_id
           where j.changed = 0 and o.gross <> (j.created_gross::numeric * 100)::bigint`,
  },
  {
    id: 'C7-event',
    title: 'The events of a handover tell of no amount, quantity, price, date or state',
    reads: ['journal'],
    sql: 'select company_id, subject_kind, subject_id, handover_figures from journal where handover_figures > 0',
  },
  {
    id: 'C5-package',
    title: 'Each offer of an order has its package, with the checks that were seen',
    sql: `select o.company_id, o.offer_id, o.number from custody.read_package o
           where not exists (select from handover.package p where p.company_id = o.company_id and p.offer_id = o.offer_id)`,
  },
]
