import { dayIn } from '../../kernel/time.ts'
import { type NewEvent, record, type Work } from '../../kernel/work.ts'
import { close, move, show } from '../custody/index.ts'
import { changeExposure } from '../partners/index.ts'
import { reconcileTasks } from '../tasks/index.ts'
import { giveOwners, ownerOf, writeOrders } from './order-rows.ts'
import type { SalesOrder } from './orders.rules.ts'
import { carryServices, exposureOf, progressOfOrder, settleState } from './settle.rules.ts'
import { tasksWanted } from './tasks.rules.ts'

/** An order as it was locked, as a command has changed it, and what became true by that. */
export interface OrderChange {
  before: SalesOrder
  after: SalesOrder
  events: NewEvent[]
}

/** A copy of a locked order for a command to change. */
export const changing = (before: SalesOrder): SalesOrder => ({
  ...before,
  lines: before.lines.map((line) => ({ ...line })),
})

export const orderEvent = (order: SalesOrder, type: string, data: Record<string, unknown>): NewEvent => ({
  type,
  kind: 'order',
  id: order.id,
  data,
})

const CLOSED = ['settled', 'cancelled']
const closed = (order: SalesOrder) => CLOSED.includes(order.state)

/** Who holds what comes back to an order's owner: null is the pool of the owner's department. */
const keeperOf = (order: SalesOrder) => (order.ownerHolds ? order.ownerId : null)

/**
 * Writes changed orders and everything that follows from their facts, in the same transaction: state, progress, exposure, tasks, and
 * the custody that ends with a settled or cancelled order and goes back to the owner when one is opened again.
 */
export function saveOrders(work: Work, changes: OrderChange[]): void {
  if (changes.length === 0) return
  for (const change of changes) derive(work, change)
  for (const { events } of changes) record(work, ...events)
  const orders = changes.map(({ after }) => after)
  giveOwners(
    work,
    changes.filter(({ before, after }) => after.ownerId !== before.ownerId).map(({ after }) => after),
  )
  writeOrders(work, orders, progressOfOrder, changedLines(changes))
  saveExposure(work, changes)
  reconcileTasks(
    work,
    'order',
    orders.flatMap((order) => order.tasks),
    orders.flatMap((order) => tasksWanted(order, work.company.departments, dayIn(work.company.timeZone, work.now))),
    new Set(orders.filter((order) => order.state === 'cancelled').map((order) => order.id)),
  )
  saveCustody(work, changes)
}

/** Who has left owns nothing: an order that is opened again then goes to the head of their department, or to who opens it. */
function ownerAgain({ company, actor }: Work, { ownerId, ownerDepartmentId }: SalesOrder): string {
  if (company.persons.get(ownerId)?.active) return ownerId
  return company.departments.find(({ id }) => id === ownerDepartmentId)?.headId ?? actor.personId
}

function derive(work: Work, { before, after, events }: OrderChange): void {
  carryServices(after)
  after.state = settleState(after)
  after.version = before.version + 1
  after.exposure = exposureOf(after)
  if (after.state === before.state) return
  if (closed(after)) Object.assign(after, { holderId: null, holderDepartmentId: null, heldSince: null, offered: false })
  if (closed(before) && !closed(after)) {
    after.ownerId = ownerAgain(work, after)
    Object.assign(after, ownerOf(work.company, after))
    Object.assign(after, {
      holderId: keeperOf(after),
      holderDepartmentId: after.ownerDepartmentId,
      heldSince: work.now,
      offered: false,
    })
  }
  const step = { from: before.state, to: after.state }
  if (after.state === 'completed' && before.state === 'processing')
    events.push(orderEvent(after, 'orders.completed', step))
  if (after.state === 'settled') {
    if (before.state === 'processing') events.push(orderEvent(after, 'orders.completed', { ...step, to: 'completed' }))
    events.push(orderEvent(after, 'orders.settled', { ...step, from: 'completed' }))
  }
  if (
    ['completed', 'settled'].includes(before.state) &&
    after.state !== 'settled' &&
    !(before.state === 'processing')
  ) {
    const { ownerId: id } = after
    const owner = id === before.ownerId ? {} : { owner: { id, name: work.company.persons.get(id)!.name } }
    events.push(orderEvent(after, 'orders.reopened', { ...step, ...owner }))
  }
}

const lineOf = ({ lines }: SalesOrder, number: number) => lines.find(({ line }) => line === number)

function changedLines(changes: OrderChange[]) {
  return changes.flatMap(({ before, after }) =>
    after.lines
      .filter((line, index) => {
        const was = before.lines[index]?.line === line.line ? before.lines[index] : lineOf(before, line.line)
        return (
          !was ||
          was.shortClosed !== line.shortClosed ||
          was.reserved !== line.reserved ||
          was.shipped !== line.shipped ||
          was.signed !== line.signed ||
          was.invoiced !== line.invoiced
        )
      })
      .map((line) => ({ ...line, orderId: after.id })),
  )
}

function saveExposure(work: Work, changes: OrderChange[]): void {
  changeExposure(
    work,
    changes.flatMap(({ before, after }) => [
      { customerId: before.customerId, delta: -before.exposure },
      { customerId: after.customerId, delta: after.exposure },
    ]),
  )
}

function saveCustody(work: Work, changes: OrderChange[]): void {
  const ended = changes.filter(({ before, after }) => closed(after) && !closed(before)).map(({ after }) => after)
  const reopened = changes.filter(({ before, after }) => closed(before) && !closed(after)).map(({ after }) => after)
  close(
    work,
    ended.map((order) => order.custody!),
    'closed',
  )
  move(
    work,
    reopened.map((order) => ({
      from: order.custody!,
      to: { holderId: keeperOf(order), departmentId: order.ownerDepartmentId },
      entered: 'reopened' as const,
    })),
  )
  show(
    work,
    reopened.map((order) => ({
      kind: 'order',
      id: order.id,
      viewerId: order.ownerId,
      departmentId: order.ownerDepartmentId,
      because: 'owner' as const,
      until: null,
    })),
  )
}
