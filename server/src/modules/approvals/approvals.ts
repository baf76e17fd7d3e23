import type { Read } from '../../kernel/read.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'

export interface Approval {
  id: string
  subjectKind: string
  subjectId: string
  kind: string
  requestedBy: string
  requestedAt: Date
  version: number
}

const APPROVAL = `approval_id as id, subject_kind as "subjectKind", subject_id as "subjectId", kind, requested_by as "requestedBy",
  requested_at as "requestedAt", version`

/** A statement that locks the open approvals of the subjects of one kind that `subjects` selects as (id uuid). */
export const approvalsOf = (name: string, subjectKind: string, subjects: string): Statement<Approval> =>
  statement(
    `${name}.approvals`,
    `select ${APPROVAL} from approvals.approval where subject_kind = '${subjectKind}' and subject_id = any(array(${subjects})) and state = 'open'
      order by approval_id for no key update`,
  )

export const loadApprovals = (work: Work, of: Statement<Approval>, values: unknown[]): Read<Approval[]> =>
  work.read(of, values)

const writeRequest = statement(
  'approvals.request',
  `insert into approvals.approval (approval_id, subject_kind, subject_id, kind, state, requested_by, requested_at, facts, decider_right, amount)
   values ($1, $2, $3, $4, 'open', $5, $6, $7, $8, $9)`,
)

/** Asks for a decision. `facts` are what the decider sees; the decision is checked again against the facts of its own moment. */
export function request(
  work: Work,
  asked: {
    subjectKind: string
    subjectId: string
    kind: string
    facts: unknown
    deciderRight: string
    amount: bigint | null
  },
): string {
  const id = work.newId()
  work.write(writeRequest, [
    id,
    asked.subjectKind,
    asked.subjectId,
    asked.kind,
    work.actor.personId,
    work.now,
    JSON.stringify(asked.facts),
    asked.deciderRight,
    asked.amount,
  ])
  return id
}

const writeDecision = statement(
  'approvals.decide',
  `update approvals.approval set state = $2, decided_by = $3, decided_at = $4, reason = $5, valid_until = $6, version = version + 1 where approval_id = $1`,
)

export function decide(
  work: Work,
  approval: Approval,
  decision: 'approved' | 'rejected',
  reason: string,
  validUntil: string | null,
): void {
  work.write(writeDecision, [approval.id, decision, work.actor.personId, work.now, reason, validUntil])
}

const writeGrant = statement(
  'approvals.grant',
  `insert into approvals.approval (approval_id, subject_kind, subject_id, kind, state, requested_by, requested_at, facts, decider_right, amount, decided_by, decided_at, reason, valid_until)
   values ($1, $2, $3, $4, 'approved', $5, $6, $7, $8, $9, $10, $6, $11, $12)`,
)

/** Records a decision that nobody had to ask for, as given to whom it serves: `forId` is not the one who decides. */
export function grant(
  work: Work,
  given: Parameters<typeof request>[1] & { forId: string; reason: string; validUntil: string | null },
): string {
  const id = work.newId()
  work.write(writeGrant, [
    id,
    given.subjectKind,
    given.subjectId,
    given.kind,
    given.forId,
    work.now,
    JSON.stringify(given.facts),
    given.deciderRight,
    given.amount,
    work.actor.personId,
    given.reason,
    given.validUntil,
  ])
  return id
}

const writeWithdrawal = statement(
  'approvals.withdraw',
  `update approvals.approval set state = 'withdrawn', version = version + 1 where approval_id = any($1::uuid[])`,
)

/** The subject has changed or is gone: nobody needs to decide any more. */
export function withdraw(work: Work, approvals: Approval[]): void {
  if (approvals.length > 0) work.write(writeWithdrawal, [approvals.map((one) => one.id)])
}
