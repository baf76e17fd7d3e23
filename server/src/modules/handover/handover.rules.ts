import { money, quantity } from '@baton/contract/decimal'
import type { HandoverCheck } from '@baton/contract/handover'
import { refusals } from '../../kernel/refusal.ts'
import type { Actor } from '../../kernel/work.ts'
import { isHeld, missingFacts, type SalesOrder, unreserved } from '../orders/index.ts'

export interface Receiver {
  kind: 'person' | 'department'
  id: string
  name: string
  active: boolean
  departmentId: string
  departmentKind: string
  /** Of a person: may sign in and holds the right to accept. */
  mayReceive: boolean
  onLeaveUntil: Date | null
  /** Open orders and tasks held, and how many the person can carry; null: not limited. */
  load: number
  loadCeiling: number | null
  headId: string | null
}

/** What is known of an order beyond its own rows, for the checks. */
export interface CheckFacts {
  receiver: Receiver | undefined
  /** Orders that wait for a reviewer's decision. */
  inApproval: ReadonlySet<string>
  /** Free stock by item, millionths. */
  available: ReadonlyMap<string, bigint>
  credit: ReadonlyMap<string, { limit: bigint | null; exposure: bigint }>
  /** Names of those to whom an order is offered already. */
  offeredTo: ReadonlyMap<string, string>
  /** How often an order came back within seven days. */
  bounces: ReadonlyMap<string, number>
}

export const no = refusals('handover', {
  unknown: {
    status: 404,
    zh: () => '没有这个转交，或你无权查看。请回到待接收看看。',
    en: () => 'There is no such handover, or you may not see it. Go back to your inbox.',
  },
  orderUnknown: {
    status: 404,
    zh: () => '没有这张订单，或你无权查看。请核对编号。',
    en: () => 'There is no such order, or you may not see it. Check the number.',
  },
  notHolder: {
    status: 409,
    zh: (number: string, holder: string) => `${number} 现在由${holder}处理，不在你手上。要转交请找${holder}。`,
    en: (number: string, holder: string) =>
      `To hand over ${number} you must hold it; ${holder} does. Ask ${holder} to hand it over.`,
  },
  inPool: {
    status: 409,
    zh: (number: string) => `${number} 在待办池里，还没有人认领。请先认领。`,
    en: (number: string) => `${number} lies in a pool and nobody has claimed it. Claim it first.`,
  },
  closed: {
    status: 409,
    zh: (number: string) => `${number} 已结束，没有人经手，不能转交。`,
    en: (number: string) => `${number} is closed: nobody holds it, so it cannot be handed over.`,
  },
  alreadyOffered: {
    status: 409,
    zh: (number: string, to: string) => `${number} 已转交给${to}，等待接收。要换人请先撤回。`,
    en: (number: string, to: string) => `${number} is already offered to ${to}. Recall that offer first.`,
  },
  receiverUnknown: {
    status: 422,
    zh: () => '没有这个接收人或部门，或已停用。请重新选择。',
    en: () => 'There is no such receiver, or it is no longer active. Choose another.',
  },
  toOneself: {
    status: 422,
    zh: () => '不能转交给自己。请选择另一个人或部门。',
    en: () => 'You cannot hand over to yourself. Choose somebody else or a department.',
  },
  receiverWithoutRight: {
    status: 422,
    zh: (name: string) => `${name}没有接收订单的权限，或没有登录账号。请换一个人，或让管理员授权。`,
    en: (name: string) =>
      `${name} may not receive orders, or has no account. Choose somebody else, or ask an administrator for the right.`,
  },
  receiverOnLeave: {
    status: 422,
    zh: (name: string, until: string) => `${name}请假到 ${until}，不能接收。请换一个人，或交给部门。`,
    en: (name: string, until: string) =>
      `${name} is on leave until ${until} and cannot receive. Choose somebody else, or the department.`,
  },
  factsMissing: {
    status: 422,
    zh: (number: string, facts: string) => `${number} 还缺${facts}，不能转交。请先补齐。`,
    en: (number: string, facts: string) => `To hand over ${number} you must fill in ${facts}.`,
  },
  inApproval: {
    status: 409,
    zh: (number: string) => `${number} 审批中，审批有结果前不能换人。`,
    en: (number: string) => `${number} is being approved and cannot change hands before that.`,
  },
  notReceiver: {
    status: 403,
    zh: (number: string) => `${number} 不是转交给你的，只有接收人能答复。`,
    en: (number: string) => `${number} was not offered to you; only its receiver can answer.`,
  },
  notSender: {
    status: 403,
    zh: (number: string) => `${number} 不是你转交的，只有转交人能撤回。`,
    en: (number: string) => `${number} was not offered by you; only its sender can take it back.`,
  },
  notInPool: {
    status: 409,
    zh: (number: string, holder: string) => `${number} 不在待办池里${holder ? `，现在由${holder}处理` : ''}。`,
    en: (number: string, holder: string) => `${number} does not lie in a pool${holder ? `; ${holder} holds it` : ''}.`,
  },
  otherPool: {
    status: 403,
    zh: (number: string) => `${number} 在别的部门的待办池里，不能认领。请让该部门的人认领，或请其负责人指派。`,
    en: (number: string) =>
      `${number} lies in another department's pool. One of its members can claim it, or its head can assign it.`,
  },
  notHead: {
    status: 403,
    zh: (number: string) => `只有待办池的部门负责人能指派 ${number}。`,
    en: (number: string) => `Only the head of the pool's department can assign ${number}.`,
  },
  notMember: {
    status: 422,
    zh: (name: string) => `${name}不在这个部门。请选本部门的人。`,
    en: (name: string) => `${name} does not belong to this department. Choose one of its members.`,
  },
  claimed: {
    status: 409,
    zh: (number: string) => `${number} 里已有订单被认领，不能撤回。请找认领人退回。`,
    en: (number: string) => `Somebody has claimed from ${number}, so it cannot be recalled. Ask them to return it.`,
  },
  noFormerHolder: {
    status: 409,
    zh: (number: string) => `${number} 没有上一手，不能退回。`,
    en: (number: string) => `${number} has no former holder to return it to.`,
  },
  notReversible: {
    status: 409,
    zh: (number: string) => `${number} 不能撤销：没有被接收，或订单已不在接收人手上。请让现在的处理人退回。`,
    en: (number: string) =>
      `${number} cannot be reversed: it was not accepted, or its orders have moved on. Ask their holder to return them.`,
  },
  alreadyWorkedOn: {
    status: 409,
    zh: (number: string) => `接收人已经在 ${number} 上做过事，不能撤销转交。请让接收人退回，或请负责人撤销。`,
    en: (number: string) =>
      `The receiver has already worked on ${number}, so the handover cannot be reversed. Ask for a return, or ask the head to reverse it.`,
  },
})

