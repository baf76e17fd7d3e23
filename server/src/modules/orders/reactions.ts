import { createHash } from 'node:crypto'
import { command, type Kernel } from '../../kernel/command.ts'
import type { Act, Reaction } from '../../kernel/reactions.ts'
import { statement } from '../../kernel/statement.ts'
import { withCompany } from '../../kernel/transaction.ts'
import { loadStock } from '../inventory/index.ts'
import { reconsiderCredit } from './free-credit.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { isHeld } from './orders.rules.ts'
import { processingStock, startProcessing } from './start-processing.ts'

/** Orders that still need some of the items, of which something is free, and that nothing holds: the earliest promise first. */
const findShort = statement<{ id: string }>(
  'orders.shortOf',
  `select o.order_id as id
     from orders.line l join orders.sales_order o on o.company_id = l.company_id and o.order_id = l.order_id
    where l.item_id = any($1::uuid[]) and l.kind = 'stock' and not l.removed and o.state = 'processing'
      and (o.hold_kind is null or o.hold_until <= $2) and (o.credit_until is null or o.credit_until > $2)
      and l.quantity - l.short_closed - l.shipped - l.reserved > 0
      and exists (select from inventory.read_balance b
                    join inventory.read_warehouse w on w.company_id = b.company_id and w.warehouse_id = b.warehouse_id
                   where b.company_id = l.company_id and b.item_id = l.item_id and w.active and b.on_hand > b.reserved)
    group by o.order_id, o.promised_on, o.created_at
    order by o.promised_on nulls last, o.created_at, o.order_id limit 50`,
)

const MANY = 'select unnest($1::uuid[])'
const set = orderSet('orders.reserveShort', MANY, 1)
const stock = processingStock('orders.reserveShort', MANY)

/** Reserves what is free for orders that are short of it, in the order in which they are named. */
const reserveShort = command({
  load: (work, request: { ids: string[] }) => ({
    orders: loadOrders(work, set, [request.ids]),
    stock: loadStock(work, stock.balances, [request.ids], stock.reservations, [request.ids]),
  }),
  run: (work, request, facts) => {
    const inTurn = request.ids.flatMap((id) => facts.orders.find((order) => order.id === id) ?? [])
    const ready = inTurn.filter((order) => order.state === 'processing' && !isHeld(order, work.now))
    const after = startProcessing(work, ready, facts.stock).orders
    return { served: after.filter(({ version }, index) => version > ready[index]!.version).length }
  },
})

/**
 * Serves those who wait for the items, some dozens at a time, until nothing is free or nobody waits. Who waits changes between two tries of a
 * reaction, so the command's part names whom it serves: the same ones are served once.
 */
async function serveWaiting(kernel: Kernel, companyId: string, items: { id: string }[], act: Act): Promise<void> {
  for (let round = 1; ; round += 1) {
    const values = [items.map(({ id }) => id), kernel.clock()]
    const ids = (await withCompany(kernel.database, companyId, findShort, values)).map(({ id }) => id)
    if (ids.length === 0) return
    const whom = createHash('sha256').update(ids.join()).digest('hex').slice(0, 16)
    const { served } = await act(reserveShort, { ids }, `${round}:${whom}`)
    if (served === 0) return
  }
}

/** Orders that waited for an item get it as soon as it comes in. */
const reserveOnReceipt = (kernel: Kernel): Reaction => ({
  name: 'orders.reserveOnReceipt',
  on: 'inventory.received',
  react: ({ companyId, id }, act) => serveWaiting(kernel, companyId, [{ id }], act),
})

const findContents = statement<{ id: string }>(
  'orders.itemsInWarehouse',
  `select b.item_id as id from inventory.read_balance b
     join inventory.read_warehouse w on w.company_id = b.company_id and w.warehouse_id = b.warehouse_id
    where b.warehouse_id = $1 and w.active and b.on_hand > b.reserved`,
)

/** Goods that were put back into a warehouse while it was closed are free once it is open again. */
const reserveOnOpening = (kernel: Kernel): Reaction => ({
  name: 'orders.reserveOnOpening',
  on: 'inventory.warehouseChanged',
  react: async ({ companyId, id }, act) => {
    const items = await withCompany(kernel.database, companyId, findContents, [id])
    if (items.length > 0) await serveWaiting(kernel, companyId, items, act)
  },
})

const findItems = statement<{ id: string }>(
  'orders.stockItemsOf',
  `select distinct item_id as id from orders.line where order_id = $1 and kind = 'stock'`,
)

/** What an order gives up goes to those that wait for it; one that was held, or needs more than before, takes its turn again. */
const reserveFreed = (kernel: Kernel, on: string): Reaction => ({
  name: `orders.reserveFreed:${on}`,
  on,
  react: async ({ companyId, id }, act) => {
    const items = await withCompany(kernel.database, companyId, findItems, [id])
    await serveWaiting(kernel, companyId, items, act)
  },
})

const findCustomer = statement<{ id: string }>(
  'orders.customerOfOrder',
  'select customer_id as id from orders.sales_order where order_id = $1',
)

/** What an order no longer books lets held and waiting orders of its customer go on. */
const freeCredit = (kernel: Kernel, on: string): Reaction => ({
  name: `orders.freeCredit:${on}`,
  on,
  react: async ({ companyId, id }, act) => {
    const [customer] = await withCompany(kernel.database, companyId, findCustomer, [id])
    if (customer) await reconsiderCredit(kernel, { companyId, customerId: customer.id, orderId: null }, act)
  },
})

/** A higher limit lets held and waiting orders go on. */
const freeByLimit = (kernel: Kernel): Reaction => ({
  name: 'orders.freeByLimit',
  on: 'orders.creditRaised',
  react: ({ companyId, id }, act) => reconsiderCredit(kernel, { companyId, customerId: id, orderId: null }, act),
})

/** Stock became free, or an order needs stock, without a change of what it books. */
const TURNS = ['orders.released', 'orders.freed', 'orders.fellShort']
const GIVING_UP = ['orders.cancelled', 'orders.shortClosed', 'orders.amended']

export const reactions = (kernel: Kernel): Reaction[] => [
  reserveOnReceipt(kernel),
  reserveOnOpening(kernel),
  freeByLimit(kernel),
  ...TURNS.map((on) => reserveFreed(kernel, on)),
  ...GIVING_UP.flatMap((on) => [reserveFreed(kernel, on), freeCredit(kernel, on)]),
]
