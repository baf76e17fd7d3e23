import type { Sentence } from '../../kernel/refusal.ts'
import { openOf } from './invoice.rules.ts'

/** An open invoice of the paying customer. */
export interface OpenInvoice {
  id: string
  /** As it is shown, such as "INV-000123". */
  shown: string
  /** Null where the customer owes without an order. */
  orderId: string | null
  orderNumber: string | null
  dueOn: string
  gross: bigint
  matched: bigint
  credited: bigint
}

export interface Suggestion {
  invoice: OpenInvoice
  suggested: bigint
  because: Sentence
}

export interface Paid {
  /** Null when the amount is not known yet. */
  amount: bigint | null
  orderId?: string | undefined
  reference?: string | undefined
}

/** The likeliest first. */
const REASONS = {
  reference: { zh: '附言里写着这张发票或订单的号', en: 'The reference names this invoice or its order' },
  order: { zh: '这笔款指明了这张订单', en: 'The payment is for this order' },
  exact: { zh: '金额正好等于这张发票的未收金额', en: 'The amount is exactly what this invoice has open' },
  sum: { zh: '金额正好等于最早几张发票的合计', en: 'The amount is exactly the sum of the oldest invoices' },
  oldest: { zh: '先收最早到期的', en: 'The earliest due comes first' },
} satisfies Record<string, Sentence>

/**
 * Open invoices, the likeliest for what was paid first, each with its reason: named by the reference, then for the order, then an exact amount
 * (of one, else the sum of the oldest ones), then by due date. The amount is spread over them in that order.
 */
export function suggestMatches(invoices: readonly OpenInvoice[], paid: Paid): Suggestion[] {
  const oldest = [...invoices].sort((one, other) => (one.dueOn + one.shown < other.dueOn + other.shown ? -1 : 1))
  const summed = sumsExactly(oldest, paid.amount)
  const exact = oldest.find((invoice) => openOf(invoice) === paid.amount)
  const reasonOf = (invoice: OpenInvoice): keyof typeof REASONS => {
    if (names(paid.reference, invoice)) return 'reference'
    if (invoice.orderId === paid.orderId) return 'order'
    if (exact) return invoice === exact ? 'exact' : 'oldest'
    return summed.has(invoice) ? 'sum' : 'oldest'
  }
  const order = Object.keys(REASONS)
  const ranked = oldest
    .map((invoice) => ({ invoice, reason: reasonOf(invoice) }))
    .sort((one, other) => order.indexOf(one.reason) - order.indexOf(other.reason))
  let left = paid.amount
  return ranked.map(({ invoice, reason }) => {
    const open = openOf(invoice)
    const suggested = left === null || open < left ? open : left
    if (left !== null) left -= suggested
    return { invoice, suggested, because: REASONS[reason] }
  })
}

/** The oldest invoices whose open amounts sum to the amount exactly; none when no such run begins with the oldest. */
function sumsExactly(oldest: readonly OpenInvoice[], amount: bigint | null): Set<OpenInvoice> {
  if (amount === null) return new Set()
  let sum = 0n
  for (const [index, invoice] of oldest.entries()) {
    sum += openOf(invoice)
    if (sum === amount) return new Set(oldest.slice(0, index + 1))
    if (sum > amount) break
  }
  return new Set()
}

/** People write numbers with and without dashes and spaces. */
const bare = (text: string): string => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')

function names(reference: string | undefined, { shown, orderNumber }: OpenInvoice): boolean {
  const written = bare(reference ?? '')
  return written !== '' && [shown, orderNumber].some((number) => number !== null && holds(written, bare(number)))
}

/** A number that goes on behind is another number: SO20260018 is not SO2026001. */
function holds(written: string, number: string): boolean {
  const at = written.indexOf(number)
  return at >= 0 && !/\d/.test(written[at + number.length] ?? '')
}
