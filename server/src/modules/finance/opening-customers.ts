import { statement } from '../../kernel/statement.ts'
import type { OpeningCustomer } from './opening.rules.ts'

/** The customers that an opening names in $1, by number or name. */
export const NAMED = `select customer_id from partners.read_customer where number = any($1::text[])
   union select customer_id from partners.read_customer where name = any($1::text[])`

export const findNamed = statement<OpeningCustomer>(
  'finance.open.customers',
  `select customer_id as id, number, name, tax_id as "taxId" from partners.read_customer where customer_id = any(array(${NAMED}))`,
)
