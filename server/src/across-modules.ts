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
    reads: ['held'],
    sql: `select h.company_id, h.subject_kind, h.subject_id
            from held h
            left join orders.sales_order o on h.subject_kind = 'order' and o.company_id = h.company_id and o.order_id = h.subject_id
            left join tasks.task t on h.subject_kind = 'task' and t.company_id = h.company_id and t.task_id = h.subject_id
           where o.order_id is null and t.task_id is null`,
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
    reads: ['journal'],
    sql: `select o.company_id, o.order_id, o.number from orders.sales_order o
           where not exists (
             select from journal j where j.company_id = o.company_id and j.subject_kind = 'order' and j.subject_id = o.order_id)`,
  },
  {
    id: 'E1-facts',
    title: 'Each change, delivery, invoice and credit note has its event in the order’s journal',
    reads: ['journal'],
    sql: `with facts as (
            select company_id, order_id, sum(changed) as changed, sum(shipped) as shipped, sum(invoiced) as invoiced, sum(credited) as credited
              from (select company_id, order_id, 1 as changed, 0 as shipped, 0 as invoiced, 0 as credited from orders.change
                    union all
                    select company_id, order_id, 0, 1, 0, 0 from delivery.delivery
                    union all
                    select company_id, order_id, 0, 0, (kind = 'invoice')::int, (kind <> 'invoice')::int
                      from finance.invoice where not imported and order_id is not null) as each_fact
             group by company_id, order_id)
          select o.company_id, o.order_id, o.number, j.changed, j.shipped, j.invoiced, j.credited
            from orders.sales_order o
            join journal j on j.company_id = o.company_id and j.subject_kind = 'order' and j.subject_id = o.order_id
            left join facts f on f.company_id = o.company_id and f.order_id = o.order_id
           where o.import_key is null
             and (j.changed <> coalesce(f.changed, 0) or j.shipped <> coalesce(f.shipped, 0)
                  or j.invoiced <> coalesce(f.invoiced, 0) or j.credited <> coalesce(f.credited, 0))`,
  },
]
