import { QUANTITY_PLACES, quantity as shown } from '@baton/contract/decimal'
import { amountOf } from '../../ui/typed-amount.ts'

/** What the customer has entered for one line. */
export interface Receipt {
  /** As typed. */
  got: string
  short: boolean
  damaged: boolean
  /** Of what is missing, when it is both short and damaged; as typed. */
  damagedCount: string
  remark: string
}

export interface Due {
  line: number
  quantity: string
}

export type Fault = 'unreadable' | 'tooMany'

export interface Account {
  signed: bigint
  short: bigint
  damaged: bigint
  missing: bigint
  fault: Fault | null
}

const one = 10n ** BigInt(QUANTITY_PLACES)
const dueOf = ({ quantity }: Due): bigint => amountOf(quantity, QUANTITY_PLACES) ?? 0n

export const complete = ({ quantity }: Due): Receipt => ({
  got: quantity,
  short: false,
  damaged: false,
  damagedCount: '',
  remark: '',
})

const none = { signed: 0n, short: 0n, damaged: 0n, missing: 0n }

/** What was shipped, split into signed, short and damaged, which always add up to it; a fault where they cannot. */
export function accountOf(due: Due, receipt: Receipt): Account {
  const all = dueOf(due)
  const signed = amountOf(receipt.got, QUANTITY_PLACES)
  if (signed === null || receipt.got === '') return { ...none, fault: 'unreadable' }
  if (signed > all) return { ...none, fault: 'tooMany' }
  const missing = all - signed
  if (!receipt.damaged || missing === 0n) return { signed, missing, short: missing, damaged: 0n, fault: null }
  if (!receipt.short) return { signed, missing, short: 0n, damaged: missing, fault: null }
  const damaged = amountOf(receipt.damagedCount, QUANTITY_PLACES)
  if (damaged === null) return { ...none, signed, missing, fault: 'unreadable' }
  if (damaged > missing) return { ...none, signed, missing, fault: 'tooMany' }
  return { signed, missing, short: missing - damaged, damaged, fault: null }
}

/** One more or one less, within 0 and `most`. */
export function stepped(typed: string, by: 1 | -1, most: string): string {
  const value = amountOf(typed, QUANTITY_PLACES) ?? 0n
  const top = amountOf(most, QUANTITY_PLACES) ?? 0n
  const next = value + BigInt(by) * one
  return shown(next < 0n ? 0n : next > top ? top : next)
}

export const bodyLine = (due: Due, receipt: Receipt) => {
  const { signed, short, damaged } = accountOf(due, receipt)
  return {
    line: due.line,
    signed: shown(signed),
    short: shown(short),
    damaged: shown(damaged),
    remark: receipt.remark.trim(),
  }
}
