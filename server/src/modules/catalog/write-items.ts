import { writeTokens } from '../../kernel/search.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import type { ItemFields, ItemKind, Price } from './catalog.rules.ts'

/** An item to be created; ids and numbers are the caller's. */
export interface NewItem extends ItemFields {
  id: string
  number: string
  kind: ItemKind
  unit: string
  prices: Price[]
}

const insertItems = statement(
  'catalog.insertItems',
  `insert into catalog.item (item_id, number, name, specification, kind, unit, tax_code, category, list_price, floor_price,
                             standard_cost, active, created_at)
   select *, $13::timestamptz
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                 $9::bigint[], $10::bigint[], $11::bigint[], $12::boolean[])`,
)

/** Creates items and their prices, in three statements however many there are. */
export function addItems(work: Work, items: readonly NewItem[]): void {
  if (items.length === 0) return
  work.write(insertItems, [
    items.map(({ id }) => id),
    items.map(({ number }) => number),
    items.map(({ name }) => name),
    items.map(({ specification }) => specification),
    items.map(({ kind }) => kind),
    items.map(({ unit }) => unit),
    items.map(({ taxCode }) => taxCode),
    items.map(({ category }) => category),
    items.map(({ listPrice }) => listPrice),
    items.map(({ floorPrice }) => floorPrice),
    items.map(({ standardCost }) => standardCost),
    items.map(({ active }) => active),
    work.now,
  ])
  writePrices(
    work,
    items.flatMap(({ id, prices }) => prices.map((price) => ({ ...price, itemId: id }))),
  )
  writeItemTokens(work, items)
  for (const { id, number, name, kind } of items)
    record(work, { type: 'catalog.itemCreated', kind: 'item', id, begins: true, data: { number, name, kind } })
}

/** What items are found by. */
export const writeItemTokens = (
  work: Work,
  items: readonly Pick<NewItem, 'id' | 'number' | 'name' | 'specification'>[],
): void =>
  writeTokens(
    work,
    'item',
    items.map(({ id, number, name, specification }) => ({ id, texts: [number, name, specification] })),
  )

const insertPrices = statement(
  'catalog.insertPrices',
  `insert into catalog.price (price_id, item_id, customer_id, from_quantity, unit_price, valid_from, valid_until)
   select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[], $6::date[], $7::date[])`,
)

export function writePrices(work: Work, prices: readonly (Price & { itemId: string })[]): void {
  if (prices.length === 0) return
  work.write(insertPrices, [
    prices.map(() => work.newId()),
    prices.map(({ itemId }) => itemId),
    prices.map(({ customerId }) => customerId),
    prices.map(({ fromQuantity }) => fromQuantity),
    prices.map(({ unitPrice }) => unitPrice),
    prices.map(({ validFrom }) => validFrom),
    prices.map(({ validUntil }) => validUntil),
  ])
}

const deletePrices = statement(
  'catalog.deletePrices',
  'delete from catalog.price where item_id = $1 and price_list_id is null',
)

/** Puts a new list of prices in the place of an item's old one. */
export function replacePrices(work: Work, itemId: string, prices: readonly Price[]): void {
  work.write(deletePrices, [itemId])
  writePrices(
    work,
    prices.map((price) => ({ ...price, itemId })),
  )
}
