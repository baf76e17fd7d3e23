/** Places after the point: amounts of money are minor units (2), quantities and unit prices are millionths (6). */
export const MONEY_PLACES = 2
export const QUANTITY_PLACES = 6

const POWERS = Array.from({ length: 19 }, (_, places) => 10n ** BigInt(places))

/** "-12.5" with 2 places → -1250n. Null when the text is no decimal, or has more places than asked for. */
export function parseDecimal(text: string, places: number): bigint | null {
  const parts = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(text)
  if (!parts) return null
  const [, sign, whole = '', fraction = ''] = parts
  if (fraction.length > places) return null
  const magnitude = BigInt(whole) * POWERS[places]! + BigInt(fraction.padEnd(places, '0') || '0')
  return sign === '-' ? -magnitude : magnitude
}

/** 1250n with 2 places → "12.50"; trailing zeros are kept down to `least` places. */
export function formatDecimal(value: bigint, places: number, least = 0): string {
  const sign = value < 0n ? '-' : ''
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  let fraction = places === 0 ? '' : digits.slice(-places)
  while (fraction.length > least && fraction.endsWith('0')) fraction = fraction.slice(0, -1)
  return fraction ? `${sign}${whole}.${fraction}` : `${sign}${whole}`
}

/** Minor units → "186420.00". */
export const money = (minor: bigint): string => formatDecimal(minor, MONEY_PLACES, MONEY_PLACES)

/** Millionths → "2400", "0.33". */
export const quantity = (millionths: bigint): string => formatDecimal(millionths, QUANTITY_PLACES)

/** Millionths of a unit price → "18.60", "0.333". */
export const unitPrice = (millionths: bigint): string => formatDecimal(millionths, QUANTITY_PLACES, MONEY_PLACES)

/** Divides and rounds half away from zero, as invoices do. `divisor` is positive. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const half = divisor / 2n
  return dividend >= 0n ? (dividend + half) / divisor : -((-dividend + half) / divisor)
}
