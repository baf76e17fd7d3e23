import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { Address, Contact, CustomerFields, PaymentMethod } from './partners.rules.ts'

/** A customer as higher modules need it: terms, and where to deliver. */
export interface CustomerFacts extends CustomerFields {
  id: string
  number: string
  version: number
  contacts: Contact[]
  addresses: Address[]
}

interface CustomerRow {
  customer_id: string
  number: string
  name: string
  short_name: string
  tax_id: string | null
  region: string
  payment_method: PaymentMethod
  invoice_basis: 'signed' | 'shipped'
  term_days: number
  owner_id: string | null
  note: string
  active: boolean
  version: number
}

const COLUMNS = `customer_id, number, name, short_name, tax_id, region, payment_method, invoice_basis, term_days, owner_id, note, active, version`

const findByIds = statement<CustomerRow>(
  'partners.findByIds',
  `select ${COLUMNS} from partners.customer where customer_id = any($1::uuid[])`,
)

const lockCustomer = statement<CustomerRow>(
  'partners.lockCustomer',
  `select ${COLUMNS} from partners.customer where customer_id = $1 for no key update`,
)

type ContactRow = Contact & { customer_id: string }

const findContacts = statement<ContactRow>(
  'partners.findContacts',
  `select customer_id, contact_id as id, name, position, phone, email, preferred
     from partners.contact where customer_id = any($1::uuid[]) and active order by preferred desc, contact_id`,
)

type AddressRow = Address & { customer_id: string }

const findAddresses = statement<AddressRow>(
  'partners.findAddresses',
  `select customer_id, address_id as id, recipient, phone, region, street, preferred
     from partners.address where customer_id = any($1::uuid[]) and active order by preferred desc, address_id`,
)

/** Customers by id, with contacts and addresses, the preferred ones first. An id of another company is not found. */
export const findCustomers = (work: Work, ids: readonly string[]): Read<Map<string, CustomerFacts>> =>
  completed(work, work.read(findByIds, [ids]), ids)

/** One customer under lock; undefined when there is none. */
export const loadCustomer = (work: Work, id: string): Read<CustomerFacts | undefined> =>
  completed(work, work.read(lockCustomer, [id]), [id]).map((customers) => customers.get(id))

function completed(
  work: Work,
  customers: Read<CustomerRow[]>,
  ids: readonly string[],
): Read<Map<string, CustomerFacts>> {
  const contacts = work.read(findContacts, [ids]).map(byCustomer)
  return work.read(findAddresses, [ids]).map((rows) => {
    const addresses = byCustomer(rows)
    const facts = customers.value.map((row) => ({
      id: row.customer_id,
      number: row.number,
      name: row.name,
      shortName: row.short_name,
      taxId: row.tax_id,
      region: row.region,
      paymentMethod: row.payment_method,
      invoiceBasis: row.invoice_basis,
      termDays: row.term_days,
      ownerId: row.owner_id,
      note: row.note,
      active: row.active,
      version: row.version,
      contacts: contacts.value.get(row.customer_id) ?? [],
      addresses: addresses.get(row.customer_id) ?? [],
    }))
    return new Map(facts.map((one) => [one.id, one]))
  })
}

function byCustomer<T extends { customer_id: string }>(rows: readonly T[]): Map<string, Omit<T, 'customer_id'>[]> {
  const groups = new Map<string, Omit<T, 'customer_id'>[]>()
  for (const { customer_id, ...own } of rows) groups.set(customer_id, [...(groups.get(customer_id) ?? []), own])
  return groups
}

const findNumbers = statement<{ number: string; name: string }>(
  'partners.findNumbers',
  `select number, name from partners.customer where number = any($1::text[])`,
)

/** Which of these numbers are taken, and by whom. */
export const findTakenNumbers = (work: Work, numbers: readonly string[]) => work.read(findNumbers, [numbers])

const findActivePerson = statement<{ person_id: string }>(
  'partners.findActivePerson',
  `select person_id from people.read_person where person_id = $1 and active`,
)

/** Whether an owner works here; true when none is named. */
export const findOwner = (work: Work, ownerId: string | null | undefined): Read<boolean> =>
  work.read(findActivePerson, [ownerId ?? null]).map((rows) => rows.length > 0)
