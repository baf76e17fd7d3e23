import type { HandoverCheck } from '@baton/contract/handover'
import { spokenMoney, spokenQuantity } from '../../kernel/spoken.ts'
import type { Actor } from '../../kernel/work.ts'
import { factWords } from '../orders/order-words.rules.ts'
import { isHeld, missingFacts, type SalesOrder } from '../orders/orders.rules.ts'
import { unreserved } from '../orders/settle.rules.ts'
import { type CheckFacts, holderName, type Receiver } from './handover.rules.ts'

type Check = Omit<HandoverCheck, 'subjectId' | 'cure'> & { subjectId?: string | null; cure?: HandoverCheck['cure'] }
const check = (made: Check): HandoverCheck => ({ subjectId: null, cure: null, ...made })

/** What the checks of one package look at. What one order takes of `left` is no longer there for the next, also of the next package. */
export type Checking = CheckFacts & { left: Map<string, bigint> }

/** Everything worth knowing before a handover, as the dry run shows it. What has no data yet is absent, never green. */
export function checkAll(
  orders: SalesOrder[],
  facts: Checking,
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
          zh: `${receiver.name}请假到 ${receiver.lastDayAway}`,
          en: `${receiver.name} is on leave until ${receiver.lastDayAway}`,
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

function orderChecks(order: SalesOrder, facts: Checking, actor: Actor, now: Date, today: string): HandoverCheck[] {
  const made: HandoverCheck[] = []
  const add = (one: Check) => made.push(check({ subjectId: order.id, ...one }))
  custodyCheck(order, facts, actor, add)
  factsCheck(order, facts, now, add)
  creditCheck(order, facts, add)
  stockCheck(order, facts.left, add)
  dateCheck(order, facts.receiver, today, add)
  roadCheck(order, facts, add)
  return made
}

function custodyCheck(order: SalesOrder, facts: CheckFacts, actor: Actor, add: (one: Check) => void): void {
  const { number, custody } = order
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
}

function factsCheck(order: SalesOrder, facts: CheckFacts, now: Date, add: (one: Check) => void): void {
  const { number } = order
  const missing = missingFacts(order)
  add(
    missing.length > 0
      ? {
          check: 'facts',
          severity: 'block',
          zh: `${number} 还缺${factWords(missing, 'zh')}`,
          en: `${number} lacks ${factWords(missing, 'en')}`,
          cure: { path: `/orders/${order.id}/edit`, zh: '去补齐', en: 'Fill in' },
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
      check: 'state',
      severity: 'warn',
      zh: `${number} 已挂起：${order.holdReason}`,
      en: `${number} is on hold: ${order.holdReason}`,
    })
}

/** What happens to the order elsewhere: picking, and how often it came back. */
function roadCheck(order: SalesOrder, facts: CheckFacts, add: (one: Check) => void): void {
  const { number } = order
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
}

function creditCheck(order: SalesOrder, facts: CheckFacts, add: (one: Check) => void): void {
  const credit = facts.credit.get(order.customerId)
  if (!credit || credit.limit === null) return
  const over = credit.exposure - credit.limit
  if (over > 0n)
    add({
      check: 'credit',
      severity: 'warn',
      zh: `客户超信用额度 ${spokenMoney(over, order.currency)}`,
      en: `The customer is ${spokenMoney(over, order.currency)} over the credit limit`,
    })
  else add({ check: 'credit', severity: 'ok', zh: '信用正常', en: 'Within credit' })
}

function stockCheck(order: SalesOrder, left: Map<string, bigint>, add: (one: Check) => void): void {
  const needed = new Map<string, bigint>()
  for (const line of order.lines)
    if (line.itemId && unreserved(line) > 0n)
      needed.set(line.itemId, (needed.get(line.itemId) ?? 0n) + unreserved(line))
  if (!order.lines.some((line) => line.kind === 'stock')) return
  const short = [...needed].flatMap(([item, wanted]) => {
    const free = left.get(item) ?? 0n
    left.set(item, free > wanted ? free - wanted : 0n)
    return wanted > free ? [{ item, missing: wanted - free }] : []
  })
  if (short.length === 0) {
    add({ check: 'stock', severity: 'ok', zh: `${order.number} 库存够`, en: `Stock covers ${order.number}` })
    return
  }
  const named = short.slice(0, 5).map(({ item, missing }) => {
    const line = order.lines.find((one) => one.itemId === item)!
    return { name: line.description, missing: spokenQuantity(missing) }
  })
  add({
    check: 'stock',
    severity: 'warn',
    zh: `${order.number} ${named.map((one) => `${one.name} 缺 ${one.missing}`).join('、')}`,
    en: `${order.number}: ${named.map((one) => `${one.name} short ${one.missing}`).join(', ')}`,
  })
}

function dateCheck(order: SalesOrder, receiver: Receiver | undefined, today: string, add: (one: Check) => void): void {
  const promised = order.promisedOn ?? order.requestedOn
  if (!promised) return
  const days = Math.round((Date.parse(promised) - Date.parse(today)) / 86_400_000)
  if (days < 0)
    add({
      check: 'date',
      severity: 'warn',
      zh: `${order.number} 交期已过 ${-days} 天`,
      en: `${order.number} is ${-days} days past its promise`,
    })
  else if (receiver && !receiver.worksOn(promised))
    add({
      check: 'date',
      severity: 'warn',
      zh: `${order.number} 交期 ${promised.slice(5)} 那天${receiver.name}不上班`,
      en: `${receiver.name} does not work on ${promised.slice(5)}, when ${order.number} is due`,
    })
  else if (days <= 1)
    add({
      check: 'date',
      severity: 'warn',
      zh: `${order.number} 交期只余 ${days} 天`,
      en: `${order.number} is due in ${days === 1 ? '1 day' : `${days} days`}`,
    })
  else
    add({
      check: 'date',
      severity: 'ok',
      zh: `${order.number} 交期余 ${days} 天`,
      en: `${order.number} is due in ${days === 1 ? '1 day' : `${days} days`}`,
    })
}

/** Subjects that nothing blocks; a block on the receiver blocks all. */
export function possibleOf(checks: HandoverCheck[], ids: string[]): string[] {
  if (checks.some((one) => one.severity === 'block' && one.subjectId === null)) return []
  const blocked = new Set(checks.filter((one) => one.severity === 'block').map((one) => one.subjectId))
  return ids.filter((id) => !blocked.has(id))
}
