import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Throttle } from './throttle.ts'

const at = (second: number) => new Date(second * 1000)

test('a key is refused once there were too many in its window, and admitted when that is over', () => {
  const throttle = new Throttle(2, 60_000)
  for (const second of [0, 1]) {
    throttle.admit('one', at(second))
    throttle.count('one', at(second))
  }
  assert.throws(() => throttle.admit('one', at(10)), /Try again in 50 seconds/)
  throttle.admit('other', at(10))
  throttle.admit('one', at(60))
  throttle.count('one', at(60))
  throttle.admit('one', at(61))
})

test('keys without end do not fill the memory', () => {
  const throttle = new Throttle(1, 60_000)
  for (let key = 0; key < 30_000; key += 1) throttle.count(String(key), at(0))
  throttle.admit('0', at(1))
  assert.throws(() => throttle.admit('29999', at(1)))
})
