import { quantity, unitPrice } from '@baton/contract/decimal'
import type { pricing } from '@baton/contract/pricing'
import { query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { no } from './pricing.rules.ts'

const findLists = statement<{
  id: string
  number: string
  name: string
  active: boolean
  customers: number
  prices: number
  version: number
}>(
  'catalog.listPriceLists',
  `select l.price_list_id as id, l.number, l.name, l.active, l.version,
          (select count(*)::int from catalog.price_list_customer c where c.company_id = l.company_id and c.price_list_id = l.price_list_id) as customers,
          (select count(*)::int from catalog.price p where p.company_id = l.company_id and p.price_list_id = l.price_list_id) as prices
     from catalog.price_list l order by l.active desc, l.number`,
)

/** Price lists, those in use first. */
export const listPriceLists = query({
  load: (work) => ({ rows: work.read(findLists) }),
  run: (_work, _request: unknown, { rows }) => ({ rows }),
})

const findList = statement<{ id: string; number: string; name: string; active: boolean; version: number }>(
  'catalog.findPriceList',
  'select price_list_id as id, number, name, active, version from catalog.price_list where price_list_id = $1',
)
const findCustomers = statement<{ id: string; name: string }>(
  'catalog.findPriceListCustomers',
  `select c.customer_id as id, c.name from catalog.price_list_customer l
     join partners.read_customer c on c.company_id = l.company_id and c.customer_id = l.customer_id
    where l.price_list_id = $1 order by c.name, c.customer_id`,
)
const findPrices = statement<{
  itemId: string
  number: string
  name: string
  unit: string
  fromQuantity: bigint
  unitPrice: bigint
  validFrom: string
  validUntil: string | null
}>(
  'catalog.findPriceListPrices',
  `select i.item_id as "itemId", i.number, i.name, i.unit, p.from_quantity as "fromQuantity", p.unit_price as "unitPrice",
          p.valid_from as "validFrom", p.valid_until as "validUntil"
     from catalog.price p join catalog.item i on i.company_id = p.company_id and i.item_id = p.item_id
    where p.price_list_id = $1 order by i.number, p.from_quantity, p.valid_from`,
)

/** One price list with its prices and the customers that it is given to. */
export const showPriceList = query({
  load: (work, { id }: RequestOf<(typeof pricing)['GET /v1/price-lists/:id']>) => ({
    lists: work.read(findList, [id]),
    customers: work.read(findCustomers, [id]),
    prices: work.read(findPrices, [id]),
  }),
  run: (_work, _request, { lists: [list], customers, prices }) => {
    if (!list) throw no.listNotFound()
    return {
      ...list,
      customers,
      prices: prices.map(({ itemId, number, name, unit, ...price }) => ({
        ...price,
        item: { id: itemId, number, name, unit },
        fromQuantity: quantity(price.fromQuantity),
        unitPrice: unitPrice(price.unitPrice),
      })),
    }
  },
})
