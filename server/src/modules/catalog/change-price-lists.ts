import { quantity, unitPrice } from '@baton/contract/decimal'
import type { pricing } from '@baton/contract/pricing'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import { decideListedPrices, type ListedPrice, no } from './pricing.rules.ts'

const findNumber = statement<{ name: string }>(
  'catalog.findPriceListNumber',
  'select name from catalog.price_list where number = $1',
)
const findItemIds = statement<{ id: string; number: string }>(
  'catalog.findListedItems',
  'select item_id as id, number from catalog.item where number = any($1::text[])',
)
const findCustomerIds = statement<{ id: string }>(
  'catalog.findListedCustomers',
  'select customer_id as id from partners.read_customer where customer_id = any($1::uuid[])',
)

interface Contents {
  prices?: readonly ListedPrice[] | undefined
  customerIds?: readonly string[] | undefined
}

/** The items and customers that a list names. */
const findNamed = (work: Work, { prices = [], customerIds = [] }: Contents) => ({
  items: work
    .read(findItemIds, [[...new Set(prices.map(({ item }) => item))]])
    .map((rows) => new Map(rows.map(({ id, number }) => [number, id]))),
  customers: work.read(findCustomerIds, [customerIds]).map((rows) => new Set(rows.map(({ id }) => id))),
})

function decideCustomers(ids: readonly string[], known: ReadonlySet<string>): string[] {
  if (ids.some((id) => !known.has(id))) throw no.listCustomerUnknown()
  return [...new Set(ids)]
}

const insertList = statement(
  'catalog.insertPriceList',
  'insert into catalog.price_list (price_list_id, number, name) values ($1, $2, $3)',
)
const insertPrices = statement(
  'catalog.insertListedPrices',
  `insert into catalog.price (price_id, price_list_id, item_id, from_quantity, unit_price, valid_from, valid_until)
   select p.id, $1, p.item_id, p.from_quantity, p.unit_price, p.valid_from, p.valid_until
     from unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[], $6::date[], $7::date[])
       as p (id, item_id, from_quantity, unit_price, valid_from, valid_until)`,
)
const giveList = statement(
  'catalog.givePriceList',
  `insert into catalog.price_list_customer (customer_id, price_list_id) select unnest($2::uuid[]), $1
   on conflict (company_id, customer_id) do update set price_list_id = excluded.price_list_id`,
)

function writePrices(work: Work, listId: string, prices: readonly (ListedPrice & { itemId: string })[]): void {
  if (prices.length === 0) return
  work.write(insertPrices, [
    listId,
    prices.map(() => work.newId()),
    prices.map(({ itemId }) => itemId),
    prices.map(({ fromQuantity }) => fromQuantity),
    prices.map(({ unitPrice }) => unitPrice),
    prices.map(({ validFrom }) => validFrom),
    prices.map(({ validUntil }) => validUntil),
  ])
}

const shownPrices = (prices: readonly ListedPrice[]) =>
  prices.map((price) => ({
    ...price,
    fromQuantity: quantity(price.fromQuantity),
    unitPrice: unitPrice(price.unitPrice),
  }))

/** Creates a price list. */
export const createPriceList = command({
  load: (work, request: RequestOf<(typeof pricing)['POST /v1/price-lists']>) => ({
    taken: work.read(findNumber, [request.number]),
    named: findNamed(work, request),
  }),
  run: (work, { number, name, prices, customerIds }, { taken: [taken], named }) => {
    if (taken) throw no.listTaken(number, taken.name)
    const listed = decideListedPrices(prices, named.items)
    const customers = decideCustomers(customerIds, named.customers)

    const id = work.newId()
    work.write(insertList, [id, number, name])
    writePrices(work, id, listed)
    if (customers.length > 0) work.write(giveList, [id, customers])
    const data = { number, name, prices: shownPrices(prices), customers }
    record(work, { type: 'catalog.priceListCreated', kind: 'priceList', id, begins: true, data })
    return { id, number, version: 1 }
  },
})

const lockList = statement<{ name: string; active: boolean; version: number }>(
  'catalog.lockPriceList',
  'select name, active, version from catalog.price_list where price_list_id = $1 for no key update',
)
const updateList = statement(
  'catalog.changePriceList',
  'update catalog.price_list set name = $2, active = $3, version = version + 1 where price_list_id = $1',
)
const deletePrices = statement('catalog.deleteListedPrices', 'delete from catalog.price where price_list_id = $1')
const takeList = statement(
  'catalog.takePriceList',
  'delete from catalog.price_list_customer where price_list_id = $1 and customer_id <> all($2::uuid[])',
)

/** Changes a price list; what it names of prices and customers replaces what it had. */
export const changePriceList = command({
  load: (work, request: RequestOf<(typeof pricing)['PATCH /v1/price-lists/:id']>) => {
    const lists = work.read(lockList, [request.id])
    loadChains(work, 'priceList', [request.id])
    return { lists, named: findNamed(work, request) }
  },
  run: (work, request, { lists: [before], named }) => {
    if (!before) throw no.listNotFound()
    const { id, prices, customerIds, name = before.name, active = before.active } = request
    if (before.version !== request.version) throw no.codeStale().with({ current: { version: before.version } })
    const listed = prices && decideListedPrices(prices, named.items)
    const customers = customerIds && decideCustomers(customerIds, named.customers)

    work.write(updateList, [id, name, active])
    if (listed) {
      work.write(deletePrices, [id])
      writePrices(work, id, listed)
    }
    if (customers) {
      work.write(takeList, [id, customers])
      work.write(giveList, [id, customers])
    }
    record(work, {
      type: 'catalog.priceListChanged',
      kind: 'priceList',
      id,
      data: {
        ...(name !== before.name && { name: { before: before.name, after: name } }),
        ...(active !== before.active && { active: { before: before.active, after: active } }),
        ...(prices && { prices: shownPrices(prices) }),
        ...(customers && { customers }),
      },
    })
    return { id, version: before.version + 1 }
  },
})
