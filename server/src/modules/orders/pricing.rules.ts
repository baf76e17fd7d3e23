import { divideHalfUp } from '@baton/contract/decimal'

const MILLION = 1_000_000n
/** Millionths × millionths → minor units (two places). */
const TO_MINOR = 10_000_000_000n

export interface Amounts {
  net: bigint
  tax: bigint
  gross: bigint
}

/** A line's amounts, half-up: prices with tax fix the gross and take the tax out, prices without tax fix the net and add it. */
export function amountsOf(quantity: bigint, unitPrice: bigint, taxRate: number, includesTax: boolean): Amounts {
  const amount = divideHalfUp(quantity * unitPrice, TO_MINOR)
  const rate = BigInt(taxRate)
  if (includesTax) {
    const net = divideHalfUp(amount * MILLION, MILLION + rate)
    return { net, tax: amount - net, gross: amount }
  }
  const tax = divideHalfUp(amount * rate, MILLION)
  return { net: amount, tax, gross: amount + tax }
}

export const sumOf = (lines: Amounts[]): Amounts =>
  lines.reduce((sum, line) => ({ net: sum.net + line.net, tax: sum.tax + line.tax, gross: sum.gross + line.gross }), {
    net: 0n,
    tax: 0n,
    gross: 0n,
  })

/** A unit price without tax, for comparing with list prices. Millionths. */
export const withoutTax = (unitPrice: bigint, taxRate: number, includesTax: boolean): bigint =>
  includesTax ? divideHalfUp(unitPrice * MILLION, MILLION + BigInt(taxRate)) : unitPrice

/** The part of an amount that `part` of `whole` makes, half-up. */
export const shareOf = (amount: bigint, part: bigint, whole: bigint): bigint =>
  part === whole ? amount : divideHalfUp(amount * part, whole)
