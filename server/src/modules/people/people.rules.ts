import { refusals } from '../../kernel/refusal.ts'
import type { Actor } from '../../kernel/work.ts'

export const no = refusals('people', {
  personUnknown: {
    status: 404,
    zh: () => '没有这个人。请从人员列表里选。',
    en: () => 'There is no such person. Choose one from the list of people.',
  },
  departmentMissing: {
    status: 404,
    zh: () => '没有这个部门，或已关闭。请从部门树里选。',
    en: () => 'There is no such department, or it was closed. Choose one from the tree.',
  },
  roleMissing: {
    status: 404,
    zh: () => '没有这个角色。请从角色列表里选。',
    en: () => 'There is no such role. Choose one from the list of roles.',
  },
  calendarMissing: {
    status: 404,
    zh: () => '没有这个工作日历。请从日历列表里选。',
    en: () => 'There is no such working calendar. Choose one from the list.',
  },
  leaveMissing: {
    status: 404,
    zh: () => '没有这条请假记录。请刷新后再看。',
    en: () => 'There is no such leave. Refresh and look again.',
  },
  stale: {
    status: 412,
    zh: () => '你打开之后，别人改过这里。请看过现在的内容再改。',
    en: () => 'Somebody changed this after you opened it. Look at it as it is now, then change it.',
  },
  numberTaken: {
    status: 409,
    zh: (number: string, name: string) => `编号 ${number} 已是「${name}」的。请换一个编号。`,
    en: (number: string, name: string) => `The number ${number} belongs to ${name}. Choose another number.`,
  },
  departmentUnknown: {
    status: 422,
    zh: () => '没有这个部门，或已关闭。请选一个在用的部门。',
    en: () => 'There is no such department, or it was closed. Choose one that is in use.',
  },
  parentUnknown: {
    status: 422,
    zh: () => '没有这个上级部门，或已关闭。请选一个在用的部门。',
    en: () => 'There is no such department to stand below, or it was closed. Choose one that is in use.',
  },
  headUnknown: {
    status: 422,
    zh: () => '没有这个人，或已离职，不能当负责人。请选一个在职的人。',
    en: () => 'Whoever heads a department must work here. Choose somebody who does.',
  },
  calendarUnknown: {
    status: 422,
    zh: () => '没有这个工作日历。请从日历列表里选。',
    en: () => 'There is no such working calendar. Choose one from the list.',
  },
  circle: {
    status: 409,
    zh: (name: string, below: string) => `「${below}」在「${name}」之下，不能反过来当它的上级。请选别的上级。`,
    en: (name: string, below: string) => `${below} stands below ${name} and cannot be above it. Choose another one.`,
  },
  ownReach: {
    status: 403,
    zh: (name: string) => `这样改后，你自己能看到「${name}」的订单。扩大自己的数据范围要由管理员来做。`,
    en: (name: string) =>
      `By this you would yourself see the orders of ${name}. Only an administrator may widen what they themselves see.`,
  },
  ownDepartment: {
    status: 403,
    zh: () => '不能给自己换部门，因为部门决定能看到哪些订单。请同事或管理员来改。',
    en: () =>
      'You cannot move yourself to another department, since it decides which orders you see. Ask a colleague or an administrator.',
  },
  inactive: {
    status: 409,
    zh: (name: string) => `${name}已离职。请先恢复。`,
    en: (name: string) => `${name} no longer works here. Enable them first.`,
  },
  alreadyActive: {
    status: 409,
    zh: (name: string) => `${name}在职，不用恢复。`,
    en: (name: string) => `${name} works here already; there is nothing to enable.`,
  },
  departmentClosed: {
    status: 409,
    zh: (department: string) => `原部门「${department}」已关闭。请先把人移到在用的部门，再恢复。`,
    en: (department: string) =>
      `Their department ${department} was closed. Move them to one that is in use, then enable them.`,
  },
  shiftOrder: {
    status: 422,
    zh: () => '下班要晚于上班。请改正时间。',
    en: () => 'Work ends after it begins. Mend the times.',
  },
  shiftOverlap: {
    status: 422,
    zh: () => '同一天的两段工作时间重叠了。请改正时间。',
    en: () => 'Two working times of one day overlap. Mend the times.',
  },
  dayTwice: {
    status: 422,
    zh: (day: string) => `${day} 写了两次。请去掉一个。`,
    en: (day: string) => `${day} stands twice. Leave one out.`,
  },
  dayOfOtherYear: {
    status: 422,
    zh: (day: string, year: number) => `${day} 不在 ${year} 年。请在那一年里改。`,
    en: (day: string, year: number) => `${day} does not lie in ${year}. Change it in its own year.`,
  },
  leaveRight: {
    status: 403,
    zh: (name: string) => `只有${name}的部门负责人，或有「管理部门、人员、日历与请假」权限的人，能登记请假。`,
    en: (name: string) =>
      `Only the head of ${name}’s department, or somebody with the right "people.change", records leave for them.`,
  },
  leaveOrder: {
    status: 422,
    zh: () => '请假的结束要晚于开始。请改正时间。',
    en: () => 'Leave ends after it begins. Mend the times.',
  },
  leaveOverlap: {
    status: 409,
    zh: (name: string, from: string, until: string) =>
      `${name} ${from} 至 ${until} 已有请假，和这次重叠。请改时间，或先结束那一次。`,
    en: (name: string, from: string, until: string) =>
      `${name} is already on leave from ${from} to ${until}, which overlaps. Change the times, or end that leave first.`,
  },
  leaveOver: {
    status: 409,
    zh: () => '这次请假已经结束或取消，不用再改。',
    en: () => 'This leave is over or was taken back; there is nothing to end.',
  },
})

