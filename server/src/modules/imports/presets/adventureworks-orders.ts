import { type Row, readTable } from './folder.ts'
import { counted, type SourceCustomer, type SourceLine, type SourceOrder } from './source.ts'

/** "AW00011000": as the maker itself numbers its customers. */
export const customerNumber = (id: string): string => `AW${id.padStart(8, '0')}`

/** What orders refer to: numbers of customers, persons and items, and who stands in for the missing. */
export interface References {
  customers: ReadonlyMap<string, SourceCustomer>
  persons: ReadonlySet<string>
  /** Item numbers by the source's key. */
  items: ReadonlyMap<string, string>
  online: string
  unknown: string
}

interface Days {
  orderedOn: string
  dueOn: string
  shippedOn: string
}

/** The only status that the source has, and the only one that says: shipped. */
const SHIPPED = '5'

/** Reads the orders with their lines; customers, days and sales persons that are missing are stood in for, and counted. */
export async function readAdventureOrders(
  folder: string,
  references: References,
  remarks: string[],
): Promise<SourceOrder[]> {
  const methods = new Map(
    (await readTable(folder, 'shipmethod.csv', ['shipmethodid', 'name'])).map((row) => [
      row.text('shipmethodid'),
      row.text('name'),
    ]),
  )
  const { lines, trackingNumbers } = await readLines(folder, references)
  const headers = await readTable(folder, 'salesorderheader.csv', [
    ...['salesorderid', 'shipmethodid', 'creditcardid', 'subtotal', 'taxamt', 'freight', 'totaldue', 'salespersonid'],
    ...['status', 'orderdate', 'duedate', 'shipdate', 'purchaseordernumber', 'customerid', 'currencykey'],
  ])
  headers.sort((one, other) => Number(one.text('salesorderid')) - Number(other.text('salesorderid')))
  const missing = { customer: 0, day: 0, owner: 0 }
  let before: Days | null = null
  const orders = headers.map((row) => {
    const { days, filled } = daysOf(row, before)
    before = days
    if (filled) missing.day += 1
    if (!row.text('customerid')) missing.customer += 1
    if (!row.text('salespersonid')) missing.owner += 1
    const key = row.text('salesorderid')
    const order = orderOf(row, days, references, lines.get(key) ?? [])
    lines.delete(key)
    const filledIn = filled ? ` Days not in the source: those of the order before.` : ''
    return {
      ...order,
      note: order.note + filledIn,
      carrier: methods.get(row.text('shipmethodid')) ?? '',
      trackingNumber: trackingNumbers.get(key) ?? '',
    }
  })
  if (lines.size > 0)
    throw headers[0]!.fault('salesorderid', [...lines.keys()][0]!, 'in salesorderheader.csv, since it has lines')
  remark(missing, remarks)
  return orders
}

function remark(missing: { customer: number; day: number; owner: number }, remarks: string[]): void {
  if (missing.customer > 0) remarks.push(`${counted(missing.customer, 'order')} without a customer: "Unknown (import)"`)
  if (missing.day > 0)
    remarks.push(`${counted(missing.day, 'order')} without one of its days: those of the next lower order number`)
  if (missing.owner > 0) remarks.push(`${counted(missing.owner, 'order')} without a sales person: "Online (import)"`)
}

/** The days of an order; one that is missing is that of the next lower order number. */
function daysOf(row: Row, before: Days | null): { days: Days; filled: boolean } {
  const given = { orderedOn: row.day('orderdate'), shippedOn: row.day('shipdate'), dueOn: row.day('duedate') }
  const filled = Object.values(given).includes(null)
  if (filled && !before)
    throw row.fault('orderdate', row.text('orderdate'), 'a day, since no lower order number has one')
  const orderedOn = given.orderedOn ?? before!.orderedOn
  const later = (day: string, than: string) => (day > than ? day : than)
  const shippedOn = later(given.shippedOn ?? before!.shippedOn, orderedOn)
  const dueOn = later(given.dueOn ?? before!.dueOn, shippedOn)
  return { days: { orderedOn, shippedOn, dueOn }, filled }
}

function orderOf(row: Row, days: Days, references: References, lines: SourceLine[]) {
  const key = row.text('salesorderid')
  const customer = row.text('customerid') ? customerNumber(row.text('customerid')) : references.unknown
  const owner = row.text('salespersonid') ? `E${row.text('salespersonid')}` : references.online
  if (customer !== references.unknown && !references.customers.has(customer))
    throw row.fault('customerid', row.text('customerid'), 'a customer of customer.csv')
  if (owner !== references.online && !references.persons.has(owner))
    throw row.fault('salespersonid', row.text('salespersonid'), 'an employee of employee.csv')
  if (row.text('status') !== SHIPPED) throw row.fault('status', row.text('status'), `${SHIPPED}, which is shipped`)
  const currency = row.text('currencykey')
  return {
    key,
    number: `SO${key}`,
    customer,
    owner,
    customerNumber: row.text('purchaseordernumber'),
    ...days,
    promisedOn: days.dueOn,
    paymentMethod: row.text('creditcardid') ? ('card' as const) : ('transfer' as const),
    deliverTo: references.customers.get(customer)?.address ?? null,
    tax: row.positive('taxamt'),
    freight: row.positive('freight'),
    subtotal: row.positive('subtotal'),
    total: row.positive('totaldue'),
    note: `Imported from AdventureWorks, order ${key}.${currency ? ` Currency key ${currency}.` : ''}`,
    lines,
  }
}

async function readLines(folder: string, { items }: References) {
  const lines = new Map<string, SourceLine[]>()
  const trackingNumbers = new Map<string, string>()
  const rows = await readTable(folder, 'salesorderdetail.csv', [
    ...['salesorderid', 'linenumber', 'carriertrackingnumber', 'orderqty', 'productid', 'unitprice'],
    ...['unitpricediscount', 'linetotal'],
  ])
  for (const row of rows) {
    const key = row.text('salesorderid')
    const item = items.get(row.text('productid'))
    if (!item) throw row.fault('productid', row.text('productid'), 'an item of product.csv')
    const quantity = row.positive('orderqty')
    if (quantity === 0n) throw row.fault('orderqty', row.text('orderqty'), 'more than zero')
    const of = lines.get(key) ?? []
    if (of.length === 0) lines.set(key, of)
    of.push({
      line: Number(row.text('linenumber')),
      item,
      quantity,
      unitPrice: row.positive('unitprice'),
      discount: row.positive('unitpricediscount'),
      amount: row.positive('linetotal'),
    })
    const tracking = row.text('carriertrackingnumber')
    if (tracking && !trackingNumbers.has(key)) trackingNumbers.set(key, tracking)
  }
  return { lines, trackingNumbers }
}
