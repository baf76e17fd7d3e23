import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mentionAt } from './mention.ts'

const table: [text: string, caret: number, typed: string | null][] = [
  ['@', 1, ''],
  ['催一下 @陈', 6, '陈'],
  ['@陈静 看一下', 8, null],
  ['ann@example.com', 15, null],
  ['@a@b', 4, null],
  ['没有', 2, null],
]
for (const [text, caret, typed] of table)
  test(`“${text}” at ${caret}`, () => assert.equal(mentionAt(text, caret)?.typed ?? null, typed))
