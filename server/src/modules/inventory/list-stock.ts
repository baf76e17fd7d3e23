import { quantity } from '@baton/contract/decimal'
import type { inventory } from '@baton/contract/inventory'
import { query } from '../../kernel/command.ts'
import { keyOf, pageOf } from '../../kernel/cursor.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { searchOf, searchValues } from '../../kernel/search.ts'
import { statement } from '../../kernel/statement.ts'

interface StockRow {
  item_id: string
  number: string
  name: string
  unit: string
  unitNameZh: string
  unitNameEn: string
  on_hand: bigint
  reserved: bigint
  warehouses: { id: string; nameZh: string; nameEn: string; onHand: string; reserved: string }[]
}

const page = (condition: string) =>
  `select i.item_id, i.number, i.name, i.unit, i.unit_name_zh as "unitNameZh", i.unit_name_en as "unitNameEn", s.on_hand, s.reserved, s.warehouses
     from catalog.read_item i
     cross join lateral (
       select coalesce(sum(b.on_hand), 0)::bigint as on_hand, coalesce(sum(b.reserved), 0)::bigint as reserved,
              coalesce(json_agg(json_build_object('id', w.warehouse_id, 'nameZh', w.name_zh, 'nameEn', w.name_en,
                'onHand', b.on_hand::text, 'reserved', b.reserved::text) order by w.priority, w.warehouse_id), '[]') as warehouses
         from inventory.balance b
         join inventory.warehouse w on w.company_id = b.company_id and w.warehouse_id = b.warehouse_id
        where b.company_id = i.company_id and b.item_id = i.item_id) s
    where i.number > $1 and i.kind = 'stock' ${condition}
    order by i.number limit $2`

const list = statement<StockRow>('inventory.list', page(''))
const search = statement<StockRow>(
  'inventory.search',
  searchOf({ kind: 'item', first: 3, id: 'i.item_id', page, order: 'number' }),
)
const listOne = statement<StockRow>('inventory.listOne', page('and i.item_id = $3'))

/** On hand, reserved and available by item, with each warehouse; items by number. */
export const listStock = query({
  load: (work, request: RequestOf<(typeof inventory)['GET /v1/stock']>) => {
    const [number] = keyOf(request.cursor, 1)
    const from = [number ?? '', request.limit + 1]
    const sought = searchValues(request.q)
    if (request.itemId) return { stock: work.read(listOne, [...from, request.itemId]) }
    return { stock: sought ? work.read(search, [...from, ...sought]) : work.read(list, from) }
  },
  run: (_work, request, { stock }) =>
    pageOf(
      stock,
      request.limit,
      (row) => [row.number],
      (row) => ({
        item: {
          id: row.item_id,
          number: row.number,
          name: row.name,
          unit: row.unit,
          unitNameZh: row.unitNameZh,
          unitNameEn: row.unitNameEn,
        },
        onHand: quantity(row.on_hand),
        reserved: quantity(row.reserved),
        available: quantity(row.on_hand - row.reserved),
        warehouses: row.warehouses.map((one) => ({
          ...one,
          onHand: quantity(BigInt(one.onHand)),
          reserved: quantity(BigInt(one.reserved)),
        })),
      }),
    ),
})
