import type { WantedTask } from '../tasks/index.ts'
import { dueWithin } from '../tasks/tasks.rules.ts'
import type { OrderLine, SalesOrder } from './orders.rules.ts'
import { billable, due, unreserved, withoutGoods } from './settle.rules.ts'

/** Working departments by kind, each with those that stand in when the company has none of that kind. */
const DEPARTMENTS: Record<WantedTask['kind'], string[]> = {
  follow_up: [],
  pick: ['store'],
  shortage: ['buying', 'planning', 'store'],
  deliver: ['shipping', 'store'],
  perform: [],
  settle: ['finance'],
}

interface Rule {
  kind: WantedTask['kind']
  /** The event that ends the task. */
  waitsFor: string
  dueDays: number
  open: (order: SalesOrder, line: OrderLine) => bigint
}

const BY_LINE: Rule[] = [
  { kind: 'pick', waitsFor: 'delivery.shipped', dueDays: 1, open: (_, line) => line.reserved },
  { kind: 'shortage', waitsFor: 'orders.reserved', dueDays: 1, open: (_, line) => unreserved(line) },
  {
    kind: 'deliver',
    waitsFor: 'delivery.signed',
    dueDays: 3,
    open: (_, line) => (line.kind === 'stock' ? line.shipped - line.signed : 0n),
  },
  {
    kind: 'perform',
    waitsFor: 'orders.performed',
    dueDays: 3,
    open: (order, line) => (withoutGoods(order) && order.performedAt === null ? due(line) : 0n),
  },
  {
    kind: 'settle',
    waitsFor: 'orders.settled',
    dueDays: 2,
    open: (order, line) => (billable(order, line) > 0n ? billable(order, line) : 0n),
  },
]

/** The work that an order's facts call for now; nothing else opens or ends a task of an order. */
export function tasksWanted(
  order: SalesOrder,
  departments: readonly { id: string; kind: string }[],
  today: string,
): WantedTask[] {
  if (order.state !== 'processing' && order.state !== 'completed') return []
  const departmentOf = (kind: WantedTask['kind']) =>
    (kind === 'perform' ? order.holderDepartmentId : null) ??
    DEPARTMENTS[kind]
      .map((wanted) => departments.find((one) => one.kind === wanted)?.id)
      .find((id) => id !== undefined) ??
    order.ownerDepartmentId
  const wanted: WantedTask[] = []
  if (order.state === 'processing') {
    wanted.push({
      subjectId: order.id,
      kind: 'follow_up',
      departmentId: order.ownerDepartmentId,
      holderId: order.ownerHolds ? order.ownerId : null,
      waitsFor: 'orders.completed',
      dueOn: order.promisedOn,
      lines: [],
    })
  }
  for (const rule of BY_LINE) {
    const lines = order.lines
      .map((line) => ({ line: line.line, quantity: rule.open(order, line) }))
      .filter((line) => line.quantity > 0n)
    const collecting = rule.kind === 'settle' && order.invoiced > order.paid + order.credited
    if (lines.length === 0 && !collecting) continue
    const days = collecting && lines.length === 0 ? order.termDays : rule.dueDays
    wanted.push({
      subjectId: order.id,
      kind: rule.kind,
      departmentId: departmentOf(rule.kind),
      holderId: null,
      waitsFor: rule.waitsFor,
      dueOn: rule.kind === 'settle' ? dueWithin(today, days, null) : dueWithin(today, days, order.promisedOn),
      lines,
    })
  }
  return wanted
}
