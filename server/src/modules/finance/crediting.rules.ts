import { money, quantity as shown } from '@baton/contract/decimal'
import { refusals } from '../../kernel/refusal.ts'
import { spokenMoney, spokenQuantity } from '../../kernel/spoken.ts'
import { shareOf } from '../orders/pricing.rules.ts'
import type { DraftLine } from './invoicing.rules.ts'
import { totalled } from './invoicing.rules.ts'

export const no = refusals('finance', {
  invoiceUnknown: {
    status: 404,
    zh: () => '没有这张发票，或你无权查看。请核对发票号。',
    en: () => 'There is no such invoice, or you may not see it. Check its number.',
  },
  isCreditNote: {
    status: 409,
    zh: (number: string) => `${number} 是红字发票，不能再红冲。要撤销它，请重新开票。`,
    en: (number: string) => `${number} is a credit note and cannot be credited. To take it back, invoice again.`,
  },
  fullyCredited: {
    status: 409,
    zh: (number: string) => `${number} 已全部红冲。`,
    en: (number: string) => `${number} has been credited in full; nothing is left of it.`,
  },
  creditLineUnknown: {
    status: 422,
    zh: (number: string, line: number) => `${number} 没有第 ${line} 行。请核对行号。`,
    en: (number: string, line: number) => `${number} has no line ${line}. Check the line number.`,
  },
  creditsTooMuch: {
    status: 422,
    zh: (line: number, wanted: bigint, open: bigint) =>
      `第 ${line} 行只剩 ${spokenQuantity(open)} 可红冲，不能冲 ${spokenQuantity(wanted)}。请改少。`,
    en: (line: number, wanted: bigint, open: bigint) =>
      `Line ${line} has ${spokenQuantity(open)} left to credit, not ${spokenQuantity(wanted)}. Credit less.`,
  },
  paidAlready: {
    status: 409,
    zh: (number: string, missing: string) =>
      `${number} 已核销收款，红冲还差 ${missing} 未核销金额。先取消核销，再红冲。`,
    en: (number: string, missing: string) =>
      `${number} is matched with payments, so ${missing} of this credit has no open amount. Undo that matching first, then credit.`,
  },
})

/** A line of an invoice with what credit notes have taken off it; `again` counts what may be invoiced again. */
export interface CreditableLine extends DraftLine {
  credited: { quantity: bigint; tax: bigint; gross: bigint }
  again: { quantity: bigint; cost: bigint }
}

export interface CreditedInvoice {
  /** As it is shown, such as "INV-000123". */
  shown: string
  kind: 'invoice' | 'credit_note'
  currency: string
  gross: bigint
  matched: bigint
  credited: bigint
  /** What credit notes have not taken off yet. */
  freight: bigint
  rounding: bigint
  lines: CreditableLine[]
}

interface Wish {
  billAgain: boolean
  lines?: { line: number; quantity: bigint }[] | undefined
}

/**
 * The credit note that was asked for: quantities of lines, or without lines all that is left with freight and rounding. Amounts are the share
 * up to here less what was credited before, so that all credits of a line sum to it exactly.
 */
export function decideCredit(invoice: CreditedInvoice, wish: Wish) {
  if (invoice.kind === 'credit_note') throw no.isCreditNote(invoice.shown)
  const left = invoice.lines.filter((line) => line.credited.quantity < line.quantity)
  if (left.length === 0 && invoice.freight === 0n && invoice.rounding === 0n) throw no.fullyCredited(invoice.shown)
  const wanted = wish.lines
    ? summed(wish.lines)
    : new Map(left.map((line) => [line.line, line.quantity - line.credited.quantity]))
  const lines = [...wanted].map(([number, quantity], index) => ({
    ...creditLine(invoice, number, quantity, wish.billAgain),
    line: index + 1,
  }))
  const note = totalled(
    lines,
    wish.lines ? { freight: 0n, rounding: 0n } : { freight: invoice.freight, rounding: invoice.rounding },
  )
  const missing = note.gross - (invoice.gross - invoice.matched - invoice.credited)
  if (missing > 0n)
    throw no.paidAlready(invoice.shown, spokenMoney(missing, invoice.currency)).with({ missing: money(missing) })
  return note
}

function summed(lines: { line: number; quantity: bigint }[]): Map<number, bigint> {
  const sums = new Map<number, bigint>()
  for (const { line, quantity } of lines) sums.set(line, (sums.get(line) ?? 0n) + quantity)
  return sums
}

function creditLine(invoice: CreditedInvoice, number: number, quantity: bigint, billAgain: boolean) {
  const line = invoice.lines.find((one) => one.line === number)
  if (!line) throw no.creditLineUnknown(invoice.shown, number)
  const { credited, again, ...invoiced } = line
  const open = line.quantity - credited.quantity
  if (quantity > open) throw no.creditsTooMuch(number, quantity, open).with({ line: number, open: shown(open) })
  const upTo = credited.quantity + quantity
  const tax = shareOf(line.tax, upTo, line.quantity) - credited.tax
  const gross = shareOf(line.gross, upTo, line.quantity) - credited.gross
  const cost = billAgain ? shareOf(line.cost, again.quantity + quantity, line.quantity) - again.cost : 0n
  return { ...invoiced, creditedLine: number, quantity, tax, gross, net: gross - tax, cost }
}