const shortDay = (at: Date): string => at.toISOString().slice(5, 10)

/** The name of whoever holds an order, for sentences. */
export const holderName = (order: SalesOrder, language: 'zh' | 'en'): string =>
  order.custody?.holderName ?? (language === 'zh' ? '待办池' : 'a pool')

/** Refuses what concerns the receiver as a whole. The first refusal that applies wins, so their order is part of the rule. */
export function decideReceiver(receiver: Receiver | undefined, actor: Actor, now: Date): Receiver {
  if (!receiver?.active) throw no.receiverUnknown()
  if (receiver.kind === 'department') return receiver
  if (receiver.id === actor.personId) throw no.toOneself()
  if (!receiver.mayReceive) throw no.receiverWithoutRight(receiver.name)
  if (receiver.onLeaveUntil && receiver.onLeaveUntil > now)
    throw no.receiverOnLeave(receiver.name, shortDay(receiver.onLeaveUntil))
  return receiver
}

/** Refuses what concerns one order. Facts may be missing while it is handed over inside the owner's department as a draft. */
export function decideOffer(order: SalesOrder, facts: CheckFacts, actor: Actor): void {
  const { custody } = order
  if (!custody || custody.state === 'closed') throw no.closed(order.number)
  if (custody.state === 'pool') throw no.inPool(order.number)
  if (custody.holderId !== actor.personId) throw no.notHolder(order.number, custody.holderName ?? '?')
  if (custody.offerId) throw no.alreadyOffered(order.number, facts.offeredTo.get(order.id) ?? '?')
  const missing = missingFacts(order)
  if (missing.length > 0) throw no.factsMissing(order.number, missing.join(', ')).with({ missing })
  if (facts.inApproval.has(order.id)) throw no.inApproval(order.number)
}

type Check = Omit<HandoverCheck, 'subjectId' | 'cure'> & { subjectId?: string | null; cure?: HandoverCheck['cure'] }
const check = (made: Check): HandoverCheck => ({ subjectId: null, cure: null, ...made })

