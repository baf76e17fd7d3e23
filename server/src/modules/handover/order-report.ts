import { money } from '@baton/contract/decimal'
import type { handoverPapers, OrderReport } from '@baton/contract/handover-papers'
import { query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import { shownNumber } from '../finance/index.ts'
import type { OrderState } from '../orders/index.ts'
import { calendarOf, workingMinutes } from '../people/index.ts'
import { no } from './handover.rules.ts'
import { type AttemptRow, findAttempts, findSegments, type SegmentRow, segmentsOf } from './strip.ts'

type ShowReport = RequestOf<(typeof handoverPapers)['GET /v1/orders/:id/report']>
type Stage = OrderReport['stages'][number]['stage']

interface OrderRow {
  id: string
  number: string
  state: OrderState
  customer: string
  customerNumber: string
  ownerId: string
  ownerName: string
  createdAt: Date
  requestedOn: string | null
  promisedOn: string | null
  currency: string
  gross: bigint
  invoiced: bigint
  credited: bigint
  paid: bigint
  changes: number
  attachments: number
  followUps: number
}

const findOrder = statement<OrderRow>(
  'handover.report',
  `select o.order_id as id, o.number, o.state, c.name as customer, o.customer_number as "customerNumber", o.owner_id as "ownerId", w.name as "ownerName",
          o.created_at as "createdAt", o.requested_on as "requestedOn", o.promised_on as "promisedOn", o.currency, o.gross, o.invoiced, o.credited, o.paid,
          (select count(*)::int from kernel.event e where e.subject_kind = 'order' and e.subject_id = o.order_id and e.type = 'orders.changed') as changes,
          (select count(*)::int from notes.read_attachment a
            where a.company_id = o.company_id and a.subject_kind = 'order' and a.subject_id = o.order_id) as attachments,
          (select count(*)::int from notes.read_note n
            where n.company_id = o.company_id and n.subject_kind = 'order' and n.subject_id = o.order_id) as "followUps"
     from orders.read_order o
     join partners.read_customer c on c.company_id = o.company_id and c.customer_id = o.customer_id
     left join people.read_person w on w.company_id = o.company_id and w.person_id = o.owner_id
    where o.order_id = $1 and ${mayReadSql(`'order'`, 'o.order_id', 2, 3)}`,
)

/** The events by which an order reaches a stage. */
const STAGES: Record<string, Stage> = {
  'orders.confirmed': 'confirmed',
  'orders.referred': 'referred',
  'orders.reviewed': 'reviewed',
  'orders.processing': 'processing',
  'delivery.shipped': 'shipped',
  'delivery.signed': 'signed',
  'finance.invoiced': 'invoiced',
  'orders.completed': 'completed',
  'orders.settled': 'settled',
  'orders.cancelled': 'cancelled',
}

interface StageRow {
  type: string
  at: Date
  lastAt: Date
  times: number
  byId: string | null
  byName: string | null
}

const findStages = statement<StageRow>(
  'handover.reportStages',
  `select s.type, s.at, s."lastAt", s.times, p.person_id as "byId", p.name as "byName"
     from (select e.type, min(e.recorded_at) as at, max(e.recorded_at) as "lastAt", count(*)::int as times, min(e.sequence) as first,
                  (array_agg(e.actor_id order by e.sequence))[1] as actor_id
             from kernel.event e where e.subject_kind = 'order' and e.subject_id = $1 and e.type = any($2::text[]) group by e.type) s
     left join people.read_person p on p.person_id = s.actor_id
    order by s.first`,
)

interface TaskRow {
  id: string
  kind: string
  department: { id: string; nameZh: string; nameEn: string; kind: 'sales' }
  holderId: string | null
  holderName: string | null
  state: 'open' | 'done' | 'cancelled'
  openedAt: Date
  takenAt: Date | null
  endedAt: Date | null
  dueOn: string | null
}

/** Tasks with the last person who held each, and when somebody first did. */
const findTasks = statement<TaskRow>(
  'handover.reportTasks',
  `select t.task_id as id, t.kind, json_build_object('id', d.department_id, 'nameZh', d.name_zh, 'nameEn', d.name_en, 'kind', d.kind) as department,
          h.holder_id as "holderId", p.name as "holderName", t.state, t.opened_at as "openedAt", h.taken_at as "takenAt", t.ended_at as "endedAt", t.due_on as "dueOn"
     from tasks.read_task t
     join people.read_department d on d.company_id = t.company_id and d.department_id = t.department_id
     left join lateral (
       select (array_agg(g.holder_id order by g.sequence desc))[1] as holder_id, min(g.since) as taken_at from custody.read_segment g
        where g.company_id = t.company_id and g.subject_kind = 'task' and g.subject_id = t.task_id and g.holder_id is not null) h on true
     left join people.read_person p on p.company_id = t.company_id and p.person_id = h.holder_id
    where t.subject_kind = 'order' and t.subject_id = $1 order by t.opened_at, t.task_id limit 200`,
)

interface DeliveryRow {
  id: string
  number: string
  state: 'shipped' | 'signed' | 'reversed'
  carrier: string
  trackingNumber: string
  shippedAt: Date
  signedAt: Date | null
}

const findDeliveries = statement<DeliveryRow>(
  'handover.reportDeliveries',
  `select delivery_id as id, number, state, carrier, tracking_number as "trackingNumber", shipped_at as "shippedAt", signed_at as "signedAt"
     from delivery.read_delivery where order_id = $1 order by shipped_at, delivery_id limit 200`,
)
const findInvoices = statement<{
  id: string
  number: bigint
  kind: 'invoice' | 'credit_note' | 'credit_reversal'
  gross: bigint
  issuedOn: string
}>(
  'handover.reportInvoices',
  `select invoice_id as id, number, kind, gross, issued_on as "issuedOn" from finance.read_invoice
    where order_id = $1 and kind <> 'opening' order by issued_at, invoice_id limit 200`,
)

/** How an order went: every stage, hand, wait, bounce, document and amount. Times are working minutes of whoever held it. */
export const showReport = query({
  load: (work, request: ShowReport) => ({
    order: work.read(findOrder, [request.id, ...sightOf(work)]),
    stages: work.read(findStages, [request.id, Object.keys(STAGES)]),
    segments: work.read(findSegments, [request.id]),
    attempts: work.read(findAttempts, [request.id]),
    tasks: work.read(findTasks, [request.id]),
    deliveries: work.read(findDeliveries, [request.id]),
    invoices: work.read(findInvoices, [request.id]),
  }),
  run: (work, _request, { order: [order], stages, segments, attempts, tasks, deliveries, invoices }): OrderReport => {
    if (!order) throw no.orderUnknown()
    const books = work.actor.rights.has('finance.read')
    const closedAt = segments.find((row) => row.kind === 'closed' && row.until === null)?.since ?? null
    return {
      order: {
        id: order.id,
        number: order.number,
        state: order.state,
        customer: order.customer,
        customerNumber: order.customerNumber,
        owner: { id: order.ownerId, name: order.ownerName ?? '' },
        createdAt: order.createdAt.toISOString(),
        requestedOn: order.requestedOn,
        promisedOn: order.promisedOn,
        closedAt: closedAt?.toISOString() ?? null,
      },
      ...handsOf(work, order, segments, attempts, closedAt),
      stages: stagesOf(work, order, books ? stages : stages.filter((row) => !row.type.startsWith('finance.'))),
      tasks: tasks.map((row) => taskOf(work, row)),
      documents: {
        changes: order.changes,
        attachments: order.attachments,
        followUps: order.followUps,
        deliveries: deliveries.map(({ shippedAt, signedAt, ...row }) => ({
          ...row,
          shippedAt: shippedAt.toISOString(),
          signedAt: signedAt?.toISOString() ?? null,
        })),
        invoices: books ? invoices.map(invoiceOf) : null,
      },
      money: books ? moneyOf(order) : null,
      now: work.now.toISOString(),
    }
  },
})

function handsOf(
  work: Work,
  order: OrderRow,
  segments: readonly SegmentRow[],
  attempts: readonly AttemptRow[],
  closedAt: Date | null,
): Pick<OrderReport, 'segments' | 'clocks'> {
  const { calendar, timeZone } = work.company
  const hands = segmentsOf(
    work,
    segments.filter((row) => row.kind !== 'closed'),
    attempts,
  )
  const sum = (each: (one: (typeof hands)[number]) => number) => hands.reduce((total, one) => total + each(one), 0)
  return {
    segments: hands,
    clocks: {
      customer: workingMinutes(calendar, timeZone, order.createdAt, closedAt ?? work.now),
      working: sum((one) => one.workingMinutes - one.waitingMinutes),
      waiting: sum((one) => one.waitingMinutes),
      handovers: hands.filter((one) => TAKEN.has(one.entered)).length,
      bounces: hands.filter((one) => one.entered === 'returned').length,
      attempts: attempts.length,
    },
  }
}

const TAKEN = new Set(['accepted', 'claimed', 'assigned', 'returned', 'reversed'])

function stagesOf(work: Work, order: OrderRow, rows: readonly StageRow[]): OrderReport['stages'] {
  const { calendar, timeZone } = work.company
  const owner = { id: order.ownerId, name: order.ownerName ?? '' }
  const created = { stage: 'created' as const, at: order.createdAt, lastAt: order.createdAt, times: 1, by: owner }
  const reached = rows.map(({ type, at, lastAt, times, byId, byName }) => {
    const by = byId ? { id: byId, name: byName ?? '' } : null
    return { stage: STAGES[type]!, at, lastAt, times, by }
  })
  return [created, ...reached].map(({ at, lastAt, ...row }, index, all) => ({
    ...row,
    at: at.toISOString(),
    lastAt: lastAt.toISOString(),
    minutes: workingMinutes(calendar, timeZone, all[index - 1]?.at ?? at, at),
  }))
}

function taskOf(work: Work, row: TaskRow): OrderReport['tasks'][number] {
  const { company, now } = work
  const calendar = calendarOf(company, row.department.id)
  const minutes = (since: Date, until: Date) => workingMinutes(calendar, company.timeZone, since, until)
  const end = row.endedAt ?? now
  return {
    id: row.id,
    kind: row.kind,
    department: row.department,
    holder: row.holderId ? { id: row.holderId, name: row.holderName ?? '' } : null,
    state: row.state,
    openedAt: row.openedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    dueOn: row.dueOn,
    waitingMinutes: minutes(row.openedAt, row.takenAt ?? end),
    workingMinutes: row.takenAt ? minutes(row.takenAt, end) : 0,
  }
}

const invoiceOf = (row: {
  id: string
  number: bigint
  kind: 'invoice' | 'credit_note' | 'credit_reversal'
  gross: bigint
  issuedOn: string
}) => ({
  id: row.id,
  number: shownNumber(row.kind, row.number),
  kind: row.kind,
  gross: money(row.gross),
  issuedOn: row.issuedOn,
})

const moneyOf = (order: OrderRow): OrderReport['money'] => ({
  currency: order.currency,
  gross: money(order.gross),
  invoiced: money(order.invoiced),
  credited: money(order.credited),
  paid: money(order.paid),
  open: money(order.invoiced - order.credited - order.paid),
})
