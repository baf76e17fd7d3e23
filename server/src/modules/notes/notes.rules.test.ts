import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mentionsIn } from './notes.rules.ts'

const people = ['张伟', '张伟强', '李四', 'Ann'].map((name) => ({ id: name, name }))

const table: [text: string, meant: string[]][] = [
  ['已联系客户', []],
  ['@李四 看一下', ['李四']],
  ['@张伟强和@李四', ['张伟强', '李四']],
  ['@张伟 强一点', ['张伟']],
  ['@李四 @李四', ['李四']],
  ['mail ann@example.com, @Ann', ['Ann']],
  ['张伟没有回', []],
  ['@', []],
]
for (const [text, meant] of table) {
  test(`“${text}” means ${meant.join(', ') || 'nobody'}`, () =>
    assert.deepEqual(
      mentionsIn(text, people).map(({ id }) => id),
      meant,
    ))
}
