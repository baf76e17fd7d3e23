import { type Check, noneOf } from '../../kernel/check.ts'

export const checks: Check[] = [
  {
    id: 'C1-task',
    title: 'An open task is held or lies in a pool; one that has ended has no holder',
    ...noneOf(
      'held',
      `subject_kind = 'task' and opened_at is not null and (rows is null or ended <> (open = 0))`,
      'company_id, subject_id as task_id, ended, kind as custody',
    ),
  },
  {
    id: 'C1-task-facts',
    title: 'The holder by which lists find a task is the holder of its custody',
    ...noneOf(
      'held',
      `subject_kind = 'task' and opened_at is not null and open > 0 and holder_id is distinct from custody_holder`,
      'company_id, subject_id as task_id, ended, holder_id, custody_holder',
    ),
  },
  {
    id: 'C9-task',
    title: 'Somebody answers for a task from the moment it was opened',
    ...noneOf(
      'held',
      `subject_kind = 'task' and began > opened_at`,
      'company_id, subject_id as task_id, opened_at, began',
    ),
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
