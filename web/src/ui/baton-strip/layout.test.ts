import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ExampleHolder, exampleStrip, examples, timeAfter } from './examples.ts'
import { placeLabels } from './labels.ts'
import { layoutStrip, levelOf, marginOf, unfoldedMost } from './layout.ts'
import { layoutMini, miniOf } from './mini-layout.ts'
import { rulerOf } from './ruler.ts'
import { segmentFloor } from './scale.ts'
import type { Strip } from './strip.ts'

const working = { scale: 'working' } as const
const natural = { scale: 'natural' } as const
const example = (key: string): Strip => {
  const found = examples.find((one) => one.key === key)
  assert.ok(found, key)
  return found.strip
}
const holders = (days: number[]): ExampleHolder[] =>
  days.map((one, index) => ({ name: `人${index}`, kind: 'sales', days: one }))
const near = (actual: number, expected: number, message?: string) =>
  assert.ok(Math.abs(actual - expected) < 0.01, `${message ?? ''} ${actual} is not ${expected}`)

test('segments lie one after the other, without gap or overlap, in every state, width and scale', () => {
  for (const { key, strip } of examples) {
    for (const width of [320, 560, 760, 1128, 1600]) {
      for (const options of [working, natural, { ...working, unfolded: true }]) {
        const layout = layoutStrip(strip, width, options)
        let x = layout.fold?.width ?? 0
        for (const box of layout.boxes) {
          near(box.x, x, `${key} ${width}`)
          assert.ok(box.width > 0, `${key} ${width} has an empty segment`)
          assert.ok(box.tail <= box.width, `${key} ${width} waits longer than it is`)
          x += box.width
        }
        near(layout.presentX, x, key)
        assert.ok(layout.endX >= layout.presentX - 0.01, key)
      }
    }
  }
})

test('what stands beyond now has room inside the strip', () => {
  for (const { key, strip } of examples) {
    for (const width of [760, 1128]) {
      const layout = layoutStrip(strip, width, working)
      assert.ok(layout.presentX <= width - marginOf(strip) + 0.01, `${key} ${width}`)
      assert.ok(layout.endX <= width + 0.01, `${key} ${width}`)
    }
  }
})

test('a linear strip gives every minute the same width; the promise stands two percent before the end', () => {
  const layout = layoutStrip(exampleStrip(holders([2, 1, 1.5, 4])), 1128, working)
  assert.equal(layout.compressed, false)
  const perMinute = layout.boxes.map((box) => box.width / box.segment.workingMinutes)
  for (const one of perMinute) near(one, perMinute[0] ?? 0)
  near(layout.promise?.x ?? 0, 1128 * 0.98)
})

test('the scale bends when the longest is more than forty times the shortest, and not before', () => {
  // So wide that the floor of a segment plays no part.
  assert.equal(layoutStrip(exampleStrip(holders([0.2, 7.9])), 6000, working).compressed, false)
  assert.equal(layoutStrip(exampleStrip(holders([0.2, 8.1])), 6000, working).compressed, true)
})

test('the scale bends when a segment would fall below its floor', () => {
  const strip = exampleStrip(holders([0.5, 3, 4]))
  assert.equal(layoutStrip(strip, 1128, working).compressed, false)
  const narrow = layoutStrip(strip, 400, working)
  assert.equal(narrow.compressed, true)
  for (const box of narrow.boxes) assert.ok(box.width >= segmentFloor - 0.01)
})

test('under the bent scale widths follow the square root of the time', () => {
  const bent = layoutStrip(exampleStrip(holders([0.2, 3.2, 9.8])), 1600, working)
  assert.equal(bent.compressed, true)
  const [short, middle] = bent.boxes
  near((middle?.width ?? 0) / (short?.width ?? 1), 4)
})

