import { addDays } from '../../../kernel/time.ts'
import { type Row, readTable } from './folder.ts'
import { counted, FREIGHT_ITEM, type Source, type SourceCustomer, type SourceLine, type SourceOrder } from './source.ts'

const SALES = { number: 'D1', name: 'Sales', kind: 'sales' }
const MANAGEMENT = { number: 'D2', name: 'Management', kind: 'management' }
const WAREHOUSE = { number: 'W1', name: 'Warehouse' }
const MILLION = 1_000_000n
/** The source tells no terms of payment. */
const TERM_DAYS = 30

/** Reads the small trader Northwind. It tells neither costs, nor taxes, nor payments; its commas are not quoted in addresses. */
export async function readNorthwind(folder: string): Promise<Source> {
  const remarks: string[] = [
    `The source tells no payments: each invoice counts as paid ${TERM_DAYS} days after it was shipped`,
    'The source tells no costs: goods are worth nothing in stock and in the cost of sales',
  ]
  const persons = await readPersons(folder)
  const { items, numbers, stock } = await readItems(folder)
  const customers = await readCustomers(folder)
  const orders = await readOrders(folder, {
    customers: new Set(customers.map(({ number }) => number)),
    persons: new Set(persons.map(({ number }) => number)),
    numbers,
  })
  const open = orders.filter(({ shippedOn }) => shippedOn === null).length
  if (open > 0)
    remarks.push(`${counted(open, 'order')} not shipped: brought in as drafts, which the administrator holds`)
  return {
    preset: 'northwind',
    currency: 'USD',
    timeZone: 'America/Los_Angeles',
    language: 'en',
    termDays: TERM_DAYS,
    departments: [SALES, MANAGEMENT],
    office: MANAGEMENT.number,
    persons,
    units: [{ code: 'EA', name: 'Each' }],
    items: [...items, FREIGHT_ITEM],
    warehouses: [WAREHOUSE],
    stock,
    customers,
    orders,
    remarks,
  }
}

async function readPersons(folder: string): Promise<Source['persons']> {
  const rows = await readTable(folder, 'employees.csv', ['employeeID', 'lastName', 'firstName', 'title', 'homePhone'])
  return rows.map((row) => ({
    number: `E${row.text('employeeID')}`,
    name: `${row.text('firstName')} ${row.text('lastName')}`,
    department: SALES.number,
    position: row.text('title'),
    email: null,
    phone: row.text('homePhone') || null,
  }))
}

async function readItems(folder: string) {
  const categories = new Map(
    (await readTable(folder, 'categories.csv', ['categoryID', 'categoryName'])).map((row) => [
      row.text('categoryID'),
      row.text('categoryName'),
    ]),
  )
  const rows = await readTable(folder, 'products.csv', [
    ...['productID', 'productName', 'categoryID', 'quantityPerUnit', 'unitPrice', 'unitsInStock', 'discontinued'],
  ])
  const numberOf = (row: Row) => `NW-${row.text('productID').padStart(3, '0')}`
  const items = rows.map((row) => ({
    number: numberOf(row),
    name: row.text('productName'),
    specification: row.text('quantityPerUnit'),
    kind: 'stock' as const,
    unit: 'EA',
    category: categories.get(row.text('categoryID')) ?? '',
    listPrice: row.positive('unitPrice'),
    standardCost: 0n,
    active: !row.yes('discontinued'),
  }))
  const stock = rows.map((row) => ({
    item: numberOf(row),
    warehouse: WAREHOUSE.number,
    quantity: row.positive('unitsInStock'),
  }))
  return { items, numbers: new Map(rows.map((row) => [row.text('productID'), numberOf(row)])), stock }
}

async function readCustomers(folder: string): Promise<SourceCustomer[]> {
  const rows = await readTable(
    folder,
    'customers.csv',
    ['customerID', 'companyName', 'contactName', 'address', 'city', 'region', 'postalCode', 'country', 'phone'],
    { spills: 'address' },
  )
  return rows.map((row) => {
    const [name, contact, phone] = [row.text('companyName'), row.text('contactName'), row.text('phone')]
    return {
      number: row.text('customerID'),
      name,
      region: row.text('country'),
      contact: contact ? { name: contact, phone, email: '' } : null,
      address: {
        recipient: contact || name,
        phone,
        region: regionOf(row.text('region'), row.text('country')),
        street: streetOf(row.text('address'), row.text('city'), row.text('postalCode')),
      },
    }
  })
}

