/**
 * Invoices, credit notes, payments and their matching; everything posts to the ledger in its own transaction.
 * Read views: `finance.read_invoice`, `finance.read_payment`, `finance.read_matching`.
 */
export { checks } from './checks.ts'
export { type ImportedInvoice, importInvoices } from './import-invoices.ts'
export { importPayments } from './import-payments.ts'
export { shownNumber } from './invoice.rules.ts'
export { reactions } from './reactions.ts'
