import type { people } from '@baton/contract/people'
import { command, query } from '../../kernel/command.ts'
import { chainsOf, loadChains, loadChainsOf } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { addDays, dayIn, startOfDay } from '../../kernel/time.ts'
import { record } from '../../kernel/work.ts'
import { loadAdministration } from '../access/index.ts'
import { decidePresent } from './give-account.ts'
import { decideLeave, decideLeaveRight, type Leave, no } from './people.rules.ts'
import { findPerson } from './person-rows.ts'

type ListLeave = RequestOf<(typeof people)['GET /v1/leave']>
type RecordLeave = RequestOf<(typeof people)['POST /v1/leave']>
type EndLeave = RequestOf<(typeof people)['POST /v1/leave/:id/end']>

interface LeaveRow {
  id: string
  personId: string
  name: string
  departmentId: string
  fromAt: Date
  untilAt: Date
  reason: string
  recordedById: string
  recordedByName: string
  cancelled: boolean
}

const COLUMNS = `l.leave_id as id, l.person_id as "personId", p.name, p.department_id as "departmentId", l.from_at as "fromAt", l.until_at as "untilAt",
  l.reason, l.recorded_by as "recordedById", b.name as "recordedByName", l.cancelled`
const TABLES = `people.leave l
  join people.person p on p.company_id = l.company_id and p.person_id = l.person_id
  join people.person b on b.company_id = l.company_id and b.person_id = l.recorded_by`

const findInTime = statement<LeaveRow>(
  'people.leaveInTime',
  `select ${COLUMNS} from ${TABLES}
    where l.until_at > $1 and l.from_at < $2 and ($3::uuid is null or l.person_id = $3) and ($4::uuid is null or p.department_id = $4)
      and (not l.cancelled or $5)
    order by l.until_at, l.leave_id limit 1000`,
)
export const findLeaveOf = statement<LeaveRow>(
  'people.leaveOf',
  `select ${COLUMNS} from ${TABLES} where l.person_id = $1 order by l.until_at desc limit 20`,
)
const findOpen = statement<Leave>(
  'people.openLeave',
  `select leave_id as id, from_at as "from", until_at as until from people.leave
    where person_id = $1 and until_at > $2 and from_at < $3 and not cancelled`,
)
const findOne = statement<LeaveRow>('people.oneLeave', `select ${COLUMNS} from ${TABLES} where l.leave_id = $1`)
const chainOfLeave = chainsOf('people.chainOfLeave', 'person', 'select person_id from people.leave where leave_id = $1')
const insertLeave = statement(
  'people.insertLeave',
  'insert into people.leave (leave_id, person_id, from_at, until_at, reason, recorded_by) values ($1, $2, $3, $4, $5, $6)',
)
const updateLeave = statement(
  'people.endLeave',
  'update people.leave set until_at = $2, cancelled = $3 where leave_id = $1',
)

export const shownLeave = (row: LeaveRow) => ({
  id: row.id,
  person: { id: row.personId, name: row.name },
  from: row.fromAt.toISOString(),
  until: row.untilAt.toISOString(),
  reason: row.reason,
  recordedBy: { id: row.recordedById, name: row.recordedByName },
  cancelled: row.cancelled,
})

/** Who is away in some days of the company’s, by the end of it. */
export const listLeave = query({
  load: (work, { from, until, personId, departmentId, cancelled }: ListLeave) => {
    const [since, before] = [from, addDays(until, 1)].map((day) => startOfDay(work.company.timeZone, day))
    return { rows: work.read(findInTime, [since, before, personId ?? null, departmentId ?? null, cancelled]) }
  },
  run: (_work, _request, { rows }) => ({
    rows: rows.map((row) => ({ ...shownLeave(row), departmentId: row.departmentId })),
  }),
})

/** Records leave, also after it: whoever fell ill yesterday was away yesterday. */
export const recordLeave = command({
  load: (work, { personId, from, until }: RecordLeave) => {
    loadAdministration(work)
    loadChains(work, 'person', [personId])
    return { person: findPerson(work, personId), open: work.read(findOpen, [personId, from, until]) }
  },
  run: (work, request, { person: found, open }) => {
    if (!found) throw no.personUnknown()
    decideLeaveRight(found, work.actor)
    const person = decidePresent(found)
    const [from, until] = [new Date(request.from), new Date(request.until)]
    decideLeave({ from, until }, person.name, open, (at) => dayIn(work.company.timeZone, at))

    const id = work.newId()
    const { reason } = request
    work.write(insertLeave, [id, person.id, from, until, reason, work.actor.personId])
    const data = { leave: id, from: from.toISOString(), until: until.toISOString(), reason }
    record(work, { type: 'people.leaveRecorded', kind: 'person', id: person.id, begins: true, data })
    return { id }
  },
})

/** Ends leave now: somebody is back early. What has not begun is taken back whole. */
export const endLeave = command({
  load: (work, request: EndLeave) => {
    loadAdministration(work)
    loadChainsOf(work, chainOfLeave, [request.id])
    return { rows: work.read(findOne, [request.id]) }
  },
  run: (work, request, { rows }) => {
    const leave = rows[0]
    if (!leave) throw no.leaveMissing()
    decideLeaveRight(leave, work.actor)
    if (leave.cancelled || leave.untilAt <= work.now) throw no.leaveOver()

    const cancelled = leave.fromAt >= work.now
    const until = cancelled ? leave.untilAt : work.now
    work.write(updateLeave, [leave.id, until, cancelled])
    const spelt = { before: leave.untilAt.toISOString(), after: cancelled ? null : until.toISOString() }
    const data = { leave: leave.id, from: leave.fromAt.toISOString(), until: spelt, reason: request.reason }
    const type = cancelled ? 'people.leaveCancelled' : 'people.leaveEnded'
    record(work, { type, kind: 'person', id: leave.personId, begins: true, data })
    return { id: leave.id, until: until.toISOString(), cancelled }
  },
})
