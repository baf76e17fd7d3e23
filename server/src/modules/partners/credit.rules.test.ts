import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Refusal } from '../../kernel/refusal.ts'
import { type Credit, decideExposure, missingCredit } from './credit.rules.ts'

const credit = (limit: bigint | null, exposure: bigint): Credit => ({ customerId: 'c', limit, exposure })

test('how much credit is missing', () => {
  const table: [string, Credit, bigint, bigint][] = [
    ['unlimited', credit(null, 999_999n), 1_000_000n, 0n],
    ['up to the limit', credit(1000n, 400n), 600n, 0n],
    ['one over the limit', credit(1000n, 400n), 601n, 1n],
    ['prepayment has no credit', credit(0n, 0n), 1n, 1n],
    ['money that came first carries', credit(0n, -500n), 500n, 0n],
    ['money that came first, spent', credit(0n, -500n), 501n, 1n],
    ['over by a lowered limit, and lowering', credit(100n, 900n), -1n, 0n],
    ['over by a lowered limit, and no change', credit(100n, 900n), 0n, 0n],
    ['over by a lowered limit, and raising', credit(100n, 900n), 1n, 801n],
  ]
  for (const [name, one, delta, missing] of table) assert.equal(missingCredit(one, delta), missing, name)
})

test('a raise above the limit is refused with what is missing and the ways out', () => {
  const refused = (language: 'zh' | 'en') => (error: Refusal) => {
    assert.equal(error.code, 'partners.overLimit')
    assert.equal(error.status, 409)
    assert.deepEqual(error.data, { customerId: 'c', missing: '33500.00', limit: '1000.00', exposure: '0.00' })
    assert.match(
      error.sentence[language],
      language === 'zh' ? /还差 ¥33,500。.*预付.*放行/ : /¥33,500 over .*prepayment.*release/,
    )
    return true
  }
  for (const language of ['zh', 'en'] as const)
    assert.throws(
      () => decideExposure(credit(100_000n, 0n), 3_450_000n, { approved: false, currency: 'CNY' }),
      refused(language),
    )
})

test('an approval, or room, lets it through and answers the exposure after', () => {
  assert.equal(decideExposure(credit(1000n, 0n), 5000n, { approved: true, currency: 'CNY' }), 5000n)
  assert.equal(decideExposure(credit(1000n, 100n), 900n, { approved: false, currency: 'CNY' }), 1000n)
  assert.equal(decideExposure(credit(100n, 900n), -50n, { approved: false, currency: 'CNY' }), 850n)
})
