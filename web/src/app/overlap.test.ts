import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedFields, merged, overlapOf } from './overlap.ts'

const base = { name: '云栖', region: '华东', contacts: [{ name: '张蕾' }] }

test('only what I changed is mine, and only what both changed differently is in dispute', () => {
  const draft = { ...base, region: '华南', name: '云栖酒店' }
  const now = { facts: { ...base, region: '华中', contacts: [] }, version: 4 }
  const overlap = overlapOf(base, draft, now)
  assert.deepEqual(overlap.fields, ['region'])
  assert.deepEqual(overlap.mine, { name: '云栖酒店', region: '华南' })
  assert.equal(overlap.version, 4)
})

test('the same change made twice is no dispute', () => {
  const same = { ...base, region: '华南' }
  assert.deepEqual(overlapOf(base, same, { facts: same, version: 2 }).fields, [])
})

test('putting both together loses neither side, and the choice decides the fields in dispute', () => {
  const draft = { ...base, region: '华南', name: '云栖酒店' }
  const overlap = overlapOf(base, draft, { facts: { ...base, region: '华中', contacts: [] }, version: 4 })
  assert.deepEqual(merged(overlap, 'mine'), { name: '云栖酒店', region: '华南', contacts: [] })
  assert.deepEqual(merged(overlap, 'theirs'), { name: '云栖酒店', region: '华中', contacts: [] })
})

test('lists are compared by what is in them', () => {
  assert.deepEqual(changedFields(base, { ...base, contacts: [{ name: '张蕾' }] }), [])
  assert.deepEqual(changedFields(base, { ...base, contacts: [{ name: '潘师傅' }] }), ['contacts'])
})
