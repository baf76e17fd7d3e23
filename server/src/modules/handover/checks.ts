import { type Check, noneOf } from '../../kernel/check.ts'

export const checks: Check[] = [
  {
    id: 'C7',
    title: 'An order that nobody changed has the amount with which it was created, whoever holds it',
    ...noneOf(
      'journal',
      'changed = 0 and gross <> (created_gross::numeric * 100)::bigint',
      'company_id, subject_id as order_id, gross, created_gross',
    ),
  },
  {
    id: 'C7-event',
    title: 'The events of a handover tell of no amount, quantity, price, date or state',
    ...noneOf('journal', 'handover_figures > 0', 'company_id, subject_kind, subject_id, handover_figures'),
  },
  {
    id: 'C5-package',
    title: 'Each offer of an order has its package, with the checks that were seen',
    sql: `select o.company_id, o.offer_id, o.number from custody.read_package o
           where not exists (select from handover.package p where p.company_id = o.company_id and p.offer_id = o.offer_id)`,
  },
]
