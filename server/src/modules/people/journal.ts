import { query } from '../../kernel/command.ts'
import { keyOf, pageOf } from '../../kernel/cursor.ts'
import { statement } from '../../kernel/statement.ts'
import { no } from './people.rules.ts'

interface EventRow {
  sequence: number
  type: string
  at: Date
  actorId: string | null
  actorName: string | null
  data: Record<string, unknown>
}

const PAGE = `select e.sequence, e.type, e.recorded_at as at, e.actor_id as "actorId", p.name as "actorName", e.bytes::jsonb -> 'data' as data
   from kernel.event e left join people.person p on p.company_id = e.company_id and p.person_id = e.actor_id`

/** A kind of subject: where it is, and whose journal is read. Subjects without a journal yet have an empty one. */
const subjects = {
  person: { table: 'people.person', id: 'person_id', no: no.personUnknown },
  department: { table: 'people.department', id: 'department_id', no: no.departmentMissing },
  calendar: { table: 'people.calendar', id: 'calendar_id', no: no.calendarMissing },
}

/** Greater than every sequence. */
const LAST = 2_147_483_647

const journalWith = (kind: string, exists: string, events: string, missing: () => Error) => {
  const findSubject = statement<{ id: string }>(`people.${kind}HasJournal`, exists)
  const findEvents = statement<EventRow>(`people.${kind}Journal`, events)
  return query({
    load: (work, { id, cursor, limit }: { id: string; cursor?: string | undefined; limit: number }) => {
      const [sequence] = keyOf(cursor, 1)
      return {
        subject: work.read(findSubject, [id]),
        rows: work.read(findEvents, [id, sequence ?? LAST, limit + 1]),
      }
    },
    run: (_work, { id, limit }, { subject, rows }) => {
      if (subject.length === 0) throw missing()
      return pageOf(
        rows,
        limit,
        (row) => [row.sequence],
        ({ sequence, type, at, actorId, actorName, data }) => ({
          id: `${id}:${sequence}`,
          type,
          at: at.toISOString(),
          actor: actorId && actorName ? { id: actorId, name: actorName } : null,
          sequence,
          data,
        }),
      )
    },
  })
}

/** What was changed about a person, a department or a calendar, by whom and when, newest first. */
export const journalOf = (kind: keyof typeof subjects) => {
  const { table, id, no: missing } = subjects[kind]
  return journalWith(
    kind,
    `select ${id} as id from ${table} where ${id} = $1::uuid`,
    `${PAGE} where e.subject_kind = '${kind}' and e.subject_id = $1 and e.sequence < $2 order by e.sequence desc limit $3`,
    missing,
  )
}

/** The same of a role, which has a name where others have an id. */
export const roleJournal = journalWith(
  'role',
  'select role_id as id from access.read_role where role_id = $1',
  `${PAGE} where e.subject_kind = 'role' and e.subject_id = any(array(select journal_id from access.read_role where role_id = $1)) and e.sequence < $2
    order by e.sequence desc limit $3`,
  no.roleMissing,
)
