import type { Check } from '../../kernel/check.ts'

export const checks: Check[] = [
  {
    id: 'C1-task',
    title: 'An open task is held or lies in a pool; one that has ended has no holder',
    reads: ['held'],
    sql: `select t.company_id, t.task_id, t.state, h.kind as custody
            from tasks.task t
            left join held h on h.company_id = t.company_id and h.subject_kind = 'task' and h.subject_id = t.task_id
           where (t.state = 'open') = (h.kind = 'closed') or h.subject_id is null`,
  },
  {
    id: 'C1-task-facts',
    title: 'The holder by which lists find a task is the holder of its custody',
    reads: ['held'],
    sql: `select t.company_id, t.task_id, t.state, t.holder_id, h.holder_id as custody_holder
            from tasks.task t
            join held h on h.company_id = t.company_id and h.subject_kind = 'task' and h.subject_id = t.task_id and h.open > 0
           where t.holder_id is distinct from h.holder_id`,
  },
  {
    id: 'C9-task',
    title: 'Somebody answers for a task from the moment it was opened',
    reads: ['held'],
    sql: `select t.company_id, t.task_id, t.opened_at, h.began
            from tasks.task t
            join held h on h.company_id = t.company_id and h.subject_kind = 'task' and h.subject_id = t.task_id
           where h.began > t.opened_at`,
  },
  {
    id: 'W1-task',
    title: 'A task has a declared state, and an end exactly when it has ended',
    sql: `select company_id, task_id, state, ended_at from tasks.task
           where state not in ('open', 'done', 'cancelled') or (state = 'open') <> (ended_at is null)`,
  },
  {
    id: 'W1-task-kind',
    title: 'A subject has at most one open task of a kind',
    sql: `select company_id, subject_kind, subject_id, kind, count(*) as open from tasks.task where state = 'open'
           group by company_id, subject_kind, subject_id, kind having count(*) > 1`,
  },
  {
    id: 'W2-task',
    title: 'Each claim of a task has its event in its order’s journal, by who took it',
    sql: `select c.company_id, c.subject_id, c.sequence, c.holder_id
            from custody.read_segment c
            join tasks.task t on t.company_id = c.company_id and t.task_id = c.subject_id
           where c.subject_kind = 'task' and c.entered = 'claimed' and not exists (
             select from kernel.event e where e.company_id = c.company_id and e.subject_kind = t.subject_kind and e.subject_id = t.subject_id
                and e.type = 'tasks.claimed' and e.actor_id = c.holder_id and e.bytes::jsonb -> 'data' ->> 'task' = t.task_id::text)`,
  },
]
