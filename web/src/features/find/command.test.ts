import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handoverIn, wholeNumber } from './command.ts'

test('an act that is typed names the order and the receiver, as far as they were typed', () => {
  assert.deepEqual(handoverIn('转交 SO2026-0188 给 李四'), { what: 'SO2026-0188', to: '李四' })
  assert.deepEqual(handoverIn('转交SO2026-0188给李四'), { what: 'SO2026-0188', to: '李四' })
  assert.deepEqual(handoverIn('转交 0188'), { what: '0188', to: '' })
  assert.deepEqual(handoverIn('hand over SO2026-0188 to Li'), { what: 'SO2026-0188', to: 'Li' })
})

test('what is no act stays a search', () => {
  assert.equal(handoverIn('转交'), null)
  assert.equal(handoverIn('云栖'), null)
  assert.equal(handoverIn('SO2026-0188'), null)
})

test('a short number means this year', () => {
  assert.equal(wholeNumber('188', 2026), 'SO2026-0188')
  assert.equal(wholeNumber('0188', 2026), 'SO2026-0188')
  assert.equal(wholeNumber('云栖', 2026), '云栖')
  assert.equal(wholeNumber('SO2026-0188', 2026), 'SO2026-0188')
})
