import { quantity, unitPrice } from '@baton/contract/decimal'
import type { catalog } from '@baton/contract/masters'
import { query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { no } from './catalog.rules.ts'
import { ITEM_ROW, type ItemRow, shownItem } from './list-items.ts'

interface DetailRow extends ItemRow {
  floor_price: bigint | null
  standard_cost: bigint
  version: number
}

const findItem = statement<DetailRow>(
  'catalog.findItem',
  `select i.floor_price, i.standard_cost, i.version, ${ITEM_ROW} where i.item_id = $1`,
)

interface PriceRow {
  price_id: string
  customer_id: string | null
  customer_name: string | null
  from_quantity: bigint
  unit_price: bigint
  valid_from: string
  valid_until: string | null
}

const findItemPrices = statement<PriceRow>(
  'catalog.findItemPrices',
  `select p.price_id, p.customer_id, c.name as customer_name, p.from_quantity, p.unit_price, p.valid_from, p.valid_until
     from catalog.price p
     left join partners.read_customer c on c.company_id = p.company_id and c.customer_id = p.customer_id
    where p.item_id = $1 and p.price_list_id is null order by c.name nulls first, p.from_quantity, p.valid_from, p.price_id`,
)

/** One item with its prices; what it costs is shown only to those who may change it. */
export const showItem = query({
  load: (work, request: RequestOf<(typeof catalog)['GET /v1/items/:id']>) => ({
    items: work.read(findItem, [request.id]),
    prices: work.read(findItemPrices, [request.id]),
  }),
  run: (work, _request, { items: [item], prices }) => {
    if (!item) throw no.notFound()
    return {
      ...shownItem(item),
      standardCost: work.actor.rights.has('catalog.change') ? unitPrice(item.standard_cost) : null,
      floorPrice: item.floor_price === null ? null : unitPrice(item.floor_price),
      prices: prices.map((row) => ({
        id: row.price_id,
        customer: row.customer_id === null ? null : { id: row.customer_id, name: row.customer_name ?? '' },
        fromQuantity: quantity(row.from_quantity),
        unitPrice: unitPrice(row.unit_price),
        validFrom: row.valid_from,
        validUntil: row.valid_until,
      })),
      version: item.version,
    }
  },
})
