import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesBetween, type HandoverPackage, isSafe, lapsesIn, minutesLeft } from './package-rules.ts'

const subject = (number: string, open = true) => ({
  kind: 'order' as const,
  id: number,
  number,
  customer: '云栖',
  gross: '1.00',
  currency: 'CNY',
  promisedOn: null,
  state: 'pending' as const,
  open,
  dropped: !open,
  unclaimed: false,
})

const seen: HandoverPackage = {
  id: 'h1',
  number: 'HO1',
  batchId: 'b1',
  state: 'offered',
  kind: 'handover',
  from: { id: 'p1', name: '陈静', department: { id: 'd1', nameZh: '跟单', nameEn: 'Tracking', kind: 'tracking' } },
  to: { kind: 'person', id: 'p2', nameZh: '李思远', nameEn: '李思远', departmentKind: 'tracking' },
  reason: 'leave',
  note: '',
  nextAction: '',
  nextActionDue: null,
  subjects: [subject('SO1'), subject('SO2')],
  offeredAt: '2026-11-22T08:00:00Z',
  answerBy: '2026-11-22T10:00:00Z',
  answeredAt: null,
  answeredBy: null,
  answerReason: null,
  checks: [],
  version: 1,
  may: [{ act: 'accept', allowed: true }],
}

test('an order that left the package is named', () => {
  const now = { ...seen, version: 2, subjects: [subject('SO1'), subject('SO2', false)] }
  assert.deepEqual(changesBetween(seen, now), [{ kind: 'gone', text: 'SO2' }])
})

test('a change that shows nowhere else is told as a new version', () => {
  assert.deepEqual(changesBetween(seen, { ...seen, version: 3 }), [{ kind: 'version', text: '' }])
  assert.deepEqual(changesBetween(seen, seen), [])
})

test('deadline, note and state are told apart', () => {
  const now: HandoverPackage = { ...seen, answerBy: null, note: '先看照片', state: 'recalled', version: 2 }
  assert.deepEqual(
    changesBetween(seen, now).map(({ kind }) => kind),
    ['deadline', 'note', 'state'],
  )
})

test('a list is asked for again when the first offer that waits lapses, and soon again while it has not been told so', () => {
  const at = Date.parse('2026-11-22T09:00:00Z')
  const later = { ...seen, answerBy: '2026-11-22T11:00:00Z' }
  assert.equal(lapsesIn([later, seen], at), 3_601_000)
  assert.equal(lapsesIn([seen], at + 3_600_001), 15_000)
  assert.equal(
    lapsesIn(
      [
        { ...seen, state: 'lapsed' },
        { ...seen, answerBy: null },
      ],
      at,
    ),
    false,
  )
  assert.equal(lapsesIn([{ ...seen, answerBy: '2099-01-01T00:00:00Z' }], at), 86_400_000)
})

test('a warning or a refusal makes a package unsafe', () => {
  const check = { check: 'stock' as const, severity: 'warn' as const, subjectId: null, zh: '', en: '', cure: null }
  assert.equal(isSafe(seen), true)
  assert.equal(isSafe({ ...seen, checks: [check] }), false)
  assert.equal(isSafe({ ...seen, may: [{ act: 'accept', allowed: false }] }), false)
})

test('what is left is counted in real minutes, below zero when past', () => {
  const now = Date.parse('2026-11-22T09:00:00Z')
  assert.equal(minutesLeft('2026-11-22T10:00:00Z', now), 60)
  assert.equal(minutesLeft('2026-11-22T08:30:00Z', now), -30)
  assert.equal(minutesLeft(null, now), null)
})
