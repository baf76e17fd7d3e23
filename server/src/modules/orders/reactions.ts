import type { Kernel } from '../../kernel/command.ts'
import { command } from '../../kernel/command.ts'
import type { Reaction } from '../../kernel/reactions.ts'
import { statement } from '../../kernel/statement.ts'
import { withCompany } from '../../kernel/transaction.ts'
import { loadStock } from '../inventory/index.ts'
import { reconsiderCredit } from './free-credit.ts'
import { loadOrders, orderSet } from './order-rows.ts'
import { isHeld } from './orders.rules.ts'
import { processingStock, startProcessing } from './start-processing.ts'

const findShort = statement<{ id: string }>(
  'orders.shortOf',
  `select o.order_id as id
     from orders.line l join orders.sales_order o on o.company_id = l.company_id and o.order_id = l.order_id
    where l.item_id = any($1::uuid[]) and not l.removed and o.state = 'processing'
      and (o.hold_kind is null or o.hold_until is not null) and l.quantity - l.short_closed - l.shipped - l.reserved > 0
    group by o.order_id, o.promised_on, o.created_at
    order by o.promised_on nulls last, o.created_at, o.order_id limit 50`,
)

const MANY = 'select unnest($1::uuid[])'
const set = orderSet('orders.reserveShort', MANY, 1)
const stock = processingStock('orders.reserveShort', MANY)

/** Reserves what has come in for orders that were short of it, the earliest promise first. */
const reserveShort = command({
  load: (work, request: { ids: string[] }) => ({
    orders: loadOrders(work, set, [request.ids]),
    stock: loadStock(work, stock.balances, [request.ids], stock.reservations, [request.ids]),
  }),
  run: (work, request, facts) => {
    const inTurn = request.ids.flatMap((id) => facts.orders.find((order) => order.id === id) ?? [])
    const ready = inTurn.filter((order) => order.state === 'processing' && !isHeld(order, work.now))
    startProcessing(work, ready, facts.stock)
    return { orders: ready.length }
  },
})

/** Orders that waited for an item get it as soon as it comes in. */
const reserveOnReceipt = (kernel: Kernel): Reaction => ({
  name: 'orders.reserveOnReceipt',
  on: 'inventory.received',
  react: async ({ companyId, id }, act) => {
    const short = await withCompany(kernel.database, companyId, findShort, [[id]])
    if (short.length > 0) await act(reserveShort, { ids: short.map((row) => row.id) })
  },
})

const findItems = statement<{ id: string }>(
  'orders.stockItemsOf',
  `select distinct item_id as id from orders.line where order_id = $1 and kind = 'stock'`,
)

/** What an order gives up goes to those that wait for it; one that was held takes its turn again. */
const reserveFreed = (kernel: Kernel, on: string): Reaction => ({
  name: `orders.reserveFreed:${on}`,
  on,
  react: async ({ companyId, id }, act) => {
    const items = await withCompany(kernel.database, companyId, findItems, [id])
    const short = await withCompany(kernel.database, companyId, findShort, [items.map((row) => row.id)])
    if (short.length > 0) await act(reserveShort, { ids: short.map((row) => row.id) })
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

const GIVING_UP = ['orders.cancelled', 'orders.shortClosed', 'orders.amended']

export const reactions = (kernel: Kernel): Reaction[] => [
  reserveOnReceipt(kernel),
  freeByLimit(kernel),
  reserveFreed(kernel, 'orders.released'),
  ...GIVING_UP.flatMap((on) => [reserveFreed(kernel, on), freeCredit(kernel, on)]),
]