/** Everything worth knowing before a handover, as the dry run shows it. What has no data yet is absent, never green. */
export function checkAll(
  orders: SalesOrder[],
  facts: CheckFacts,
  actor: Actor,
  now: Date,
  today: string,
): HandoverCheck[] {
  return [
    ...receiverChecks(facts.receiver, orders.length, actor, now),
    ...orders.flatMap((order) => orderChecks(order, facts, actor, now, today)),
  ]
}

function receiverChecks(receiver: Receiver | undefined, coming: number, actor: Actor, now: Date): HandoverCheck[] {
  if (!receiver?.active)
    return [
      check({ check: 'receiver', severity: 'block', zh: '没有这个接收人或部门', en: 'There is no such receiver' }),
    ]
  if (receiver.kind === 'department') {
    return [
      check({
        check: 'receiver',
        severity: 'ok',
        zh: `交给部门后由负责人负责，成员认领`,
        en: 'The department’s head answers at once; a member claims it',
      }),
    ]
  }
  const made: HandoverCheck[] = []
  if (receiver.id === actor.personId)
    made.push(
      check({ check: 'receiver', severity: 'block', zh: '不能转交给自己', en: 'You cannot hand over to yourself' }),
    )
  else made.push(check({ check: 'receiver', severity: 'ok', zh: '接收人在职', en: 'The receiver is active' }))
  made.push(
    receiver.mayReceive
      ? check({ check: 'right', severity: 'ok', zh: '有接收权限', en: 'May receive orders' })
      : check({
          check: 'right',
          severity: 'block',
          zh: `${receiver.name}没有接收权限`,
          en: `${receiver.name} may not receive orders`,
        }),
  )
  const away = receiver.onLeaveUntil && receiver.onLeaveUntil > now
  made.push(
    away
      ? check({
          check: 'leave',
          severity: 'block',
          zh: `${receiver.name}请假到 ${shortDay(receiver.onLeaveUntil!)}`,
          en: `${receiver.name} is on leave until ${shortDay(receiver.onLeaveUntil!)}`,
        })
      : check({ check: 'leave', severity: 'ok', zh: '没有请假', en: 'Not on leave' }),
  )
  if (receiver.loadCeiling !== null) {
    const after = receiver.load + coming
    const over = after > receiver.loadCeiling
    made.push(
      check({
        check: 'load',
        severity: over ? 'warn' : 'ok',
        zh: `接收后 ${after} / ${receiver.loadCeiling}${over ? '，超负荷' : ''}`,
        en: `${after} of ${receiver.loadCeiling} after this${over ? ': overloaded' : ''}`,
      }),
    )
  }
  return made
}

function orderChecks(order: SalesOrder, facts: CheckFacts, actor: Actor, now: Date, today: string): HandoverCheck[] {
  const subjectId = order.id
  const { number, custody } = order
  const path = `/orders/${order.id}`
  const made: HandoverCheck[] = []
  const add = (one: Check) => made.push(check({ subjectId, ...one }))
  if (!custody || custody.state === 'closed')
    add({ check: 'state', severity: 'block', zh: `${number} 已结束`, en: `${number} is closed` })
  else if (custody.holderId !== actor.personId) {
    const zh = holderName(order, 'zh')
    add({
      check: 'holder',
      severity: 'block',
      zh: `${number} 现由${zh}处理，不在你手上`,
      en: `${number} is held by ${holderName(order, 'en')}, not by you`,
    })
  } else add({ check: 'holder', severity: 'ok', zh: `${number} 在你手上`, en: `You hold ${number}` })
  const offeredTo = facts.offeredTo.get(order.id)
  if (offeredTo)
    add({
      check: 'offer',
      severity: 'block',
      zh: `${number} 已转交给${offeredTo}，等待接收`,
      en: `${number} is already offered to ${offeredTo}`,
      cure: { path: '/handovers?box=sent', zh: '去撤回', en: 'Recall it' },
    })
  const missing = missingFacts(order)
  add(
    missing.length > 0
      ? {
          check: 'facts',
          severity: 'block',
          zh: `${number} 资料不全：${missing.length} 项`,
          en: `${number} lacks ${missing.join(', ')}`,
          cure: { path: `${path}/edit`, zh: '去补齐', en: 'Fill in' },
        }
      : { check: 'facts', severity: 'ok', zh: `${number} 资料齐全`, en: `${number} is complete` },
  )
  if (facts.inApproval.has(order.id))
    add({
      check: 'approval',
      severity: 'block',
      zh: `${number} 审批中，有结果前不能换人`,
      en: `${number} is being approved and cannot change hands before that`,
    })
  if (isHeld(order, now))
    add({
      check: 'credit',
      severity: 'warn',
      zh: `${number} 已挂起：${order.holdReason}`,
      en: `${number} is on hold: ${order.holdReason}`,
    })
  creditCheck(order, facts, add)
  stockCheck(order, facts, add)
  dateCheck(order, facts.receiver, now, today, add)
  if (
    order.lines.some((line) => line.reserved > 0n) &&
    order.tasks.some((task) => task.kind === 'pick' && task.custody.holderId)
  ) {
    add({ check: 'picking', severity: 'warn', zh: `${number} 仓库正在拣货`, en: `${number} is being picked` })
  }
  const bounced = facts.bounces.get(order.id) ?? 0
  if (bounced >= 2)
    add({
      check: 'bounces',
      severity: 'warn',
      zh: `${number} 七天内退回 ${bounced} 次`,
      en: `${number} came back ${bounced} times within seven days`,
    })
  return made
}

