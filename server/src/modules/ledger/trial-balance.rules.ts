/** What an account received (debit) and gave (credit), minor units. */
export interface Turnover {
  code: string
  name_zh: string
  name_en: string
  kind: string
  debit: bigint
  credit: bigint
}

/** The accounts with their balance (debit less credit), without those that never moved, and both sums. */
export function balanced(turnovers: readonly Turnover[]) {
  const rows = turnovers
    .filter(({ debit, credit }) => debit !== 0n || credit !== 0n)
    .map((one) => ({ ...one, balance: one.debit - one.credit }))
  return {
    rows,
    debit: rows.reduce((sum, { debit }) => sum + debit, 0n),
    credit: rows.reduce((sum, { credit }) => sum + credit, 0n),
  }
}
