import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Strip as ApiStrip } from '@baton/contract/handover'
import type { OrderRow } from '@baton/contract/orders'
import { miniOfRow, stripIn } from './from-api.ts'

const tracking = { id: 'd1', nameZh: '华东跟单组', nameEn: 'East tracking', kind: 'tracking' } as const
const now = '2026-11-24T06:20:00.000Z'

const strip: ApiStrip = {
  subject: { kind: 'order', id: 'o1', number: 'SO2026-0188' },
  state: 'processing',
  segments: [
    {
      sequence: 1,
      kind: 'held',
      holder: { id: 'p1', name: '陈静' },
      department: tracking,
      since: now,
      until: null,
      workingMinutes: 0,
      waitingMinutes: 0,
      entered: 'created',
      reason: null,
      onBehalfOf: null,
      handoverId: null,
      attempts: [
        { offeredAt: now, endedAt: now, outcome: 'declined', toZh: '李思远', toEn: 'Li Siyuan', reason: null },
      ],
    },
  ],
  openOffer: {
    id: 'h1',
    to: { kind: 'department', id: 'd2', nameZh: '仓库', nameEn: '', departmentKind: 'store' },
    offeredAt: now,
    answerBy: null,
    version: 1,
  },
  tasks: [
    {
      id: 't1',
      kind: 'pick',
      department: tracking,
      holder: null,
      since: now,
      until: null,
      dueOn: null,
      workingMinutes: 0,
      done: false,
    },
    {
      id: 't2',
      kind: 'unheard',
      department: tracking,
      holder: null,
      since: now,
      until: null,
      dueOn: null,
      workingMinutes: 0,
      done: false,
    },
  ],
  promisedDate: null,
  estimatedDate: null,
  limitAt: null,
  now,
  handovers: 0,
  bounces: 0,
  customerMinutes: 0,
  closed: null,
  closedAt: null,
  calendar: [],
  may: [],
}

test('an offer that came to nothing names its receiver in the reader’s language', () => {
  const names = (['zh', 'en'] as const).map((language) => stripIn(strip, language).segments[0]?.attempts?.[0]?.to)
  assert.deepEqual(names, ['李思远', 'Li Siyuan'])
})

test('names come in the reader’s language, and Chinese stands in for a missing English one', () => {
  assert.equal(stripIn(strip, 'zh').segments[0]?.department.name, '华东跟单组')
  assert.equal(stripIn(strip, 'en').segments[0]?.department.name, 'East tracking')
  assert.equal(stripIn(strip, 'en').openOffer?.to.name, '仓库')
})

test('tasks are titled by their kind; one of a later release keeps its own word', () => {
  assert.deepEqual(
    stripIn(strip, 'zh').tasks.map((one) => one.title),
    ['备货发货', 'unheard'],
  )
  assert.deepEqual(
    stripIn(strip, 'en').tasks.map((one) => one.title),
    ['Pick and ship', 'unheard'],
  )
})

test('an order is delivered when the last of its deliveries was signed, and not before it is completed', () => {
  const [pick] = strip.tasks
  if (!pick) throw new Error('The strip has no task.')
  const ended = (kind: string, until: string) => ({ ...pick, kind, until, done: true })
  const tasks = [
    ended('deliver', '2026-11-13T03:15:00Z'),
    ended('pick', '2026-11-11T02:30:00Z'),
    ended('settle', '2026-11-24T00:00:00Z'),
  ]
  assert.equal(stripIn({ ...strip, tasks, state: 'completed' }, 'zh').deliveredAt, '2026-11-13T03:15:00Z')
  assert.equal(stripIn({ ...strip, tasks, state: 'processing' }, 'zh').deliveredAt, null)
  const imported = { ...strip, tasks: [], state: 'settled' as const }
  assert.equal(stripIn(imported, 'zh').deliveredAt, null, 'without tasks nothing is known')
  assert.equal(stripIn(imported, 'zh', '2026-11-15T00:00:00Z').deliveredAt, '2026-11-15T00:00:00Z')
})

const row = {
  number: 'SO2026-0188',
  state: 'processing',
  promisedOn: '2026-12-01',
  holder: { person: { id: 'p1', name: '陈静' }, department: tracking, since: now, minutes: 30 },
  offeredTo: null,
  strip: [
    { kind: 'held', departmentKind: 'sales', name: '周敏', since: now, minutes: 480, waiting: 60, entered: 'created' },
    {
      kind: 'held',
      departmentKind: 'tracking',
      name: '陈静',
      since: now,
      minutes: 30,
      waiting: 0,
      entered: 'accepted',
    },
  ],
} as unknown as OrderRow

test('a row gives its mini strip: who, how long, whether held, how far to the promise', () => {
  const mini = miniOfRow(row, 'zh', now)
  assert.deepEqual(
    mini.segments.map((one) => `${one.name} ${one.department.name} ${one.minutes}`),
    ['周敏 业务 480', '陈静 跟单 30'],
  )
  assert.equal(mini.open, true)
  assert.equal(mini.closed, null)
  assert.equal(mini.promisedInMinutes, 5 * 480)
})

test('a settled row is open no more', () => {
  const mini = miniOfRow({ ...row, state: 'settled', holder: null }, 'zh', now)
  assert.equal(mini.open, false)
  assert.equal(mini.closed, 'settled')
})
