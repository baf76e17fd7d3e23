import { money } from '@baton/contract/decimal'
import { refusals } from '../../kernel/refusal.ts'
import { spokenMoney } from '../../kernel/spoken.ts'
import { addDays } from '../../kernel/time.ts'
import { type Credit, missingCredit } from '../partners/credit.rules.ts'
import { type Invoice, isOwed, nameOf, openOf } from './invoice.rules.ts'

/** Money received, or given back. Minor units; `matched` is what invoices have taken, `refunded` what was given back. */
export interface Payment {
  id: string
  number: string
  kind: 'receipt' | 'refund'
  refundsId: string | null
  customerId: string
  orderId: string | null
  method: PaymentMethod
  currency: string
  amount: bigint
  matched: bigint
  refunded: bigint
  state: 'posted' | 'reversed'
  /** An opening advance: paid before the company worked with Baton. */
  opening: boolean
  /** It came from another system, and has no journal of its own before something happens to it here. */
  imported: boolean
  version: number
}

export type PaymentMethod = 'transfer' | 'cash' | 'card' | 'draft' | 'online'

/** What a payment still has for invoices or for giving back; a refund has nothing. */
export const leftOf = ({ kind, state, amount, matched, refunded }: Omit<PaymentState, 'number' | 'opening'>): bigint =>
  kind === 'receipt' && state === 'posted' ? amount - matched - refunded : 0n

export const no = refusals('finance', {
  paymentUnknown: {
    status: 404,
    zh: () => '没有这笔收款，或你无权查看。请核对编号。',
    en: () => 'There is no such payment, or you may not see it. Check its number.',
  },
  matchingUnknown: {
    status: 404,
    zh: () => '没有这笔核销，或你无权查看。请刷新发票再看。',
    en: () => 'There is no such matching, or you may not see it. Reload the invoice.',
  },
  customerUnknown: {
    status: 422,
    zh: () => '没有这个客户。请重新选择付款的客户。',
    en: () => 'There is no such customer. Choose who paid.',
  },
  amountMissing: {
    status: 422,
    zh: () => '金额要大于 0。请填写金额。',
    en: () => 'The amount must be above 0. Enter what was paid.',
  },
  dayInFuture: {
    status: 422,
    zh: (on: string) => `到账日期 ${on} 还没到。请填今天或以前的日期。`,
    en: (on: string) => `The day of payment ${on} has not come yet. Enter today or an earlier day.`,
  },
  dayTooOld: {
    status: 422,
    zh: (on: string) => `到账日期 ${on} 在一年以前。请核对年份。`,
    en: (on: string) => `The day of payment ${on} is more than a year ago. Check the year.`,
  },
  referenceTaken: {
    status: 409,
    zh: (reference: string, number: string) =>
      `这个客户的流水号 ${reference} 已登记为 ${number}，不能重复登记。如确是另一笔，请核对流水号。`,
    en: (reference: string, number: string) =>
      `Reference ${reference} of this customer is recorded as ${number} already. If this is another payment, check its reference.`,
  },
  orderOfOther: {
    status: 422,
    zh: (order: string) => `${order} 不是这个客户的订单，或已作废。请核对订单和客户。`,
    en: (order: string) => `${order} is not an order of this customer, or it was cancelled. Check order and customer.`,
  },
  matchUnknown: {
    status: 422,
    zh: () => '要核销的发票不存在，或你无权查看。请重新选择发票。',
    en: () => 'An invoice to be matched does not exist, or you may not see it. Choose the invoices again.',
  },
  invoiceOfOther: {
    status: 422,
    zh: (number: string) => `${number} 是另一个客户的发票。收款只能核销本客户的发票。`,
    en: (number: string) =>
      `${number} is an invoice of another customer. A payment is matched to invoices of who paid it.`,
  },
  notAnInvoice: {
    status: 422,
    zh: (number: string) => `${number} 是红字发票或它的撤销单，不能核销收款。请选择蓝字发票。`,
    en: (number: string) =>
      `${number} is a credit note or the reversal of one and takes no payment. Choose an invoice.`,
  },
  aboveInvoice: {
    status: 409,
    zh: (number: string, open: string, wanted: string) =>
      `${number} 只剩 ${open} 未收，不能核销 ${wanted}。请改少，多出的留作预收款。`,
    en: (number: string, open: string, wanted: string) =>
      `${number} has ${open} open, so ${wanted} cannot be matched to it. Match less; the rest stays a prepayment.`,
  },
  abovePayment: {
    status: 409,
    zh: (left: string, wanted: string) => `这笔收款只剩 ${left} 未核销，不够核销 ${wanted}。请减少核销金额。`,
    en: (left: string, wanted: string) => `The payment has ${left} left, not ${wanted}. Lower the matched amounts.`,
  },
  isRefund: {
    status: 409,
    zh: (number: string) => `${number} 是退款，不能核销或再退。请选择收款。`,
    en: (number: string) => `${number} is a refund and cannot be matched or refunded. Choose a receipt.`,
  },
  isReversed: {
    status: 409,
    zh: (number: string) => `${number} 已撤销，不能再动。请重新登记收款。`,
    en: (number: string) => `${number} has been reversed and cannot be changed. Record the payment anew.`,
  },
  matchingReversed: {
    status: 409,
    zh: () => '这笔核销已取消，不用再取消。',
    en: () => 'This matching has been undone already; nothing is left to do.',
  },
  nothingToMatch: {
    status: 409,
    zh: (number: string) => `${number} 已全部核销或退款，没有可核销的金额。要换发票，先取消一笔核销。`,
    en: (number: string) =>
      `${number} has been matched or refunded in full; nothing is left to match. To match it elsewhere, undo a matching first.`,
  },
  nothingLeft: {
    status: 409,
    zh: (number: string) => `${number} 没有未核销的金额可退。先取消核销，再退款。`,
    en: (number: string) => `${number} has nothing unmatched to give back. Undo a matching first, then refund.`,
  },
  refundTooMuch: {
    status: 422,
    zh: (number: string, left: string) => `${number} 最多还能退 ${left}。请改少。`,
    en: (number: string, left: string) => `${number} has ${left} left to give back. Refund less.`,
  },
  refundOverLimit: {
    status: 409,
    zh: (missing: string) => `退款后信用额度会差 ${missing}。先作废或减少该客户的订单，或提高额度，再退款。`,
    en: (missing: string) =>
      `The refund would leave the customer ${missing} over the credit limit. Cancel or reduce orders, or raise the limit, then refund.`,
  },
  refundFirst: {
    status: 409,
    zh: (number: string) => `${number} 已退过款。先撤销退款，再撤销收款。`,
    en: (number: string) => `Part of ${number} was given back. Reverse the refund first, then the payment.`,
  },
  advanceMatched: {
    status: 409,
    zh: (number: string) => `期初预收 ${number} 已核销发票，不能撤销。先取消核销，再撤销。`,
    en: (number: string) =>
      `The opening advance ${number} is matched with an invoice. Undo the matching first, then reverse it.`,
  },
})

