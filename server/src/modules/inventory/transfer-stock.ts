import { quantity as shown } from '@baton/contract/decimal'
import type { inventory } from '@baton/contract/inventory'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { record } from '../../kernel/work.ts'
import { findItems } from '../catalog/index.ts'
import { decideLines, decideReduction, decideStockTransfer, netOf } from './receive.rules.ts'
import { balancesOfItems } from './receive-stock.ts'
import { loadStock } from './stock.ts'
import { loadOpenWarehouses } from './warehouses.ts'

/** Moves stock that nobody reserved to another warehouse. Its value goes with it, so that nothing is posted: it stays on the stock account. */
export const transferStock = command({
  load: (work, { fromId, toId, lines }: RequestOf<(typeof inventory)['POST /v1/stock/transfers']>) => {
    const itemIds = [...new Set(lines.map(({ itemId }) => itemId))]
    const stock = loadStock(work, balancesOfItems, [itemIds])
    loadChains(work, 'item', itemIds)
    return { stock, items: findItems(work, itemIds), open: loadOpenWarehouses(work, [fromId, toId]) }
  },
  run: (work, request, { stock, items, open }) => {
    const { fromId, toId, reason } = request
    decideStockTransfer(fromId, toId, open)
    decideLines(request.lines, items, true)
    const net = netOf(request.lines)
    for (const { itemId, quantity } of net)
      decideReduction(items.get(itemId)!.number, stock.balance(itemId, fromId), quantity)

    const document = { documentKind: 'transfer', documentId: work.newId(), reason }
    for (const { itemId, quantity } of net) {
      stock.transfer(itemId, fromId, toId, quantity)
      const data = { fromId, toId, quantity: shown(quantity), reason }
      record(work, { type: 'inventory.transferred', kind: 'item', id: itemId, data })
    }
    stock.save(work, document)
    return { id: document.documentId, moves: net.length }
  },
})
