import type { handover, Strip } from '@baton/contract/handover'
import { query } from '../../kernel/command.ts'
import { mayOf } from '../../kernel/may.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import type { Work } from '../../kernel/work.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import type { OrderState } from '../orders/index.ts'
import { calendarOf, rulerOf, workingMinutes } from '../people/index.ts'
import { no } from './handover.rules.ts'

type ShowStrip = RequestOf<(typeof handover)['GET /v1/orders/:id/strip']>

interface OrderFact {
  number: string
  state: OrderState
  promisedOn: string | null
  createdAt: Date
  holderId: string | null
  holderName: string | null
  departmentId: string | null
}

const findOrder = statement<OrderFact>(
  'handover.stripOrder',
  `select o.number, o.state, o.promised_on as "promisedOn", o.created_at as "createdAt", o.holder_id as "holderId", h.name as "holderName", o.holder_department_id as "departmentId"
     from orders.read_order o left join people.read_person h on h.company_id = o.company_id and h.person_id = o.holder_id
    where o.order_id = $1 and ${mayReadSql(`'order'`, 'o.order_id', 2, 3)}`,
)

export interface SegmentRow {
  sequence: number
  kind: 'held' | 'pool' | 'closed'
  holderId: string | null
  holderName: string | null
  department: { id: string; nameZh: string; nameEn: string; kind: 'sales' } | null
  since: Date
  until: Date | null
  entered: 'created'
  reason: string | null
  handoverId: string | null
  offeredAt: Date | null
  /** By when the sender wants the next action done. */
  limitAt: Date | null
}

const DEPARTMENT = (alias: string) =>
  `case when ${alias}.department_id is not null then json_build_object('id', ${alias}.department_id, 'nameZh', ${alias}.name_zh, 'nameEn', ${alias}.name_en, 'kind', ${alias}.kind) end`

export const findSegments = statement<SegmentRow>(
  'handover.stripSegments',
  `select g.sequence, g.kind, g.holder_id as "holderId", p.name as "holderName", ${DEPARTMENT('d')} as department, g.since, g.until, g.entered, g.reason, g.offer_id as "handoverId",
          (select max(f.offered_at) from custody.read_offer f
            where f.company_id = g.company_id and f.subject_kind = 'order' and f.subject_id = g.subject_id and f.sequence = g.sequence and f.state in ('offered', 'accepted')) as "offeredAt",
          k.next_action_due as "limitAt"
     from custody.read_segment g
     left join handover.package k on k.company_id = g.company_id and k.offer_id = g.offer_id
     left join people.read_department d on d.company_id = g.company_id and d.department_id = g.department_id
     left join people.read_person p on p.company_id = g.company_id and p.person_id = g.holder_id
    where g.subject_kind = 'order' and g.subject_id = $1 order by g.sequence`,
)

export interface AttemptRow {
  sequence: number
  offeredAt: Date
  endedAt: Date
  outcome: 'declined' | 'recalled' | 'lapsed'
  toZh: string
  toEn: string
  reason: string | null
}

/** Offers to persons that came to nothing, by the custody that went on. */
export const findAttempts = statement<AttemptRow>(
  'handover.stripAttempts',
  `select f.sequence, f.offered_at as "offeredAt", f.answered_at as "endedAt", f.state as outcome, p.name as "toZh", p.name as "toEn", f.answer_reason as reason
     from custody.read_offer f
     join people.read_person p on p.company_id = f.company_id and p.person_id = f.to_person_id
    where f.subject_kind = 'order' and f.subject_id = $1 and f.state in ('declined', 'recalled', 'lapsed') order by f.offered_at`,
)

