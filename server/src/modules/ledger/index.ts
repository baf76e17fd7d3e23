/**
 * The ledger's front door. Goods, invoices and money post through it, in their own transaction.
 * Read views: ledger.read_entry, ledger.read_posting, ledger.read_account.
 */
export { type AccountKind, type AccountRole, CHART, type ChartAccount, createChart } from './chart.ts'
export { checks } from './checks.ts'
export { type NewEntry, post, postMany } from './post.ts'
export type { Posting } from './posting.rules.ts'
export { type Entry, entriesOf, loadEntriesOf, reverse } from './reverse.ts'
export { trialBalance } from './trial-balance.ts'
