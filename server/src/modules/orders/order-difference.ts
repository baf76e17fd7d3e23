import { money, quantity, unitPrice } from '@baton/contract/decimal'
import type { OrderDifference, OrderDocument } from '@baton/contract/orders'
import type { OrderLine, SalesOrder } from './orders.rules.ts'

const HEADER_FACTS = [
  'customer',
  'customerNumber',
  'pricesIncludeTax',
  'paymentMethod',
  'termDays',
  'contactName',
  'recipient',
  'phone',
  'region',
  'street',
  'requestedOn',
  'promisedOn',
  'note',
  'gross',
] as const
const LINE_FACTS = [
  'description',
  'quantity',
  'unitPrice',
  'taxCode',
  'requestedOn',
  'promisedOn',
] as const satisfies (keyof OrderDocument['lines'][number])[]

type Documented = Pick<
  SalesOrder,
  | 'customerNumber'
  | 'pricesIncludeTax'
  | 'paymentMethod'
  | 'termDays'
  | 'contactName'
  | 'recipient'
  | 'phone'
  | 'region'
  | 'street'
  | 'requestedOn'
  | 'promisedOn'
  | 'note'
  | 'net'
  | 'tax'
  | 'gross'
> & {
  lines: readonly Pick<
    OrderLine,
    | 'line'
    | 'description'
    | 'unit'
    | 'quantity'
    | 'unitPrice'
    | 'taxCode'
    | 'net'
    | 'tax'
    | 'gross'
    | 'requestedOn'
    | 'promisedOn'
  >[]
}

/** An order as it was agreed, without what has become of it: what a version keeps, and what two versions are compared by. */
export const documentOf = (order: Documented, customer: string): OrderDocument => ({
  customer,
  customerNumber: order.customerNumber,
  pricesIncludeTax: order.pricesIncludeTax,
  paymentMethod: order.paymentMethod as OrderDocument['paymentMethod'],
  termDays: order.termDays,
  contactName: order.contactName,
  recipient: order.recipient,
  phone: order.phone,
  region: order.region,
  street: order.street,
  requestedOn: order.requestedOn,
  promisedOn: order.promisedOn,
  note: order.note,
  net: money(order.net),
  tax: money(order.tax),
  gross: money(order.gross),
  lines: order.lines.map((line) => ({
    line: line.line,
    description: line.description,
    unit: line.unit,
    quantity: quantity(line.quantity),
    unitPrice: unitPrice(line.unitPrice),
    taxCode: line.taxCode,
    net: money(line.net),
    tax: money(line.tax),
    gross: money(line.gross),
    requestedOn: line.requestedOn,
    promisedOn: line.promisedOn,
  })),
})

const shown = (value: unknown): string | null => (value === null || value === '' ? null : String(value))

/** What changed between two versions, fact by fact, before and after as text. A line that came or went is named with its quantity. */
export function differenceOf(before: OrderDocument, after: OrderDocument): OrderDifference[] {
  const header = HEADER_FACTS.filter((fact) => shown(before[fact]) !== shown(after[fact])).map((fact) => ({
    fact,
    before: shown(before[fact]),
    after: shown(after[fact]),
  }))
  const numbers = [...new Set([...before.lines, ...after.lines].map(({ line }) => line))].sort(
    (one, other) => one - other,
  )
  const lines = numbers.flatMap((number): OrderDifference[] => {
    const was = before.lines.find(({ line }) => line === number)
    const is = after.lines.find(({ line }) => line === number)
    const label = (is ?? was)!.description
    const whole = (line: typeof is) => line && `${line.description} × ${line.quantity}`
    if (!was || !is)
      return [{ fact: 'line', line: number, label, before: whole(was) ?? null, after: whole(is) ?? null }]
    return LINE_FACTS.filter((fact) => shown(was[fact]) !== shown(is[fact])).map((fact) => ({
      fact,
      line: number,
      label,
      before: shown(was[fact]),
      after: shown(is[fact]),
    }))
  })
  return [...header, ...lines]
}
