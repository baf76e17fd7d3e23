import { query } from '../../kernel/command.ts'
import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'

/** A warehouse to be created. Reservations take from the lowest priority number first. */
export interface NewWarehouse {
  id: string
  number: string
  zh: string
  en: string
  priority: number
}

const insertWarehouses = statement(
  'inventory.insertWarehouses',
  `insert into inventory.warehouse (warehouse_id, number, name_zh, name_en, priority)
   select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::smallint[])`,
)

/** Gives a company warehouses, when it is set up or imported. */
export function createWarehouses(work: Work, warehouses: readonly NewWarehouse[]): void {
  work.write(insertWarehouses, [
    warehouses.map(({ id }) => id),
    warehouses.map(({ number }) => number),
    warehouses.map(({ zh }) => zh),
    warehouses.map(({ en }) => en),
    warehouses.map(({ priority }) => priority),
  ])
}

const lockOpenWarehouses = statement<{ id: string }>(
  'inventory.lockOpenWarehouses',
  'select warehouse_id as id from inventory.warehouse where warehouse_id = any($1::uuid[]) and active order by warehouse_id for no key update',
)

/** Which of some warehouses are open; under lock, so that none is closed while goods are on their way in. Balances are locked before. */
export const loadOpenWarehouses = (work: Work, ids: readonly string[]): Read<ReadonlySet<string>> =>
  work.read(lockOpenWarehouses, [ids]).map((rows) => new Set(rows.map(({ id }) => id)))

const lockEveryOpen = statement<{ id: string }>(
  'inventory.lockEveryOpenWarehouse',
  'select warehouse_id as id from inventory.warehouse where active order by warehouse_id for no key update',
)

/** Locks all that are open, for goods of many rows: none is closed, and nobody else opens stock there, before they are in. */
export const loadEveryOpenWarehouse = (work: Work): Read<{ id: string }[]> => work.read(lockEveryOpen)

/** Whether there is such a warehouse, and it is open. */
export const loadWarehouseOpen = (work: Work, id: string): Read<boolean> =>
  loadOpenWarehouses(work, [id]).map((open) => open.has(id))

interface WarehouseRow {
  warehouse_id: string
  number: string
  name_zh: string
  name_en: string
  priority: number
  active: boolean
  version: number
}

const allWarehouses = statement<WarehouseRow>(
  'inventory.allWarehouses',
  `select warehouse_id, number, name_zh, name_en, priority, active, version from inventory.warehouse order by priority, warehouse_id`,
)

/** Warehouses in the order in which reservations take from them. */
export const listWarehouses = query({
  load: (work) => ({ warehouses: work.read(allWarehouses) }),
  run: (_work, _request, { warehouses }) => ({
    rows: warehouses.map((row) => ({
      id: row.warehouse_id,
      number: row.number,
      nameZh: row.name_zh,
      nameEn: row.name_en,
      priority: row.priority,
      active: row.active,
      version: row.version,
    })),
  }),
})