function creditCheck(order: SalesOrder, facts: CheckFacts, add: (one: Check) => void): void {
  const credit = facts.credit.get(order.customerId)
  if (!credit || credit.limit === null) return
  const over = credit.exposure - credit.limit
  if (over > 0n)
    add({
      check: 'credit',
      severity: 'warn',
      zh: `客户超信用额度 ${money(over)}`,
      en: `The customer is ${money(over)} over the credit limit`,
    })
  else add({ check: 'credit', severity: 'ok', zh: '信用正常', en: 'Within credit' })
}

function stockCheck(order: SalesOrder, facts: CheckFacts, add: (one: Check) => void): void {
  const needed = new Map<string, bigint>()
  for (const line of order.lines)
    if (line.itemId && unreserved(line) > 0n)
      needed.set(line.itemId, (needed.get(line.itemId) ?? 0n) + unreserved(line))
  if (!order.lines.some((line) => line.kind === 'stock')) return
  const short = [...needed].filter(([item, wanted]) => wanted > (facts.available.get(item) ?? 0n))
  if (short.length === 0) {
    add({ check: 'stock', severity: 'ok', zh: `${order.number} 库存够`, en: `Stock covers ${order.number}` })
    return
  }
  const named = short.slice(0, 5).map(([item, wanted]) => {
    const line = order.lines.find((one) => one.itemId === item)!
    return { name: line.description, missing: quantity(wanted - (facts.available.get(item) ?? 0n)) }
  })
  add({
    check: 'stock',
    severity: 'warn',
    zh: `${order.number} ${named.map((one) => `${one.name} 缺 ${one.missing}`).join('、')}`,
    en: `${order.number}: ${named.map((one) => `${one.name} short ${one.missing}`).join(', ')}`,
  })
}

function dateCheck(
  order: SalesOrder,
  receiver: Receiver | undefined,
  now: Date,
  today: string,
  add: (one: Check) => void,
): void {
  const promised = order.promisedOn ?? order.requestedOn
  if (!promised) return
  const days = Math.round((Date.parse(promised) - Date.parse(today)) / 86_400_000)
  const leave = receiver?.onLeaveUntil && receiver.onLeaveUntil > now ? receiver.onLeaveUntil : null
  if (days < 0)
    add({
      check: 'date',
      severity: 'warn',
      zh: `${order.number} 交期已过 ${-days} 天`,
      en: `${order.number} is ${-days} days past its promise`,
    })
  else if (leave && leave.toISOString().slice(0, 10) >= promised)
    add({
      check: 'date',
      severity: 'warn',
      zh: `${order.number} 交期前接收人都在请假`,
      en: `The receiver is on leave until after ${order.number} is due`,
    })
  else if (days <= 1)
    add({
      check: 'date',
      severity: 'warn',
      zh: `${order.number} 交期只余 ${days} 天`,
      en: `${order.number} is due in ${days} days`,
    })
  else
    add({
      check: 'date',
      severity: 'ok',
      zh: `${order.number} 交期余 ${days} 天`,
      en: `${order.number} is due in ${days} days`,
    })
}

/** Subjects that nothing blocks; a block on the receiver blocks all. */
export function possibleOf(checks: HandoverCheck[], ids: string[]): string[] {
  if (checks.some((one) => one.severity === 'block' && one.subjectId === null)) return []
  const blocked = new Set(checks.filter((one) => one.severity === 'block').map((one) => one.subjectId))
  return ids.filter((id) => !blocked.has(id))
}
