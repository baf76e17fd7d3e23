import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Concerned, NOTICED, noticesOf, type Told } from './notices.rules.ts'

const concerned: Concerned = {
  orders: new Map([['SO', { ownerId: 'owner', holderId: 'holder' }]]),
  watchers: new Map([['SO', ['watcher', 'owner'].map((personId) => ({ personId, since: new Date(0) }))]]),
  packages: new Map([
    ['HO', { fromId: 'sender', toPersonId: 'receiver', toDepartmentId: null }],
    ['POOL', { fromId: 'sender', toPersonId: null, toDepartmentId: 'store' }],
  ]),
  members: new Map([['store', ['keeper', 'sender']]]),
  reviewers: ['manager', 'boss'],
}
const told = (type: string, more: Partial<Told> = {}): Told => ({
  ...{ kind: 'order', id: 'SO', sequence: 1, type, actorId: 'somebody', at: new Date(0), handoverId: null, named: [] },
  ...more,
})
const shown = (events: Told[]) =>
  noticesOf(events, concerned).map(({ personId, box, subjectId, times }) => `${personId} ${box} ${subjectId} ${times}`)

const HO = { handoverId: 'HO' }
describe('each event calls whom it concerns', () => {
  const table: [Told, string[]][] = [
    [told('handover.offered', HO), ['receiver accept HO 1']],
    [told('handover.returnOffered', HO), ['receiver accept HO 1']],
    [told('handover.pooled', { handoverId: 'POOL' }), ['keeper todo POOL 1', 'sender todo POOL 1']],
    [told('handover.pooled', { handoverId: 'POOL', actorId: 'sender' }), ['keeper todo POOL 1']],
    [told('handover.assigned', { named: ['keeper'] }), ['keeper todo SO 1']],
    [told('handover.accepted', HO), ['sender copied HO 1', 'watcher copied SO 1', 'owner copied SO 1']],
    [told('handover.declined', HO), ['sender todo HO 1']],
    [told('handover.lapsed', HO), ['sender todo HO 1']],
    [told('handover.reversed', { ...HO, actorId: 'sender' }), ['receiver copied HO 1']],
    [
      told('notes.written', { named: ['owner', 'keeper'] }),
      ['owner mention SO 1', 'keeper mention SO 1', 'watcher copied SO 1'],
    ],
    [told('notes.watched', { named: ['keeper'] }), ['keeper copied SO 1']],
    [told('notes.watched', { named: ['keeper'], actorId: 'keeper' }), []],
    [told('orders.referred', { actorId: 'manager' }), ['boss todo SO 1']],
    [told('orders.rejected'), ['owner todo SO 1']],
    [told('orders.held', { actorId: 'holder' }), ['owner todo SO 1', 'watcher copied SO 1']],
    [told('orders.changed', { actorId: 'owner' }), ['watcher copied SO 1']],
    [told('orders.amended', { actorId: 'owner' }), ['holder copied SO 1', 'watcher copied SO 1']],
    [told('orders.changeProposed', { actorId: 'manager' }), ['boss todo SO 1']],
    [told('orders.releaseAsked', { actorId: 'manager' }), ['boss todo SO 1']],
    [told('orders.changeRejected', { actorId: 'boss' }), ['owner todo SO 1']],
    [told('orders.releaseRejected', { actorId: 'boss' }), ['owner todo SO 1']],
    [told('orders.cancelled'), ['owner copied SO 1', 'holder copied SO 1', 'watcher copied SO 1']],
    [told('orders.completed'), ['watcher copied SO 1', 'owner copied SO 1']],
    [told('delivery.shipped'), ['owner copied SO 1', 'watcher copied SO 1']],
    [told('delivery.signed', { actorId: 'owner' }), ['watcher copied SO 1']],
    [told('orders.created'), []],
  ]
  for (const [event, expected] of table)
    test(`${event.type} by ${event.actorId}`, () => assert.deepEqual(shown([event]), expected))
  test('each has a line here', () =>
    assert.deepEqual(
      [...new Set(table.map(([{ type }]) => type))].filter((type) => type !== 'orders.created').sort(),
      [...NOTICED].sort(),
    ))
})

describe('merging', () => {
  test('a package of three orders is one notice, and happened once', () => {
    const events = ['A', 'B', 'C'].map((id) => told('handover.offered', { ...HO, id }))
    assert.deepEqual(shown(events), ['receiver accept HO 1'])
  })
  test('two facts of one order are one notice that stands for two, with the later one on it', () => {
    const [later, earlier] = [
      told('delivery.signed', { at: new Date(2) }),
      told('delivery.shipped', { at: new Date(1) }),
    ]
    const [first] = noticesOf([later, earlier], concerned)
    assert.deepEqual([first?.personId, first?.last.type, first?.times], ['owner', 'delivery.signed', 2])
  })
  test('who began to watch later is not told what was before', () =>
    assert.deepEqual(shown([told('orders.completed', { at: new Date(-1) })]), []))
  test('another box is another notice', () => {
    assert.deepEqual(shown([told('orders.held', { actorId: 'holder' }), told('delivery.shipped')]), [
      'owner todo SO 1',
      'watcher copied SO 2',
      'owner copied SO 1',
    ])
  })
})