const findOpenOffer = statement<{
  id: string
  fromId: string
  personId: string | null
  departmentId: string | null
  nameZh: string
  nameEn: string
  kind: string
  offeredAt: Date
  answerBy: Date | null
  version: number
}>(
  'handover.stripOffer',
  `select f.offer_id as id, f.from_id as "fromId", f.to_person_id as "personId", f.to_department_id as "departmentId", coalesce(p.name, d.name_zh) as "nameZh", coalesce(p.name, d.name_en) as "nameEn",
          coalesce(p.department_kind, d.kind) as kind, f.offered_at as "offeredAt", f.answer_by as "answerBy", f.version
     from custody.read_offer f
     left join people.read_person p on p.company_id = f.company_id and p.person_id = f.to_person_id
     left join people.read_department d on d.company_id = f.company_id and d.department_id = f.to_department_id
    where f.subject_kind = 'order' and f.subject_id = $1 and f.open`,
)

const findTasks = statement<{
  id: string
  kind: string
  department: { id: string; nameZh: string; nameEn: string; kind: 'sales' }
  holderId: string | null
  holderName: string | null
  since: Date
  until: Date | null
  dueOn: string | null
  state: string
}>(
  'handover.stripTasks',
  `select t.task_id as id, t.kind, ${DEPARTMENT('d')} as department, c.holder_id as "holderId", p.name as "holderName", t.opened_at as since, t.ended_at as until, t.due_on as "dueOn", t.state
     from tasks.read_task t
     join people.read_department d on d.company_id = t.company_id and d.department_id = t.department_id
     left join custody.read_current c on c.company_id = t.company_id and c.subject_kind = 'task' and c.subject_id = t.task_id
     left join people.read_person p on p.company_id = c.company_id and p.person_id = c.holder_id
    where t.subject_kind = 'order' and t.subject_id = $1 and t.state <> 'cancelled' order by t.opened_at desc limit 12`,
)

/** Who held an order from when to when, its open offer and the work of departments on it. */
export const showStrip = query({
  load: (work, request: ShowStrip) => ({
    order: work.read(findOrder, [request.id, ...sightOf(work)]),
    segments: work.read(findSegments, [request.id]),
    attempts: work.read(findAttempts, [request.id]),
    offers: work.read(findOpenOffer, [request.id]),
    tasks: work.read(findTasks, [request.id]),
  }),
  run: (work, request, { order, segments, attempts, offers, tasks }): Strip => {
    const [found, offer] = [order[0], offers[0]]
    if (!found) throw no.orderUnknown()
    const { calendar, timeZone } = work.company
    const minutes = (since: Date, until: Date | null) => workingMinutes(calendar, timeZone, since, until ?? work.now)
    const closedRow = segments.find((row) => row.kind === 'closed' && row.until === null)
    const held = segments.filter((row) => row.kind !== 'closed')
    const promised = found.promisedOn ? new Date(`${found.promisedOn}T23:59:59Z`) : work.now
    const end = closedRow?.since ?? work.now
    return {
      subject: { kind: 'order', id: request.id, number: found.number },
      state: found.state,
      segments: segmentsOf(work, held, attempts),
      openOffer: offer
        ? {
            id: offer.id,
            to: {
              kind: offer.personId ? ('person' as const) : ('department' as const),
              id: offer.personId ?? offer.departmentId!,
              nameZh: offer.nameZh,
              nameEn: offer.nameEn,
              departmentKind: offer.kind,
            },
            offeredAt: offer.offeredAt.toISOString(),
            answerBy: offer.answerBy?.toISOString() ?? null,
            version: offer.version,
          }
        : null,
      tasks: tasks.map((task) => ({
        id: task.id,
        kind: task.kind,
        department: task.department,
        holder: task.holderId ? { id: task.holderId, name: task.holderName ?? '' } : null,
        since: task.since.toISOString(),
        until: task.until?.toISOString() ?? null,
        dueOn: task.dueOn,
        workingMinutes: minutes(task.since, task.until),
        done: task.state === 'done',
      })),
      promisedDate: found.promisedOn,
      estimatedDate: closedRow ? null : estimatedDay(tasks, dayIn(timeZone, work.now)),
      limitAt: (closedRow ? null : held.at(-1)?.limitAt?.toISOString()) ?? null,
      now: work.now.toISOString(),
      handovers: held.filter((row) => ['accepted', 'claimed', 'assigned', 'returned', 'reversed'].includes(row.entered))
        .length,
      bounces: held.filter((row) => (row.entered as string) === 'returned').length,
      customerMinutes: minutes(found.createdAt, closedRow?.since ?? null),
      closed: closedRow ? (found.state === 'cancelled' ? 'cancelled' : 'settled') : null,
      closedAt: closedRow?.since.toISOString() ?? null,
      calendar: rulerOf(calendar, timeZone, found.createdAt, end.getTime() > promised.getTime() ? end : promised),
      may: actsOn(work, found, offer),
    }
  },
})

