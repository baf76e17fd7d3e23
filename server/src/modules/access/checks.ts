import type { Check } from '../../kernel/check.ts'

export const checks: Check[] = [
  {
    id: 'A1',
    title: 'Each company has the version by which servers know whether remembered rights are stale',
    sql: `select c.company_id from access.company c
           where not exists (select from kernel.rights_version v where v.company_id = c.company_id)`,
  },
  {
    id: 'A2',
    title: 'Each company has an administrator who can sign in',
    sql: `select c.company_id from access.company c
           where not exists (
             select from access.person_role r
               join access.membership m on m.company_id = r.company_id and m.person_id = r.person_id and m.active
               join access.account a on a.user_id = m.user_id and a.active
              where r.company_id = c.company_id and r.role_id = 'admin')`,
  },
]
