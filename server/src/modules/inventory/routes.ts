import { inventory } from '@baton/contract/inventory'
import { bind } from '../../kernel/route.ts'
import { adjustStock } from './adjust-stock.ts'
import { changeWarehouse, createWarehouse } from './change-warehouses.ts'
import { listMoves } from './list-moves.ts'
import { listStock } from './list-stock.ts'
import { openStockByHand, receiveStock } from './receive-stock.ts'
import { transferStock } from './transfer-stock.ts'
import { listWarehouses } from './warehouses.ts'

export const routes = bind(inventory, {
  'GET /v1/warehouses': listWarehouses,
  'POST /v1/warehouses': createWarehouse,
  'PATCH /v1/warehouses/:id': changeWarehouse,
  'GET /v1/stock': listStock,
  'GET /v1/stock/moves': listMoves,
  'POST /v1/stock/receipts': receiveStock,
  'POST /v1/stock/openings': openStockByHand,
  'POST /v1/stock/adjustments': adjustStock,
  'POST /v1/stock/transfers': transferStock,
})
