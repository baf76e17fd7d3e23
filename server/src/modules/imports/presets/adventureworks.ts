import { customerNumber, readAdventureOrders } from './adventureworks-orders.ts'
import { type Row, readTable } from './folder.ts'
import { counted, GAP_ITEM, type Source, type SourceCustomer, type SourceItem, type SourcePerson } from './source.ts'

/** Which of our departments does the work of theirs; all others make things. */
const KINDS: Record<string, string> = {
  Sales: 'sales',
  Marketing: 'sales',
  Purchasing: 'buying',
  'Production Control': 'planning',
  Finance: 'finance',
  'Shipping and Receiving': 'shipping',
  'Human Resources': 'management',
  'Information Services': 'management',
  'Facilities and Maintenance': 'management',
  Executive: 'management',
}

const ONLINE = 'ONLINE'
const UNKNOWN = 'UNKNOWN'

/** Reads the bicycle maker AdventureWorks: its masters, its stock of today, and its orders with what is missing in them filled in. */
export async function readAdventureWorks(folder: string): Promise<Source> {
  const remarks: string[] = []
  const people = await readPeople(folder)
  const departments = (await readTable(folder, 'department.csv', ['departmentid', 'name'])).map((row) => ({
    number: `D${row.text('departmentid')}`,
    name: row.text('name'),
    kind: KINDS[row.text('name')] ?? 'shop',
  }))
  const sales = departments.find(({ kind }) => kind === 'sales') ?? departments[0]!
  const office = departments.find(({ name }) => name === 'Executive') ?? departments[0]!
  const persons = await readEmployees(folder, people, remarks)
  const { items, numbers, units } = await readItems(folder)
  const { warehouses, stock } = await readStock(folder, numbers)
  const customers = await readCustomers(folder, people, remarks)
  const sources = {
    customers: new Map(customers.map((one) => [one.number, one])),
    persons: new Set(persons.map(({ number }) => number)),
    items: numbers,
    online: ONLINE,
    unknown: UNKNOWN,
  }
  const orders = await readAdventureOrders(folder, sources, remarks)
  remarkUnstocked(orders, stock, remarks)
  return {
    preset: 'adventureworks',
    currency: 'USD',
    timeZone: 'America/Los_Angeles',
    language: 'en',
    termDays: 5,
    departments,
    office: office.number,
    persons: [
      ...persons,
      { number: ONLINE, name: 'Online (import)', department: sales.number, position: '', email: null, phone: null },
    ],
    units,
    items: [...items, GAP_ITEM],
    warehouses,
    stock,
    customers: [...customers, { number: UNKNOWN, name: 'Unknown (import)', region: '', contact: null, address: null }],
    orders,
    remarks,
  }
}

interface People {
  names: ReadonlyMap<string, string>
  emails: ReadonlyMap<string, string>
  phones: ReadonlyMap<string, string>
}

const byColumn = (rows: Row[], key: string, value: (row: Row) => string): Map<string, string> =>
  new Map(rows.map((row) => [row.text(key), value(row)]))

async function readPeople(folder: string): Promise<People> {
  const persons = await readTable(folder, 'person.csv', ['businessentityid', 'firstname', 'middlename', 'lastname'])
  const emails = await readTable(folder, 'emailaddress.csv', ['businessentityid', 'emailaddress'])
  const phones = await readTable(folder, 'personphone.csv', ['businessentityid', 'phonenumber'])
  const nameOf = (row: Row) =>
    [row.text('firstname'), row.text('middlename'), row.text('lastname')].filter(Boolean).join(' ')
  return {
    names: byColumn(persons, 'businessentityid', nameOf),
    emails: byColumn(emails, 'businessentityid', (row) => row.text('emailaddress')),
    phones: byColumn(phones, 'businessentityid', (row) => row.text('phonenumber')),
  }
}

/** All employees; those without a person row bear the name of their login. The department is the last that they entered. */
async function readEmployees(folder: string, people: People, remarks: string[]): Promise<SourcePerson[]> {
  const history = await readTable(folder, 'employeedepartmenthistory.csv', [
    'businessentityid',
    'departmentid',
    'startdate',
  ])
  const entered = new Map<string, { on: string; department: string }>()
  for (const row of history) {
    const [id, on] = [row.text('businessentityid'), row.day('startdate') ?? '']
    if (on >= (entered.get(id)?.on ?? '')) entered.set(id, { on, department: `D${row.text('departmentid')}` })
  }
  const rows = await readTable(folder, 'employee.csv', ['businessentityid', 'loginid', 'jobtitle'])
  const nameless = rows.filter((row) => !people.names.has(row.text('businessentityid'))).length
  if (nameless > 0)
    remarks.push(`${counted(nameless, 'employee')} of ${rows.length} without a person row: named by their login`)
  return rows.map((row) => {
    const id = row.text('businessentityid')
    const department = entered.get(id)?.department
    if (!department)
      throw row.fault('businessentityid', id, 'an employee with a department in employeedepartmenthistory.csv')
    return {
      number: `E${id}`,
      name: people.names.get(id) ?? row.text('loginid').replace(/^.*\\/, ''),
      department,
      position: row.text('jobtitle'),
      email: people.emails.get(id) ?? null,
      phone: people.phones.get(id) ?? null,
    }
  })
}

