import type { Database } from '../../kernel/database.ts'
import { type Refusal, refusals } from '../../kernel/refusal.ts'
import { statement } from '../../kernel/statement.ts'
import { withCompanyAll } from '../../kernel/transaction.ts'
import { Turnstile } from '../../kernel/turnstile.ts'

/** Nobody's company: for what must be known before the company is. */
export const NO_COMPANY = '00000000-0000-0000-0000-000000000000'

const no = refusals('access', {
  blocked: {
    status: 429,
    zh: (seconds: number) => `试错太多次。请 ${seconds} 秒后再试。`,
    en: (seconds: number) => `Too many wrong attempts. Try again in ${seconds} seconds.`,
  },
})

const blockedUntil = statement<{ until: Date | null }>(
  'access.blockedUntil',
  'select access.blocked_until($1) as until',
)
const countFailure = statement('access.countFailure', 'select access.count_failure($1, $2, $3)')

/** By what failures are counted together, and from which on it has to wait. */
export interface Bucket {
  name: string
  most: number
}

const OF_ONE = 5
/** Behind one address a whole office may sit, whose slips add up. */
const OF_AN_ADDRESS = 20

export const ofAccount = (account: string): Bucket => ({ name: `account:${account.toLowerCase()}`, most: OF_ONE })
export const ofAddress = (address: string): Bucket => ({ name: `address:${address}`, most: OF_AN_ADDRESS })
/** Whoever sits at somebody's open session shuts nobody out of signing in. */
export const ofOwnPassword = (userId: string): Bucket => ({ name: `password:${userId}`, most: OF_ONE })

/** What is compared at the same time can not yet count against each other, so it is few. */
const turnstile = new Turnstile(4)

/** Compares a password unless there were too many wrong ones, and counts it when it is wrong: `check` answers null. */
export function attempt<T>(
  database: Database,
  now: Date,
  buckets: readonly Bucket[],
  { check, wrong }: { check: () => Promise<T | null>; wrong: () => Refusal },
): Promise<T> {
  return turnstile.pass(async () => {
    const until = (await withCompanyAll(
      database,
      NO_COMPANY,
      buckets.map(({ name }) => [blockedUntil, [name]]),
    )) as { until: Date | null }[][]
    const seconds = Math.ceil((Math.max(...until.map(([row]) => row?.until?.getTime() ?? 0)) - now.getTime()) / 1000)
    if (seconds > 0) throw no.blocked(seconds).with({ retryAfter: seconds })

    const found = await check()
    if (found !== null) return found
    await withCompanyAll(
      database,
      NO_COMPANY,
      buckets.map(({ name, most }) => [countFailure, [name, now, most]]),
    )
    throw wrong()
  })
}
