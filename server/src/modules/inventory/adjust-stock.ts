import { quantity as shown } from '@baton/contract/decimal'
import type { inventory } from '@baton/contract/inventory'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { dayIn } from '../../kernel/time.ts'
import { record } from '../../kernel/work.ts'
import { findItems } from '../catalog/index.ts'
import { post } from '../ledger/index.ts'
import { decideCounts, decideLines, decideReduction, decideValue, netOf } from './receive.rules.ts'
import { balancesOfItems } from './receive-stock.ts'
import { costOf, standardValue } from './stock.rules.ts'
import { loadStock } from './stock.ts'
import { loadWarehouseOpen } from './warehouses.ts'

/** Corrects balances after a count, told as the difference or as what was counted, at the moving average; what comes into an empty warehouse counts at standard cost. */
export const adjustStock = command({
  load: (work, request: RequestOf<(typeof inventory)['POST /v1/stock/adjustments']>) => {
    const itemIds = [...new Set(request.lines.map(({ itemId }) => itemId))]
    const stock = loadStock(work, balancesOfItems, [itemIds])
    loadChains(work, 'item', itemIds)
    return { stock, items: findItems(work, itemIds), warehouseOpen: loadWarehouseOpen(work, request.warehouseId) }
  },
  run: (work, request, { stock, items, warehouseOpen }) => {
    const stated = decideCounts(request.lines)
    decideLines(
      stated,
      items,
      warehouseOpen,
      stated.map(({ counted }) => counted),
    )
    const net = netOf(
      stated.map(({ itemId, quantity, counted }) => ({
        itemId,
        quantity: counted ? quantity - stock.onHand(itemId, request.warehouseId) : quantity,
      })),
    )
    const gains = net.map(({ itemId, quantity }, index) => {
      const { number, standardCost } = items.get(itemId)!
      const balance = stock.balance(itemId, request.warehouseId)
      if (quantity < 0n) {
        decideReduction(number, balance, -quantity)
        return 0n
      }
      const value = balance.onHand > 0n ? costOf(balance, quantity) : standardValue(standardCost, quantity)
      return decideValue(index + 1, number, value)
    })

    const document = { documentKind: 'adjustment', documentId: work.newId(), reason: request.reason }
    let gained = 0n
    for (const [index, { itemId, quantity }] of net.entries()) {
      const before = { ...stock.balance(itemId, request.warehouseId) }
      if (quantity > 0n) {
        stock.receive(itemId, request.warehouseId, quantity, gains[index]!, 'adjustment')
        gained += gains[index]!
      } else gained -= stock.remove(itemId, request.warehouseId, -quantity, 'adjustment')
      record(work, {
        type: 'inventory.adjusted',
        kind: 'item',
        id: itemId,
        data: {
          warehouseId: request.warehouseId,
          onHand: { before: shown(before.onHand), after: shown(before.onHand + quantity) },
          reason: request.reason,
        },
      })
    }
    stock.save(work, document)
    post(work, {
      kind: 'adjustment',
      ...document,
      on: dayIn(work.company.timeZone, work.now),
      text: request.reason,
      postings: [{ debit: 'stock', credit: 'stockDifference', amount: gained }],
    })
    return { id: document.documentId, moves: net.length }
  },
})