test('twelve holders are shown, of thirteen the oldest folds, a press opens all', () => {
  const twelve = layoutStrip(exampleStrip(holders(Array(12).fill(0.5))), 1128, working)
  assert.equal(twelve.fold, null)
  const strip = example('many')
  const folded = layoutStrip(strip, 1128, working)
  assert.equal(folded.boxes.length, unfoldedMost)
  assert.deepEqual(
    folded.fold?.segments.map((one) => one.sequence),
    [1, 2, 3, 4, 5],
  )
  assert.equal(folded.boxes[0]?.x, folded.fold?.width)
  const open = layoutStrip(strip, 1128, { ...working, unfolded: true })
  assert.equal(open.fold, null)
  assert.equal(open.boxes.length, 17)
})

test('returns inside the fold are counted on its joint; returns close together merge', () => {
  const back: ExampleHolder[] = holders(Array(14).fill(0.5)).map((one, index) =>
    index === 1 ? { ...one, entered: 'returned' } : one,
  )
  const folded = layoutStrip(exampleStrip(back), 1128, working)
  assert.deepEqual(
    folded.joints.map(({ kind, count, x }) => ({ kind, count, x })),
    [{ kind: 'returned', count: 1, x: folded.fold?.width }],
  )
  const twice = layoutStrip(example('bounced'), 1128, working)
  assert.deepEqual(
    twice.joints.map((one) => one.count),
    [1, 1],
  )
  const close = holders([2, 1 / 480, 1 / 480, 4]).map((one, index) =>
    index > 0 ? { ...one, entered: 'returned' as const } : one,
  )
  const merged = layoutStrip(exampleStrip(close), 1128, { ...working, floor: 6 })
  assert.deepEqual(
    merged.joints.map((one) => one.count),
    [3],
  )
})

test('a tail is the share of the time in which the offer waited', () => {
  const [first] = layoutStrip(
    exampleStrip([{ name: '周', kind: 'sales', days: 2, waiting: 0.5 }, ...holders([3])]),
    1128,
    working,
  ).boxes
  near((first?.tail ?? 0) / (first?.width ?? 1), 0.25)
})

test('an open offer hatches until now, even in its first minute; without one the open segment has no tail', () => {
  const strip = example('offered')
  const open = layoutStrip(strip, 1128, working).boxes.at(-1)
  near((open?.tail ?? 0) / (open?.width ?? 1), 288 / 2544)
  const fresh = { ...strip, openOffer: strip.openOffer && { ...strip.openOffer, offeredAt: strip.now } }
  fresh.segments = strip.segments.map((one) => ({ ...one, waitingMinutes: 0 }))
  assert.equal(layoutStrip(fresh, 1128, working).boxes.at(-1)?.tail, 8)
  assert.equal(layoutStrip({ ...strip, openOffer: null }, 1128, working).boxes.at(-1)?.tail, 0)
})

test('a pool has no tail of its own, being hatched whole', () => {
  const layout = layoutStrip(example('pool'), 1128, working)
  assert.equal(layout.boxes.at(-1)?.segment.kind, 'pool')
  assert.equal(layout.boxes.at(-1)?.tail, 0)
})

test('a passed promise counts its days, a passed limit turns the rail from there on', () => {
  const late = layoutStrip(example('overdue'), 1128, working)
  assert.equal(late.promise?.daysLate, 1)
  assert.equal(late.limit?.passed, true)
  assert.equal(late.limit?.minutes, 6 * 480)
  near(late.lateRailX ?? 0, late.limit?.x ?? -1)
  const held = layoutStrip(example('held'), 1128, working)
  assert.equal(held.promise?.daysLate, 0)
  assert.equal(held.limit?.passed, false)
  assert.equal(held.lateRailX, null)
})

