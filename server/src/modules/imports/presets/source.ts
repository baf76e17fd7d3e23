/** Somebody who works at the source's company. */
export interface SourcePerson {
  number: string
  name: string
  /** Number of the department. */
  department: string
  position: string
  email: string | null
  phone: string | null
}

export interface SourceItem {
  number: string
  name: string
  specification: string
  kind: 'stock' | 'service' | 'freight'
  unit: string
  category: string
  /** Millionths of the currency a unit. */
  listPrice: bigint | null
  standardCost: bigint
  active: boolean
}

export interface SourceCustomer {
  number: string
  name: string
  region: string
  contact: { name: string; phone: string; email: string } | null
  address: { recipient: string; phone: string; region: string; street: string } | null
}

export interface SourceLine {
  line: number
  /** Number of the item. */
  item: string
  /** Millionths; the price before the discount, which is a share. */
  quantity: bigint
  unitPrice: bigint
  discount: bigint
  /** What the line comes to, exactly, in millionths of the currency. */
  amount: bigint
}

/** An order of the source. Amounts are exact, in millionths of the currency. */
export interface SourceOrder {
  key: string
  number: string
  /** Numbers of customer and owner. */
  customer: string
  owner: string
  customerNumber: string
  orderedOn: string
  /** Null: it has not left yet. */
  shippedOn: string | null
  promisedOn: string
  /** The day on which it was paid, as far as the source tells. */
  dueOn: string
  paymentMethod: 'transfer' | 'card'
  carrier: string
  trackingNumber: string
  deliverTo: SourceCustomer['address']
  tax: bigint
  freight: bigint
  /** What the source says that the lines and the whole come to; null when it says nothing. */
  subtotal: bigint | null
  total: bigint | null
  note: string
  lines: readonly SourceLine[]
}

/** What is known of a company that worked with another system: all that a preset reads from its folder, by numbers instead of ids. */
export interface Source {
  preset: string
  currency: string
  timeZone: string
  language: 'en' | 'zh'
  /** Days from invoice to payment for new orders. */
  termDays: number
  departments: readonly { number: string; name: string; kind: string }[]
  /** Number of the department in which the administrator works. */
  office: string
  persons: readonly SourcePerson[]
  units: readonly { code: string; name: string }[]
  items: readonly SourceItem[]
  warehouses: readonly { number: string; name: string }[]
  /** What is on hand today, in millionths. */
  stock: readonly { item: string; warehouse: string; quantity: bigint }[]
  customers: readonly SourceCustomer[]
  orders: readonly SourceOrder[]
  /** What was found missing or wrong, and what was done about it, in the words of the report. */
  remarks: readonly string[]
}

/** The item of a line that stands for what the source does not tell; nobody can order it. */
export const GAP_ITEM: SourceItem = {
  number: 'IMPORT-GAP',
  name: 'Not in the source (import)',
  specification: '',
  kind: 'service',
  unit: 'EA',
  category: '',
  listPrice: null,
  standardCost: 0n,
  active: false,
}

/** Freight of orders that have not left yet; of the others it is an amount beside the lines. */
export const FREIGHT_ITEM: SourceItem = {
  ...GAP_ITEM,
  number: 'IMPORT-FREIGHT',
  name: 'Freight (import)',
  kind: 'freight',
}

/** "1 order", "3 orders". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`
