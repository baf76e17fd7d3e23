import assert from 'node:assert/strict'
import { test } from 'node:test'
import { initialOf, sealCharacters } from './names.ts'

test('a large seal has four characters, two by two; Latin names give initials', () => {
  const rows = [
    ['陈静', ['陈静', '之印']],
    ['李思远', ['李思', '远印']],
    ['欧阳晓月', ['欧阳', '晓月']],
    ['买买提·艾力', ['买买', '提艾']],
    ['Emma Clarke', ['E', 'C']],
    ['Anna Maria Lee', ['A', 'L']],
    ['Emma', ['E']],
  ] as const
  for (const [name, lines] of rows) assert.deepEqual(sealCharacters(name).lines, lines, name)
})

test('the initial is the first character, also outside the basic plane, and never empty', () => {
  assert.equal(initialOf('陈静'), '陈')
  assert.equal(initialOf('𠮷田'), '𠮷')
  assert.equal(initialOf('emma'), 'E')
  assert.equal(initialOf('  '), '·')
})
