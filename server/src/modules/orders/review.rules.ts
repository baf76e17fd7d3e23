import { divideHalfUp } from '@baton/contract/decimal'
import type { ReviewFinding } from '@baton/contract/orders'
import { spokenMoney, spokenQuantity } from '../../kernel/spoken.ts'
import { missingCredit } from '../partners/credit.rules.ts'
import type { SalesOrder } from './orders.rules.ts'
import { withoutTax } from './pricing.rules.ts'
import { grossDue, unreserved } from './settle.rules.ts'

export interface ReviewFacts {
  /** The customer's locked credit; a null limit is unlimited. */
  credit: { limit: bigint | null; exposure: bigint }
  customerTermDays: number
  /** Lowest unit price without tax that sales may give, by item; millionths. */
  floors: ReadonlyMap<string, bigint>
  /** Free stock by item, millionths. */
  available: ReadonlyMap<string, bigint>
  /** How far below the list price sales may go without a reviewer, millionths of it. */
  priceAllowance: number
  /** Of a change after review: lines whose price, and whether the terms, were agreed to before and still are. */
  agreed?: { lines: ReadonlySet<number>; termDays: number }
}

/** What the review found. A finding that does not pass and blocks needs a reviewer; short stock only tells. */
export function reviewOrder(order: SalesOrder, facts: ReviewFacts): ReviewFinding[] {
  return [
    creditFinding(order, facts),
    stockFinding(order, facts),
    priceFinding(order, facts),
    termsFinding(order, facts),
  ]
}

export const passes = (findings: ReviewFinding[]): boolean =>
  findings.every((finding) => finding.passed || !finding.blocks)

function creditFinding(order: SalesOrder, { credit }: ReviewFacts): ReviewFinding {
  const own = grossDue(order) - order.paid - order.credited
  const raise = (own > 0n ? own : 0n) - order.exposure
  const check = { check: 'credit' as const, blocks: true }
  if (credit.limit === null) return { ...check, passed: true, zh: '信用不限额', en: 'No credit limit' }
  const over = missingCredit(credit, raise)
  if (over === 0n && raise <= 0n) return { ...check, passed: true, zh: '不增加信用占用', en: 'Raises no credit' }
  if (over === 0n) {
    const left = spokenMoney(credit.limit - credit.exposure - raise, order.currency)
    return {
      ...check,
      passed: true,
      zh: `信用够，占用后还余 ${left}`,
      en: `Within credit; ${left} left after this order`,
    }
  }
  if (credit.limit === 0n)
    return {
      ...check,
      passed: false,
      zh: `预付客户，还要预付 ${spokenMoney(over, order.currency)}。收款登记后自动通过，或申请放行`,
      en: `Pays first: ${spokenMoney(over, order.currency)} is still to be prepaid. It passes by itself once that is recorded, or ask for release`,
    }
  return {
    ...check,
    passed: false,
    zh: `额度还差 ${spokenMoney(over, order.currency)}。可以先收预付、先发一部分，或申请放行`,
    en: `${spokenMoney(over, order.currency)} over the credit limit. Take a prepayment, release part, or ask for release`,
  }
}

function stockFinding(order: SalesOrder, { available }: ReviewFacts): ReviewFinding {
  const needed = new Map<string, bigint>()
  for (const line of order.lines) {
    if (line.kind === 'stock' && line.itemId)
      needed.set(line.itemId, (needed.get(line.itemId) ?? 0n) + unreserved(line))
  }
  const short = order.lines.filter(
    (line) => line.itemId && (needed.get(line.itemId) ?? 0n) > (available.get(line.itemId) ?? 0n),
  )
  const check = { check: 'stock' as const, blocks: false }
  if (short.length === 0) return { ...check, passed: true, zh: '库存够', en: 'Stock covers all lines' }
  const seen = new Set<string>()
  const named = short.filter((line) => !seen.has(line.itemId!) && seen.add(line.itemId!))
  const list = (separator: string, word: string) =>
    named
      .slice(0, 5)
      .map(
        (line) =>
          `${line.description} ${word}${spokenQuantity(needed.get(line.itemId!)! - (available.get(line.itemId!) ?? 0n))}`,
      )
      .join(separator)
  return {
    ...check,
    passed: false,
    zh: `库存不足：${list('、', '缺 ')}`,
    en: `Stock does not cover: ${list(', ', 'short ')}`,
  }
}

function priceFinding(order: SalesOrder, { floors, priceAllowance, agreed }: ReviewFacts): ReviewFinding {
  const check = { check: 'price' as const, blocks: true }
  const low = order.lines.filter((line) => {
    if (agreed?.lines.has(line.line)) return false
    const least = (line.itemId ? floors.get(line.itemId) : undefined) ?? allowed(line.listPrice, priceAllowance)
    return least !== null && withoutTax(line.unitPrice, line.taxRate, order.pricesIncludeTax) < least
  })
  if (low.length === 0) return { ...check, passed: true, zh: '价格在政策内', en: 'Prices within policy' }
  const lines = low.map((line) => line.line)
  return {
    ...check,
    passed: false,
    zh: `第 ${lines.join('、')} 行低于最低价，要审批`,
    en: `${lines.length === 1 ? 'Line' : 'Lines'} ${lines.join(', ')} below the lowest price: needs approval`,
  }
}

const allowed = (listPrice: bigint | null, allowance: number): bigint | null =>
  listPrice === null ? null : divideHalfUp(listPrice * (1_000_000n - BigInt(allowance)), 1_000_000n)

function termsFinding(order: SalesOrder, { customerTermDays, agreed }: ReviewFacts): ReviewFinding {
  const check = { check: 'terms' as const, blocks: true }
  if (order.termDays <= Math.max(customerTermDays, agreed?.termDays ?? 0))
    return { ...check, passed: true, zh: '账期在约定内', en: 'Payment term as agreed' }
  return {
    ...check,
    passed: false,
    zh: `账期 ${order.termDays} 天，超过约定的 ${customerTermDays} 天，要审批`,
    en: `A term of ${order.termDays} days exceeds the agreed ${customerTermDays} and needs approval`,
  }
}
