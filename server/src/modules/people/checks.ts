import type { Check } from '../../kernel/check.ts'

export const checks: Check[] = [
  {
    id: 'H1',
    title: 'Each department in use stands below others in use and never below itself, and whoever heads it works here',
    sql: `with recursive above as (
            select company_id, department_id, parent_id, 1 as steps from people.department where active and parent_id is not null
            union all
            select a.company_id, a.department_id, d.parent_id, a.steps + 1
              from above a join people.department d on d.company_id = a.company_id and d.department_id = a.parent_id
             where d.parent_id is not null and a.steps < 100 and a.parent_id <> a.department_id)
          select company_id, department_id from above where parent_id = department_id or steps = 100
          union
          select d.company_id, d.department_id from people.department d
            left join people.department u on u.company_id = d.company_id and u.department_id = d.parent_id
            left join people.person h on h.company_id = d.company_id and h.person_id = d.head_id
           where d.active and (u.active is false or h.active is false)`,
  },
  {
    id: 'H2',
    title: 'Nobody is on leave twice at once',
    sql: `select company_id, person_id, leave_id from (
            select company_id, person_id, leave_id, from_at, lag(until_at) over (partition by company_id, person_id order by from_at) as before
              from people.leave where not cancelled) l
           where from_at < before`,
  },
  {
    id: 'H3',
    title: 'Whoever works here is in a department in use, and who does not cannot sign in',
    sql: `select p.company_id, p.person_id, p.name from people.person p
            join people.department d on d.company_id = p.company_id and d.department_id = p.department_id
            left join access.membership m on m.company_id = p.company_id and m.person_id = p.person_id
           where (p.active and not d.active) or (not p.active and m.active)`,
  },
  {
    id: 'H4',
    title: 'Each company has one calendar of its own',
    sql: `select c.company_id from access.company c
           where (select count(*) from people.calendar k where k.company_id = c.company_id and k.standard) <> 1`,
  },
  {
    id: 'W2-people',
    title: 'Each person and department has its journal, and each change in it tells before and after',
    sql: `select p.company_id, 'person' as kind, p.person_id as id from people.person p
           where not exists (select from kernel.event e where e.company_id = p.company_id and e.subject_kind = 'person' and e.subject_id = p.person_id)
          union all
          select d.company_id, 'department', d.department_id from people.department d
           where not exists (select from kernel.event e where e.company_id = d.company_id and e.subject_kind = 'department' and e.subject_id = d.department_id)
          union all
          select e.company_id, e.subject_kind, e.subject_id from kernel.event e, jsonb_each(e.bytes::jsonb -> 'data') as f (name, value)
           where e.subject_kind in ('person', 'department', 'role', 'calendar') and e.type ~ '(Changed|Renamed)$' and not f.value ?& array['before', 'after']`,
  },
]
