import type { Read } from '../../kernel/read.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { begin, type Custody, dropFromOffers, endCustodySql } from '../custody/index.ts'

export type TaskKind = 'follow_up' | 'pick' | 'shortage' | 'deliver' | 'perform' | 'settle'

/** An open task as it was found, with the custody by which somebody answers for it. */
export interface OpenTask {
  id: string
  subjectId: string
  kind: TaskKind
  lines: { line: number; quantity: bigint }[]
  custody: Custody
}

/** What there is to do on a subject, as its facts say now. */
export interface WantedTask {
  subjectId: string
  kind: TaskKind
  departmentId: string
  /** Follow-ups belong to a person; everything else starts in the department's pool. */
  holderId: string | null
  waitsFor: string
  dueOn: string | null
  lines: { line: number; quantity: bigint }[]
}

interface TaskRow {
  id: string
  subjectId: string
  kind: TaskKind
  lines: number[]
  quantities: bigint[]
  sequence: number
  state: 'held' | 'pool'
  holderId: string | null
  departmentId: string
  since: Date
  offerId: string | null
}

/**
 * A statement that locks the open tasks of the subjects of one kind that `subjects` selects as (id uuid), with lines and custody. Where it
 * had to wait, the custody may be that of before; then ending it fails, and the command is tried again. That holds for a claim, which locks the
 * task alone; whoever offers a task locks its subject first.
 */
export const tasksOf = (name: string, kind: string, subjects: string): Statement<TaskRow> =>
  statement(
    name,
    `select t.task_id as id, t.subject_id as "subjectId", t.kind, c.sequence, c.kind as state, c.holder_id as "holderId",
            c.department_id as "departmentId", c.since,
            t.lines, t.quantities,
            (select o.offer_id from custody.read_offer o
              where o.company_id = t.company_id and o.subject_kind = 'task' and o.subject_id = t.task_id and o.open) as "offerId"
       from tasks.task t
       join custody.read_current c on c.company_id = t.company_id and c.subject_kind = 'task' and c.subject_id = t.task_id
      where t.subject_kind = '${kind}' and t.subject_id = any(array(${subjects})) and t.state = 'open'
      order by t.task_id for no key update of t`,
  )

export function loadTasks(work: Work, found: Statement<TaskRow>, values: unknown[]): Read<OpenTask[]> {
  return work.read(found, values).map((rows) =>
    rows.map(({ id, subjectId, kind, lines, quantities, ...custody }) => ({
      id,
      subjectId,
      kind,
      lines: linesOf({ lines, quantities }),
      custody: { kind: 'task', id, holderName: null, ...custody },
    })),
  )
}

const openTasks = statement(
  'tasks.open',
  `insert into tasks.task (task_id, subject_kind, subject_id, kind, department_id, holder_id, state, waits_for, due_on, lines, quantities, opened_at)
   select t.id, $1, t.subject, t.kind, t.department, t.holder, 'open', t.waits_for, t.due_on, t.lines::int[], t.quantities::bigint[], $10
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::date[], $8::text[], $9::text[], $11::uuid[])
          as t (id, subject, kind, department, waits_for, due_on, lines, quantities, holder)`,
)

/** A custody that somebody moved meanwhile leaves its task without an end, which the table refuses. */
const endTasks = statement(
  'tasks.end',
  `with done as (select * from unnest($1::uuid[], $2::text[], $3::int[]) as d (id, state, sequence)),
   held as (${endCustodySql('task', 'done', 4)})
   update tasks.task t set state = d.state, holder_id = null, ended_at = h.until, version = t.version + 1
     from done d left join held h using (id) where t.task_id = d.id`,
)

const changeLines = statement(
  'tasks.changeLines',
  `update tasks.task t set lines = c.lines::int[], quantities = c.quantities::bigint[]
     from unnest($1::uuid[], $2::text[], $3::text[]) as c (id, lines, quantities) where t.task_id = c.id`,
)

/** The lines of a task as its row holds them, side by side. */
export const linesOf = ({ lines, quantities }: { lines: number[]; quantities: bigint[] }): OpenTask['lines'] =>
  lines.map((line, index) => ({ line, quantity: quantities[index]! }))

/** An array as text, since unnest would take arrays of arrays apart. */
const arrayOf = (items: readonly (number | bigint)[]): string => `{${items.join(',')}}`

/**
 * Makes the open tasks of subjects of one kind what the facts want: opens what is missing, ends what nothing waits for any more,
 * and corrects lines. Running it twice changes nothing.
 */
export function reconcileTasks(
  work: Work,
  kind: string,
  open: OpenTask[],
  wanted: WantedTask[],
  cancelled: ReadonlySet<string>,
): void {
  const key = (task: { subjectId: string; kind: TaskKind }) => `${task.subjectId}:${task.kind}`
  const present = new Map(open.map((task) => [key(task), task]))
  const missing = wanted.filter((task) => !present.has(key(task))).map((task) => ({ ...task, id: work.newId() }))
  const stay = new Set(wanted.map(key))
  const ended = open.filter((task) => !stay.has(key(task)))
  const changed = wanted.flatMap((task) => {
    const before = present.get(key(task))
    return before && !sameLines(before.lines, task.lines) ? [{ id: before.id, lines: task.lines }] : []
  })
  if (missing.length > 0) openMissing(work, kind, missing)
  if (ended.length > 0) {
    work.write(endTasks, [
      ended.map((task) => task.id),
      ended.map((task) => (cancelled.has(task.subjectId) ? 'cancelled' : 'done')),
      ended.map((task) => task.custody.sequence),
      work.now,
    ])
    dropFromOffers(
      work,
      ended.map((task) => task.custody),
    )
  }
  if (changed.length > 0) {
    work.write(changeLines, [
      changed.map((task) => task.id),
      changed.map((task) => arrayOf(task.lines.map(({ line }) => line))),
      changed.map((task) => arrayOf(task.lines.map(({ quantity }) => quantity))),
    ])
  }
}

function openMissing(work: Work, kind: string, missing: (WantedTask & { id: string })[]): void {
  work.write(openTasks, [
    kind,
    missing.map((task) => task.id),
    missing.map((task) => task.subjectId),
    missing.map((task) => task.kind),
    missing.map((task) => task.departmentId),
    missing.map((task) => task.waitsFor),
    missing.map((task) => task.dueOn),
    missing.map((task) => arrayOf(task.lines.map(({ line }) => line))),
    missing.map((task) => arrayOf(task.lines.map(({ quantity }) => quantity))),
    work.now,
    missing.map((task) => task.holderId),
  ])
  begin(
    work,
    missing.map((task) => ({
      kind: 'task',
      id: task.id,
      holderId: task.holderId,
      departmentId: task.departmentId,
      entered: task.holderId ? 'created' : 'pooled',
      because: 'task',
      sees: { kind, id: task.subjectId },
    })),
  )
}

const sameLines = (one: OpenTask['lines'], other: OpenTask['lines']) =>
  one.length === other.length &&
  one.every((line, index) => line.line === other[index]!.line && line.quantity === other[index]!.quantity)