const regionOf = (region: string, country: string) => [region, country].filter(Boolean).join(', ')
const streetOf = (street: string, city: string, postalCode: string) =>
  [street.replace(/\s+/g, ' '), `${city} ${postalCode}`.trim()].filter(Boolean).join(', ')

interface References {
  customers: ReadonlySet<string>
  persons: ReadonlySet<string>
  /** Item numbers by the source's key. */
  numbers: ReadonlyMap<string, string>
}

async function readOrders(folder: string, references: References): Promise<SourceOrder[]> {
  const carriers = new Map(
    (await readTable(folder, 'shippers.csv', ['shipperID', 'companyName'])).map((row) => [
      row.text('shipperID'),
      row.text('companyName'),
    ]),
  )
  const lines = await readLines(folder, references)
  const rows = await readTable(
    folder,
    'orders.csv',
    [
      ...[
        'orderID',
        'customerID',
        'employeeID',
        'orderDate',
        'requiredDate',
        'shippedDate',
        'shipVia',
        'freight',
        'shipName',
      ],
      ...['shipAddress', 'shipCity', 'shipRegion', 'shipPostalCode', 'shipCountry'],
    ],
    { spills: 'shipAddress' },
  )
  rows.sort((one, other) => Number(one.text('orderID')) - Number(other.text('orderID')))
  return rows.map((row) => ({
    ...orderOf(row, references),
    carrier: carriers.get(row.text('shipVia')) ?? '',
    lines: lines.get(row.text('orderID')) ?? [],
  }))
}

function orderOf(row: Row, { customers, persons }: References) {
  const key = row.text('orderID')
  const orderedOn = row.day('orderDate')
  if (!orderedOn) throw row.fault('orderDate', '', 'a day')
  const [customer, owner] = [row.text('customerID'), `E${row.text('employeeID')}`]
  if (!customers.has(customer)) throw row.fault('customerID', customer, 'a customer of customers.csv')
  if (!persons.has(owner)) throw row.fault('employeeID', owner.slice(1), 'an employee of employees.csv')
  const shippedOn = row.day('shippedDate')
  return {
    key,
    number: `NW${key}`,
    customer,
    owner,
    customerNumber: '',
    orderedOn,
    shippedOn: shippedOn !== null && shippedOn < orderedOn ? orderedOn : shippedOn,
    promisedOn: row.day('requiredDate') ?? orderedOn,
    dueOn: addDays(shippedOn ?? orderedOn, TERM_DAYS),
    paymentMethod: 'transfer' as const,
    trackingNumber: '',
    deliverTo: {
      recipient: row.text('shipName'),
      phone: '',
      region: regionOf(row.text('shipRegion'), row.text('shipCountry')),
      street: streetOf(row.text('shipAddress'), row.text('shipCity'), row.text('shipPostalCode')),
    },
    tax: 0n,
    freight: row.positive('freight'),
    subtotal: null,
    total: null,
    note: `Imported from Northwind, order ${key}.`,
  }
}

async function readLines(folder: string, { numbers }: References): Promise<Map<string, SourceLine[]>> {
  const lines = new Map<string, SourceLine[]>()
  const rows = await readTable(folder, 'order-details.csv', [
    'orderID',
    'productID',
    'unitPrice',
    'quantity',
    'discount',
  ])
  for (const row of rows) {
    const item = numbers.get(row.text('productID'))
    if (!item) throw row.fault('productID', row.text('productID'), 'an item of products.csv')
    const [quantity, unitPrice, discount] = [
      row.positive('quantity'),
      row.positive('unitPrice'),
      row.positive('discount'),
    ]
    if (quantity === 0n) throw row.fault('quantity', row.text('quantity'), 'more than zero')
    const of = lines.get(row.text('orderID')) ?? []
    if (of.length === 0) lines.set(row.text('orderID'), of)
    const amount = (unitPrice * quantity * (MILLION - discount)) / (MILLION * MILLION)
    of.push({ line: of.length + 1, item, quantity, unitPrice, discount, amount })
  }
  return lines
}
