import { refusals } from '../../kernel/refusal.ts'
import { dayIn } from '../../kernel/time.ts'
import type { Custody } from '../custody/index.ts'
import type { OpenTask } from '../tasks/index.ts'
import { actWords, cureOf, factWords, type OrderState, STATE_WORDS } from './order-words.rules.ts'

export type { OrderState }

export type Progress = 'none' | 'partly' | 'fully'

/** Amounts in minor units of the currency; quantities and unit prices in millionths. */
export interface OrderHeader {
  id: string
  number: string
  customerId: string
  customerNumber: string
  ownerId: string
  ownerDepartmentId: string
  /** False of an owner without any right, as an import brings them: what comes back to the owner lies in the pool of the owner's department. */
  ownerHolds: boolean
  state: OrderState
  version: number
  currency: string
  pricesIncludeTax: boolean
  paymentMethod: string | null
  invoiceBasis: 'signed' | 'shipped'
  termDays: number
  contactName: string
  recipient: string
  phone: string
  region: string
  street: string
  taxId: string | null
  orderedOn: string
  requestedOn: string | null
  promisedOn: string | null
  note: string
  summary: string
  net: bigint
  tax: bigint
  /** What of the tax is given for the whole order and is not its lines'. */
  givenTax: bigint
  freight: bigint
  rounding: bigint
  gross: bigint
  /** What the order books against the customer's credit. */
  exposure: bigint
  invoiced: bigint
  credited: bigint
  /** Matched payments. */
  paid: bigint
  reservedProgress: Progress
  shippedProgress: Progress
  signedProgress: Progress
  invoicedProgress: Progress
  paidProgress: Progress
  holdKind: 'credit' | 'quality' | 'customer' | null
  holdReason: string | null
  holdUntil: Date | null
  /** Until when an approval lets the order stand above its customer's limit. */
  creditUntil: Date | null
  performedAt: Date | null
  confirmedAt: Date | null
  confirmedWith: string | null
  confirmedHow: string | null
  createdAt: Date
  /** Facts of custody, written down for lists. */
  holderId: string | null
  holderDepartmentId: string | null
  heldSince: Date | null
  offered: boolean
}

export interface OrderLine {
  line: number
  itemId: string | null
  kind: 'stock' | 'service' | 'freight'
  description: string
  unit: string
  /** How many decimals a quantity in the unit may have; only in sets of orders that count. */
  unitDecimals?: number
  quantity: bigint
  unitPrice: bigint
  listPrice: bigint | null
  taxCode: string
  taxRate: number
  net: bigint
  tax: bigint
  gross: bigint
  requestedOn: string | null
  promisedOn: string | null
  shortClosed: bigint
  reserved: bigint
  shipped: bigint
  signed: bigint
  invoiced: bigint
}

/** The decimals of a line's unit, of an order that was loaded to be counted. */
export function decimalsOf({ line, unitDecimals }: Pick<OrderLine, 'line' | 'unitDecimals'>): number {
  if (unitDecimals === undefined) throw new Error(`The decimals of line ${line} were not loaded`)
  return unitDecimals
}

export interface SalesOrder extends OrderHeader {
  lines: OrderLine[]
  tasks: OpenTask[]
  /** Null only between an order's birth and its first custody row. */
  custody: Custody | null
  /** Whether who asks was only shown the order, as a watcher, a former holder or a receiver who has not answered, and may only look. */
  shownOnly: boolean
}

