/** Amounts in cents, quantities in whole pieces: small numbers, so that a mistake of the model itself is easy to see. */
export type State = 'draft' | 'confirmed' | 'pending' | 'processing' | 'completed' | 'settled' | 'cancelled'
export type Account = 'sales1' | 'tracker' | 'tracker2'
export type Item = 'hinge' | 'handle' | 'freight'

export interface Line {
  item: Item
  quantity: number
  /** Without tax, in yuan; with 13 % tax any whole quantity of it is whole cents. */
  price: number
  shortClosed: number
  shipped: number
  signed: number
  invoiced: number
}

export interface Offer {
  id: string
  kind: 'person' | 'pool'
  from: Account
  to: Account | 'pool'
  sequence: number
  state: 'offered' | 'accepted' | 'gone'
}

export interface Order {
  id: string
  number: string
  customer: number
  state: State
  version: number
  lines: Line[]
  /** Null when custody is closed. */
  holder: Account | 'pool' | null
  /** Those who held it before, the last at the end; never a pool. */
  former: Account[]
  /** How often custody has moved. */
  sequence: number
  offers: Offer[]
  /** Whether the owner has done something on it since it last came to them. */
  worked: boolean
  hold: 'customer' | 'credit' | null
  /** A reviewer is asked: of the whole order, or of the change to so many pieces. */
  referred: boolean
  proposed: number | null
  performed: boolean
  invoiced: number
  credited: number
}

export interface Delivery {
  id: string
  order: Order
  state: 'shipped' | 'signed' | 'reversed'
  lines: { line: number; quantity: number; lost: number }[]
}

export interface Invoice {
  id: string
  order: Order
  gross: number
  credited: number
  /** What is left to credit of its first line, which is one delivery's part; read once it is issued. */
  first: number | null
  lines: { line: Line; quantity: number; credited: number }[]
}

/** A credit note that forgave, or one that let its quantity be invoiced again. */
export interface Note {
  id: string
  invoice: Invoice
  amount: number
  billAgain: boolean
  reversed: boolean
  /** How much it took off the first line as the house counts it, and off each line. */
  first: number
  taken: { one: Invoice['lines'][number]; quantity: number }[]
}

export interface Payment {
  id: string
  customer: number
  amount: number
  refunded: number
  reversed: boolean
}

export interface Matching {
  id: string
  payment: Payment
  invoice: Invoice
  amount: number
  open: boolean
}

export interface Customer {
  id: string
  /** Null: not limited. */
  limit: number | null
}

/** What a company's orders, stock and money are by the rules of the house, told as plainly as can be. */
export class Model {
  readonly orders: Order[] = []
  readonly deliveries: Delivery[] = []
  readonly invoices: Invoice[] = []
  readonly notes: Note[] = []
  readonly payments: Payment[] = []
  readonly matchings: Matching[] = []

  constructor(
    readonly customers: Customer[],
    readonly items: Record<Item, string>,
    readonly onHand: Record<'hinge' | 'handle', number>,
  ) {}

  paidOf = (order: Order): number =>
    sum(this.matchings.filter(({ open, invoice }) => open && invoice.order === order).map(({ amount }) => amount))

  matchedOf = (invoice: Invoice): number =>
    sum(this.matchings.filter((one) => one.open && one.invoice === invoice).map(({ amount }) => amount))

  openOf = (invoice: Invoice): number => invoice.gross - invoice.credited - this.matchedOf(invoice)

  leftOf = (payment: Payment): number =>
    payment.reversed
      ? 0
      : payment.amount -
        payment.refunded -
        sum(this.matchings.filter((one) => one.open && one.payment === payment).map(({ amount }) => amount))

  exposureOf = (order: Order): number =>
    ['pending', 'processing', 'completed', 'settled'].includes(order.state)
      ? Math.max(0, grossDue(order) - this.paidOf(order) - order.credited)
      : 0

  owedBy = (customer: number): number =>
    sum(this.orders.filter((one) => one.customer === customer).map(this.exposureOf)) -
    sum(this.payments.filter((one) => one.customer === customer).map(this.leftOf))

  /** Whether a customer may owe so much more. */
  fits = (customer: number, more: number): boolean => {
    const { limit } = this.customers[customer]!
    return limit === null || more <= 0 || this.owedBy(customer) + more <= limit
  }

  /** What follows from what was done to an order: services go with the goods, states with quantities and money, custody with states. */
  settle(order: Order): void {
    carryServices(order)
    if (['processing', 'completed', 'settled'].includes(order.state)) {
      const delivered = order.lines.every((line) => line.signed === due(line))
      const billed = order.lines.every((line) => line.invoiced >= due(line))
      const paid = this.paidOf(order) + order.credited >= order.invoiced
      order.state = !delivered ? 'processing' : billed && paid ? 'settled' : 'completed'
    }
    const closed = order.state === 'settled' || order.state === 'cancelled'
    if (closed && order.holder !== null) {
      for (const one of order.offers) if (one.state === 'offered') one.state = 'gone'
      move(order, null)
    } else if (!closed && order.holder === null) move(order, 'sales1')
  }
}

export const sum = (all: number[]): number => all.reduce((total, one) => total + one, 0)

export const grossOf = ({ price }: Line, quantity: number): number => price * 113 * quantity
export const due = (line: Line): number => line.quantity - line.shortClosed
export const grossDue = (order: Order): number => sum(order.lines.map((line) => grossOf(line, due(line))))
export const gross = (order: Order): number => sum(order.lines.map((line) => grossOf(line, line.quantity)))
export const isGoods = (line: Line): boolean => line.item !== 'freight'
export const billable = (line: Line): number => line.signed - line.invoiced
export const openOffer = (order: Order): Offer | undefined => order.offers.find(({ state }) => state === 'offered')
export const isOpen = ({ state }: Order): boolean => ['draft', 'confirmed', 'pending', 'processing'].includes(state)

/** Ends the holder's row and begins the next one's. */
export function move(order: Order, to: Order['holder']): void {
  if (order.holder !== null && order.holder !== 'pool') order.former.push(order.holder)
  order.holder = to
  order.sequence += 1
  order.worked = false
}

function carryServices(order: Order): void {
  const goods = order.lines.filter(isGoods)
  const all = (of: 'shipped' | 'signed') =>
    goods.length > 0 ? goods.every((line) => line[of] === due(line)) : order.performed
  for (const line of order.lines.filter((one) => !isGoods(one))) {
    line.shipped = all('shipped') ? due(line) : line.invoiced
    line.signed = all('signed') ? due(line) : line.invoiced
  }
}
