import { quantity as shown } from '@baton/contract/decimal'
import { chainsOf, loadChainsOf } from '../../kernel/events.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { loadEveryOpenWarehouse, type Opening, openStock, standardValue } from '../inventory/index.ts'
import { type Fault, faults } from './faults.rules.ts'
import { STOCK_FIELDS as FIELDS } from './goods-fields.rules.ts'
import { at, existing, type Judged, kindOf, type Parsed, resolve, textsOf, textValue, wrong } from './kind.ts'
import type { Named } from './lookups.ts'

interface StockedItem extends Named {
  kind: string
  unitDecimals: number
  standardCost: bigint
}

const findItems = statement<StockedItem>(
  'imports.stockedItems',
  `select item_id as id, number, array[]::text[] as names, kind, unit_decimals as "unitDecimals", standard_cost as "standardCost"
     from catalog.read_item where number = any($1::text[])`,
)

const findWarehouses = statement<Named>(
  'imports.warehouses',
  `select warehouse_id as id, number, array[name_zh, name_en] as names from inventory.read_warehouse where active order by priority, warehouse_id`,
)

interface Opened {
  moveId: string
  itemId: string
  warehouseId: string
  quantity: bigint
}

const findOpened = statement<Opened>(
  'imports.openedStock',
  `select m.move_id as "moveId", m.item_id as "itemId", m.to_warehouse_id as "warehouseId", m.quantity
     from inventory.read_move m
    where m.kind = 'opening' and m.item_id = any(array(select i.item_id from catalog.read_item i where i.number = any($1::text[])))`,
)

const chains = chainsOf(
  'imports.chainsOfItems',
  'item',
  'select i.item_id from catalog.read_item i where i.number = any($1::text[])',
)

const field = (name: string) => FIELDS.find((one) => one.name === name)!
const MILLION = 1_000_000n

interface ReadyStock extends Opening {
  subjectId: string
}

/** Opening stock is brought in once for an item in a warehouse; later differences are counts, which have their own page. */
export const stock = kindOf({
  kind: 'stock',
  right: 'inventory.open',
  fields: FIELDS,
  keyField: 'item',
  keyOf: ({ item, warehouse }) => (item ? `${item}\t${warehouse ?? ''}` : null),
  load: (work, rows, _found, { writes }) => {
    const numbers = textsOf(rows, 'item')
    if (writes) {
      loadEveryOpenWarehouse(work)
      loadChainsOf(work, chains, [numbers])
    }
    return {
      items: work.read(findItems, [numbers]),
      warehouses: work.read(findWarehouses),
      opened: work.read(findOpened, [numbers]),
    }
  },
  judge: (_work, rows, { items, warehouses, opened }) => {
    const lines = new Map<string, number>()
    const before = new Map(opened.map((one) => [`${one.itemId}:${one.warehouseId}`, one]))
    const byNumber = new Map(items.map((one) => [one.number, one]))
    return rows.map((row): Judged<ReadyStock> => {
      const place = placeOf(row, byNumber, warehouses)
      if ('faults' in place) return wrong(row, place.faults)
      const pair = `${place.item.id}:${place.warehouseId}`
      const kept = before.get(pair)
      if (kept && row.faults.length === 0) return existing(row, place.item.id, quantityRemarks(row, kept.quantity))
      const found = amountFaults(row, place.item)
      const twice = lines.get(pair)
      if (twice !== undefined) found.push(at(row, 'item', faults.twice(field('item'), twice)))
      if (row.faults.length + found.length > 0) return wrong(row, found)
      lines.set(pair, row.line)
      const quantity = row.values.quantity as bigint
      const ready = {
        itemId: place.item.id,
        warehouseId: place.warehouseId,
        quantity,
        value: valueIn(row, place.item),
        subjectId: place.item.id,
      }
      return { line: row.line, state: 'ready', faults: [], subjectId: place.item.id, ready }
    })
  },
  write: (work, ready) => {
    openStock(work, ready, { on: dayIn(work.company.timeZone, work.now), reason: '期初导入 Opening stock, imported' })
  },
})

/** What was opened stays: stock is changed by a count, which says why. */
const quantityRemarks = (row: Parsed, kept: bigint): Fault[] =>
  row.values.quantity === undefined || row.values.quantity === kept
    ? []
    : [at(row, 'quantity', faults.opened(field('quantity'), shown(kept)))]

function placeOf(
  row: Parsed,
  byNumber: ReadonlyMap<string, StockedItem>,
  warehouses: readonly Named[],
): { item: StockedItem; warehouseId: string } | { faults: Fault[] } {
  const found: Fault[] = []
  const number = textValue(row, 'item')
  const item = byNumber.get(number)
  if (number && !item) {
    const named = resolve(row, field('item'), [])
    if ('fault' in named) found.push(named.fault)
  }
  if (item && item.kind !== 'stock') found.push(at(row, 'item', faults.notStocked(field('item'), number)))
  const only = warehouses.length === 1 ? warehouses[0] : undefined
  const place = row.values.warehouse ? resolve(row, field('warehouse'), warehouses) : null
  if (place && 'fault' in place) found.push(place.fault)
  if (!place && !only) found.push(at(row, 'warehouse', faults.missing(field('warehouse'))))
  const warehouse = place && 'one' in place ? place.one : only
  return item && warehouse && found.length === 0 ? { item, warehouseId: warehouse.id } : { faults: found }
}

function amountFaults(row: Parsed, item: StockedItem): Fault[] {
  const quantity = row.values.quantity as bigint | undefined
  if (quantity === undefined) return []
  if (quantity % (MILLION / 10n ** BigInt(item.unitDecimals)) !== 0n)
    return [at(row, 'quantity', faults.tooFine(field('quantity'), item.unitDecimals))]
  return valueIn(row, item) > MOST_VALUE ? [at(row, 'quantity', faults.tooLarge(field('quantity')))] : []
}

/** As much as the contract lets anybody state, minor units. */
const MOST_VALUE = 10n ** 15n

function valueIn(row: Parsed, item: StockedItem): bigint {
  const { value, unitCost, quantity } = row.values as Record<string, bigint | undefined>
  if (value !== undefined) return value
  return unitCost === undefined ? standardValue(item.standardCost, quantity!) : standardValue(unitCost, quantity!)
}
