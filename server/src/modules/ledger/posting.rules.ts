import type { AccountRole } from './chart.ts'

/** One amount moved from the credited account to the debited one, minor units of the company's currency. */
export interface Posting {
  debit: AccountRole
  credit: AccountRole
  amount: bigint
  /** Whose receivable or advance it is, for the subledger. */
  customerId?: string
}

/** What remains to be written: nothing moves for zero, and a negative amount moves the other way. */
export function settledPostings(postings: readonly Posting[]): Posting[] {
  for (const { debit, credit } of postings)
    if (debit === credit) throw new Error(`A posting from ${credit} to itself moves nothing`)
  return postings
    .filter(({ amount }) => amount !== 0n)
    .map((one) => (one.amount > 0n ? one : { ...one, debit: one.credit, credit: one.debit, amount: -one.amount }))
}
