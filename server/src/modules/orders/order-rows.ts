import { type ChainHead, chainsOf, loadChainsOf } from '../../kernel/events.ts'
import type { Read } from '../../kernel/read.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { type Custody, custodyOf, findCustody, sightOf } from '../custody/index.ts'
import { loadTasks, type OpenTask, tasksOf } from '../tasks/index.ts'
import type { OrderHeader, OrderLine, SalesOrder } from './orders.rules.ts'
import type { OrderProgress } from './settle.rules.ts'

/** A header as its row keeps it; what its owner is beside that is remembered. */
export type KeptHeader = Omit<OrderHeader, 'ownerDepartmentId' | 'ownerHolds'>
type LineRow = OrderLine & { orderId: string }

/** The columns of an order's header, from `orders.sales_order o`. */
export const HEADER = `o.order_id as id, o.number, o.customer_id as "customerId", o.customer_number as "customerNumber", o.owner_id as "ownerId", o.state, o.version,
  o.currency, o.prices_include_tax as "pricesIncludeTax", o.payment_method as "paymentMethod", o.invoice_basis as "invoiceBasis", o.term_days as "termDays",
  o.contact_name as "contactName", o.recipient, o.phone, o.region, o.street, o.tax_id as "taxId",
  o.ordered_on as "orderedOn", o.requested_on as "requestedOn", o.promised_on as "promisedOn", o.note, o.summary,
  o.net, o.tax, o.given_tax as "givenTax", o.freight, o.rounding, o.gross, o.exposure, o.invoiced, o.credited, o.paid,
  o.reserved_progress as "reservedProgress", o.shipped_progress as "shippedProgress", o.signed_progress as "signedProgress",
  o.invoiced_progress as "invoicedProgress", o.paid_progress as "paidProgress",
  o.hold_kind as "holdKind", o.hold_reason as "holdReason", o.hold_until as "holdUntil", o.credit_until as "creditUntil", o.performed_at as "performedAt",
  o.confirmed_at as "confirmedAt", o.confirmed_with as "confirmedWith", o.confirmed_how as "confirmedHow", o.created_at as "createdAt",
  o.holder_id as "holderId", o.holder_department_id as "holderDepartmentId", o.held_since as "heldSince", o.offered`

/** The statements that lock and read a set of orders with what always goes with them. */
export interface OrderSet {
  lock: Statement<KeptHeader>
  lines: Statement<LineRow>
  tasks: ReturnType<typeof tasksOf>
  custody: ReturnType<typeof custodyOf>
  chains: Statement<ChainHead>
}

const DECIMALS = `,
              (select u.decimals from catalog.read_unit u where u.company_id = line.company_id and u.code = line.unit) as "unitDecimals"`

/**
 * Declares a set of orders: `ids` is SQL that selects their ids from the caller's `own` parameters. One that `counts` also finds how finely each
 * line's unit is counted.
 */
export function orderSet(name: string, ids: string, own: number, { counts = false } = {}): OrderSet {
  return {
    lock: statement(
      `${name}.lockOrders`,
      `select ${HEADER}
         from orders.sales_order o where o.order_id = any(array(${ids})) order by o.order_id for no key update of o`,
    ),
    lines: statement(
      `${name}.lines`,
      `select order_id as "orderId", line, item_id as "itemId", kind, description, unit, quantity, unit_price as "unitPrice", list_price as "listPrice",
              tax_code as "taxCode", tax_rate as "taxRate", net, tax, gross, requested_on as "requestedOn", promised_on as "promisedOn",
              short_closed as "shortClosed", reserved, shipped, signed, invoiced${counts ? DECIMALS : ''}
         from orders.line where order_id = any(array(${ids})) and not removed order by order_id, line`,
    ),
    tasks: tasksOf(`${name}.tasks`, 'order', ids),
    custody: custodyOf(`${name}.custody`, 'order', ids, [own + 1, own + 2]),
    chains: chainsOf(`${name}.chains`, 'order', ids),
  }
}

/** Facts that stop orders stop all of them, also those that the actor may not read. */
export const SEES_ALL: ReturnType<typeof sightOf> = [null, []]

/**
 * Locks orders and reads their lines, open tasks and custody; their chains are locked last. Orders that the actor may not read are
 * left out, like orders that do not exist.
 */
export function loadOrders(
  work: Work,
  set: OrderSet,
  values: unknown[],
  sight: readonly unknown[] = sightOf(work),
): Read<SalesOrder[]> {
  const headers = work.read(set.lock, values)
  const lines = work.read(set.lines, values)
  const tasks = loadTasks(work, set.tasks, values)
  loadChainsOf(work, set.chains, values)
  return findCustody(work, set.custody, [...values, ...sight]).map((custodies) =>
    assemble(work, headers.value, lines.value, tasks.value, custodies),
  )
}

function assemble(
  { company }: Work,
  headers: KeptHeader[],
  lines: LineRow[],
  tasks: OpenTask[],
  custodies: (Custody & { answers: boolean | null })[],
): SalesOrder[] {
  const found = new Map(custodies.map((custody) => [custody.id, custody]))
  const byOrder = new Map<string, SalesOrder>()
  for (const header of headers) {
    const custody = found.get(header.id)
    if (!custody || custody.answers === null) continue
    const rest = { ...ownerOf(company, header), shownOnly: !custody.answers, lines: [], tasks: [] }
    byOrder.set(header.id, { ...header, ...rest, custody })
  }
  for (const { orderId, ...line } of lines) byOrder.get(orderId)?.lines.push(line)
  for (const task of tasks) byOrder.get(task.subjectId)?.tasks.push(task)
  return [...byOrder.values()]
}