/** What the strip and the report tell of each holder, measured by the calendar of the holder's department. */
export function segmentsOf(
  work: Work,
  held: readonly SegmentRow[],
  attempts: readonly AttemptRow[],
): Strip['segments'] {
  const { company, now } = work
  return held.map((row) => {
    const calendar = calendarOf(company, row.department?.id)
    const minutes = (since: Date) => workingMinutes(calendar, company.timeZone, since, row.until ?? now)
    return {
      sequence: row.sequence,
      kind: row.kind as 'held' | 'pool',
      holder: row.holderId ? { id: row.holderId, name: row.holderName ?? '' } : null,
      department: row.department!,
      since: row.since.toISOString(),
      until: row.until?.toISOString() ?? null,
      workingMinutes: minutes(row.since),
      waitingMinutes: row.kind === 'pool' ? minutes(row.since) : row.offeredAt ? minutes(row.offeredAt) : 0,
      entered: row.entered,
      reason: row.reason,
      onBehalfOf: null,
      handoverId: row.handoverId,
      attempts: attempts
        .filter((one) => one.sequence === row.sequence)
        .map(({ sequence: _, offeredAt, endedAt, ...one }) => ({
          ...one,
          offeredAt: offeredAt.toISOString(),
          endedAt: endedAt.toISOString(),
        })),
    }
  })
}

/** When the open work that leads to the delivery is due, today at the earliest. Of what is short nobody knows when it comes: no estimate. */
function estimatedDay(
  tasks: readonly { kind: string; state: string; dueOn: string | null }[],
  today: string,
): string | null {
  const open = tasks.filter((task) => task.state === 'open' && ['pick', 'shortage', 'deliver'].includes(task.kind))
  if (open.length === 0 || open.some((task) => task.kind === 'shortage' || !task.dueOn)) return null
  return open.map((task) => task.dueOn!).reduce((latest, due) => (due > latest ? due : latest), today)
}

function actsOn(work: Work, order: OrderFact, offer: { fromId: string; nameZh: string } | undefined) {
  const { actor } = work
  const mine = () => {
    if (!order.departmentId) throw no.closed(order.number)
    if (!order.holderId) throw no.inPool(order.number)
    if (order.holderId !== actor.personId) throw no.notHolder(order.number, order.holderName ?? '?')
    if (offer) throw no.alreadyOffered(order.number, offer.nameZh)
  }
  const pooled = () => {
    if (order.holderId || !order.departmentId) throw no.notInPool(order.number, order.holderName ?? '')
  }
  return mayOf(work, {
    offer: { right: 'handover.offer', decide: mine },
    return: { right: 'handover.offer', decide: mine },
    recall: {
      right: 'handover.offer',
      decide: () => {
        if (!offer || offer.fromId !== actor.personId) throw no.notSender(order.number)
      },
    },
    claim: {
      right: 'handover.claim',
      decide: () => {
        pooled()
        if (order.departmentId !== actor.departmentId && !actor.headOf.includes(order.departmentId!))
          throw no.otherPool(order.number)
      },
    },
    assign: {
      right: 'handover.assign',
      decide: () => {
        pooled()
        if (!actor.headOf.includes(order.departmentId!)) throw no.notHead(order.number)
      },
    },
  })
}
