import type { approvals } from '@baton/contract/work'
import { query } from '../../kernel/command.ts'
import { fromBottom, pageOf } from '../../kernel/cursor.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'

type ListApprovals = RequestOf<(typeof approvals)['GET /v1/approvals']>

interface Row {
  id: string
  kind: string
  subjectKind: string
  subjectId: string
  requestedById: string
  requestedByName: string
  requestedAt: Date
  requestedKey: string
  facts: unknown
}

const findWaiting = statement<Row>(
  'approvals.waiting',
  `select a.approval_id as id, a.kind, a.subject_kind as "subjectKind", a.subject_id as "subjectId", a.requested_by as "requestedById", p.name as "requestedByName",
          a.requested_at as "requestedAt", a.requested_at::text as "requestedKey", a.facts
     from approvals.approval a join people.read_person p on p.company_id = a.company_id and p.person_id = a.requested_by
    where a.state = 'open' and a.decider_right = any($1::text[]) and a.requested_by <> $2
      and (a.requested_at, a.approval_id) > ($3::timestamptz, $4::uuid)
      and ${mayReadSql('a.subject_kind', 'a.subject_id', 6, 7)}
    order by a.requested_at, a.approval_id limit $5`,
)

/** Each kind of approval is decided by a command of its subject's module. */
const ENDPOINTS: Record<string, string> = {
  'orders.review': 'POST /v1/orders/:id/review',
  'orders.change': 'POST /v1/orders/:id/change/decide',
  'orders.release': 'POST /v1/orders/:id/release',
}

/** What waits for a right that the actor holds, of subjects that they may read: what was asked for tells amounts and prices. */
export const listApprovals = query({
  load: (work, request: ListApprovals) => {
    const [at, id] = fromBottom(request.cursor)
    return {
      rows: work.read(findWaiting, [
        [...work.actor.rights],
        work.actor.personId,
        at,
        id,
        request.limit + 1,
        ...sightOf(work),
      ]),
    }
  },
  run: (_work, request, { rows }) =>
    pageOf(
      rows,
      request.limit,
      (row) => [row.requestedKey, row.id],
      (row) => ({
        id: row.id,
        kind: row.kind,
        subject: {
          kind: row.subjectKind,
          id: row.subjectId,
          number: String((row.facts as { number?: string }).number ?? ''),
        },
        requestedBy: { id: row.requestedById, name: row.requestedByName },
        requestedAt: row.requestedAt.toISOString(),
        facts: row.facts,
        endpoint: ENDPOINTS[row.kind] ?? '',
      }),
    ),
})