/** What is remembered of an order's owner: work goes back to the person, or to the department's pool. */
export function ownerOf({ persons }: Work['company'], { ownerId }: Pick<OrderHeader, 'ownerId'>) {
  const owner = persons.get(ownerId)
  if (!owner) throw new Error(`Nobody is remembered as the owner ${ownerId}`)
  return { ownerDepartmentId: owner.departmentId, ownerHolds: owner.entitled }
}

/** What changes of an order on its way: each column with its type and where its value is. */
const CHANGING: [column: string, type: string, value: (order: SalesOrder, progress: OrderProgress) => unknown][] = [
  ['state', 'text', (order) => order.state],
  ['version', 'int', (order) => order.version],
  ['exposure', 'bigint', (order) => order.exposure],
  ['invoiced', 'bigint', (order) => order.invoiced],
  ['credited', 'bigint', (order) => order.credited],
  ['paid', 'bigint', (order) => order.paid],
  ['reserved_progress', 'text', (_, progress) => progress.reserved],
  ['shipped_progress', 'text', (_, progress) => progress.shipped],
  ['signed_progress', 'text', (_, progress) => progress.signed],
  ['invoiced_progress', 'text', (_, progress) => progress.billed],
  ['paid_progress', 'text', (_, progress) => progress.settled],
  ['performed_at', 'timestamptz', (order) => order.performedAt],
  ['confirmed_at', 'timestamptz', (order) => order.confirmedAt],
  ['confirmed_with', 'text', (order) => order.confirmedWith],
  ['confirmed_how', 'text', (order) => order.confirmedHow],
  ['hold_kind', 'text', (order) => order.holdKind],
  ['hold_reason', 'text', (order) => order.holdReason],
  ['hold_until', 'timestamptz', (order) => order.holdUntil],
  ['credit_until', 'timestamptz', (order) => order.creditUntil],
  ['promised_on', 'date', (order) => order.promisedOn],
  ['holder_id', 'uuid', (order) => order.holderId],
  ['holder_department_id', 'uuid', (order) => order.holderDepartmentId],
  ['held_since', 'timestamptz', (order) => order.heldSince],
  ['offered', 'boolean', (order) => order.offered],
]

// Most commands change one order: its values go as they are, since arrays of one cost more than the update itself.
const saveHeader = statement(
  'orders.saveHeader',
  `update orders.sales_order set ${CHANGING.map(([column], index) => `${column} = $${index + 3}`).join(', ')}, updated_at = $2
    where order_id = $1`,
)

const saveHeaders = statement(
  'orders.saveHeaders',
  `update orders.sales_order o set ${CHANGING.map(([column]) => `${column} = c.${column}`).join(', ')}, updated_at = $2
     from unnest($1::uuid[], ${CHANGING.map(([, type], index) => `$${index + 3}::${type}[]`).join(', ')})
          as c (order_id, ${CHANGING.map(([column]) => column).join(', ')})
    where o.order_id = c.order_id`,
)

const saveLines = statement(
  'orders.saveLines',
  `update orders.line l
      set short_closed = c.short_closed, reserved = c.reserved, shipped = c.shipped, signed = c.signed, invoiced = c.invoiced
     from unnest($1::uuid[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
          as c (id, line, short_closed, reserved, shipped, signed, invoiced)
    where l.order_id = c.id and l.line = c.line`,
)

const saveHolder = statement(
  'orders.saveHolder',
  `update orders.sales_order o
      set holder_id = h.holder, holder_department_id = h.department, held_since = h.since, offered = h.offered
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::boolean[]) as h (id, holder, department, since, offered)
    where o.order_id = h.id`,
)

/** Writes headers and the lines that changed; derived progress must have been computed before. */
export function writeOrders(
  work: Work,
  orders: SalesOrder[],
  progress: (order: SalesOrder) => OrderProgress,
  lines: LineRow[],
): void {
  const written = orders.map((order) => ({ order, progress: progress(order) }))
  const columns = CHANGING.map(([, , value]) => written.map((one) => value(one.order, one.progress)))
  if (orders.length === 1) work.write(saveHeader, [orders[0]!.id, work.now, ...columns.flat()])
  else work.write(saveHeaders, [orders.map((order) => order.id), work.now, ...columns])
  if (lines.length === 0) return
  work.write(saveLines, [
    lines.map((line) => line.orderId),
    lines.map((line) => line.line),
    lines.map((line) => line.shortClosed),
    lines.map((line) => line.reserved),
    lines.map((line) => line.shipped),
    lines.map((line) => line.signed),
    lines.map((line) => line.invoiced),
  ])
}

const saveOwners = statement(
  'orders.saveOwners',
  `update orders.sales_order o set owner_id = w.owner from unnest($1::uuid[], $2::uuid[]) as w (id, owner) where o.order_id = w.id`,
)

/** Gives orders to other owners, before anything else of them is written: an open order has an owner who works here. */
export function giveOwners(work: Work, orders: readonly SalesOrder[]): void {
  if (orders.length > 0) work.write(saveOwners, [orders.map(({ id }) => id), orders.map(({ ownerId }) => ownerId)])
}

/** The facts of custody by which lists of orders filter; whoever moves an order's custody writes them down. */
export interface HolderFact {
  holderId: string | null
  holderDepartmentId: string | null
  heldSince: Date | null
  offered: boolean
}

/** Writes only who holds orders, for a handover that changes nothing else. */
export function recordHolder(work: Work, facts: (HolderFact & { id: string })[]): void {
  if (facts.length === 0) return
  work.write(saveHolder, [
    facts.map((fact) => fact.id),
    facts.map((fact) => fact.holderId),
    facts.map((fact) => fact.holderDepartmentId),
    facts.map((fact) => fact.heldSince),
    facts.map((fact) => fact.offered),
  ])
}
