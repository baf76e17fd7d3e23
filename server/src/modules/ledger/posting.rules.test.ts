import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHART } from './chart.ts'
import { settledPostings } from './posting.rules.ts'
import { balanced } from './trial-balance.rules.ts'

test('nothing is posted for zero, and a negative amount swaps sides', () => {
  assert.deepEqual(
    settledPostings([
      { debit: 'receivable', credit: 'revenue', amount: 100n, customerId: 'c' },
      { debit: 'rounding', credit: 'receivable', amount: 0n },
      { debit: 'receivable', credit: 'rounding', amount: -3n, customerId: 'c' },
    ]),
    [
      { debit: 'receivable', credit: 'revenue', amount: 100n, customerId: 'c' },
      { debit: 'rounding', credit: 'receivable', amount: 3n, customerId: 'c' },
    ],
  )
  assert.deepEqual(settledPostings([{ debit: 'bank', credit: 'receivable', amount: 0n }]), [])
})

test('an account never posts to itself, not even nothing', () => {
  assert.throws(() => settledPostings([{ debit: 'bank', credit: 'bank', amount: 0n }]), /moves nothing/)
})

test('each role has exactly one account, and each code stands once', () => {
  const roles = CHART.flatMap(({ role }) => role ?? [])
  assert.equal(new Set(roles).size, roles.length)
  assert.equal(roles.length, 14)
  assert.equal(new Set(CHART.map(({ code }) => code)).size, CHART.length)
})

test('the trial balance leaves out what never moved and sums both columns', () => {
  const row = (code: string, debit: bigint, credit: bigint) => ({
    ...{ code, debit, credit },
    ...{ name_zh: '', name_en: '', kind: 'asset' },
  })
  const { rows, debit, credit } = balanced([row('1002', 500n, 200n), row('1122', 200n, 500n), row('1405', 0n, 0n)])
  assert.deepEqual(
    rows.map(({ code, balance }) => [code, balance]),
    [
      ['1002', 300n],
      ['1122', -300n],
    ],
  )
  assert.deepEqual([debit, credit], [700n, 700n])
})
