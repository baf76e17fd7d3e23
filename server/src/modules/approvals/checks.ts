import type { Check } from '../../kernel/check.ts'

export const checks: Check[] = [
  {
    id: 'W1-approval',
    title: 'An approval has a declared state, and a decider exactly when it was decided',
    sql: `select company_id, approval_id, state, decided_by from approvals.approval
           where state not in ('open', 'approved', 'rejected', 'withdrawn')
              or (state in ('approved', 'rejected')) <> (decided_by is not null) or (decided_by is null) <> (decided_at is null)`,
  },
  {
    id: 'W3',
    title: 'Nobody decides what they asked for themselves',
    sql: `select company_id, approval_id, requested_by from approvals.approval where decided_by = requested_by`,
  },
]