test('a closed order has no open segment, no estimate and no limit; its promise is judged by its delivery', () => {
  const layout = layoutStrip(example('settled'), 1128, working)
  assert.equal(
    layout.boxes.some((one) => one.open),
    false,
  )
  assert.equal(layout.estimate, null)
  assert.equal(layout.limit, null)
  assert.equal(layout.promise?.daysLate, 0)
  const late = layoutStrip({ ...example('settled'), promisedDate: '2026-11-20' }, 1128, working)
  assert.equal(late.promise?.daysLate, 4)
  for (const deliveredAt of ['2026-11-20T09:00:00Z', null]) {
    const kept = { ...example('held'), state: 'completed', deliveredAt, promisedDate: '2026-11-20' } as const
    assert.equal(layoutStrip(kept, 1128, working).promise?.daysLate, 0, 'what waits for its payment is not late')
  }
})

test('an estimate on the promised day stands before the promise', () => {
  const layout = layoutStrip({ ...example('held'), estimatedDate: '2026-11-28' }, 1128, working)
  assert.ok((layout.estimate?.x ?? 0) < (layout.promise?.x ?? 0))
})

test('working time folds Sundays into a seam; natural time shows them', () => {
  const strip = example('held')
  const folded = layoutStrip(strip, 1128, working)
  assert.equal(
    folded.ticks.some((tick) => tick.day === '2026-11-15'),
    false,
  )
  assert.equal(folded.seams.length, 2)
  const whole = layoutStrip(strip, 1128, natural)
  assert.ok(whole.ticks.some((tick) => tick.day === '2026-11-15'))
  assert.equal(whole.seams.length, 0)
})

test('ticks never touch: as days get narrow, words are left out evenly', () => {
  for (const width of [600, 760, 1128]) {
    for (const { key, strip } of examples) {
      const said = layoutStrip(strip, width, working).ticks.filter((tick) => !tick.bare)
      for (const [index, tick] of said.entries()) {
        const next = said[index + 1]
        if (next) assert.ok(next.x - tick.x >= 20, `${key} ${width} ${tick.day} touches ${next.day}`)
      }
    }
  }
})

test('on a linear strip with narrow days every second or fifth is named, at even steps', () => {
  const layout = layoutStrip(exampleStrip(holders([5, 6])), 400, working)
  assert.equal(layout.compressed, false)
  const said = layout.ticks.filter((tick) => !tick.bare).slice(1)
  const gaps = said.slice(1).map((tick, index) => tick.x - (said[index]?.x ?? 0))
  assert.ok(gaps.length > 3)
  // Eighteen working days, every second one.
  assert.equal(layout.ticks.length, 9)
  for (const gap of gaps) near(gap, gaps[0] ?? 0)
})

test('under the bent scale too, seal and offer keep their room', () => {
  for (const offer of [undefined, { to: '李思远', minutesAgo: 60, answerIn: 98 }]) {
    const strip = exampleStrip(holders([0.2, 9.8]), { promised: null, offer })
    const layout = layoutStrip(strip, 900, working)
    assert.equal(layout.compressed, true)
    near(layout.presentX, 900 - marginOf(strip))
  }
})

test('the ruler counts working minutes only, from creation', () => {
  const strip = exampleStrip(holders([1, 1]))
  const ruler = rulerOf(strip, 'working')
  assert.equal(ruler.at(strip.now), 960)
  assert.equal(ruler.at('2026-11-09T12:30:00+08:00'), 210)
  assert.equal(ruler.at('2026-11-09T23:00:00+08:00'), 480)
  assert.equal(ruler.at('2026-11-15T10:00:00+08:00'), 6 * 480)
  assert.equal(ruler.endOf('2026-11-10'), 960)
  assert.equal(rulerOf(strip, 'natural').at('2026-11-10T08:30:00+08:00'), 1440)
  assert.equal(timeAfter(strip.calendar, 480), '2026-11-10T08:30:00+08:00')
})

test('without a calendar working time cannot be drawn, and natural time is', () => {
  const strip = { ...exampleStrip(holders([1, 1])), calendar: [] }
  const layout = layoutStrip(strip, 1128, working)
  assert.deepEqual(
    layout.boxes.map((box) => box.width),
    layoutStrip(strip, 1128, natural).boxes.map((box) => box.width),
  )
})

