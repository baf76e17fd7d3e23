import { money } from '@baton/contract/decimal'
import { refusals } from '../../kernel/refusal.ts'
import { spokenMoney } from '../../kernel/spoken.ts'

/** What a customer may owe and owes by decision, minor units. A null limit is unlimited, 0 means prepayment. */
export interface Credit {
  customerId: string
  limit: bigint | null
  /** May be negative: money that came before the goods. */
  exposure: bigint
}

export const no = refusals('partners', {
  overLimit: {
    status: 409,
    zh: (missing: string) => `额度还差 ${missing}。可以先收预付、先发一部分，或申请放行。`,
    en: (missing: string) => `${missing} over the credit limit. Take a prepayment, release part, or ask for release.`,
  },
})

/** By how much a customer would stand above the limit; 0 when it fits. What does not raise the exposure always fits. */
export function missingCredit({ limit, exposure }: Omit<Credit, 'customerId'>, delta: bigint): bigint {
  if (limit === null || delta <= 0n) return 0n
  const over = exposure + delta - limit
  return over > 0n ? over : 0n
}

/**
 * Refuses to raise the exposure above the limit, unless a recorded approval covers it. Answers the exposure after.
 * Sum the parts of one decision first: two lines of one customer are one raise.
 */
export function decideExposure(
  credit: Credit,
  delta: bigint,
  { approved, currency }: { approved: boolean; currency: string },
): bigint {
  const missing = missingCredit(credit, delta)
  if (missing > 0n && !approved)
    throw no.overLimit(spokenMoney(missing, currency)).with({
      customerId: credit.customerId,
      missing: money(missing),
      limit: money(credit.limit!),
      exposure: money(credit.exposure),
    })
  return credit.exposure + delta
}
