import { quantity } from '@baton/contract/decimal'
import type { tasks } from '@baton/contract/work'
import { command, query } from '../../kernel/command.ts'
import { fromBottom, pageOf } from '../../kernel/cursor.ts'
import { chainsOf, loadChainsOf } from '../../kernel/events.ts'
import { refusals } from '../../kernel/refusal.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record } from '../../kernel/work.ts'
import { type Custody, custodyOf, findCustody, mayReadSql, move, show, sightOf } from '../custody/index.ts'
import { linesOf, type TaskKind } from './tasks.ts'

type ListTasks = RequestOf<(typeof tasks)['GET /v1/tasks']>
type ClaimTask = RequestOf<(typeof tasks)['POST /v1/tasks/:id/claim']>

const no = refusals('tasks', {
  unknown: {
    status: 404,
    zh: () => '没有这项作业，或你无权查看。请刷新列表。',
    en: () => 'There is no such task, or you may not see it. Reload the list.',
  },
  notOpen: {
    status: 409,
    zh: () => '这项作业已经结束，不用认领。',
    en: () => 'This task has ended; there is nothing to claim.',
  },
  held: {
    status: 409,
    zh: (name: string) => `这项作业已由${name}认领。`,
    en: (name: string) => `${name} has claimed this task already.`,
  },
  otherPool: {
    status: 403,
    zh: () => '这项作业属于别的部门，不能认领。',
    en: () => 'This task belongs to another department, so you cannot claim it.',
  },
})

interface Row {
  id: string
  kind: TaskKind
  state: 'open' | 'done' | 'cancelled'
  subjectKind: string
  subjectId: string
  department: { id: string; nameZh: string; nameEn: string; kind: 'sales' }
  holderId: string | null
  holderName: string | null
  dueOn: string | null
  dueKey: string
  lines: number[]
  quantities: bigint[]
  openedAt: Date
  endedAt: Date | null
}

/** Tasks without a day come last; the expression is that of the index. */
const DUE = `(case when t.due_on is null then 'infinity' else t.due_on end)`
const COLUMNS = `t.task_id as id, t.kind, t.state, t.subject_kind as "subjectKind", t.subject_id as "subjectId",
  json_build_object('id', d.department_id, 'nameZh', d.name_zh, 'nameEn', d.name_en, 'kind', d.kind) as department,
  t.holder_id as "holderId", p.name as "holderName", t.due_on as "dueOn", ${DUE}::text as "dueKey",
  t.lines, t.quantities, t.opened_at as "openedAt", t.ended_at as "endedAt"`
const JOINS = `join people.read_department d on d.company_id = t.company_id and d.department_id = t.department_id
  left join people.read_person p on p.company_id = t.company_id and p.person_id = t.holder_id`
const PAGE = `and (${DUE}, t.task_id) > ($2::date, $3::uuid) order by ${DUE}, t.task_id limit $4`

const mine = statement<Row>(
  'tasks.mine',
  `select ${COLUMNS} from tasks.task t ${JOINS} where t.state = 'open' and t.holder_id = $1 ${PAGE}`,
)
/** Department by department a page in the order of the index, of which the first are the page of all. */
const pool = statement<Row>(
  'tasks.pool',
  `select t.* from unnest($1::uuid[]) as of_department (id)
     cross join lateral (
       select ${COLUMNS} from tasks.task t ${JOINS}
        where t.state = 'open' and t.holder_id is null and t.department_id = of_department.id ${PAGE}) t
    order by t."dueKey"::date, t.id limit $4`,
)
const ofOrder = statement<Row>(
  'tasks.ofOrder',
  `select ${COLUMNS} from tasks.task t ${JOINS}
    where t.subject_kind = 'order' and t.subject_id = $1 and ${mayReadSql(`'order'`, '$1::uuid', 5, 6)} ${PAGE}`,
)

/** Open work: mine, of my department's pool, or all of one order. */
export const listTasks = query({
  load: (work, request: ListTasks) => {
    const [due, id] = fromBottom(request.cursor)
    const { personId, departmentId, headOf } = work.actor
    const page = [due, id, request.limit + 1]
    if (request.orderId) return { rows: work.read(ofOrder, [request.orderId, ...page, ...sightOf(work)]) }
    if (request.box === 'pool') return { rows: work.read(pool, [[...new Set([departmentId, ...headOf])], ...page]) }
    return { rows: work.read(mine, [personId, ...page]) }
  },
  run: (_work, request, { rows }) =>
    pageOf(
      rows,
      request.limit,
      (row) => [row.dueKey, row.id],
      (row) => ({
        id: row.id,
        kind: row.kind,
        state: row.state,
        subject: { kind: row.subjectKind, id: row.subjectId },
        department: row.department,
        holder: row.holderId ? { id: row.holderId, name: row.holderName ?? '' } : null,
        dueOn: row.dueOn,
        lines: linesOf(row).map((line) => ({ ...line, quantity: quantity(line.quantity) })),
        openedAt: row.openedAt.toISOString(),
        endedAt: row.endedAt?.toISOString() ?? null,
      }),
    ),
})

const lockTask = statement<{
  id: string
  state: string
  kind: TaskKind
  departmentId: string
  subjectKind: string
  subjectId: string
  version: number
}>(
  'tasks.lock',
  `select task_id as id, state, kind, department_id as "departmentId", subject_kind as "subjectKind", subject_id as "subjectId", version
     from tasks.task where task_id = $1 for no key update`,
)
const taskCustody = custodyOf('tasks.claim.custody', 'task', 'select $1::uuid')
const recordHolder = statement(
  'tasks.recordHolder',
  'update tasks.task set holder_id = $2, version = version + 1 where task_id = $1',
)

const chainOf = chainsOf(
  'tasks.claim.chain',
  'order',
  `select subject_id from tasks.task where task_id = $1::uuid and subject_kind = 'order'`,
)

/** Takes a task out of one's department's pool. It belongs to the journal of its order. */
export const claimTask = command({
  load: (work, request: ClaimTask) => {
    const tasks = work.read(lockTask, [request.id])
    loadChainsOf(work, chainOf, [request.id])
    return { tasks, custody: findCustody(work, taskCustody, [request.id]) }
  },
  run: (work, request, facts) => {
    const task = facts.tasks[0]
    const custody: Custody | undefined = facts.custody[0]
    if (!task || !custody) throw no.unknown()
    const { actor } = work
    if (task.departmentId !== actor.departmentId && !actor.headOf.includes(task.departmentId)) throw no.otherPool()
    if (task.state !== 'open') throw no.notOpen()
    if (custody.holderId) throw no.held(custody.holderName ?? '')
    const { personId: holderId, departmentId } = actor
    move(work, [{ from: custody, to: { holderId, departmentId }, entered: 'claimed' }])
    show(work, [
      { kind: task.subjectKind, id: task.subjectId, viewerId: holderId, departmentId, because: 'task', until: null },
    ])
    work.write(recordHolder, [task.id, holderId])
    record(work, {
      type: 'tasks.claimed',
      kind: task.subjectKind,
      id: task.subjectId,
      data: { task: task.id, taskKind: task.kind, department: task.departmentId },
    })
    return { id: request.id, version: task.version + 1 }
  },
})
