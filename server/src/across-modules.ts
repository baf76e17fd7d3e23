import { type Check, noneOf } from './kernel/check.ts'

/** Invariants that no module can see alone, since they join rows of modules that do not know each other. */
export const checksAcross: Check[] = [
  {
    id: 'C4',
    title: 'Whoever holds something works here and can sign in',
    sql: `select c.company_id, c.subject_kind, c.subject_id, c.holder_id, p.name
            from custody.custody c
            left join people.person p on p.company_id = c.company_id and p.person_id = c.holder_id
           where c.until is null and c.holder_id is not null
             and (p.active is not true or not exists (
               select from access.membership m join access.account a on a.user_id = m.user_id and a.active
                where m.company_id = c.company_id and m.person_id = c.holder_id and m.active))`,
  },
  {
    id: 'C6',
    title: 'Whatever is held exists',
    ...noneOf('held', 'opened_at is null', 'company_id, subject_kind, subject_id'),
  },
  {
    id: 'C6-task',
    title: 'A task of an order that has ended has ended too',
    sql: `select t.company_id, t.task_id, t.kind, o.number, o.state
            from tasks.task t
            join orders.sales_order o on o.company_id = t.company_id and o.order_id = t.subject_id
           where t.subject_kind = 'order' and t.state = 'open' and o.state in ('settled', 'cancelled')`,
  },
  {
    id: 'E1',
    title: 'Each order has its journal',
    ...noneOf('journal', 'state is not null and events is null', 'company_id, subject_id as order_id, number'),
  },
  {
    id: 'E1-facts',
    title: 'Each change, delivery, invoice, credit note and its reversal has its event in the order’s journal',
    ...noneOf(
      'journal',
      `state is not null and events is not null and import_key is null
         and (changed <> changes or shipped <> deliveries or invoiced <> invoices or credited <> credit_notes)`,
      'company_id, subject_id as order_id, number, changed, changes, shipped, deliveries, invoiced, invoices, credited, credit_notes',
    ),
  },
]
