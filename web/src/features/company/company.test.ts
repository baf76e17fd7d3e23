import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Company } from '../../app/company.ts'
import { overlapOf } from '../../app/overlap.ts'
import { bodyOf, draftFrom, draftOf, factsOf, versionedOf } from './company.ts'

const company: Company = {
  id: 'c',
  name: '新程五金',
  nameEn: '',
  taxId: null,
  address: '余姚',
  phone: null,
  bankAccounts: [{ bank: '工商银行', account: '3901 0000', holder: '' }],
  currency: 'CNY',
  currencyFixed: true,
  timeZone: 'Asia/Shanghai',
  language: 'zh',
  demonstration: false,
  logo: null,
  policies: { priceAllowance: '0.03', answerHours: 4, signAfterDays: 7, termDays: 30, invoiceBasis: 'signed' },
  version: 3,
}
const { policies } = company
const typed = (part: object) => factsOf({ ...draftOf(company), ...part })

test('a form in which nothing was typed says what the company says, and nothing of it is sent', () => {
  const { facts, version } = versionedOf(company)
  assert.deepEqual(factsOf(draftFrom(facts)), facts)
  assert.deepEqual([facts.priceAllowance, facts.taxId, version], ['0.03', null, 3])
  assert.deepEqual(bodyOf(overlapOf(facts, typed({}), { facts, version }).mine), {})
})

test('only what was changed is sent, a policy without the others', () => {
  const base = versionedOf(company)
  const { mine } = overlapOf(base.facts, typed({ phone: ' 0574 6266 ', termDays: '45' }), base)
  assert.deepEqual(bodyOf(mine), { phone: '0574 6266', policies: { termDays: 45 } })
})

test('two who change different policies are no dispute, and two who change the same one are', () => {
  const base = versionedOf(company)
  const now = versionedOf({ ...company, policies: { ...policies, answerHours: 8, termDays: 60 }, version: 4 })
  assert.deepEqual(overlapOf(base.facts, typed({ signAfterDays: '10' }), now).fields, [])
  assert.deepEqual(overlapOf(base.facts, typed({ signAfterDays: '10', termDays: '45' }), now).fields, ['termDays'])
})
