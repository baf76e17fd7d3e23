import { refusals } from '../../kernel/refusal.ts'
import type { Actor } from '../../kernel/work.ts'
import type { Custody } from '../custody/custody.rules.ts'
import { factWords } from '../orders/order-words.rules.ts'
import { missingFacts, type SalesOrder } from '../orders/orders.rules.ts'

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
  /** The last day of that leave, "11-26", for sentences. */
  lastDayAway: string
  /** Whether the receiver works on a day, by calendar and leave. */
  worksOn: (day: string) => boolean
  /** Open orders held, and how many the person can carry; null: not limited. */
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
    zh: (number: string) => `${number} 已结束，没有人经手，不能转交。还有要办的请另开一张订单。`,
    en: (number: string) =>
      `${number} is closed: nobody holds it, so it cannot be handed over. Take a new order for what is still to be done.`,
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
    zh: (number: string, facts: string[]) => `${number} 还缺${factWords(facts, 'zh')}，不能转交。请先补齐。`,
    en: (number: string, facts: string[]) => `To hand over ${number} you must fill in ${factWords(facts, 'en')}.`,
  },
  inApproval: {
    status: 409,
    zh: (number: string) => `${number} 审批中，审批有结果前不能换人。请等审批结果。`,
    en: (number: string) => `${number} is being approved and cannot change hands before that. Wait for the decision.`,
  },
  answerByPast: {
    status: 422,
    zh: () => '答复期限已经过去，对方来不及接收。请选以后的时间，或不填。',
    en: () => 'This deadline has passed, so nobody could answer in time. Choose a later moment, or none.',
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
    zh: (number: string, holder: string) =>
      `${number} 不在待办池里${holder ? `，现在由${holder}处理，要换人请找${holder}` : '。请刷新待办池另选一张'}。`,
    en: (number: string, holder: string) =>
      `${number} does not lie in a pool${holder ? `; ${holder} holds it. Ask ${holder} to hand it over` : '. Reload the pool and choose another order'}.`,
  },
  otherPool: {
    status: 403,
    zh: (number: string) => `${number} 在别的部门的待办池里，不能认领。请让该部门的人认领，或请其负责人指派。`,
    en: (number: string) =>
      `${number} lies in another department’s pool. One of its members can claim it, or its head can assign it.`,
  },
  notHead: {
    status: 403,
    zh: (number: string) => `只有待办池的部门负责人能指派 ${number}。请负责人指派，或由成员自己认领。`,
    en: (number: string) =>
      `Only the head of the pool’s department can assign ${number}. Ask the head, or let a member claim it.`,
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
  nothingPooled: {
    status: 409,
    zh: (number: string) => `${number} 里的订单都已结束，没有可撤回的。`,
    en: (number: string) => `Every order of ${number} has ended, so there is nothing to recall.`,
  },
  orderTwice: {
    status: 422,
    zh: () => '同一张订单分给了两个人。每张订单只能交给一个人，请改正后再转交。',
    en: () => 'One order is given to two receivers. Give each order to one of them, then hand over again.',
  },
  receiverTwice: {
    status: 422,
    zh: () => '同一个接收人出现了两次。请把他的订单合在一起。',
    en: () => 'One receiver is named twice. Put their orders together.',
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
  senderGone: {
    status: 409,
    zh: (number: string, sender: string) =>
      `${number} 的转交人${sender}已停用或没有权限，退不回去。请现在的处理人转交给别人。`,
    en: (number: string, sender: string) =>
      `${sender}, who handed over ${number}, has left or has no right any more, so it cannot go back. Ask its holder to hand it over to somebody else.`,
  },
  alreadyWorkedOn: {
    status: 409,
    zh: (number: string) => `接收人已经在 ${number} 上做过事，不能撤销转交。请让接收人退回，或请负责人撤销。`,
    en: (number: string) =>
      `The receiver has already worked on ${number}, so the handover cannot be reversed. Ask for a return, or ask the head to reverse it.`,
  },
})

/** Until when a receiver is to answer, as the sender says it; null: as usual. */
export function decideAnswerBy(answerBy: string | undefined, now: Date): Date | null {
  if (answerBy === undefined) return null
  const at = new Date(answerBy)
  if (at <= now) throw no.answerByPast()
  return at
}

/** The name of whoever holds an order, for sentences. */
export const holderName = (order: SalesOrder, language: 'zh' | 'en'): string =>
  order.custody?.holderName ?? (language === 'zh' ? '待办池' : 'a pool')

/** Refuses what concerns the receiver as a whole. The first refusal that applies wins, so their order is part of the rule. */
export function decideReceiver(receiver: Receiver | undefined, actor: Actor, now: Date): Receiver {
  if (!receiver?.active) throw no.receiverUnknown()
  if (receiver.kind === 'department') return receiver
  if (receiver.id === actor.personId) throw no.toOneself()
  if (!receiver.mayReceive) throw no.receiverWithoutRight(receiver.name)
  decidePresent(receiver, now)
  return receiver
}

/** Refuses who is on leave now. */
export function decidePresent({ name, onLeaveUntil, lastDayAway }: Receiver, now: Date): void {
  if (onLeaveUntil && onLeaveUntil > now) throw no.receiverOnLeave(name, lastDayAway)
}

/** Refuses an order that the actor does not hold, or that is on its way already. Answers its custody. */
export function decideHeld(order: SalesOrder, { offeredTo }: Pick<CheckFacts, 'offeredTo'>, actor: Actor): Custody {
  const { custody } = order
  if (!custody || custody.state === 'closed') throw no.closed(order.number)
  if (custody.state === 'pool') throw no.inPool(order.number)
  if (custody.holderId !== actor.personId) throw no.notHolder(order.number, custody.holderName ?? '?')
  if (custody.offerId) throw no.alreadyOffered(order.number, offeredTo.get(order.id) ?? '?')
  return custody
}

/** Refuses what concerns one order. */
export function decideOffer(order: SalesOrder, facts: CheckFacts, actor: Actor): void {
  decideHeld(order, facts, actor)
  const missing = missingFacts(order)
  if (missing.length > 0) throw no.factsMissing(order.number, missing).with({ missing })
  decideNotInApproval(order, facts)
}

/** What waits for a reviewer changes hands neither forth nor back. */
export function decideNotInApproval({ id, number }: SalesOrder, { inApproval }: Pick<CheckFacts, 'inApproval'>): void {
  if (inApproval.has(id)) throw no.inApproval(number)
}
