import { rights } from '@baton/contract/rights'
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
             select from access.person_role p
               join access.role r on r.company_id = p.company_id and r.role_id = p.role_id and 'access.administer' = any(r.rights)
               join access.membership m on m.company_id = p.company_id and m.person_id = p.person_id and m.active and not m.locked
               join access.account a on a.user_id = m.user_id and a.active
              where p.company_id = c.company_id)`,
  },
  {
    id: 'A3',
    title: 'Roles hold rights that there are, and the administrator’s role is the one that every company has',
    sql: `select r.company_id, r.role_id from access.role r
           where not r.rights <@ array[${Object.keys(rights)
             .map((right) => `'${right}'`)
             .join(', ')}]
              or (r.role_id = 'admin' and not (r.built_in and 'access.administer' = any(r.rights)))`,
  },
]
