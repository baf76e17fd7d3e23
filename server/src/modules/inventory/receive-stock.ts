import type { inventory } from '@baton/contract/inventory'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { dayIn } from '../../kernel/time.ts'
import { findItems } from '../catalog/index.ts'
import { type AccountRole, post } from '../ledger/index.ts'
import { decideLines, decideValue } from './receive.rules.ts'
import { standardValue } from './stock.rules.ts'
import { loadStock } from './stock.ts'
import { balancesOf } from './stock-rows.ts'
import { loadWarehouseOpen } from './warehouses.ts'

export const balancesOfItems = balancesOf('inventory.balancesOfItems', 'select unnest($1::uuid[])')

type ReceiveStock = RequestOf<(typeof inventory)['POST /v1/stock/receipts']>

/** Receives goods by hand; a line without a value comes in at standard cost. */
export const receiveStock = receiving('receipt', 'payableAccrued')

/** Brings in what was in stock before the company worked with Baton. */
export const openStockByHand = receiving('opening', 'opening')

function receiving(kind: 'receipt' | 'opening', credit: AccountRole) {
  return command({
    load: (work, request: ReceiveStock) => {
      const itemIds = [...new Set(request.lines.map(({ itemId }) => itemId))]
      const stock = loadStock(work, balancesOfItems, [itemIds])
      loadChains(work, 'item', itemIds)
      return { stock, items: findItems(work, itemIds), warehouseOpen: loadWarehouseOpen(work, request.warehouseId) }
    },
    run: (work, request, { stock, items, warehouseOpen }) => {
      decideLines(request.lines, items, warehouseOpen)
      const values = request.lines.map(({ itemId, quantity, value }, index) => {
        const { number, standardCost } = items.get(itemId)!
        return value ?? decideValue(index + 1, number, standardValue(standardCost, quantity))
      })

      const document = { documentKind: kind, documentId: work.newId(), reason: request.reason }
      request.lines.forEach(({ itemId, quantity }, index) => {
        stock.receive(itemId, request.warehouseId, quantity, values[index]!, kind)
      })
      stock.save(work, document)
      post(work, {
        kind,
        ...document,
        on: dayIn(work.company.timeZone, work.now),
        text: request.reason,
        postings: [{ debit: 'stock', credit, amount: values.reduce((sum, value) => sum + value, 0n) }],
      })
      return { id: document.documentId, moves: request.lines.length }
    },
  })
}
