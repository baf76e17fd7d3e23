import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { ItemFields, ItemKind, Price } from './catalog.rules.ts'

/** An item as higher modules need it: what it is, how it is counted, taxed and valued. */
export interface ItemFacts extends ItemFields {
  id: string
  number: string
  kind: ItemKind
  unit: string
  /** Decimals that quantities of its unit may have. */
  unitDecimals: number
  /** Millionths: 13 % is 130000. */
  taxRate: number
  version: number
}

interface ItemRow {
  item_id: string
  number: string
  name: string
  specification: string
  kind: ItemKind
  unit: string
  decimals: number
  tax_code: string
  rate: number
  category: string
  list_price: bigint | null
  floor_price: bigint | null
  standard_cost: bigint
  active: boolean
  version: number
}

const ITEM = `select i.item_id, i.number, i.name, i.specification, i.kind, i.unit, i.tax_code, i.category, i.list_price,
       i.floor_price, i.standard_cost, i.active, i.version,
       (select u.decimals from catalog.unit u where u.code = i.unit) as decimals,
       (select t.rate from catalog.tax_rate t where t.code = i.tax_code) as rate
  from catalog.item i`

const findByIds = statement<ItemRow>('catalog.findByIds', `${ITEM} where i.item_id = any($1::uuid[])`)
const lockItem = statement<ItemRow>('catalog.lockItem', `${ITEM} where i.item_id = $1 for no key update of i`)
const findByNumber = statement<{ number: string; name: string }>(
  'catalog.findByNumber',
  `select number, name from catalog.item where number = $1`,
)

/** Items by id. An id of another company is not found. */
export const findItems = (work: Work, ids: readonly string[]): Read<Map<string, ItemFacts>> =>
  work.read(findByIds, [ids]).map((rows) => new Map(rows.map((row) => [row.item_id, factsOf(row)])))

/** One item under lock; undefined when there is none. */
export const loadItem = (work: Work, id: string): Read<ItemFacts | undefined> =>
  work.read(lockItem, [id]).map(([row]) => row && factsOf(row))

export const findNumber = (work: Work, number: string) => work.read(findByNumber, [number]).map(([row]) => row)

const factsOf = (row: ItemRow): ItemFacts => ({
  id: row.item_id,
  number: row.number,
  name: row.name,
  specification: row.specification,
  kind: row.kind,
  unit: row.unit,
  unitDecimals: row.decimals,
  taxCode: row.tax_code,
  taxRate: row.rate,
  category: row.category,
  listPrice: row.list_price,
  floorPrice: row.floor_price,
  standardCost: row.standard_cost,
  active: row.active,
  version: row.version,
})

interface PriceRow {
  item_id: string
  customer_id: string | null
  listed: boolean
  from_quantity: bigint
  unit_price: bigint
  valid_from: string
  valid_until: string | null
}

const findPricesOf = statement<PriceRow>(
  'catalog.findPrices',
  `select item_id, customer_id, false as listed, from_quantity, unit_price, valid_from, valid_until
     from catalog.price where item_id = any($1::uuid[]) and price_list_id is null and (customer_id is null or customer_id = any($2::uuid[]))
    union all
   select p.item_id, c.customer_id, true, p.from_quantity, p.unit_price, p.valid_from, p.valid_until
     from catalog.price_list_customer c
     join catalog.price_list l on l.company_id = c.company_id and l.price_list_id = c.price_list_id and l.active
     join catalog.price p on p.company_id = c.company_id and p.price_list_id = c.price_list_id
    where c.customer_id = any($2::uuid[]) and p.item_id = any($1::uuid[])`,
)

/** The prices of items for everybody and for some customers, by item, for `priceFor`. */
export const findPrices = (
  work: Work,
  itemIds: readonly string[],
  customerIds: readonly string[],
): Read<Map<string, Price[]>> =>
  work.read(findPricesOf, [itemIds, customerIds]).map((rows) => {
    const prices = new Map<string, Price[]>()
    for (const row of rows)
      prices.set(row.item_id, [
        ...(prices.get(row.item_id) ?? []),
        {
          customerId: row.customer_id,
          listed: row.listed,
          fromQuantity: row.from_quantity,
          unitPrice: row.unit_price,
          validFrom: row.valid_from,
          validUntil: row.valid_until,
        },
      ])
    return prices
  })
