import { unitPrice } from '@baton/contract/decimal'
import type { catalog } from '@baton/contract/masters'
import { command } from '../../kernel/command.ts'
import { differenceOf } from '../../kernel/difference.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record } from '../../kernel/work.ts'
import { decideReferences, decideVersion, type ItemFields, no } from './catalog.rules.ts'
import { type ItemFacts, loadItem } from './items.ts'
import { findReferences } from './references.ts'
import { replacePrices, writeItemTokens } from './write-items.ts'

const updateItem = statement(
  'catalog.updateItem',
  `update catalog.item
      set name = $2, specification = $3, tax_code = $4, category = $5, list_price = $6, floor_price = $7,
          standard_cost = $8, active = $9, version = version + 1
    where item_id = $1`,
)

type ChangeItem = RequestOf<(typeof catalog)['PATCH /v1/items/:id']>

/** Changes an item; orders keep the prices and rates they were made with. Prices replace the whole list. */
export const changeItem = command({
  load: (work, request: ChangeItem) => {
    const item = loadItem(work, request.id)
    loadChains(work, 'item', [request.id])
    return { item, known: findReferences(work, request.prices) }
  },
  run: (work, request, { item, known }) => {
    if (!item) throw no.notFound()
    decideVersion(item.version, request.version)
    const taxCode = request.taxCode === item.taxCode ? undefined : request.taxCode
    decideReferences({ taxCode, prices: request.prices }, known)

    const before = fieldsOf(item)
    const after = Object.fromEntries(
      Object.entries(before).map(([key, value]) => {
        const wanted = request[key as keyof ItemFields]
        return [key, wanted === undefined ? value : wanted]
      }),
    ) as unknown as ItemFields
    work.write(updateItem, [request.id, ...Object.values(after)])
    if (request.prices) replacePrices(work, request.id, request.prices)
    writeItemTokens(work, [{ ...item, ...after }])
    record(work, {
      type: 'catalog.itemChanged',
      kind: 'item',
      id: request.id,
      data: {
        ...differenceOf(before, after, shown),
        ...(request.prices && { prices: request.prices.map(shownPrice) }),
      },
    })
    return { id: request.id, version: item.version + 1 }
  },
})

/** In the order of the update's parameters. */
const fieldsOf = (item: ItemFacts): ItemFields => ({
  name: item.name,
  specification: item.specification,
  taxCode: item.taxCode,
  category: item.category,
  listPrice: item.listPrice,
  floorPrice: item.floorPrice,
  standardCost: item.standardCost,
  active: item.active,
})

/** Prices as the journal tells them. */
export const shown = (value: unknown) => (typeof value === 'bigint' ? unitPrice(value) : value)

const shownPrice = (price: object) =>
  Object.fromEntries(Object.entries(price).map(([key, value]) => [key, shown(value)]))
