import type { Check } from '../../kernel/check.ts'

export const checks: Check[] = [
  {
    id: 'IM1',
    title: 'An import counts its rows as they are',
    sql: `select i.company_id, i.import_id, i.file_name
            from imports.import i
            left join (
              select company_id, import_id, count(*) as rows, count(*) filter (where state = 'ready') as ready, count(*) filter (where state = 'wrong') as wrong,
                     count(*) filter (where state = 'existing') as existing, count(*) filter (where state = 'created') as created,
                     count(*) filter (where state = 'updated') as updated
                from imports.file_row group by company_id, import_id) r using (company_id, import_id)
           where (i.rows, i.ready, i.wrong, i.existing, i.created, i.updated) is distinct from (r.rows, r.ready, r.wrong, r.existing, r.created, r.updated)`,
  },
  {
    id: 'IM2',
    title: 'What an import says that it created or changed is there',
    sql: `select r.company_id, r.import_id, r.line, i.kind
            from imports.file_row r join imports.import i using (company_id, import_id)
           where r.state in ('created', 'updated') and not case i.kind
             when 'customers' then exists (select from partners.read_customer c where c.company_id = r.company_id and c.customer_id = r.subject_id)
             when 'items' then exists (select from catalog.read_item c where c.company_id = r.company_id and c.item_id = r.subject_id)
             when 'persons' then exists (select from people.read_person p where p.company_id = r.company_id and p.person_id = r.subject_id)
             when 'orders' then exists (select from orders.read_order o where o.company_id = r.company_id and o.order_id = r.subject_id)
             when 'stock' then exists (select from inventory.read_move m where m.company_id = r.company_id and m.item_id = r.subject_id and m.kind = 'opening')
             else false end`,
  },
]
