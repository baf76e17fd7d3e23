import { differenceOf } from '../../kernel/difference.ts'
import { chainsOf, loadChainsOf } from '../../kernel/events.ts'
import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import type { CustomerFields } from './partners.rules.ts'
import { fieldColumns, writeCustomerTokens } from './write-customers.ts'

export type StandingCustomer = CustomerFields & { id: string; number: string }

/** What is changed of a customer: its fields as they were under lock, and as they are to be. */
export interface CustomerChange {
  before: StandingCustomer
  after: CustomerFields
}

const NAMED = `select customer_id from partners.customer where number = any($1::text[])
   union select customer_id from partners.customer where name = any($2::text[])`

const lockNamed = statement<StandingCustomer>(
  'partners.lockNamed',
  `select customer_id as id, number, name, short_name as "shortName", tax_id as "taxId", region, payment_method as "paymentMethod",
          invoice_basis as "invoiceBasis", term_days as "termDays", owner_id as "ownerId", note, active
     from partners.customer where customer_id = any(array(${NAMED})) order by customer_id for no key update`,
)
const chains = chainsOf('partners.chainsOfNamed', 'customer', NAMED)

/** Customers by number or name, under lock, to be changed together. */
export function loadCustomersNamed(work: Work, numbers: string[], names: string[]): Read<StandingCustomer[]> {
  loadChainsOf(work, chains, [numbers, names])
  return work.read(lockNamed, [numbers, names])
}

const updateCustomers = statement(
  'partners.updateCustomers',
  `update partners.customer c
      set name = w.name, short_name = w.short_name, tax_id = w.tax_id, region = w.region, payment_method = w.payment_method,
          invoice_basis = w.invoice_basis, term_days = w.term_days, owner_id = w.owner_id, note = w.note, active = w.active,
          version = c.version + 1
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::uuid[],
                 $10::text[], $11::boolean[])
       as w (id, name, short_name, tax_id, region, payment_method, invoice_basis, term_days, owner_id, note, active)
    where c.customer_id = w.id`,
)

/** Changes customers in three statements however many there are; each journal tells before and after. */
export function changeCustomers(work: Work, changes: readonly CustomerChange[]): void {
  if (changes.length === 0) return
  work.write(updateCustomers, [
    changes.map(({ before }) => before.id),
    ...fieldColumns(changes.map(({ after }) => after)),
  ])
  writeCustomerTokens(
    work,
    changes.map(({ before, after }) => ({ ...before, ...after })),
  )
  for (const { before, after } of changes)
    record(work, {
      type: 'partners.customerChanged',
      kind: 'customer',
      id: before.id,
      data: differenceOf(before, after),
    })
}