/** A payment is dated from a year ago to today; an older day is a slip of the year. */
export function decideDay(on: string | undefined, today: string): string {
  if (on === undefined) return today
  if (on > today) throw no.dayInFuture(on)
  if (on < addDays(today, -366)) throw no.dayTooOld(on)
  return on
}

interface NewReceipt {
  amount: bigint
  reference: string
}

/** `twin` is the number of the payment that bears the same reference already; `order` is what a prepayment is meant for. */
export function decideReceipt(
  receipt: NewReceipt & { customerId: string },
  { twin, order }: { twin: string | null; order: { number: string; customerId: string; state: string } | null },
): void {
  if (receipt.amount <= 0n) throw no.amountMissing()
  if (twin !== null) throw no.referenceTaken(receipt.reference, twin).with({ number: twin })
  if (order && (order.customerId !== receipt.customerId || order.state === 'cancelled'))
    throw no.orderOfOther(order.number)
}

export interface Match {
  invoiceId: string
  amount: bigint
}

/** What is to be matched, one per invoice: never above an invoice's open amount, in sum never above what the payment has left. */
export function decideMatches(
  payer: { customerId: string; currency: string; left: bigint },
  asked: readonly Match[],
  invoices: readonly Invoice[],
): { invoice: Invoice; amount: bigint }[] {
  const sums = new Map<string, bigint>()
  for (const { invoiceId, amount } of asked) sums.set(invoiceId, (sums.get(invoiceId) ?? 0n) + amount)
  const say = (amount: bigint) => spokenMoney(amount, payer.currency)
  const matches = [...sums].map(([id, amount]) => {
    const invoice = invoices.find((one) => one.id === id)
    if (!invoice) throw no.matchUnknown()
    const number = nameOf(invoice)
    if (invoice.customerId !== payer.customerId) throw no.invoiceOfOther(number)
    if (!isOwed(invoice)) throw no.notAnInvoice(number)
    if (amount <= 0n) throw no.amountMissing()
    const open = openOf(invoice)
    if (amount > open) throw no.aboveInvoice(number, say(open), say(amount)).with({ invoiceId: id, open: money(open) })
    return { invoice, amount }
  })
  const sum = matches.reduce((total, { amount }) => total + amount, 0n)
  if (sum > payer.left)
    throw no.abovePayment(say(payer.left), say(sum)).with({ left: money(payer.left), wanted: money(sum) })
  return matches
}

/** What the decisions on a payment need of it, so that a screen can ask them too. */
export type PaymentState = Pick<Payment, 'number' | 'kind' | 'state' | 'opening' | 'amount' | 'matched' | 'refunded'>

export function decideMatchable(payment: PaymentState): void {
  if (payment.kind === 'refund') throw no.isRefund(payment.number)
  if (payment.state === 'reversed') throw no.isReversed(payment.number)
}

/** Whether anything is left to match; without an amount, for what the screen offers. */
export function decideLeftToMatch(payment: PaymentState): void {
  decideMatchable(payment)
  if (leftOf(payment) === 0n) throw no.nothingToMatch(payment.number)
}

/** That money did not arrive is a fact; that an opening advance was entered wrongly is found out before invoices take it. */
export function decidePaymentReversal(payment: PaymentState): void {
  if (payment.state === 'reversed') throw no.isReversed(payment.number)
  if (payment.refunded > 0n) throw no.refundFirst(payment.number)
  if (payment.opening && payment.matched > 0n) throw no.advanceMatched(payment.number)
}

export function decideRefundable(payment: PaymentState): bigint {
  decideMatchable(payment)
  const left = leftOf(payment)
  if (left === 0n) throw no.nothingLeft(payment.number)
  return left
}

/** A refund is at most what is unmatched, and raises what the customer owes: it is refused where that breaks the credit limit. */
export function decideRefund(payment: Payment, asked: bigint | undefined, credit: Credit): bigint {
  const left = decideRefundable(payment)
  const amount = asked ?? left
  if (amount <= 0n) throw no.amountMissing()
  if (amount > left)
    throw no.refundTooMuch(payment.number, spokenMoney(left, payment.currency)).with({ left: money(left) })
  const missing = missingCredit(credit, amount)
  if (missing > 0n) throw no.refundOverLimit(spokenMoney(missing, payment.currency)).with({ missing: money(missing) })
  return amount
}
