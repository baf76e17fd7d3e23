import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../kernel/refusal.ts'
import { type Account, decideAccountChange, decideCode } from './account.rules.ts'

const account = (more: Partial<Account> = {}): Account => ({
  ...{ code: '2202', nameZh: '应付账款', nameEn: 'Accounts payable', role: null, active: true, opened: 0n, version: 3 },
  ...more,
})
const who = { language: 'en' as const, currency: 'CNY' }

const codeOf = (act: () => unknown): string => {
  try {
    act()
    return 'ok'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

test('which accounts may be renamed and put away: the first refusal that applies wins', () => {
  const bank = account({ role: 'bank', opened: 5n })
  const table: [string, Account | undefined, { version?: number; active?: boolean }][] = [
    ['ok', account(), { version: 3, active: false }],
    ['ok', bank, { version: 3 }],
    ['ok', bank, { version: 3, active: true }],
    ['ok', account({ active: false, opened: 5n }), { version: 3, active: false }],
    ['ledger.accountOpened', account({ opened: -5n }), { version: 3, active: false }],
    ['ledger.accountPosted', bank, { version: 3, active: false }],
    ['ledger.accountStale', bank, { version: 2, active: false }],
    ['ledger.accountMissing', undefined, { version: 2, active: false }],
  ]
  for (const [expected, before, wanted] of table)
    assert.equal(
      codeOf(() => decideAccountChange(before, wanted, who)),
      expected,
      JSON.stringify(wanted),
    )
  assert.equal(
    codeOf(() => decideCode(account(), 'en')),
    'ledger.codeTaken',
  )
  assert.equal(
    codeOf(() => decideCode(undefined, 'en')),
    'ok',
  )
})
