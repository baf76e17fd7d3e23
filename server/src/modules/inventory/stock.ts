import { quantity as shown } from '@baton/contract/decimal'
import type { Read } from '../../kernel/read.ts'
import { refusals } from '../../kernel/refusal.ts'
import type { Statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { available, type Balance, byPriority, costOf, type Demand, demandKey, lesser } from './stock.rules.ts'
import {
  type BalanceRow,
  type Document,
  type Move,
  type MoveKind,
  type Reservation,
  type ReservationRow,
  writeStock,
} from './stock-rows.ts'

const no = refusals('inventory', {
  notReserved: {
    status: 409,
    zh: (line: number, reserved: bigint, wanted: bigint) =>
      `第 ${line} 行只预留了 ${shown(reserved)}，发不了 ${shown(wanted)}。先补货并重新预留，或少发。`,
    en: (line: number, reserved: bigint, wanted: bigint) =>
      `Line ${line} has ${shown(reserved)} reserved and cannot ship ${shown(wanted)}. Receive and reserve more, or ship less.`,
  },
})

/** One line's wish for stock, millionths. */
export interface NewDemand extends Demand {
  itemId: string
  quantity: bigint
}

/** Goods that left, from one warehouse, at their cost in minor units. */
export interface Shipped {
  warehouseId: string
  quantity: bigint
  cost: bigint
}

interface Shelf extends Balance {
  before: Pick<Balance, 'onHand' | 'reserved' | 'value'>
  /** Whether the row was there, and is locked, when the stock was loaded. */
  known: boolean
}

/**
 * The stock of some items in memory, loaded under lock: decide with it, then `save` once. Quantities in millionths, costs in
 * minor units. Two lines of one item take from the same shelves, so they are one demand.
 */
export class Stock {
  private readonly shelves = new Map<string, Shelf>()
  private readonly reservations = new Map<string, Reservation[]>()
  private readonly touched = new Set<Reservation>()
  private readonly moves: Move[] = []
  private saved = false

  constructor(balances: readonly Balance[], reservations: readonly Reservation[]) {
    for (const { onHand, reserved, value, ...rest } of balances)
      this.keep({ ...rest, onHand, reserved, value, before: { onHand, reserved, value }, known: true })
    for (const one of reservations) this.reservationsOf(one).push({ ...one })
  }

  /** What can still be promised of an item, over the warehouses that are open. */
  available(itemId: string): bigint {
    return this.shelvesOf(itemId).reduce((sum, shelf) => (shelf.priority === null ? sum : sum + available(shelf)), 0n)
  }

  onHand(itemId: string, warehouseId: string): bigint {
    return this.shelf(itemId, warehouseId).onHand
  }

  /** The stock of one item in one warehouse as it stands now; empty when there never was any. */
  balance(itemId: string, warehouseId: string): Readonly<Balance> {
    return this.shelf(itemId, warehouseId)
  }

  /** What is reserved for a demand. */
  reserved(kind: string, id: string, line: number): bigint {
    return this.reservationsOf({ kind, id, line }).reduce((sum, { quantity }) => sum + quantity, 0n)
  }

  /** Reserves what is free, from the lowest priority number on, in the order of the demands; says what was taken and what is short. */
  reserve(demands: readonly NewDemand[]): {
    reserved: (Demand & { quantity: bigint })[]
    short: (Demand & { itemId: string; quantity: bigint })[]
  } {
    const reserved: (Demand & { quantity: bigint })[] = []
    const short: (Demand & { itemId: string; quantity: bigint })[] = []
    for (const { kind, id, line, itemId, quantity } of demands) {
      let left = quantity
      for (const shelf of this.shelvesOf(itemId)) {
        const free = shelf.priority === null ? 0n : available(shelf)
        const taken = lesser(free, left)
        if (taken <= 0n) continue
        this.hold({ kind, id, line }, shelf, taken)
        left -= taken
      }
      if (left < quantity) reserved.push({ kind, id, line, quantity: quantity - left })
      if (left > 0n) short.push({ kind, id, line, itemId, quantity: left })
    }
    return { reserved, short }
  }

  /** Gives reserved stock free again, all or a quantity, last the warehouse that reservations prefer. Answers how much became free. */
  release(kind: string, id: string, line: number, quantity?: bigint): bigint {
    const held = this.inPriority({ kind, id, line }).reverse()
    let left = quantity ?? this.reserved(kind, id, line)
    let freed = 0n
    for (const one of held) {
      const taken = lesser(one.quantity, left)
      if (taken <= 0n) continue
      this.unhold(one, taken)
      left -= taken
      freed += taken
    }
    return freed
  }

  /** Takes reserved goods out of stock at their moving average; refuses more than is reserved. */
  ship(kind: string, id: string, line: number, quantity: bigint): Shipped[] {
    const reserved = this.reserved(kind, id, line)
    if (quantity > reserved)
      throw no.notReserved(line, reserved, quantity).with({ line, reserved: shown(reserved), wanted: shown(quantity) })
    const shipped: Shipped[] = []
    let left = quantity
    for (const one of this.inPriority({ kind, id, line })) {
      const taken = lesser(one.quantity, left)
      if (taken <= 0n) continue
      this.unhold(one, taken)
      shipped.push({ warehouseId: one.warehouseId, quantity: taken, cost: this.take(one, taken, 'shipment') })
      left -= taken
    }
    return shipped
  }

  /** Takes goods back that a reversed shipment had taken out, at the cost at which they left, and holds them for their demand again. */
  putBack(itemId: string, warehouseId: string, quantity: bigint, cost: bigint, demand: Demand | null): void {
    this.receive(itemId, warehouseId, quantity, cost, 'reversal')
    if (demand) this.hold(demand, this.shelf(itemId, warehouseId), quantity)
  }

  /** Brings goods in, at a value in minor units. */
  receive(itemId: string, warehouseId: string, quantity: bigint, value: bigint, kind: MoveKind): void {
    const shelf = this.shelf(itemId, warehouseId)
    shelf.onHand += quantity
    shelf.value += value
    this.moves.push({ itemId, from: null, to: warehouseId, quantity, value, kind })
  }

  /** Takes goods out that nobody reserved; the caller has decided that there are enough. Answers their cost. */
  remove(itemId: string, warehouseId: string, quantity: bigint, kind: MoveKind): bigint {
    return this.take({ itemId, warehouseId }, quantity, kind)
  }

  /** Moves goods that nobody reserved to another warehouse, at their moving average; the caller has decided that there are enough. */
  transfer(itemId: string, from: string, to: string, quantity: bigint): void {
    const cost = this.take({ itemId, warehouseId: from }, quantity, 'transfer')
    this.moves.at(-1)!.to = to
    const shelf = this.shelf(itemId, to)
    shelf.onHand += quantity
    shelf.value += cost
  }

  /**
   * Queues what changed, in at most three statements, and records `inventory.received` for each item that came in: its chain
   * (kind 'item') must have been locked in trip 1.
   */
  save(work: Work, document: Document): void {
    if (this.saved) throw new Error('This stock is saved already: save once, after all changes')
    this.saved = true
    const balances = [...this.shelves.values()]
      .map(({ itemId, warehouseId, known, onHand, reserved, value, before }) => ({
        itemId,
        warehouseId,
        known,
        onHand: onHand - before.onHand,
        reserved: reserved - before.reserved,
        value: value - before.value,
      }))
      .filter(({ onHand, reserved, value }) => onHand !== 0n || reserved !== 0n || value !== 0n)
    writeStock(work, document, { balances, reservations: [...this.touched], moves: this.moves })
  }

  private keep(shelf: Shelf): Shelf {
    this.shelves.set(`${shelf.itemId}:${shelf.warehouseId}`, shelf)
    return shelf
  }

  private shelf(itemId: string, warehouseId: string): Shelf {
    const empty = { onHand: 0n, reserved: 0n, value: 0n }
    return (
      this.shelves.get(`${itemId}:${warehouseId}`) ??
      this.keep({ itemId, warehouseId, priority: null, ...empty, before: empty, known: false })
    )
  }

  private shelvesOf(itemId: string): Shelf[] {
    return [...this.shelves.values()].filter((shelf) => shelf.itemId === itemId).sort(byPriority)
  }

  private reservationsOf(demand: Demand): Reservation[] {
    const key = demandKey(demand)
    const found = this.reservations.get(key) ?? []
    this.reservations.set(key, found)
    return found
  }

  private inPriority(demand: Demand): Reservation[] {
    const priority = ({ itemId, warehouseId }: Reservation) => this.shelf(itemId, warehouseId)
    return [...this.reservationsOf(demand)].sort((one, other) => byPriority(priority(one), priority(other)))
  }

  private hold({ kind, id, line }: Demand, shelf: Shelf, quantity: bigint): void {
    const held = this.reservationsOf({ kind, id, line })
    const { itemId, warehouseId } = shelf
    let one = held.find((each) => each.warehouseId === warehouseId)
    if (!one) {
      one = { kind, id, line, itemId, warehouseId, quantity: 0n }
      held.push(one)
    }
    one.quantity += quantity
    shelf.reserved += quantity
    this.touched.add(one)
  }

  private unhold(one: Reservation, quantity: bigint): void {
    const shelf = this.shelf(one.itemId, one.warehouseId)
    if (!shelf.known) throw new Error(`The balance under a reservation of item ${one.itemId} was not locked`)
    one.quantity -= quantity
    shelf.reserved -= quantity
    this.touched.add(one)
  }

  private take(
    { itemId, warehouseId }: { itemId: string; warehouseId: string },
    quantity: bigint,
    kind: MoveKind,
  ): bigint {
    const shelf = this.shelf(itemId, warehouseId)
    if (available(shelf) < quantity) throw new Error(`Item ${itemId}: more is taken out than is free`)
    const cost = costOf(shelf, quantity)
    shelf.onHand -= quantity
    shelf.value -= cost
    this.moves.push({ itemId, from: warehouseId, to: null, quantity, value: cost, kind })
    return cost
  }
}

/** Locks balances, then reads the reservations, with statements of `balancesOf` and `reservationsOf`. */
export function loadStock(
  work: Work,
  balances: Statement<BalanceRow>,
  balancesValues: unknown[],
  reservations?: Statement<ReservationRow>,
  reservationsValues: unknown[] = [],
): Read<Stock> {
  const locked = work.read(balances, balancesValues).map((rows) => rows.map(balanceFrom))
  if (!reservations) return locked.map((found) => new Stock(found, []))
  return work.read(reservations, reservationsValues).map((rows) => new Stock(locked.value, rows.map(reservationFrom)))
}

const balanceFrom = (row: BalanceRow): Balance => ({
  itemId: row.item_id,
  warehouseId: row.warehouse_id,
  priority: row.priority,
  onHand: row.on_hand,
  reserved: row.reserved,
  value: row.value,
})

const reservationFrom = (row: ReservationRow): Reservation => ({
  kind: row.demand_kind,
  id: row.demand_id,
  line: row.demand_line,
  itemId: row.item_id,
  warehouseId: row.warehouse_id,
  quantity: row.quantity,
})
