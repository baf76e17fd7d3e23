import { quantity as shown } from '@baton/contract/decimal'
import { type Statement, statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import type { Demand } from './stock.rules.ts'

export type MoveKind = 'opening' | 'receipt' | 'adjustment' | 'transfer' | 'shipment' | 'reversal'

/** Goods that moved; a side that is null is the outside: supplier, customer, count. */
export interface Move {
  itemId: string
  from: string | null
  to: string | null
  quantity: bigint
  value: bigint
  kind: MoveKind
}

/** Stock held for a demand in one warehouse; at quantity 0 its row is deleted. */
export interface Reservation extends Demand {
  itemId: string
  warehouseId: string
  quantity: bigint
}

/** By which document, and why, stock changed. */
export interface Document {
  documentKind: string
  documentId: string
  reason?: string
}

export interface BalanceRow {
  item_id: string
  warehouse_id: string
  priority: number | null
  on_hand: bigint
  reserved: bigint
  value: bigint
}

export interface ReservationRow {
  demand_kind: string
  demand_id: string
  demand_line: number
  item_id: string
  warehouse_id: string
  quantity: bigint
}

/** A statement that locks the balances, in every warehouse, of the items that `items` selects (one uuid column). */
export const balancesOf = (name: string, items: string): Statement<BalanceRow> =>
  statement<BalanceRow>(
    name,
    `select b.item_id, b.warehouse_id, b.on_hand, b.reserved, b.value,
            (select w.priority from inventory.warehouse w where w.warehouse_id = b.warehouse_id and w.active) as priority
       from inventory.balance b
      where b.item_id = any(array(${items}))
      order by b.item_id, b.warehouse_id for no key update of b`,
  )

/** A statement that reads the reservations of the demands of one kind whose ids the SQL selects. */
export const reservationsOf = (name: string, kind: string, ids: string): Statement<ReservationRow> =>
  statement<ReservationRow>(
    name,
    `select demand_kind, demand_id, demand_line, item_id, warehouse_id, quantity
       from inventory.reservation where demand_kind = '${kind}' and demand_id = any(array(${ids}))`,
  )

// Rows that were locked take the difference by update. A row that was not there may have been made by somebody else meanwhile,
// so it is inserted with the difference and added up. One statement for both would check a negative difference as a new row.
const writeBalances = statement(
  'inventory.writeBalances',
  `with changed as (
     update inventory.balance b
        set on_hand = b.on_hand + c.on_hand, reserved = b.reserved + c.reserved, value = b.value + c.value
       from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[])
         as c (item_id, warehouse_id, on_hand, reserved, value)
      where b.item_id = c.item_id and b.warehouse_id = c.warehouse_id)
   insert into inventory.balance as b (item_id, warehouse_id, on_hand, reserved, value)
   select * from unnest($6::uuid[], $7::uuid[], $8::bigint[], $9::bigint[], $10::bigint[])
   on conflict (company_id, item_id, warehouse_id) do update
     set on_hand = b.on_hand + excluded.on_hand, reserved = b.reserved + excluded.reserved, value = b.value + excluded.value`,
)

const writeReservations = statement(
  'inventory.writeReservations',
  `with wanted as (
     select * from unnest($1::text[], $2::uuid[], $3::int[], $4::uuid[], $5::uuid[], $6::bigint[])
       as w (demand_kind, demand_id, demand_line, item_id, warehouse_id, quantity)),
   gone as (
     delete from inventory.reservation r using wanted w
      where w.quantity = 0 and r.demand_kind = w.demand_kind and r.demand_id = w.demand_id
        and r.demand_line = w.demand_line and r.warehouse_id = w.warehouse_id)
   insert into inventory.reservation (demand_kind, demand_id, demand_line, item_id, warehouse_id, quantity, reserved_at)
   select w.*, $7::timestamptz from wanted w where w.quantity > 0
   on conflict (company_id, demand_kind, demand_id, demand_line, warehouse_id) do update
     set quantity = excluded.quantity, reserved_at = excluded.reserved_at`,
)

const writeMoves = statement(
  'inventory.writeMoves',
  `insert into inventory.move (move_id, item_id, from_warehouse_id, to_warehouse_id, quantity, value, kind,
                               document_kind, document_id, moved_at, actor_id, reason)
   select *, $8::text, $9::uuid, $10::timestamptz, $11::uuid, $12::text
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::bigint[], $7::text[])`,
)

/** What a balance gains or loses. */
export interface Difference {
  itemId: string
  warehouseId: string
  known: boolean
  onHand: bigint
  reserved: bigint
  value: bigint
}

/** Queues changed balances, reservations and moves, and records what came in. */
export function writeStock(
  work: Work,
  document: Document,
  changes: { balances: Difference[]; reservations: Reservation[]; moves: Move[] },
): void {
  const { balances, reservations, moves } = changes
  if (balances.length > 0) {
    const inOrder = balances.sort((one, other) =>
      one.itemId + one.warehouseId < other.itemId + other.warehouseId ? -1 : 1,
    )
    const columns = (rows: Difference[]) => [
      rows.map(({ itemId }) => itemId),
      rows.map(({ warehouseId }) => warehouseId),
      rows.map(({ onHand }) => onHand),
      rows.map(({ reserved }) => reserved),
      rows.map(({ value }) => value),
    ]
    const known = inOrder.filter((one) => one.known)
    const added = inOrder.filter((one) => !one.known)
    work.write(writeBalances, [...columns(known), ...columns(added)])
  }
  if (reservations.length > 0)
    work.write(writeReservations, [
      reservations.map(({ kind }) => kind),
      reservations.map(({ id }) => id),
      reservations.map(({ line }) => line),
      reservations.map(({ itemId }) => itemId),
      reservations.map(({ warehouseId }) => warehouseId),
      reservations.map(({ quantity }) => quantity),
      work.now,
    ])
  if (moves.length === 0) return
  work.write(writeMoves, [
    moves.map(() => work.newId()),
    moves.map(({ itemId }) => itemId),
    moves.map(({ from }) => from),
    moves.map(({ to }) => to),
    moves.map(({ quantity }) => quantity),
    moves.map(({ value }) => value),
    moves.map(({ kind }) => kind),
    document.documentKind,
    document.documentId,
    work.now,
    work.actor.personId,
    document.reason ?? null,
  ])
  recordReceived(work, document, moves)
}

/** One event per item, so that whoever is short of it can react. */
function recordReceived(work: Work, { documentKind, documentId }: Document, moves: Move[]): void {
  const received = new Map<string, bigint>()
  for (const { itemId, from, to, quantity } of moves)
    if (from === null && to !== null) received.set(itemId, (received.get(itemId) ?? 0n) + quantity)
  for (const [id, quantity] of received)
    record(work, {
      type: 'inventory.received',
      kind: 'item',
      id,
      data: { quantity: shown(quantity), documentKind, documentId },
    })
}
