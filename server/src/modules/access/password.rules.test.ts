import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { weaknesses, weaknessOf } from '@baton/contract/password'
import { newPassword } from './password.ts'

const names = ['sales1', 'li.ming@example.com', 'Northwind Traders', '宁波衡川五金制品有限公司']

describe('passwords that are tried first', () => {
  const cases: [string, ReturnType<typeof weaknessOf>][] = [
    ['aaaaaaaaaa', 'repeated'],
    ['          ', 'repeated'],
    ['abcabcabca', 'repeated'],
    ['horse-horse-horse-', 'repeated'],
    ['ａａａａａａａａａａ', 'repeated'],
    ['接力接力接力接力接力', 'repeated'],
    ['1234567890', 'run'],
    ['9876543210', 'run'],
    ['abcdefghijk', 'run'],
    ['QWERTYUIOP', 'run'],
    ['1q2w3e4r5t', 'run'],
    ['1qaz2wsx3edc', 'run'],
    ['abcde12345', 'run'],
    ['aaaaa11111', 'run'],
    ['a123456789', 'run'],
    ['password123', 'common'],
    ['P@ssw0rd2026!', 'common'],
    ['123iloveyou', 'common'],
    ['woaini1314520', 'common'],
    ['Sales1-summer', 'named'],
    ['li.ming-4711x', 'named'],
    ['northwind1234x', 'named'],
    ['宁波衡川五金制品有限公司8', 'named'],
    ['correct-horse-42', null],
    ['demo-password-1', null],
    ['another-password-7', null],
    ['蓝色自行车在桥上跑', null],
    ['13905748812ok', null],
  ]
  for (const [password, weakness] of cases)
    test(`"${password}" is ${weakness ?? 'taken'}`, () => assert.equal(weaknessOf(password, names), weakness))

  test('names of two or three letters turn up by chance and are no reason', () =>
    assert.equal(weaknessOf('bottle-lighthouse', ['li', 'bot']), null))

  test('what Baton makes itself is never one', () => {
    for (let made = 0; made < 2000; made += 1) assert.equal(weaknessOf(newPassword(), names), null)
  })

  test('each says what to do', () => {
    for (const { zh, en } of Object.values(weaknesses)) assert.match(zh + en, /请.*Take|请.*take/)
  })
})
