import { quantity, unitPrice } from '@baton/contract/decimal'
import type { OrderState, SalesOrder } from '../orders/orders.rules.ts'

/** What a sheet keeps of an order as it was at the moment of acceptance. Quantities are decimals, the amount is in minor units. */
export interface FrozenOrder {
  id: string
  number: string
  state: OrderState
  requestedOn: string | null
  promisedOn: string | null
  openLines: {
    line: number
    description: string
    unit: string
    quantity: string
    shipped: string
    signed: string
    promisedOn: string | null
    specialPrice: string | null
  }[]
  openTasks: string[]
  unpaid: string
}

/** The sheet of a package: what is still to be done on each order, what was promised, and what was agreed apart from the list. */
export const frozenOf = (orders: readonly SalesOrder[]): FrozenOrder[] =>
  orders.map((order) => ({
    id: order.id,
    number: order.number,
    state: order.state,
    requestedOn: order.requestedOn,
    promisedOn: order.promisedOn,
    openLines: order.lines
      .filter((line) => line.signed < line.quantity - line.shortClosed)
      .map((line) => ({
        line: line.line,
        description: line.description,
        unit: line.unit,
        quantity: quantity(line.quantity - line.shortClosed),
        shipped: quantity(line.shipped),
        signed: quantity(line.signed),
        promisedOn: line.promisedOn,
        // A list price is without tax; beside a price with tax it says nothing.
        specialPrice:
          !order.pricesIncludeTax && line.listPrice !== null && line.unitPrice !== line.listPrice
            ? unitPrice(line.unitPrice)
            : null,
      })),
    openTasks: order.tasks.map((task) => task.kind),
    unpaid: (order.invoiced - order.credited - order.paid).toString(),
  }))
