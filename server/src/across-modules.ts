import type { Check } from './kernel/check.ts'

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
    sql: `select c.company_id, c.subject_kind, c.subject_id from custody.custody c
           where c.sequence = 1 and not case c.subject_kind
             when 'order' then exists (select from orders.sales_order o where o.company_id = c.company_id and o.order_id = c.subject_id)
             when 'task' then exists (select from tasks.task t where t.company_id = c.company_id and t.task_id = c.subject_id)
             else false end`,
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
    sql: `select o.company_id, o.order_id, o.number from orders.sales_order o
           where not exists (
             select from kernel.event e where e.company_id = o.company_id and e.subject_kind = 'order' and e.subject_id = o.order_id)`,
  },
  {
    id: 'E1-facts',
    title: 'Each change, delivery, invoice and credit note has its event in the order’s journal',
    sql: `with facts as (
            select company_id, order_id, 'orders.changed' as type, count(*) as facts from orders.change group by company_id, order_id
            union all
            select company_id, order_id, 'delivery.shipped', count(*) from delivery.delivery group by company_id, order_id
            union all
            select company_id, order_id, case kind when 'invoice' then 'finance.invoiced' else 'finance.credited' end, count(*)
              from finance.invoice where not imported and order_id is not null group by company_id, order_id, kind),
          events as (
            select company_id, subject_id as order_id, type, count(*) as events
              from (select company_id, subject_kind, subject_id, case type when 'orders.amended' then 'orders.changed' else type end as type
                      from kernel.event) e
             where subject_kind = 'order' and type in ('orders.changed', 'delivery.shipped', 'finance.invoiced', 'finance.credited')
             group by company_id, subject_id, type)
          select company_id, order_id, type, f.facts, e.events
            from facts f full join events e using (company_id, order_id, type)
            join orders.sales_order o using (company_id, order_id)
           where o.import_key is null and f.facts is distinct from e.events`,
  },
]