test('at most four lanes, unfinished work first, and each word on the side that has room', () => {
  const task = { kind: 'shop', holder: '孙国强', from: 1, to: 2 } as const
  const tasks = Array.from({ length: 6 }, (_, index) => ({ ...task, title: `T${index}`, done: index < 3 }))
  const layout = layoutStrip(exampleStrip(holders([2, 5]), { tasks }), 1128, working)
  assert.equal(layout.tasks.length, 4)
  assert.equal(layout.hiddenTasks, 2)
  assert.deepEqual(layout.tasks.map((bar) => bar.task.title).sort(), ['T0', 'T3', 'T4', 'T5'])
  assert.equal(layout.tasks[0]?.side, 'right')
  assert.equal(layout.height, 92 + 78)
  const [first] = layoutStrip(example('order'), 1128, working).tasks
  assert.equal(first?.side, 'left')
  const long = { ...task, from: 0.1, to: 5, title: '补缺料', done: false }
  const [wide, narrow] = [600, 180].map(
    (width) => layoutStrip(exampleStrip(holders([0.2, 5]), { tasks: [long], promised: null }), width, working).tasks[0],
  )
  assert.deepEqual([wide?.side, wide?.words], ['on', '车间 · 孙国强 · 补缺料'])
  assert.deepEqual([narrow?.side, narrow?.words], ['right', '补缺料'])
})

test('labels shrink with the room that the hatching leaves', () => {
  const [segment] = exampleStrip([{ name: '何俊', kind: 'planning', days: 4 }]).segments
  assert.ok(segment)
  const rows = [
    [200, 190, 'full'],
    [110, 84, 'name'],
    [100, 50, 'brief'],
    [99, 99, 'brief'],
    [44, 43, 'brief'],
    [43, 43, 'initial'],
    [60, 30, 'initial'],
  ] as const
  for (const [width, room, level] of rows) assert.equal(levelOf(segment, width, room), level, `${width} ${room}`)
})

test('a word takes its first free place, the earlier one wins, and one without a place is left out', () => {
  const left = { row: 0, side: 'left' } as const
  const right = { row: 0, side: 'right' } as const
  const placed = placeLabels(
    [
      { id: 'promise', x: 500, width: 80, places: [left, right] },
      { id: 'today', x: 400, width: 60, places: [right, left] },
      { id: 'estimate', x: 410, width: 60, places: [left, right] },
      { id: 'edge', x: 20, width: 60, places: [left, right] },
    ],
    [],
    600,
  )
  assert.deepEqual(
    [...placed.values()].map(({ id, side }) => `${id} ${side}`),
    ['promise left', 'today left', 'edge right'],
  )
})

test('mini strips of one list share a scale; a longer order fills the whole width', () => {
  const short = layoutMini(miniOf(exampleStrip(holders([1, 2]), { promised: null })))
  near(short.present, (3 / 15.15) * 100)
  const long = layoutMini(miniOf(exampleStrip(holders([8, 12]), { promised: null, to: '2026-12-12' })))
  near(long.present, 100 / 1.01)
})

test('a mini strip ends in an edge while somebody holds it, in a broken one for a pool, in none when closed', () => {
  const rows = [
    ['held', 'held'],
    ['pool', 'pool'],
    ['settled', null],
    ['cancelled', null],
  ] as const
  for (const [key, edge] of rows) assert.equal(layoutMini(miniOf(example(key))).edge, edge, key)
})

test('a mini strip knows whether promise and limit have passed', () => {
  const late = miniOf(example('overdue'))
  assert.equal(layoutMini(late).promise?.late, true)
  assert.equal(late.limitPassedMinutes, 2.5 * 480)
  const held = miniOf(example('held'))
  assert.equal(layoutMini(held).promise?.late, false)
  assert.equal(held.limitPassedMinutes, null)
  assert.deepEqual(layoutMini(miniOf(example('bounced'))).bounces.length, 2)
})
