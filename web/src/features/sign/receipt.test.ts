import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountOf, bodyLine, complete, stepped } from './receipt.ts'

const due = { line: 2, quantity: '3600' }
const told = complete(due)

test('signed, short and damaged add up to what was shipped', () => {
  const cases = [
    [{ ...told }, '3600', '0', '0'],
    [{ ...told, got: '3588', short: true }, '3588', '12', '0'],
    [{ ...told, got: '3588', damaged: true }, '3588', '0', '12'],
    [{ ...told, got: '3588', short: true, damaged: true, damagedCount: '5' }, '3588', '7', '5'],
    [{ ...told, got: '3588' }, '3588', '12', '0'],
    [{ ...told, got: '0', damaged: true }, '0', '0', '3600'],
  ] as const
  for (const [receipt, signed, short, damaged] of cases) {
    assert.deepEqual(bodyLine(due, receipt), { line: 2, signed, short, damaged, remark: '' })
    assert.equal(accountOf(due, receipt).fault, null)
  }
})

test('what cannot be true is a fault', () => {
  assert.equal(accountOf(due, { ...told, got: '3601' }).fault, 'tooMany')
  assert.equal(accountOf(due, { ...told, got: '' }).fault, 'unreadable')
  assert.equal(accountOf(due, { ...told, got: '1.2.3' }).fault, 'unreadable')
  const both = { ...told, got: '3588', short: true, damaged: true }
  assert.equal(accountOf(due, { ...both, damagedCount: '13' }).fault, 'tooMany')
})

test('a step stays between nothing and what was shipped, and keeps fractions', () => {
  assert.equal(stepped('3600', 1, '3600'), '3600')
  assert.equal(stepped('0.5', -1, '10'), '0')
  assert.equal(stepped('8.25', 1, '10'), '9.25')
})
