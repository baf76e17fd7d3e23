import { refusals } from '../../kernel/refusal.ts'
import { spokenMoney } from '../../kernel/spoken.ts'
import type { AccountRole } from './chart.ts'

export const no = refusals('ledger', {
  accountMissing: {
    status: 404,
    zh: () => '没有这个科目。请从科目表里选。',
    en: () => 'There is no such account. Choose one from the chart of accounts.',
  },
  codeTaken: {
    status: 409,
    zh: (code: string, name: string) => `科目编码 ${code} 已是「${name}」的。请换一个编码，或启用那个科目。`,
    en: (code: string, name: string) =>
      `The code ${code} belongs to ${name}. Choose another code, or take that account into use.`,
  },
  accountStale: {
    status: 412,
    zh: (current: number) => `这个科目已被别人改到第 ${current} 版。请刷新后再改。`,
    en: (current: number) =>
      `Somebody changed this account meanwhile; it is at version ${current}. Reload and change it again.`,
  },
  accountPosted: {
    status: 409,
    zh: (code: string, name: string) => `${code} ${name} 是系统自动记账要用的科目，不能停用。可以改名。`,
    en: (code: string, name: string) =>
      `${code} ${name} is posted to by rule and stays in use. It can be renamed instead.`,
  },
  accountOpened: {
    status: 409,
    zh: (code: string, name: string, amount: string) =>
      `${code} ${name} 还有期初余额 ${amount}，不能停用。先在期初里撤销这笔余额。`,
    en: (code: string, name: string, amount: string) =>
      `${code} ${name} was opened with ${amount} and cannot be put away. Take that opening balance back first.`,
  },
})

/** An account of the chart as it stands. `opened` in minor units, debit positive. */
export interface Account {
  code: string
  nameZh: string
  nameEn: string
  role: AccountRole | null
  active: boolean
  opened: bigint
  version: number
}

/** What an account is called to the reader. */
const nameIn = ({ nameZh, nameEn }: Pick<Account, 'nameZh' | 'nameEn'>, language: 'zh' | 'en') =>
  language === 'zh' ? nameZh : nameEn

export function decideCode(
  taken: Pick<Account, 'code' | 'nameZh' | 'nameEn'> | undefined,
  language: 'zh' | 'en',
): void {
  if (taken) throw no.codeTaken(taken.code, nameIn(taken, language))
}

/** An account that postings go to by rule, or on which something stands, is not put away. */
export function decideAccountChange(
  account: Account | undefined,
  wanted: { version?: number | undefined; active?: boolean | undefined },
  { language, currency }: { language: 'zh' | 'en'; currency: string },
): Account {
  if (!account) throw no.accountMissing()
  if (account.version !== wanted.version)
    throw no.accountStale(account.version).with({ current: { version: account.version } })
  if (!account.active || wanted.active !== false) return account
  const name = nameIn(account, language)
  if (account.role !== null) throw no.accountPosted(account.code, name)
  if (account.opened !== 0n) throw no.accountOpened(account.code, name, spokenMoney(account.opened, currency))
  return account
}
