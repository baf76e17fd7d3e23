import type { Check } from '../../kernel/check.ts'

export const checks: Check[] = [
  {
    id: 'M7-row',
    title: 'Each customer has exactly one row of credit, the one that decisions lock',
    sql: `select c.company_id, c.customer_id
            from partners.customer c
           where not exists (
             select from partners.credit k where k.company_id = c.company_id and k.customer_id = c.customer_id)`,
  },
]