async function readItems(folder: string) {
  const categories = byColumn(
    await readTable(folder, 'productcategory.csv', ['productcategoryid', 'name']),
    'productcategoryid',
    (row) => row.text('name'),
  )
  const groups = byColumn(
    await readTable(folder, 'productsubcategory.csv', ['productsubcategoryid', 'productcategoryid', 'name']),
    'productsubcategoryid',
    (row) => [categories.get(row.text('productcategoryid')), row.text('name')].filter(Boolean).join(' / '),
  )
  const names = byColumn(
    await readTable(folder, 'unitmeasure.csv', ['unitmeasurecode', 'name']),
    'unitmeasurecode',
    (row) => row.text('name'),
  )
  // Only bills of materials say in which unit an item is counted; whatever is in none is counted in pieces.
  const unitOf = byColumn(
    await readTable(folder, 'billofmaterials.csv', ['componentid', 'unitmeasurecode']),
    'componentid',
    (row) => row.text('unitmeasurecode'),
  )
  const rows = await readTable(folder, 'product.csv', [
    'productid',
    'name',
    'productnumber',
    'color',
    'size',
    'standardcost',
    'listprice',
    'productsubcategoryid',
    'sellenddate',
    'discontinueddate',
  ])
  const numbers = byColumn(rows, 'productid', (row) => row.text('productnumber'))
  const items = rows.map((row): SourceItem => {
    const price = row.positive('listprice')
    return {
      number: row.text('productnumber'),
      name: row.text('name'),
      specification: [row.text('color'), row.text('size')].filter(Boolean).join(' '),
      kind: 'stock',
      unit: unitOf.get(row.text('productid')) ?? 'EA',
      category: groups.get(row.text('productsubcategoryid')) ?? '',
      listPrice: price === 0n ? null : price,
      standardCost: row.positive('standardcost'),
      active: !row.day('sellenddate') && !row.day('discontinueddate'),
    }
  })
  const units = [...new Set(['EA', ...items.map(({ unit }) => unit)])]
  return { items, numbers, units: units.map((code) => ({ code, name: names.get(code) ?? code })) }
}

async function readStock(folder: string, numbers: ReadonlyMap<string, string>) {
  const locations = await readTable(folder, 'location.csv', ['locationid', 'name'])
  const rows = await readTable(folder, 'productinventory.csv', ['productid', 'locationid', 'quantity'])
  const known = new Set(locations.map((row) => row.text('locationid')))
  const stock = rows.map((row) => {
    const [item, location] = [numbers.get(row.text('productid')), row.text('locationid')]
    if (!item) throw row.fault('productid', row.text('productid'), 'an item of product.csv')
    if (!known.has(location)) throw row.fault('locationid', location, 'a location of location.csv')
    return { item, warehouse: `L${location}`, quantity: row.positive('quantity') }
  })
  const warehouses = locations.map((row) => ({ number: `L${row.text('locationid')}`, name: row.text('name') }))
  return { warehouses, stock }
}

async function readCustomers(folder: string, people: People, remarks: string[]): Promise<SourceCustomer[]> {
  const stores = byColumn(
    await readTable(folder, 'store.csv', ['businessentityid', 'name']),
    'businessentityid',
    (row) => row.text('name'),
  )
  const territories = byColumn(
    await readTable(folder, 'salesterritory.csv', ['territoryid', 'name']),
    'territoryid',
    (row) => row.text('name'),
  )
  const addresses = await readAddresses(folder)
  const rows = await readTable(folder, 'customer.csv', ['customerid', 'personid', 'storeid', 'territoryid'])
  let nameless = 0
  const customers = rows.map((row): SourceCustomer => {
    const [person, store] = [row.text('personid'), row.text('storeid')]
    const contact = people.names.get(person)
    const name = stores.get(store) ?? contact
    if (!name) throw row.fault('customerid', row.text('customerid'), 'a customer with a store or a person')
    if (person && !contact) nameless += 1
    const phone = people.phones.get(person) ?? ''
    const address = addresses.get(store) ?? addresses.get(person)
    return {
      number: customerNumber(row.text('customerid')),
      name,
      region: territories.get(row.text('territoryid')) ?? '',
      contact: contact ? { name: contact, phone, email: people.emails.get(person) ?? '' } : null,
      address: address ? { recipient: contact ?? name, phone, ...address } : null,
    }
  })
  if (nameless > 0)
    remarks.push(`${counted(nameless, 'contact')} of a store without a person row: the store comes without a contact`)
  return customers
}

async function readAddresses(folder: string): Promise<Map<string, { region: string; street: string }>> {
  const provinces = byColumn(
    await readTable(folder, 'stateprovince.csv', ['stateprovinceid', 'name', 'countryregioncode']),
    'stateprovinceid',
    (row) => `${row.text('name')}, ${row.text('countryregioncode')}`,
  )
  const rows = await readTable(folder, 'address.csv', [
    'addressid',
    'addressline1',
    'addressline2',
    'city',
    'stateprovinceid',
    'postalcode',
  ])
  const places = new Map(
    rows.map((row) => {
      const street = [
        row.text('addressline1'),
        row.text('addressline2'),
        `${row.text('city')} ${row.text('postalcode')}`,
      ]
      return [
        row.text('addressid'),
        { region: provinces.get(row.text('stateprovinceid')) ?? '', street: street.filter(Boolean).join(', ') },
      ]
    }),
  )
  const used = await readTable(folder, 'businessentityaddress.csv', ['businessentityid', 'addressid'])
  // Who has several keeps the first.
  return new Map(
    used.reverse().flatMap((row) => {
      const place = places.get(row.text('addressid'))
      return place ? [[row.text('businessentityid'), place]] : []
    }),
  )
}

function remarkUnstocked(orders: Source['orders'], stock: Source['stock'], remarks: string[]): void {
  const sold = new Set(orders.flatMap(({ lines }) => lines.map(({ item }) => item)))
  const stocked = new Set(stock.map(({ item }) => item))
  const without = [...sold].filter((item) => !stocked.has(item)).length
  if (without > 0)
    remarks.push(
      `${counted(without, 'item')} of ${sold.size} sold without a stock row: shipped from the first location`,
    )
}
