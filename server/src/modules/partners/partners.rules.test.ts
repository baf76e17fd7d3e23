import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideLimit, decideList, decideNumbers, decideOwner, decideVersion, onePreferred } from './partners.rules.ts'

const refused = (code: string) => ({ code: `partners.${code}` })

test('the limit of a new customer', () => {
  const table: [string, bigint | null | undefined, boolean, bigint | null][] = [
    ['as asked, with the right', 500n, true, 500n],
    ['unlimited, with the right', undefined, true, null],
    ['prepayment without the right', undefined, false, 0n],
    ['prepayment asked for without the right', 0n, false, 0n],
  ]
  for (const [name, wanted, may, limit] of table) assert.equal(decideLimit(wanted, may), limit, name)
  assert.throws(() => decideLimit(null, false), refused('creditRight'))
  assert.throws(() => decideLimit(1n, false), refused('creditRight'))
})

test('a number belongs to one customer', () => {
  decideNumbers(['A', 'B'], [])
  assert.throws(() => decideNumbers(['A', 'B', 'A'], []), refused('numberTwice'))
  assert.throws(() => decideNumbers(['A', 'A'], [{ number: 'A', name: 'Old' }]), {
    ...refused('numberTaken'),
    status: 409,
  })
})

test('an owner is active, a change names the current version', () => {
  decideOwner(null, false)
  decideOwner('p', true)
  assert.throws(() => decideOwner('p', false), { ...refused('ownerUnknown'), status: 422 })
  decideVersion(3, 3)
  assert.throws(() => decideVersion(3, 2), { ...refused('stale'), status: 412, data: { current: { version: 3 } } })
  assert.throws(() => decideVersion(3, undefined), refused('stale'))
})

test('one contact is preferred', () => {
  const marks = (...list: boolean[]) =>
    onePreferred(list.map((preferred) => ({ preferred }))).map(({ preferred }) => preferred)
  assert.deepEqual(marks(), [])
  assert.deepEqual(marks(false, false), [true, false])
  assert.deepEqual(marks(false, true, true), [false, true, false])
})

test('a list is replaced: known ids keep their row, those left out are put away, foreign ones refused', () => {
  const before = [
    { id: 'a', preferred: true },
    { id: 'b', preferred: false },
  ]
  const ids = () => 'new'
  assert.deepEqual(decideList('contacts', before, [{ id: 'b', preferred: false }, { preferred: false }], ids), {
    kept: [
      { id: 'b', preferred: true },
      { id: 'new', preferred: false },
    ],
    gone: ['a'],
  })
  assert.throws(() => decideList('contacts', before, [{ preferred: false }, { id: 'x', preferred: false }], ids), {
    ...refused('detailUnknown'),
    message: /^Contact 2 /,
  })
  const twice = [
    { id: 'a', preferred: false },
    { id: 'a', preferred: false },
  ]
  assert.throws(() => decideList('addresses', before, twice, ids), {
    ...refused('detailUnknown'),
    message: /^Address 2 /,
  })
})
