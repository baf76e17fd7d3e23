/**
 * The front door of the partners: customers, their contacts and addresses, and their credit under lock.
 * Read views: partners.read_customer, partners.read_contact, partners.read_address, partners.read_credit.
 */
export { checks } from './checks.ts'
export { type Credit, decideExposure, missingCredit } from './credit.rules.ts'
export { changeExposure, creditOf, loadCredit } from './credit.ts'
export { type CustomerFacts, findCustomers } from './customers.ts'
export { type NewCustomer, writeCustomers } from './write-customers.ts'