export const no = refusals('orders', {
  unknown: {
    status: 404,
    zh: () => '没有这张订单，或你无权查看。请核对编号，或请负责人加你为关注人。',
    en: () => 'There is no such order, or you may not see it. Check the number, or ask its owner to let you watch it.',
  },
  shownOnly: {
    status: 403,
    zh: (number: string) => `${number} 只给你查看，不能由你来办。请找它的负责人或当前处理人。`,
    en: (number: string) => `${number} is only shown to you. Ask its owner or its holder to do this.`,
  },
  changedMeanwhile: {
    status: 412,
    zh: (number: string, version: number) =>
      `${number} 已被别人改到第 ${version} 版，你的修改没有保存。请刷新，对照后再改。`,
    en: (number: string, version: number) =>
      `${number} was changed to version ${version} since you opened it, and nothing was saved. Reload it, compare, and change it again.`,
  },
  wrongState: {
    status: 409,
    zh: (number: string, state: OrderState, act: string) =>
      `${number} ${STATE_WORDS[state].zh}，不能${actWords(act).zh}。${cureOf(state, act).zh}`,
    en: (number: string, state: OrderState, act: string) =>
      `${number} is ${STATE_WORDS[state].en}, so you cannot ${actWords(act).en} it. ${cureOf(state, act).en}`,
  },
  factsMissing: {
    status: 422,
    zh: (number: string, facts: string[]) => `${number} 还缺${factWords(facts, 'zh')}。请先补齐。`,
    en: (number: string, facts: string[]) => `${number} still lacks: ${factWords(facts, 'en')}. Fill this in first.`,
  },
  onHold: {
    status: 409,
    zh: (number: string, reason: string) => `${number} 已挂起（${reason}）。请先放行。`,
    en: (number: string, reason: string) => `${number} is on hold (${reason}). Release it first.`,
  },
  approvalExpired: {
    status: 409,
    zh: (number: string) => `${number} 的信用审批已到期，现在算挂起。请先收款，或请有审核权限的人重新放行。`,
    en: (number: string) =>
      `The credit approval of ${number} has expired, so it counts as on hold. Take a payment, or ask a reviewer to release it again.`,
  },
  validUntilPast: {
    status: 422,
    zh: () => '有效期已经过去。请填以后的时间，或不填。',
    en: () => 'The approval would have expired already. Name a later moment, or none.',
  },
  holdUntilPast: {
    status: 422,
    zh: () => '挂起的截止时间已经过去，等于没有挂起。请选以后的时间，或不设截止。',
    en: () => 'The hold would have ended already. Choose a later moment, or none.',
  },
  confirmedInFuture: {
    status: 422,
    zh: (on: string) => `客户确认的日期 ${on} 还没到。请填今天或以前的时间。`,
    en: (on: string) => `The day ${on} on which the customer agreed has not come yet. Enter today or an earlier day.`,
  },
  notOnHold: {
    status: 409,
    zh: (number: string) => `${number} 没有挂起，不用放行。`,
    en: (number: string) => `${number} is not on hold; there is nothing to release.`,
  },
  alreadyShipped: {
    status: 409,
    zh: (number: string) => `${number} 已经发过货，不能作废。不再发的数量请在明细上短结。`,
    en: (number: string) =>
      `${number} has been shipped in part and cannot be cancelled. Short-close the lines that will not be delivered.`,
  },
  alreadyPaid: {
    status: 409,
    zh: (number: string) => `${number} 已有核销的收款，不能作废。请先取消核销。`,
    en: (number: string) => `${number} has matched payments and cannot be cancelled. Undo the matching first.`,
  },
  unknownLine: {
    status: 422,
    zh: (number: string, line: number) => `${number} 没有第 ${line} 行。请核对行号。`,
    en: (number: string, line: number) => `${number} has no line ${line}. Check the line number.`,
  },
  nothingLeft: {
    status: 409,
    zh: (number: string) => `${number} 还没开始处理，这样就没有可交付的了。请作废这张订单，或留下要交付的明细。`,
    en: (number: string) =>
      `Nothing of ${number} would be left to deliver, and it has not been started. Cancel the order, or leave a line to deliver.`,
  },
  nothingOpen: {
    status: 422,
    zh: (number: string, line: number) => `${number} 第 ${line} 行没有可短结的数量。`,
    en: (number: string, line: number) => `Line ${line} of ${number} has nothing left to short-close.`,
  },
  customerUnknown: {
    status: 422,
    zh: () => '没有这个客户，或已停用。请重新选择客户。',
    en: () => 'There is no such customer, or it is no longer active. Choose another customer.',
  },
  itemUnknown: {
    status: 422,
    zh: (line: number) => `第 ${line} 行的货品不存在。请重新选择。`,
    en: (line: number) => `The item of line ${line} does not exist. Choose another item.`,
  },
  itemInactive: {
    status: 422,
    zh: (line: number, item: string) => `第 ${line} 行的货品 ${item} 已停用。请换一个，或先在货品里启用它。`,
    en: (line: number, item: string) =>
      `Item ${item} of line ${line} is no longer used in new orders. Choose another one, or activate it among the items first.`,
  },
  tooFine: {
    status: 422,
    zh: (line: number, item: string, decimals: number) =>
      `第 ${line} 行「${item}」的数量${decimals === 0 ? '要是整数' : `最多 ${decimals} 位小数`}。请改数量。`,
    en: (line: number, item: string, decimals: number) =>
      `Line ${line}: the quantity of ${item} may have ${decimals === 0 ? 'no decimals' : `at most ${decimals} decimals`}. Change it.`,
  },
  taxUnknown: {
    status: 422,
    zh: (line: number) => `第 ${line} 行的税率不存在。请重新选择。`,
    en: (line: number) => `The tax rate of line ${line} does not exist. Choose another.`,
  },
  tooMuch: {
    status: 422,
    zh: () => '金额或数量太大，不能保存。请拆成几张订单。',
    en: () => 'The amount or quantity is too large to keep. Split it into several orders.',
  },
  dateBackwards: {
    status: 422,
    zh: () => '要求交期早于今天。请改成今天或以后。',
    en: () => 'The requested date lies in the past. Choose today or a later day.',
  },
  noReview: {
    status: 409,
    zh: (number: string) => `${number} 没有等待审核。`,
    en: (number: string) => `${number} does not wait for a review.`,
  },
  ownReview: {
    status: 409,
    zh: (number: string) => `${number} 的审核是你自己提交的。请由另一个有权限的人决定。`,
    en: (number: string) =>
      `You asked for the review of ${number} yourself. Somebody else with the right must decide it.`,
  },
  proposalOpen: {
    status: 409,
    zh: (number: string) => `${number} 已有一个修改在等审批。请等结果，或先撤回它再改。`,
    en: (number: string) =>
      `A change of ${number} waits for a reviewer already. Wait for the decision, or withdraw it and change the order again.`,
  },
  noProposal: {
    status: 409,
    zh: (number: string) => `${number} 没有等待审批的修改。`,
    en: (number: string) => `No change of ${number} waits for a decision.`,
  },
  reasonMissing: {
    status: 422,
    zh: (number: string) => `${number} 已经确认过，修改要写原因。`,
    en: (number: string) => `${number} has been confirmed, so a change needs a reason.`,
  },
})

