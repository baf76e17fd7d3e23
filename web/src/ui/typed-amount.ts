import { parseDecimal } from '@baton/contract/decimal'

/**
 * "¥１,234.50 元" → "1234.50": what people copy with a figure falls away. Whatever else they type stays, to be called wrong: a sign or a
 * unit that fell away in silence would make another amount of it.
 */
export const bareAmount = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/。/g, '.')
    .replace(/^\s*(?:CNY|RMB)|元\s*$/gi, '')
    .replace(/[\s,'¥$€£]/g, '')
    .slice(0, 24)

/** The value in its smallest unit; nothing typed is none. Null when it is no decimal of so many places, or below zero. */
export function amountOf(typed: string, places: number): bigint | null {
  if (typed === '') return 0n
  if (!/^[\d.]/.test(typed)) return null
  return parseDecimal(typed.replace(/\.$/, '').replace(/^\./, '0.'), places)
}
