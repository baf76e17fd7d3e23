import { divideHalfUp, MONEY_PLACES, money, parseDecimal, QUANTITY_PLACES, unitPrice } from '@baton/contract/decimal'
import { amountOf } from '../../ui/typed-amount.ts'

const MILLION = 1_000_000n
/** Millionths × millionths → minor units (two places). */
const TO_MINOR = 10_000_000_000n

export interface Amounts {
  net: bigint
  tax: bigint
  gross: bigint
}

export interface Priced {
  quantity: string
  unitPrice: string
  /** As the API gives it: 0.13. */
  taxRate: string
}

const millionths = (text: string): bigint | null => parseDecimal(text.trim().replaceAll(',', ''), QUANTITY_PLACES)

/** A line's amounts in minor units, rounded half-up as the server rounds; null while a figure is no number or below zero. */
export function amountsOf(line: Priced, includesTax: boolean): Amounts | null {
  const quantity = millionths(line.quantity)
  const price = millionths(line.unitPrice)
  const rate = millionths(line.taxRate)
  if (quantity === null || price === null || rate === null || quantity < 0n || price < 0n) return null
  const amount = divideHalfUp(quantity * price, TO_MINOR)
  if (includesTax) {
    const net = divideHalfUp(amount * MILLION, MILLION + rate)
    return { net, tax: amount - net, gross: amount }
  }
  const tax = divideHalfUp(amount * rate, MILLION)
  return { net: amount, tax, gross: amount + tax }
}

/** Which figures of a line cannot be meant, however it goes on: below zero, or no number. What is still to come is no fault. */
export function wrongFigures(line: Pick<Priced, 'quantity' | 'unitPrice'>): ('quantity' | 'unitPrice')[] {
  const isWrong = (typed: string) => amountOf(typed.trim().replaceAll(',', ''), QUANTITY_PLACES) === null
  return (['quantity', 'unitPrice'] as const).filter((figure) => isWrong(line[figure]))
}

/** The document's sums: of its lines, as the server adds them. */
export function sumOf(lines: readonly Priced[], includesTax: boolean): Amounts {
  return lines.reduce(
    (sum, line) => {
      const one = amountsOf(line, includesTax)
      return one ? { net: sum.net + one.net, tax: sum.tax + one.tax, gross: sum.gross + one.gross } : sum
    },
    { net: 0n, tax: 0n, gross: 0n },
  )
}

/** A price without tax as this order quotes prices. */
export function quotedPrice(withoutTax: string, taxRate: string, includesTax: boolean): string {
  const price = millionths(withoutTax)
  const rate = millionths(taxRate)
  if (price === null || rate === null || !includesTax) return withoutTax
  return unitPrice(divideHalfUp(price * (MILLION + rate), MILLION))
}

export const isMore = (one: string, other: string): boolean => (millionths(one) ?? 0n) > (millionths(other) ?? 0n)
export const lessBy = (one: string, other: string): bigint => (millionths(one) ?? 0n) - (millionths(other) ?? 0n)

export interface CreditAfter {
  after: string
  /** Negative where the limit is passed. */
  left: bigint
  /** Shares of the limit: used without this order, and what this order adds. */
  used: number
  added: number
}

/** What the customer's exposure would be with this order; `own` is what it takes already. */
export function creditAfter(limit: string, exposure: string, own: string, gross: bigint): CreditAfter {
  const minor = (text: string) => parseDecimal(text, MONEY_PLACES) ?? 0n
  const before = minor(exposure) - minor(own)
  const after = before + gross
  const whole = minor(limit)
  const share = (part: bigint) => (whole > 0n ? Number((part * 1000n) / whole) / 1000 : part > 0n ? 1 : 0)
  return { after: money(after), left: whole - after, used: share(before), added: share(gross) }
}
