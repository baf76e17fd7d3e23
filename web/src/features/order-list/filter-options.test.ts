import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldOf, type Known, numbersIn, optionsOf } from './filter-options.ts'

const words = { customer: '客户', owner: '负责人', holder: '处理人', state: '状态', find: '查找', view: '视图' }
const known: Known = {
  states: [
    { state: 'pending', label: '待处理' },
    { state: 'processing', label: '处理中' },
  ],
  views: [{ view: 'overdue', label: '逾期' }],
  customers: [{ id: 'c1', name: '杭州云栖酒店用品有限公司' }],
  persons: [
    { id: 'p1', name: '周敏', number: 'E011' },
    { id: 'p2', name: '方宇', number: 'E012' },
  ],
}
const keys = (text: string) => optionsOf(text, known, words).map((one) => one.key)

test('a prefix narrows to one field, in both kinds of colon', () => {
  assert.deepEqual(fieldOf('客户：云栖'), { field: 'customer', rest: '云栖' })
  assert.deepEqual(fieldOf('owner: zhou'), { field: 'owner', rest: 'zhou' })
  assert.deepEqual(fieldOf('金额:5000'), { field: null, rest: '金额:5000' })
})

test('what is typed is looked for first, then offered as a view, a state and people', () => {
  assert.deepEqual(keys('周'), ['q-', 'customer-c1', 'owner-p1', 'holder-p1'])
  assert.deepEqual(keys('逾期'), ['q-', 'view-overdue', 'customer-c1'])
  assert.deepEqual(keys('处理'), ['q-', 'state-pending', 'state-processing', 'customer-c1'])
})

test('the name of the states alone offers them all', () => {
  assert.deepEqual(keys('状态'), ['q-', 'state-pending', 'state-processing', 'customer-c1'])
})

test('a prefix asks for nothing else', () => {
  assert.deepEqual(keys('负责人:方'), ['owner-p2'])
  assert.deepEqual(keys('状态:'), ['state-pending', 'state-processing'])
  assert.deepEqual(keys('   '), [])
})

test('pasted numbers are recognised however they are separated', () => {
  assert.deepEqual(numbersIn('SO2026-0001\nSO2026-0002, SO2026-0003；云栖 合页'), [
    'SO2026-0001',
    'SO2026-0002',
    'SO2026-0003',
  ])
})
