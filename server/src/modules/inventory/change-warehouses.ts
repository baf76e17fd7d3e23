import type { inventory } from '@baton/contract/inventory'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record } from '../../kernel/work.ts'
import { decideClosing, no } from './receive.rules.ts'
import { createWarehouses } from './warehouses.ts'

const findNumber = statement<{ nameZh: string; nameEn: string }>(
  'inventory.findWarehouseNumber',
  'select name_zh as "nameZh", name_en as "nameEn" from inventory.warehouse where number = $1',
)

/** Creates a warehouse; goods can be received into it at once. */
export const createWarehouse = command({
  load: (work, { number }: RequestOf<(typeof inventory)['POST /v1/warehouses']>) => ({
    taken: work.read(findNumber, [number]),
  }),
  run: (work, { number, nameZh, nameEn, priority }, { taken: [taken] }) => {
    if (taken) throw no.warehouseNumberTaken(number, work.language === 'zh' ? taken.nameZh : taken.nameEn)
    const id = work.newId()
    createWarehouses(work, [{ id, number, zh: nameZh, en: nameEn, priority }])
    const data = { number, nameZh, nameEn, priority }
    record(work, { type: 'inventory.warehouseCreated', kind: 'warehouse', id, begins: true, data })
    return { id, number, version: 1 }
  },
})

type ChangeWarehouse = RequestOf<(typeof inventory)['PATCH /v1/warehouses/:id']>

interface WarehouseRow {
  nameZh: string
  nameEn: string
  priority: number
  active: boolean
  version: number
}

const lockBalances = statement<{ item_id: string }>(
  'inventory.lockWarehouseBalances',
  'select item_id from inventory.balance where warehouse_id = $1 order by item_id for no key update',
)
const lockWarehouse = statement<WarehouseRow>(
  'inventory.lockWarehouse',
  `select name_zh as "nameZh", name_en as "nameEn", priority, active, version
     from inventory.warehouse where warehouse_id = $1 for no key update`,
)
/** Read once the warehouse is locked, so that goods which are just being received are seen. */
const findContents = statement<{ items: number; others: number }>(
  'inventory.findWarehouseContents',
  `select (select count(*)::int from inventory.balance where warehouse_id = $1 and on_hand > 0) as items,
          (select count(*)::int from inventory.warehouse where warehouse_id <> $1 and active) as others`,
)
const updateWarehouse = statement(
  'inventory.changeWarehouse',
  `update inventory.warehouse set name_zh = $2, name_en = $3, priority = $4, active = $5, version = version + 1 where warehouse_id = $1`,
)

/** Renames a warehouse, changes its priority, or closes it when nothing is in it. */
export const changeWarehouse = command({
  load: (work, { id, active }: ChangeWarehouse) => {
    if (active === false) work.read(lockBalances, [id])
    const rows = work.read(lockWarehouse, [id])
    loadChains(work, 'warehouse', [id])
    return { rows, contents: work.read(findContents, [id]) }
  },
  run: (work, request, { rows: [before], contents: [contents] }) => {
    if (!before) throw no.warehouseNotFound()
    const { id, version } = request
    if (before.version !== version) throw no.warehouseStale().with({ current: { version: before.version } })
    const {
      nameZh = before.nameZh,
      nameEn = before.nameEn,
      priority = before.priority,
      active = before.active,
    } = request
    if (before.active && !active) decideClosing(work.language === 'zh' ? before.nameZh : before.nameEn, contents!)

    const after = { nameZh, nameEn, priority, active }
    work.write(updateWarehouse, [id, ...Object.values(after)])
    const names = (Object.keys(after) as (keyof typeof after)[]).filter((name) => before[name] !== after[name])
    record(work, {
      type: 'inventory.warehouseChanged',
      kind: 'warehouse',
      id,
      begins: true,
      data: Object.fromEntries(names.map((name) => [name, { before: before[name], after: after[name] }])),
    })
    return { id, version: before.version + 1 }
  },
})
