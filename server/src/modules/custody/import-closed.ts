import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { Subject } from './custody.rules.ts'

/** A custody that was over before it came here: one person held the subject from one instant to another. */
export interface ClosedCustody extends Subject {
  holderId: string
  departmentId: string
  since: Date
  until: Date
}

const writeClosed = statement(
  'custody.importClosed',
  `with brought as (
     select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::timestamptz[])
              as b (kind, id, holder, department, since, until)),
   chains as (
     insert into custody.custody (subject_kind, subject_id, sequence, since, until, kind, holder_id, department_id, entered, actor_id, reason)
     select b.kind, b.id, 1, b.since, b.until, 'held', b.holder, b.department, 'imported', $7::uuid, null from brought b
     union all
     select b.kind, b.id, 2, b.until, null, 'closed', null, null, 'closed', $7::uuid, 'imported' from brought b)
   insert into custody.visible (viewer_id, department_id, subject_kind, subject_id, because)
   select b.holder, b.department, b.kind, b.id, 'owner' from brought b`,
)

/** Writes the whole chains of subjects that arrive closed: one row that was held, and the closed one. Their holder may read them. */
export function importClosed(work: Work, rows: readonly ClosedCustody[]): void {
  if (rows.length === 0) return
  work.write(writeClosed, [
    rows.map((row) => row.kind),
    rows.map((row) => row.id),
    rows.map((row) => row.holderId),
    rows.map((row) => row.departmentId),
    rows.map((row) => row.since),
    rows.map((row) => row.until),
    work.actor.personId,
  ])
}
