import type { DepartmentKind, DepartmentRef } from '../departments.ts'
import { dayAt, dayNumber } from '../zone.ts'
import type {
  DepartmentName,
  OpenOffer,
  PersonName,
  SegmentEntry,
  Strip,
  StripSegment,
  StripTask,
  WorkingWindow,
} from './strip.ts'

/** Monday to Saturday, half past eight to half past five with an hour at noon: eight hours a day. */
export function calendarOf(from: string, to: string): WorkingWindow[] {
  const windows: WorkingWindow[] = []
  for (let number = dayNumber(from); number <= dayNumber(to); number += 1) {
    const day = dayAt(number)
    if ((number + 4) % 7 === 0) continue
    windows.push({ day, fromMinute: 510, toMinute: 720 }, { day, fromMinute: 780, toMinute: 1050 })
  }
  return windows
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** The moment at which so many working minutes of a calendar have passed. */
export function timeAfter(calendar: readonly WorkingWindow[], minutes: number): string {
  let left = Math.round(minutes)
  for (const { day, fromMinute, toMinute } of calendar) {
    if (left < toMinute - fromMinute) return `${day}T${clock(fromMinute + left)}:00+08:00`
    left -= toMinute - fromMinute
  }
  const last = calendar.at(-1)
  if (!last) throw new RangeError('An empty calendar has no times')
  return `${last.day}T${clock(last.toMinute)}:00+08:00`
}

const departmentNames: Record<DepartmentKind, string> = {
  sales: '业务',
  tracking: '跟单',
  finance: '财务',
  planning: '计划',
  buying: '采购',
  store: '仓库',
  shop: '车间',
  shipping: '物流',
  management: '管理',
}

export const departmentOf = (kind: DepartmentKind): DepartmentName => ({ id: kind, name: departmentNames[kind], kind })
export const departmentRef = (kind: DepartmentKind): DepartmentRef => ({
  id: kind,
  nameZh: departmentNames[kind],
  nameEn: departmentNames[kind],
  kind,
})
const person = (name: string): PersonName => ({ id: name, name })

/** One holder of an example: name (empty for a pool), department, days held, days of it waiting. */
export interface ExampleHolder {
  name: string
  kind: DepartmentKind
  days: number
  waiting?: number
  entered?: SegmentEntry
  reason?: string
  standsInFor?: string
}

export interface ExampleOptions {
  from?: string
  to?: string
  number?: string
  state?: Strip['state']
  offer?: { to: string; minutesAgo: number; answerIn: number }
  tasks?: { title: string; kind: DepartmentKind; holder: string; from: number; to: number | null; done: boolean }[]
  promised?: string | null
  estimated?: string | null
  /** Working days that the holder has been given. */
  limitDays?: number
  closed?: Strip['closed']
}

const day = 480

function segmentsOf(holders: ExampleHolder[], calendar: WorkingWindow[], closed: boolean): StripSegment[] {
  let before = 0
  return holders.map((one, index) => {
    const from = before
    before += one.days * day
    const last = index === holders.length - 1
    return {
      sequence: index + 1,
      kind: one.name === '' ? 'pool' : 'held',
      holder: one.name === '' ? null : person(one.name),
      department: departmentOf(one.kind),
      since: timeAfter(calendar, from),
      until: last && !closed ? null : timeAfter(calendar, before),
      workingMinutes: Math.round(one.days * day),
      waitingMinutes: Math.round((one.waiting ?? 0) * day),
      entered: one.entered ?? (index === 0 ? 'created' : 'accepted'),
      reason: one.reason ?? null,
      onBehalfOf: one.standsInFor ? person(one.standsInFor) : null,
      handoverId: index === 0 ? null : `handover-${index}`,
    }
  })
}

function tasksOf(options: ExampleOptions, calendar: WorkingWindow[]): StripTask[] {
  return (options.tasks ?? []).map(({ title, kind, holder, from, to, done }, index) => ({
    id: `task-${index}`,
    title,
    department: departmentOf(kind),
    holder: holder === '' ? null : person(holder),
    since: timeAfter(calendar, from * day),
    until: to === null ? null : timeAfter(calendar, to * day),
    workingMinutes: Math.round(((to ?? from) - from) * day),
    done,
  }))
}

/** A strip made from a few words, with times that agree with its calendar. */
export function exampleStrip(holders: ExampleHolder[], options: ExampleOptions = {}): Strip {
  const calendar = calendarOf(options.from ?? '2026-11-09', options.to ?? '2026-11-28')
  const total = holders.reduce((sum, one) => sum + one.days, 0) * day
  const now = timeAfter(calendar, total)
  const closed = options.closed ?? null
  const offer: OpenOffer | null = options.offer
    ? {
        to: { kind: 'person', ...person(options.offer.to) },
        offeredAt: timeAfter(calendar, total - options.offer.minutesAgo),
        answerBy: new Date(Date.parse(now) + options.offer.answerIn * 60_000).toISOString(),
      }
    : null
  const last = holders.at(-1)
  const limit = options.limitDays === undefined || !last ? null : total - last.days * day + options.limitDays * day
  return {
    subject: { kind: 'order', id: 'example', number: options.number ?? 'SO2026-0188' },
    state: options.state ?? 'processing',
    segments: segmentsOf(holders, calendar, closed !== null),
    openOffer: offer,
    tasks: tasksOf(options, calendar),
    deliveredAt: closed === 'settled' ? now : null,
    promisedDate: options.promised === undefined ? '2026-11-28' : options.promised,
    estimatedDate: options.estimated ?? null,
    limitAt: limit === null ? null : timeAfter(calendar, limit),
    now: closed ? timeAfter(calendar, total + day) : now,
    handovers: Math.max(0, holders.length - 1),
    bounces: holders.filter((one) => one.entered === 'returned').length,
    customerMinutes: Math.round(total),
    closed,
    closedAt: closed ? now : null,
    calendar,
  }
}

const early: ExampleHolder[] = [
  { name: '周敏', kind: 'sales', days: 2, waiting: 0.3 },
  { name: '吴海燕', kind: 'finance', days: 1 },
  { name: '陈静', kind: 'tracking', days: 1.4, waiting: 0.5 },
  { name: '何俊', kind: 'planning', days: 4, waiting: 0.6 },
]

const bounced: ExampleHolder[] = [
  { name: '周敏', kind: 'sales', days: 1.5, waiting: 0.35 },
  { name: '吴海燕', kind: 'finance', days: 0.38 },
  { name: '周敏', kind: 'sales', days: 0.63, entered: 'returned', reason: '单价低于底价 2.1%' },
  { name: '吴海燕', kind: 'finance', days: 0.25 },
  { name: '周敏', kind: 'sales', days: 1, waiting: 0.21, entered: 'returned', reason: '地址缺门牌' },
  { name: '吴海燕', kind: 'finance', days: 0.75, waiting: 0.18 },
  { name: '何俊', kind: 'planning', days: 9, waiting: 1.06 },
  { name: '孙琪', kind: 'tracking', days: 11, standsInFor: '赵柳青' },
]

const order: ExampleHolder[] = [
  { name: '周敏', kind: 'sales', days: 1.5, waiting: 0.36 },
  { name: '吴海燕', kind: 'finance', days: 0.54 },
  { name: '周敏', kind: 'sales', days: 0.93, waiting: 0.27, entered: 'returned', reason: '单价低于底价 2.1%' },
  { name: '吴海燕', kind: 'finance', days: 0.78, waiting: 0.2 },
  { name: '陈静', kind: 'tracking', days: 0.42, waiting: 0.33 },
  { name: '何俊', kind: 'planning', days: 4.375, waiting: 0.5 },
  { name: '陈静', kind: 'tracking', days: 4.875 },
]

const orderTasks: ExampleOptions['tasks'] = [
  { title: 'PO-0977 已到货', kind: 'buying', holder: '钱大勇', from: 8.8, to: 11.5, done: true },
  { title: 'WO-1203 768 / 1,200', kind: 'shop', holder: '孙国强', from: 9.3, to: null, done: false },
  { title: '备货', kind: 'store', holder: '', from: 12.8, to: null, done: false },
]

const many = Array.from({ length: 17 }, (_, index): ExampleHolder => {
  const names = ['周敏', '吴海燕', '陈静', '何俊', '孙国强'] as const
  const kinds = ['sales', 'finance', 'tracking', 'planning', 'shop'] as const
  return { name: names[index % 5] ?? '周敏', kind: kinds[index % 5] ?? 'sales', days: 0.5 + (index % 4) * 0.3 }
})

/** Every state that a strip can be in, for the gallery and the tests of its layout. */
export const examples: { key: string; zh: [string, string]; en: [string, string]; strip: Strip }[] = [
  {
    key: 'held',
    zh: ['持有', '朱边与印：现在在谁手上'],
    en: ['Held', 'vermilion edge and seal: who holds it now'],
    strip: exampleStrip([...early, { name: '陈静', kind: 'tracking', days: 5.3 }], {
      estimated: '2026-11-27',
      limitDays: 6,
    }),
  },
  {
    key: 'offered',
    zh: ['转交中', '斜纹到今天为止；朱边仍在发起人，对方是空心印'],
    en: ['Offered', 'hatched until now; the edge stays with the sender, the receiver’s seal is outlined'],
    strip: exampleStrip([...early, { name: '陈静', kind: 'tracking', days: 5.3, waiting: 0.6 }], {
      limitDays: 6,
      offer: { to: '李思远', minutesAgo: 288, answerIn: 98 },
    }),
  },
  {
    key: 'pool',
    zh: ['待办池', '部门持有，尚无人认领：整段斜纹，圆形，虚边'],
    en: ['Pool', 'a department holds it, unclaimed: hatched whole, round, dashed edge'],
    strip: exampleStrip([
      ...early.slice(0, 2),
      { name: '陈静', kind: 'tracking', days: 2.4, waiting: 0.4 },
      { name: '何俊', kind: 'planning', days: 4 },
      { name: '', kind: 'store', days: 4.3, entered: 'pooled' },
    ]),
  },
  {
    key: 'overdue',
    zh: ['逾期', '承诺已过，处理时限已过：胭脂色，带字'],
    en: ['Overdue', 'promise passed, limit passed: rouge, and in words'],
    strip: exampleStrip(
      [
        { name: '方宇', kind: 'sales', days: 1.2, waiting: 0.3 },
        { name: '吴海燕', kind: 'finance', days: 1, waiting: 0.3 },
        { name: '何俊', kind: 'planning', days: 2, waiting: 0.3 },
        { name: '陈静', kind: 'tracking', days: 1 },
        { name: '孙国强', kind: 'shop', days: 8.5 },
      ],
      { promised: '2026-11-23', limitDays: 6 },
    ),
  },
  {
    key: 'bounced',
    zh: ['退回与代理', '退回两次；比例为 √时间，已标明；孙琪代赵柳青'],
    en: ['Returned, stand-in', 'returned twice; scale is √time and says so; Sun Qi for Zhao Liuqing'],
    strip: exampleStrip(bounced, { from: '2026-10-27', limitDays: 12 }),
  },
  {
    key: 'settled',
    zh: ['已结算', '不再有人经手，没有朱色'],
    en: ['Settled', 'nobody holds it any more, so no vermilion'],
    strip: exampleStrip(
      [
        { name: '周敏', kind: 'sales', days: 1.4, waiting: 0.3 },
        { name: '吴海燕', kind: 'finance', days: 0.8 },
        { name: '陈静', kind: 'tracking', days: 1, waiting: 0.3 },
        { name: '何俊', kind: 'planning', days: 2.4, waiting: 0.4 },
        { name: '孙国强', kind: 'shop', days: 4, waiting: 0.6 },
        { name: '', kind: 'store', days: 1.2, entered: 'pooled' },
        { name: '马建平', kind: 'shipping', days: 1.5, waiting: 0.2 },
        { name: '吴海燕', kind: 'finance', days: 1.4 },
      ],
      { closed: 'settled', state: 'settled', promised: '2026-11-26' },
    ),
  },
  {
    key: 'cancelled',
    zh: ['已作废', '止于作废之日，一笔划去'],
    en: ['Cancelled', 'ends on the day, with a stroke'],
    strip: exampleStrip(early.slice(0, 3), { closed: 'cancelled', state: 'cancelled' }),
  },
  {
    key: 'order',
    zh: ['同时作业', '各部门的作业在下方，最多四条'],
    en: ['At the same time', 'the departments’ tasks lie below, four at most'],
    strip: exampleStrip(order, { estimated: '2026-11-27', limitDays: 5.6, tasks: orderTasks }),
  },
  {
    key: 'many',
    zh: ['很多手', '十二手以上，最早的折起，点开可见'],
    en: ['Many hands', 'above twelve the oldest fold, and open on a press'],
    strip: exampleStrip(many, { from: '2026-11-02', promised: '2026-11-27' }),
  },
  {
    key: 'new',
    zh: ['刚开单', '第一分钟，还没有承诺'],
    en: ['Just created', 'its first minutes, nothing promised'],
    strip: exampleStrip([{ name: '周敏', kind: 'sales', days: 0.05 }], { state: 'draft', promised: null }),
  },
]
