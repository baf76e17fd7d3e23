import { differenceOf } from '../../kernel/difference.ts'
import { chainsOf, loadChainsOf } from '../../kernel/events.ts'
import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import type { ItemFields, ItemKind } from './catalog.rules.ts'
import { shown } from './change-item.ts'
import { writeItemTokens } from './write-items.ts'

export type StandingItem = ItemFields & { id: string; number: string; kind: ItemKind; unit: string }

/** What is changed of an item: its fields as they were under lock, and as they are to be. */
export interface ItemChange {
  before: StandingItem
  after: ItemFields
}

const NUMBERED = 'select item_id from catalog.item where number = any($1::text[])'

const lockNumbered = statement<StandingItem>(
  'catalog.lockNumbered',
  `select item_id as id, number, kind, unit, name, specification, tax_code as "taxCode", category, list_price as "listPrice",
          floor_price as "floorPrice", standard_cost as "standardCost", active
     from catalog.item where item_id = any(array(${NUMBERED})) order by item_id for no key update`,
)
const chains = chainsOf('catalog.chainsOfNumbered', 'item', NUMBERED)

/** Items by number, under lock, to be changed together. */
export function loadItemsNumbered(work: Work, numbers: string[]): Read<StandingItem[]> {
  loadChainsOf(work, chains, [numbers])
  return work.read(lockNumbered, [numbers])
}

const updateItems = statement(
  'catalog.updateItems',
  `update catalog.item i
      set name = w.name, specification = w.specification, tax_code = w.tax_code, category = w.category, list_price = w.list_price,
          floor_price = w.floor_price, standard_cost = w.standard_cost, version = i.version + 1
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[])
       as w (id, name, specification, tax_code, category, list_price, floor_price, standard_cost)
    where i.item_id = w.id`,
)

/** Changes items in two statements however many there are; each journal tells before and after. Orders keep their prices. */
export function changeItems(work: Work, changes: readonly ItemChange[]): void {
  if (changes.length === 0) return
  work.write(updateItems, [
    changes.map(({ before }) => before.id),
    changes.map(({ after }) => after.name),
    changes.map(({ after }) => after.specification),
    changes.map(({ after }) => after.taxCode),
    changes.map(({ after }) => after.category),
    changes.map(({ after }) => after.listPrice),
    changes.map(({ after }) => after.floorPrice),
    changes.map(({ after }) => after.standardCost),
  ])
  writeItemTokens(
    work,
    changes.map(({ before, after }) => ({ ...before, ...after })),
  )
  for (const { before, after } of changes)
    record(work, { type: 'catalog.itemChanged', kind: 'item', id: before.id, data: differenceOf(before, after, shown) })
}
