import type { Database } from '../../../kernel/database.ts'
import { statement } from '../../../kernel/statement.ts'
import { withCompanyAll } from '../../../kernel/transaction.ts'
import type { Source } from './source.ts'

/** What a company has of a source already, by number. */
export interface Known {
  departments: ReadonlyMap<string, string>
  persons: ReadonlyMap<string, { id: string; departmentId: string }>
  warehouses: ReadonlyMap<string, string>
  items: ReadonlyMap<string, string>
  customers: ReadonlyMap<string, string>
  /** Import keys of orders. */
  orders: ReadonlySet<string>
}

interface Numbered {
  number: string
  id: string
}

const findDepartments = statement<Numbered>(
  'imports.departmentsNumbered',
  'select r.number, r.department_id as id from unnest($1::text[]) as wanted join people.read_department r on r.number = wanted',
)
const findPersons = statement<Numbered & { departmentId: string }>(
  'imports.personsNumbered',
  `select r.number, r.person_id as id, r.department_id as "departmentId" from unnest($1::text[]) as wanted join people.read_person r on r.number = wanted`,
)
const findWarehouses = statement<Numbered>(
  'imports.warehousesNumbered',
  'select r.number, r.warehouse_id as id from unnest($1::text[]) as wanted join inventory.read_warehouse r on r.number = wanted',
)
const findItems = statement<Numbered>(
  'imports.itemsNumbered',
  'select r.number, r.item_id as id from unnest($1::text[]) as wanted join catalog.read_item r on r.number = wanted',
)
const findCustomers = statement<Numbered>(
  'imports.customersNumbered',
  'select r.number, r.customer_id as id from unnest($1::text[]) as wanted join partners.read_customer r on r.number = wanted',
)
const findOrders = statement<{ key: string }>(
  'imports.ordersKeyed',
  'select import_key as key from orders.read_order where import_key is not null and import_key = any($1::text[])',
)

/** "adventureworks:43659". */
export const importKey = (source: Pick<Source, 'preset'>, key: string): string => `${source.preset}:${key}`

const byNumber = (rows: unknown[]): Map<string, string> =>
  new Map((rows as Numbered[]).map(({ number, id }) => [number, id]))

export async function findKnown(database: Database, companyId: string, source: Source): Promise<Known> {
  const numbers = (rows: readonly { number: string }[]) => [rows.map(({ number }) => number)]
  const [departments, persons, warehouses, items, customers, orders] = (await withCompanyAll(database, companyId, [
    [findDepartments, numbers(source.departments)],
    [findPersons, numbers(source.persons)],
    [findWarehouses, numbers(source.warehouses)],
    [findItems, numbers(source.items)],
    [findCustomers, numbers(source.customers)],
    [findOrders, [source.orders.map(({ key }) => importKey(source, key))]],
  ])) as [unknown[], unknown[], unknown[], unknown[], unknown[], { key: string }[]]
  return {
    departments: byNumber(departments),
    persons: new Map(
      (persons as (Numbered & { departmentId: string })[]).map(({ number, id, departmentId }) => [
        number,
        { id, departmentId },
      ]),
    ),
    warehouses: byNumber(warehouses),
    items: byNumber(items),
    customers: byNumber(customers),
    orders: new Set(orders.map(({ key }) => key)),
  }
}

const findBalances = statement<{ itemId: string; warehouseId: string; onHand: bigint; value: bigint }>(
  'imports.balancesOf',
  `select item_id as "itemId", warehouse_id as "warehouseId", on_hand as "onHand", value
     from inventory.read_balance where item_id = any($1::uuid[])`,
)

/** What is on hand of items as it stands in the books, for the cost of what leaves. */
export async function findShelves(database: Database, companyId: string, itemIds: readonly string[]) {
  const [rows] = await withCompanyAll(database, companyId, [[findBalances, [itemIds]]])
  return rows as { itemId: string; warehouseId: string; onHand: bigint; value: bigint }[]
}
