import type { inventory } from '@baton/contract/inventory'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { findItems } from '../catalog/index.ts'
import { type AccountRole, post } from '../ledger/index.ts'
import { decideLines, decideUnopened, decideValue } from './receive.rules.ts'
import { standardValue } from './stock.rules.ts'
import { loadStock } from './stock.ts'
import { balancesOf } from './stock-rows.ts'
import { loadWarehouseOpen } from './warehouses.ts'

export const balancesOfItems = balancesOf('inventory.balancesOfItems', 'select unnest($1::uuid[])')

type ReceiveStock = RequestOf<(typeof inventory)['POST /v1/stock/receipts']>

/** What was opened and is there. Read once the warehouse is locked, so that of two who open the same item the second is told. */
const findOpened = statement<{ id: string; quantity: bigint }>(
  'inventory.openedIn',
  `select m.item_id as id, sum(m.quantity)::bigint as quantity from inventory.move m
     join inventory.balance b on b.company_id = m.company_id and b.item_id = m.item_id and b.warehouse_id = m.to_warehouse_id and b.on_hand > 0
    where m.kind = 'opening' and m.to_warehouse_id = $1 and m.item_id = any($2::uuid[]) group by m.item_id`,
)

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
      const warehouseOpen = loadWarehouseOpen(work, request.warehouseId)
      const opened = work.read(findOpened, [request.warehouseId, kind === 'opening' ? itemIds : []])
      return { stock, items: findItems(work, itemIds), warehouseOpen, opened }
    },
    run: (work, request, { stock, items, warehouseOpen, opened }) => {
      decideLines(request.lines, items, warehouseOpen)
      decideUnopened(request.lines, items, new Map(opened.map(({ id, quantity }) => [id, quantity])))
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