export interface DepartmentFacts {
  id: string
  number: string
  nameZh: string
  nameEn: string
  parentId: string | null
  headId: string | null
  calendarId: string | null
  kind: string
  version: number
}

export function decideVersion(current: number, seen: number | undefined): void {
  if (seen !== current) throw no.stale().with({ current: { version: current } })
}

export function decideNumber(number: string, taken: readonly { name: string }[]): void {
  if (taken[0]) throw no.numberTaken(number, taken[0].name)
}

/** The departments that a person heads, with all below them. */
export function headedBy(tree: readonly DepartmentFacts[], personId: string): Set<string> {
  const headed = new Set(tree.filter(({ headId }) => headId === personId).map(({ id }) => id))
  for (let grown = true; grown; ) {
    const below = tree.filter(({ id, parentId }) => parentId !== null && headed.has(parentId) && !headed.has(id))
    for (const { id } of below) headed.add(id)
    grown = below.length > 0
  }
  return headed
}

/** A department stands below one that is in use, and never below itself. */
export function decideParent(
  tree: readonly DepartmentFacts[],
  one: { id: string; nameZh: string; parentId: string | null },
): void {
  if (one.parentId === null) return
  const byId = new Map(tree.map((each) => [each.id, each]))
  const parent = byId.get(one.parentId)
  if (!parent) throw no.parentUnknown()
  for (let above: DepartmentFacts | undefined = parent, steps = 0; above && steps <= tree.length; steps += 1) {
    if (above.id === one.id) throw no.circle(one.nameZh, parent.nameZh)
    above = above.parentId === null ? undefined : byId.get(above.parentId)
  }
}

/**
 * Heads read what their departments and those below may read, so nobody but an administrator widens their own reach. A new department
 * below one's own is no gain, and who sees everything has nothing to gain.
 */
export function decideReach(
  before: readonly DepartmentFacts[],
  after: readonly DepartmentFacts[],
  actor: Pick<Actor, 'personId' | 'rights' | 'scope'>,
): void {
  if (actor.rights.has('access.administer') || actor.scope === 'all') return
  const had = headedBy(before, actor.personId)
  const there = new Set(before.map(({ id }) => id))
  const headed = headedBy(after, actor.personId)
  const gained = after.find(
    ({ id, parentId }) => headed.has(id) && !had.has(id) && (there.has(id) || !(parentId && had.has(parentId))),
  )
  if (gained) throw no.ownReach(gained.nameZh)
}

export function decideShifts(shifts: readonly { weekday: number; from: number; to: number }[]): void {
  const sorted = [...shifts].sort((one, other) => one.weekday - other.weekday || one.from - other.from)
  sorted.forEach((one, index) => {
    if (one.to <= one.from) throw no.shiftOrder()
    const next = sorted[index + 1]
    if (next?.weekday === one.weekday && next.from < one.to) throw no.shiftOverlap()
  })
}

export function decideDays({ year, days }: { year: number; days: readonly { day: string }[] }): void {
  const seen = new Set<string>()
  for (const { day } of days) {
    if (!day.startsWith(`${year}-`)) throw no.dayOfOtherYear(day, year)
    if (seen.has(day)) throw no.dayTwice(day)
    seen.add(day)
  }
}

export interface Leave {
  id: string
  from: Date
  until: Date
}

/** `day` spells an instant for the sentence. */
export function decideLeave(
  wanted: { from: Date; until: Date },
  name: string,
  others: readonly Leave[],
  day: (at: Date) => string,
): void {
  if (wanted.until.getTime() <= wanted.from.getTime()) throw no.leaveOrder()
  const met = others.find(({ from, until }) => from < wanted.until && wanted.from < until)
  if (met) throw no.leaveOverlap(name, day(met.from), day(met.until)).with({ leave: met.id })
}

/** Leave is recorded by who manages people, or by a head of the person's department. */
export function decideLeaveRight(
  person: { name: string; departmentId: string },
  actor: Pick<Actor, 'rights' | 'headOf'>,
): void {
  if (!actor.rights.has('people.change') && !actor.headOf.includes(person.departmentId))
    throw no.leaveRight(person.name)
}

/** The facts with those that a request names put in their place. */
export function withChanges<Facts extends object>(
  facts: Facts,
  request: { [Name in keyof Facts]?: Facts[Name] | undefined },
): Facts {
  const named = (Object.keys(facts) as (keyof Facts)[]).map((name) => [
    name,
    request[name] === undefined ? facts[name] : request[name],
  ])
  return Object.fromEntries(named) as Facts
}
