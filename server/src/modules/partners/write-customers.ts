import { money } from '@baton/contract/decimal'
import { writeTokens } from '../../kernel/search.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import type { Address, Contact, CustomerFields } from './partners.rules.ts'

/** A customer to be created; ids are the caller's. A null limit is unlimited, 0 means prepayment. */
export interface NewCustomer extends CustomerFields {
  id: string
  number: string
  creditLimit: bigint | null
  contacts: Contact[]
  addresses: Address[]
}

const insertCustomers = statement(
  'partners.insertCustomers',
  `with customers as (
     insert into partners.customer (customer_id, number, name, short_name, tax_id, region, payment_method, invoice_basis,
                                    term_days, owner_id, note, active, created_at)
     select *, $14::timestamptz
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                   $9::int[], $10::uuid[], $11::text[], $12::boolean[]))
   insert into partners.credit (customer_id, credit_limit) select * from unnest($1::uuid[], $13::bigint[])`,
)

/** Creates customers, with credit, contacts and addresses, in four statements however many there are. */
export function addCustomers(work: Work, customers: readonly NewCustomer[]): void {
  if (customers.length === 0) return
  work.write(insertCustomers, [
    customers.map(({ id }) => id),
    customers.map(({ number }) => number),
    ...fieldColumns(customers),
    customers.map(({ creditLimit }) => creditLimit),
    work.now,
  ])
  writeContacts(
    work,
    customers.flatMap(({ id, contacts }) => contacts.map((one) => ({ ...one, customerId: id }))),
  )
  writeAddresses(
    work,
    customers.flatMap(({ id, addresses }) => addresses.map((one) => ({ ...one, customerId: id }))),
  )
  writeCustomerTokens(work, customers)
  for (const { id, number, name, creditLimit } of customers)
    record(work, {
      type: 'partners.customerCreated',
      kind: 'customer',
      id,
      begins: true,
      data: { number, name, creditLimit: creditLimit === null ? null : money(creditLimit) },
    })
}

/** A column for each field, in the order of the statements that write them. */
export const fieldColumns = (customers: readonly CustomerFields[]): unknown[][] => [
  customers.map(({ name }) => name),
  customers.map(({ shortName }) => shortName),
  customers.map(({ taxId }) => taxId),
  customers.map(({ region }) => region),
  customers.map(({ paymentMethod }) => paymentMethod),
  customers.map(({ invoiceBasis }) => invoiceBasis),
  customers.map(({ termDays }) => termDays),
  customers.map(({ ownerId }) => ownerId),
  customers.map(({ note }) => note),
  customers.map(({ active }) => active),
]

/** What customers are found by. */
export const writeCustomerTokens = (
  work: Work,
  customers: readonly Pick<NewCustomer, 'id' | 'number' | 'name' | 'shortName' | 'taxId'>[],
): void =>
  writeTokens(
    work,
    'customer',
    customers.map(({ id, number, name, shortName, taxId }) => ({ id, texts: [number, name, shortName, taxId ?? ''] })),
  )

const upsertContacts = statement(
  'partners.upsertContacts',
  `insert into partners.contact (contact_id, customer_id, name, position, phone, email, preferred)
   select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[])
   on conflict (company_id, contact_id) do update
     set name = excluded.name, position = excluded.position, phone = excluded.phone, email = excluded.email,
         preferred = excluded.preferred`,
)

export function writeContacts(work: Work, contacts: readonly (Contact & { customerId: string })[]): void {
  if (contacts.length === 0) return
  work.write(upsertContacts, [
    contacts.map(({ id }) => id),
    contacts.map(({ customerId }) => customerId),
    contacts.map(({ name }) => name),
    contacts.map(({ position }) => position),
    contacts.map(({ phone }) => phone),
    contacts.map(({ email }) => email),
    contacts.map(({ preferred }) => preferred),
  ])
}

const upsertAddresses = statement(
  'partners.upsertAddresses',
  `insert into partners.address (address_id, customer_id, recipient, phone, region, street, preferred)
   select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[])
   on conflict (company_id, address_id) do update
     set recipient = excluded.recipient, phone = excluded.phone, region = excluded.region, street = excluded.street,
         preferred = excluded.preferred`,
)

export function writeAddresses(work: Work, addresses: readonly (Address & { customerId: string })[]): void {
  if (addresses.length === 0) return
  work.write(upsertAddresses, [
    addresses.map(({ id }) => id),
    addresses.map(({ customerId }) => customerId),
    addresses.map(({ recipient }) => recipient),
    addresses.map(({ phone }) => phone),
    addresses.map(({ region }) => region),
    addresses.map(({ street }) => street),
    addresses.map(({ preferred }) => preferred),
  ])
}

const putContactsAway = statement(
  'partners.putContactsAway',
  `update partners.contact set active = false where contact_id = any($1::uuid[])`,
)

const putAddressesAway = statement(
  'partners.putAddressesAway',
  `update partners.address set active = false where address_id = any($1::uuid[])`,
)

/** Contacts and addresses that were taken off the list; their rows stay. */
export function putAway(work: Work, contacts: readonly string[], addresses: readonly string[]): void {
  if (contacts.length > 0) work.write(putContactsAway, [contacts])
  if (addresses.length > 0) work.write(putAddressesAway, [addresses])
}
