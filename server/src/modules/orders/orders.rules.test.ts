import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Refusal } from '../../kernel/refusal.ts'
import { decideState, type OrderState } from './orders.rules.ts'

const refusal = (state: OrderState, act: string): Refusal['sentence'] => {
  try {
    decideState({ number: 'SO1', state }, act, [])
  } catch (error) {
    return (error as Refusal).sentence
  }
  throw new Error('It was not refused')
}

test('what a state does not allow is refused with what comes first, or with the way back', () => {
  const table: [OrderState, string, string, string][] = [
    ['draft', 'ship', '先确认它。', 'Confirm it first.'],
    ['draft', 'review', '先确认它。', 'Confirm it first.'],
    ['confirmed', 'ship', '先等它审核通过。', 'Its review must pass first.'],
    ['pending', 'ship', '先由处理的部门接收。', 'Whoever processes it must accept it first.'],
    ['confirmed', 'confirm', '不用再做。', 'Nothing is left to do.'],
    ['settled', 'review', '不用再做。', 'Nothing is left to do.'],
    ['cancelled', 'confirm', '还要的话，复制成新订单。', 'If it is still wanted, copy it into a new order.'],
    ['cancelled', 'invoice', '还要的话，复制成新订单。', 'If it is still wanted, copy it into a new order.'],
  ]
  for (const [state, act, zh, en] of table) {
    const said = refusal(state, act)
    assert.ok(said.zh.endsWith(`。${zh}`), said.zh)
    assert.ok(said.en.endsWith(`. ${en}`), said.en)
  }
  for (const state of ['completed', 'settled'] as const) {
    assert.match(refusal(state, 'change').zh, /。要更正，先/)
    assert.match(refusal(state, 'change').en, /\. To correct it, /)
  }
})