/** An approval that is valid until a moment in the past would be none. */
export function decideValidUntil(validUntil: string | undefined, now: Date): Date | null {
  if (validUntil === undefined) return null
  const until = new Date(validUntil)
  if (until <= now) throw no.validUntilPast()
  return until
}

/** A hold until a moment in the past would be none. */
export function decideHoldUntil(until: string | undefined, now: Date): Date | null {
  if (until === undefined) return null
  const end = new Date(until)
  if (end <= now) throw no.holdUntilPast()
  return end
}

/** When the customer agreed; clocks differ by minutes, so only a later day is refused. */
export function decideConfirmedAt(at: string | undefined, now: Date, timeZone: string): Date {
  if (at === undefined) return now
  const agreed = new Date(at)
  const on = dayIn(timeZone, agreed)
  if (on > dayIn(timeZone, now)) throw no.confirmedInFuture(on)
  return agreed
}

/** The order that a request names, or the refusal that there is none for this actor. */
export function decideKnown(orders: SalesOrder[], id: string): SalesOrder {
  const order = orders.find((one) => one.id === id)
  if (!order) throw no.unknown()
  return order
}

/** Reading is not acting: only who answers for an order, by themselves or by their scope, does something to it. */
export function decideAnswering({ number, shownOnly }: Pick<SalesOrder, 'number' | 'shownOnly'>): void {
  if (shownOnly) throw no.shownOnly(number)
}

/** The order to which a request does something. */
export function decideActing(orders: SalesOrder[], id: string): SalesOrder {
  const order = decideKnown(orders, id)
  decideAnswering(order)
  return order
}

/** Refuses when somebody else saved a later version than the one that was seen. */
export function decideVersion(order: OrderHeader, seen: number | undefined): void {
  if (seen !== undefined && seen !== order.version) {
    throw no.changedMeanwhile(order.number, order.version).with({ current: { version: order.version } })
  }
}

export function decideState(order: Pick<OrderHeader, 'number' | 'state'>, act: string, allowed: OrderState[]): void {
  if (!allowed.includes(order.state)) throw no.wrongState(order.number, order.state, act)
}

export type Hold = Pick<OrderHeader, 'number' | 'holdKind' | 'holdReason' | 'holdUntil' | 'creditUntil'>

/** The approval by which the order stood above the limit has expired: from that moment it is on credit hold, without anybody's doing. */
export const isExpired = (order: Pick<Hold, 'creditUntil'>, now: Date): boolean =>
  order.creditUntil !== null && order.creditUntil <= now

/** A hold with an end lapses by itself at that moment. */
export const isHeld = (order: Omit<Hold, 'number'>, now: Date): boolean =>
  isExpired(order, now) || (order.holdKind !== null && (order.holdUntil === null || order.holdUntil > now))

/** A hold whose end has come is still written on the order until the minute's job takes it off. */
export const isHoldOver = ({ holdUntil }: Pick<Hold, 'holdUntil'>, now: Date): boolean =>
  holdUntil !== null && holdUntil <= now

/** Whether an order waits for credit: held for it, or no longer approved above the limit. */
export const isCreditHeld = (order: Omit<Hold, 'number'>, now: Date): boolean =>
  isHeld(order, now) && (order.holdKind === 'credit' || isExpired(order, now))

export function decideNotHeld(order: Hold, now: Date): void {
  if (isExpired(order, now)) throw no.approvalExpired(order.number)
  if (isHeld(order, now)) throw no.onHold(order.number, order.holdReason ?? order.holdKind!)
}

/** Names of the facts that an order still lacks before it can be confirmed or handed over. */
export function missingFacts(
  order: Pick<SalesOrder, 'paymentMethod' | 'recipient' | 'phone' | 'street' | 'requestedOn' | 'lines'>,
): string[] {
  const stocked = order.lines.some((line) => line.kind === 'stock')
  const missing: string[] = []
  if (order.lines.length === 0) missing.push('lines')
  if (!order.paymentMethod) missing.push('paymentMethod')
  if (stocked && !order.recipient) missing.push('recipient')
  if (stocked && !order.phone) missing.push('phone')
  if (stocked && !order.street) missing.push('street')
  if (!order.requestedOn && !order.lines.every((line) => line.requestedOn)) missing.push('requestedOn')
  return missing
}
