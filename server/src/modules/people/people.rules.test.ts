import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type DepartmentFacts,
  decideDays,
  decideLeave,
  decideParent,
  decideReach,
  decideShifts,
  headedBy,
  withChanges,
} from './people.rules.ts'

const refused = (code: string) => ({ code: `people.${code}` })
const department = (id: string, parentId: string | null, headId: string | null = null): DepartmentFacts => ({
  ...{ id, number: id, nameZh: id, nameEn: id, parentId, headId, calendarId: null, kind: 'sales', version: 1 },
})
const tree = [
  department('top', null, 'boss'),
  department('a', 'top', 'ann'),
  department('b', 'a'),
  department('c', 'top'),
]
const among = (...changed: DepartmentFacts[]) => [
  ...tree.filter(({ id }) => !changed.some((one) => one.id === id)),
  ...changed,
]

test('a department stands below others in use, never below itself', () => {
  const at = (id: string, parentId: string | null) => () => decideParent(tree, { id, nameZh: id, parentId })
  at('a', null)()
  at('a', 'c')()
  at('new', 'b')()
  assert.throws(at('a', 'gone'), refused('parentUnknown'))
  assert.throws(at('a', 'a'), refused('circle'))
  assert.throws(at('a', 'b'), refused('circle'))
  assert.throws(at('top', 'b'), refused('circle'))
})

test('heads answer for what they head and all below', () => {
  assert.deepEqual([...headedBy(tree, 'ann')].sort(), ['a', 'b'])
  assert.deepEqual([...headedBy(tree, 'boss')].sort(), ['a', 'b', 'c', 'top'])
  assert.deepEqual([...headedBy(tree, 'nobody')], [])
})

test('nobody but an administrator widens their own reach', () => {
  const actor = (scope: 'own' | 'all' = 'own', ...rights: string[]) => ({
    personId: 'ann',
    rights: new Set(rights),
    scope,
  })
  const table: [string, DepartmentFacts[], ReturnType<typeof actor>, boolean][] = [
    ['somebody else becomes head', among(department('c', 'top', 'cleo')), actor(), true],
    ['one gives a department away', among(department('a', 'top', 'cleo')), actor(), true],
    ['a new department below one’s own', among(department('new', 'a')), actor(), true],
    ['a new department below one’s own, headed', among(department('new', 'b', 'ann')), actor(), true],
    ['a new department elsewhere, headed', among(department('new', 'c', 'ann')), actor(), false],
    ['a department that is there, headed', among(department('c', 'top', 'ann')), actor(), false],
    ['a department moved below one’s own', among(department('c', 'a')), actor(), false],
    ['the same by an administrator', among(department('c', 'a')), actor('own', 'access.administer'), true],
    ['the same by who sees everything', among(department('c', 'a')), actor('all'), true],
  ]
  for (const [what, after, who, allowed] of table) {
    const act = () => decideReach(tree, after, who)
    if (allowed) assert.doesNotThrow(act, what)
    else assert.throws(act, refused('ownReach'), what)
  }
})

test('hours of a day follow each other', () => {
  const shift = (weekday: number, from: number, to: number) => ({ weekday, from, to })
  decideShifts([])
  decideShifts([shift(1, 780, 1080), shift(1, 480, 780), shift(2, 480, 1440)])
  assert.throws(() => decideShifts([shift(1, 480, 480)]), refused('shiftOrder'))
  assert.throws(() => decideShifts([shift(1, 600, 700), shift(1, 480, 601)]), refused('shiftOverlap'))
})

test('the days of a year are each named once', () => {
  const days = (...named: string[]) => ({ year: 2026, days: named.map((day) => ({ day })) })
  decideDays(days('2026-01-01', '2026-12-31'))
  assert.throws(() => decideDays(days('2026-01-01', '2025-12-31')), refused('dayOfOtherYear'))
  assert.throws(() => decideDays(days('2026-01-01', '2026-01-01')), refused('dayTwice'))
})

test('leave has an end behind its beginning and meets no other', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour))
  const leave = (from: number, until: number) => ({ id: `${from}`, from: at(from), until: at(until) })
  const decide = (from: number, until: number) => () =>
    decideLeave({ from: at(from), until: at(until) }, '陈静', [leave(8, 12)], (one) => one.toISOString())
  decide(0, 8)()
  decide(12, 20)()
  assert.throws(decide(5, 5), refused('leaveOrder'))
  for (const [from, until] of [
    [7, 9],
    [11, 13],
    [9, 10],
    [0, 24],
  ] as const)
    assert.throws(decide(from, until), refused('leaveOverlap'), `${from}–${until}`)
})

test('a change names what it changes and nothing else', () => {
  const before = { name: 'A', phone: '1' as string | null, position: '' }
  assert.deepEqual(withChanges(before, { phone: null }), { name: 'A', phone: null, position: '' })
})
