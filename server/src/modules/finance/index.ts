/**
 * Invoices, credit notes, payments and their matching; everything posts to the ledger in its own transaction.
 * Read views: `finance.read_invoice`, `finance.read_payment`, `finance.read_matching`.
 */
export { checks } from './checks.ts'
