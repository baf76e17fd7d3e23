import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { MoveKind } from './stock-rows.ts'

/** Goods that moved before the company worked with Baton, by which document and when. A side that is null is the outside. */
export interface ImportedMove {
  itemId: string
  from: string | null
  to: string | null
  /** Millionths of the item's unit; `value` in minor units. */
  quantity: bigint
  value: bigint
  kind: MoveKind
  documentKind: string
  documentId: string
  movedAt: Date
}

const writeMoves = statement(
  'inventory.importMoves',
  `insert into inventory.move (move_id, item_id, from_warehouse_id, to_warehouse_id, quantity, value, kind, document_kind, document_id, moved_at,
                               actor_id, reason)
   select m.*, $11::uuid, 'imported'
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::uuid[], $10::timestamptz[]) as m`,
)

// As when stock is written: a new row is inserted and a known one takes the difference, which as a new row might be negative.
const writeBalances = statement(
  'inventory.importBalances',
  `with changes as (
     select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) as c (item_id, warehouse_id, on_hand, value)),
   changed as (
     update inventory.balance b set on_hand = b.on_hand + c.on_hand, value = b.value + c.value
       from changes c where c.on_hand < 0 and b.item_id = c.item_id and b.warehouse_id = c.warehouse_id)
   insert into inventory.balance as b (item_id, warehouse_id, on_hand, value)
   select * from changes c where c.on_hand > 0
   on conflict (company_id, item_id, warehouse_id) do update set on_hand = b.on_hand + excluded.on_hand, value = b.value + excluded.value`,
)

/**
 * Brings moves of the past in, in two statements however many there are, and changes each balance by their sum. The database refuses what
 * would leave a balance below zero. Nothing reacts to them.
 */
export function importMoves(work: Work, moves: readonly ImportedMove[]): void {
  if (moves.length === 0) return
  const column = <T>(of: (move: ImportedMove) => T): T[] => moves.map(of)
  work.write(writeMoves, [
    moves.map(() => work.newId()),
    column(({ itemId }) => itemId),
    column(({ from }) => from),
    column(({ to }) => to),
    column(({ quantity }) => quantity),
    column(({ value }) => value),
    column(({ kind }) => kind),
    column(({ documentKind }) => documentKind),
    column(({ documentId }) => documentId),
    column(({ movedAt }) => movedAt),
    work.actor.personId,
  ])
  const balances = balancesOf(moves)
  work.writeInTurn(writeBalances, [
    balances.map(({ itemId }) => itemId),
    balances.map(({ warehouseId }) => warehouseId),
    balances.map(({ onHand }) => onHand),
    balances.map(({ value }) => value),
  ])
}

/** What each balance gains or loses, in the order in which balances are locked. */
function balancesOf(moves: readonly ImportedMove[]) {
  const sums = new Map<string, { itemId: string; warehouseId: string; onHand: bigint; value: bigint }>()
  const add = (itemId: string, warehouseId: string, quantity: bigint, value: bigint) => {
    const key = itemId + warehouseId
    const sum = sums.get(key) ?? { itemId, warehouseId, onHand: 0n, value: 0n }
    sum.onHand += quantity
    sum.value += value
    sums.set(key, sum)
  }
  for (const { itemId, from, to, quantity, value } of moves) {
    if (from) add(itemId, from, -quantity, -value)
    if (to) add(itemId, to, quantity, value)
  }
  return [...sums].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum)
}
