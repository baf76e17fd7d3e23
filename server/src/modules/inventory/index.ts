/**
 * The front door of the stock: balances under lock, reservations for demands, moves.
 * Read views: inventory.read_warehouse, inventory.read_balance, inventory.read_reservation, inventory.read_move.
 */
export { checks } from './checks.ts'
export { importMoves } from './import-moves.ts'
export { type Opening, openStock } from './open-stock.ts'
export { type Balance, costOf, type Demand, standardValue } from './stock.rules.ts'
export { loadStock, type NewDemand, type Shipped, Stock } from './stock.ts'
export { balancesOf, type Document, type MoveKind, type Reservation, reservationsOf } from './stock-rows.ts'
export { createWarehouses, loadEveryOpenWarehouse, type NewWarehouse } from './warehouses.ts'
