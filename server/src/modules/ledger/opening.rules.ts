import { refusals } from '../../kernel/refusal.ts'
import { spokenMoney } from '../../kernel/spoken.ts'
import type { AccountRole } from './chart.ts'

export const no = refusals('ledger', {
  openingUnknown: {
    status: 404,
    zh: () => '没有这笔期初余额。请刷新后再看。',
    en: () => 'There is no such opening balance. Reload and look again.',
  },
  dayInFuture: {
    status: 422,
    zh: (on: string) => `入账日期 ${on} 还没到。请填今天或以前的日期。`,
    en: (on: string) => `The opening day ${on} has not come yet. Enter today or an earlier day.`,
  },
  accountUnknown: {
    status: 422,
    zh: (line: number, account: string) => `第 ${line} 行没有科目 ${account}，或已停用。请从科目表里选。`,
    en: (line: number, account: string) =>
      `Line ${line}: there is no account ${account}, or it is closed. Choose one from the chart of accounts.`,
  },
  oneSide: {
    status: 422,
    zh: (line: number, account: string) => `第 ${line} 行 ${account} 要么填借方，要么填贷方，金额大于 0。`,
    en: (line: number, account: string) =>
      `Line ${line}: ${account} needs a debit or a credit above 0, and not both. Enter one of them.`,
  },
  accountTwice: {
    status: 422,
    zh: (line: number, account: string) => `第 ${line} 行重复了科目 ${account}。请合并成一行。`,
    en: (line: number, account: string) => `Line ${line} repeats account ${account}. Make one line of the two.`,
  },
  openingAccount: {
    status: 422,
    zh: (line: number, account: string) =>
      `第 ${line} 行的 ${account} 是期初余额的对方科目，由系统记账。请删掉这一行。`,
    en: (line: number, account: string) =>
      `Line ${line}: ${account} is the other side of every opening balance and is posted by itself. Leave the line out.`,
  },
  controlDiffers: {
    status: 409,
    zh: (line: number, account: string, stated: string, opened: string) =>
      `第 ${line} 行 ${account} 写的是 ${stated}，而期初库存、期初应收和期初预收合计是 ${opened}。先补齐这些，再录科目余额。`,
    en: (line: number, account: string, stated: string, opened: string) =>
      `Line ${line}: ${account} says ${stated}, but opening stock, receivables and advances bring ${opened}. Complete these first, then post the accounts.`,
  },
  openedAlready: {
    status: 409,
    zh: (line: number, account: string) => `第 ${line} 行 ${account} 已有期初余额。要改它，先撤销原来那笔。`,
    en: (line: number, account: string) =>
      `Line ${line}: ${account} has its opening balance already. To change it, take that one back first.`,
  },
  sidesDiffer: {
    status: 422,
    zh: (debit: string, credit: string, difference: string) =>
      `借方合计 ${debit}，贷方合计 ${credit}，差 ${difference}。请核对后让两边相等。`,
    en: (debit: string, credit: string, difference: string) =>
      `Debits are ${debit} and credits ${credit}, ${difference} apart. Check the lines until both sides agree.`,
  },
  openingReversed: {
    status: 409,
    zh: (account: string) => `${account} 的这笔期初余额已撤销，不用再撤销。`,
    en: (account: string) => `This opening balance of ${account} has been taken back already; nothing is left to do.`,
  },
})

/** Accounts that documents move alone: what stands on them is the sum of stock, receivables and receipts. */
const CONTROLLED: readonly (AccountRole | null)[] = ['stock', 'receivable', 'advance', 'transit']

export const isControlled = (role: AccountRole | null): boolean => CONTROLLED.includes(role)

/** An account with what stood on it at the start so far, debit positive, minor units. */
export interface OpenedAccount {
  code: string
  role: AccountRole | null
  active: boolean
  opened: bigint
  /** Whether an opening balance stands on it that was posted by hand. */
  standing: boolean
}

export interface OpeningLine {
  account: string
  debit: bigint
  credit: bigint
}

/**
 * Decides a trial balance line by line, from 1: each account once, controlled ones equal to what their documents brought, both sides equal.
 * Answers what is to be posted, debit positive.
 */
export function decideOpenings(
  lines: readonly OpeningLine[],
  {
    on,
    today,
    accounts,
    currency,
  }: { on: string; today: string; accounts: readonly OpenedAccount[]; currency: string },
): { account: string; amount: bigint }[] {
  if (on > today) throw no.dayInFuture(on)
  const say = (amount: bigint) => spokenMoney(amount, currency)
  const seen = new Set<string>()
  const posted = lines.flatMap((line, index) => {
    const at = index + 1
    const account = accounts.find(({ code, active }) => active && code === line.account)
    if (!account) throw no.accountUnknown(at, line.account)
    if (line.debit > 0n === line.credit > 0n) throw no.oneSide(at, account.code)
    if (seen.has(account.code)) throw no.accountTwice(at, account.code)
    seen.add(account.code)
    if (account.role === 'opening') throw no.openingAccount(at, account.code)
    const amount = line.debit - line.credit
    if (isControlled(account.role)) {
      if (amount !== account.opened) throw no.controlDiffers(at, account.code, say(amount), say(account.opened))
      return []
    }
    if (account.standing) throw no.openedAlready(at, account.code)
    return [{ account: account.code, amount }]
  })
  const debit = lines.reduce((sum, line) => sum + line.debit, 0n)
  const credit = lines.reduce((sum, line) => sum + line.credit, 0n)
  if (debit !== credit)
    throw no.sidesDiffer(say(debit), say(credit), say(debit > credit ? debit - credit : credit - debit))
  return posted
}
