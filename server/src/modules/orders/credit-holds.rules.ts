import { refusals } from '../../kernel/refusal.ts'
import { spokenMoney } from '../../kernel/spoken.ts'
import type { Credit } from '../partners/index.ts'
import { isCreditHeld, type SalesOrder } from './orders.rules.ts'

export const no = refusals('orders', {
  releaseOverLimit: {
    status: 409,
    zh: (number: string, missing: string) =>
      `${number} 放行后额度还差 ${missing}，已经在等审批。请先收款，或等审核人决定。`,
    en: (number: string, missing: string) =>
      `Released, ${number} would stand ${missing} above the credit limit, and a reviewer has been asked already. Take a payment, or wait for the decision.`,
  },
  releaseByReview: {
    status: 409,
    zh: (number: string) => `${number} 在等预付款，还没审核通过。收款登记后自动通过，或请审核人批准。`,
    en: (number: string) =>
      `${number} waits for its prepayment and has not passed its review. It passes by itself once that is recorded, or a reviewer approves it.`,
  },
  ownRelease: {
    status: 409,
    zh: (number: string) => `${number} 由你负责或由你申请放行。超额放行要另一个有审核权限的人决定。`,
    en: (number: string) =>
      `You own ${number} or asked for its release yourself. Above the limit somebody else with the right must decide.`,
  },
  releaseNotAsked: {
    status: 409,
    zh: (number: string) => `没有人申请放行 ${number}，不用驳回。`,
    en: (number: string) => `Nobody asked to release ${number}, so there is nothing to reject.`,
  },
})

type Held = Pick<SalesOrder, 'id' | 'exposure'>

/**
 * Which orders on credit hold fit again, in their turn: what is not on hold, less what was paid in advance, stays within the limit. An order
 * that owes nothing always fits.
 */
export function fitting<Order extends Held>(held: readonly Order[], { limit, exposure }: Credit): Order[] {
  if (limit === null) return [...held]
  let running = exposure - held.reduce((sum, order) => sum + order.exposure, 0n)
  return held.filter((order) => {
    if (order.exposure > 0n && running + order.exposure > limit) return false
    running += order.exposure
    return true
  })
}

/** By how much the customer would stand above the limit if the order were released while others stay held. */
export function missingToRelease(order: Held, { limit, exposure }: Credit, heldBesides: bigint): bigint {
  if (limit === null || order.exposure === 0n) return 0n
  const over = exposure - heldBesides - limit
  return over > 0n ? over : 0n
}

/** The open orders that stop when their customer stands above the limit; those on credit hold stay as they are. */
export function stoppedBy(orders: readonly SalesOrder[], { limit, exposure }: Credit, now: Date): SalesOrder[] {
  if (limit === null || exposure <= limit) return []
  return orders.filter((order) => isOpen(order) && !isCreditHeld(order, now))
}

export const isOpen = ({ state }: Pick<SalesOrder, 'state'>): boolean => state === 'pending' || state === 'processing'

/** What a hold by a lowered limit says, in the company's language. */
export const limitReason = (missing: bigint, currency: string, language: 'zh' | 'en'): string =>
  language === 'zh'
    ? `信用额度已调低，超出 ${spokenMoney(missing, currency)}`
    : `The credit limit was lowered; ${spokenMoney(missing, currency)} above it`

/** What a hold says while an order waits for its prepayment. */
export const prepaymentReason = (missing: bigint, currency: string, language: 'zh' | 'en'): string =>
  language === 'zh'
    ? `待收预付款 ${spokenMoney(missing, currency)}`
    : `Waits for ${spokenMoney(missing, currency)} in advance`

/** What a hold says once the approval above the limit has expired. */
export const expiredReason = (language: 'zh' | 'en'): string =>
  language === 'zh' ? '信用审批已到期' : 'The credit approval has expired'
