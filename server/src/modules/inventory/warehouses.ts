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

const findOpenWarehouse = statement<{ warehouse_id: string }>(
  'inventory.findOpenWarehouse',
  'select warehouse_id from inventory.warehouse where warehouse_id = $1 and active',
)

/** Whether there is such a warehouse, and it is open. */
export const findWarehouse = (work: Work, id: string): Read<boolean> =>
  work.read(findOpenWarehouse, [id]).map((rows) => rows.length > 0)

interface WarehouseRow {
  warehouse_id: string
  number: string
  name_zh: string
  name_en: string
  priority: number
  active: boolean
}

const allWarehouses = statement<WarehouseRow>(
  'inventory.allWarehouses',
  `select warehouse_id, number, name_zh, name_en, priority, active from inventory.warehouse order by priority, warehouse_id`,
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
    })),
  }),
})
