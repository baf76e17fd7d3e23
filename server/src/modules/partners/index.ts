/**
 * The front door of the partners: customers, their contacts and addresses, and their credit under lock.
 * Read views: partners.read_customer, partners.read_contact, partners.read_address, partners.read_credit.
 */
export { changeLimit, decideLimit, type Limit, loadLimit, shownLimit } from './change-credit.ts'
export { type CustomerChange, changeCustomers, loadCustomersNamed, type StandingCustomer } from './change-customers.ts'
export { checks } from './checks.ts'
export { type Credit, decideExposure, missingCredit } from './credit.rules.ts'
export { changeExposure, creditOf, loadCredit } from './credit.ts'
export { type CustomerFacts, findCustomers } from './customers.ts'
export { decideLimit as decideFirstLimit } from './partners.rules.ts'
export { addCustomers, type NewCustomer } from './write-customers.ts'
