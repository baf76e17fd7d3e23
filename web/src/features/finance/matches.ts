import { MONEY_PLACES, money } from '@baton/contract/decimal'
import { amountOf } from '../../ui/typed-amount.ts'

export interface Suggested {
  invoice: { id: string }
  suggested: string
}

/** Amounts as typed, by invoice. */
export type Matches = Readonly<Record<string, string>>

/** What the server suggests, as the dialog starts with it; an invoice with nothing suggested stays empty. */
export const suggestedMatches = (rows: readonly Suggested[]): Matches =>
  Object.fromEntries(rows.map(({ invoice, suggested }) => [invoice.id, isNone(suggested) ? '' : suggested]))

const minor = (typed: string): bigint | null => amountOf(typed, MONEY_PLACES)
const isNone = (typed: string): boolean => minor(typed) === 0n

/** What is to be sent, and what of the money is left; null where something cannot be read. */
export function reckon(
  amount: string,
  matches: Matches,
): { rest: bigint; sum: bigint; wanted: { invoiceId: string; amount: string }[] } | null {
  const whole = minor(amount)
  if (whole === null) return null
  let sum = 0n
  const wanted: { invoiceId: string; amount: string }[] = []
  for (const [invoiceId, typed] of Object.entries(matches)) {
    const one = minor(typed)
    if (one === null) return null
    if (one === 0n) continue
    sum += one
    wanted.push({ invoiceId, amount: money(one) })
  }
  return { rest: whole - sum, sum, wanted }
}
