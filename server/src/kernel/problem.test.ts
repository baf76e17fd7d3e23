import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day, instant, moneyIn } from '@baton/contract/endpoint'
import { z } from 'zod'
import { invalid } from './problem.ts'

test('a field that does not fit is told once, by what is expected of it, in both languages', () => {
  const table: [schema: z.ZodType, value: unknown, code: string, zh: RegExp, en: RegExp][] = [
    [day, '', 'day', /^应为日期，如/, /^a date, such as/],
    [day, '2026-02-30', 'day', /^应为日期，如/, /^a date, such as/],
    [day, '1812-06-24', 'tooEarly', /1900/, /1900/],
    [day, undefined, 'missing', /^必填$/, /^required$/],
    [instant, 'tomorrow', 'instant', /^应为带时区的时间/, /^a time with its zone/],
    [moneyIn, '1.234', 'amount', /^应为金额/, /^an amount/],
    [z.string().max(3), 'abcd', 'too_big', /^最多 3 个字符$/, /^at most 3 characters$/],
  ]
  for (const [schema, value, code, zh, en] of table) {
    const result = z.object({ field: schema }).safeParse({ field: value })
    const [told, ...others] = invalid(result.error!, '', 'en').errors!
    assert.deepEqual([told!.pointer, told!.code, others], ['/field', code, []], String(value))
    assert.match(told!.zh, zh)
    assert.match(told!.en, en)
  }
})
