import { money, QUANTITY_PLACES, quantity as shown } from '@baton/contract/decimal'
import { refusals } from '../../kernel/refusal.ts'
import { spokenMoney, spokenQuantity } from '../../kernel/spoken.ts'
import { shareOf } from '../orders/pricing.rules.ts'
import type { InvoiceKind } from './invoice.rules.ts'
import type { Beside, DraftLine } from './invoicing.rules.ts'
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
  isOpening: {
    status: 409,
    zh: (number: string) => `${number} 是期初应收，不是在这里开的发票，不能红冲。登错了可以撤销期初应收。`,
    en: (number: string) =>
      `${number} is an opening receivable, not an invoice issued here, and cannot be credited. If it is wrong, take the opening back.`,
  },
  fullyCredited: {
    status: 409,
    zh: (number: string) => `${number} 已全部红冲，没有可红冲的了。选了可重开的，可以重新开票。`,
    en: (number: string) =>
      `${number} has been credited in full; nothing is left of it. What was credited to be invoiced again can be invoiced.`,
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
  paidInFull: {
    status: 409,
    zh: (number: string) => `${number} 已全部核销收款，没有可红冲的金额。先取消核销，再红冲。`,
    en: (number: string) =>
      `${number} is matched with payments in full, so no amount of it is open. Undo a matching first, then credit.`,
  },
  creditTooFine: {
    status: 422,
    zh: (line: number, what: string, decimals: number) =>
      `第 ${line} 行「${what}」的数量${decimals === 0 ? '要是整数' : `最多 ${decimals} 位小数`}。请改数量。`,
    en: (line: number, what: string, decimals: number) =>
      `Line ${line}: the quantity of ${what} may have ${decimals === 0 ? 'no decimals' : `at most ${decimals} decimals`}. Change it.`,
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
  /** How many decimals a quantity in the unit may have. */
  unitDecimals: number
  unitNameZh: string
  unitNameEn: string
  credited: { quantity: bigint; tax: bigint; gross: bigint }
  again: { quantity: bigint; cost: bigint }
}

/** `givenTax`, `freight` and `rounding` are what credit notes have not taken off yet. */
export interface CreditedInvoice extends Beside {
  /** As it is shown, such as "INV-000123". */
  shown: string
  kind: InvoiceKind
  currency: string
  gross: bigint
  matched: bigint
  credited: bigint
  lines: CreditableLine[]
}

interface Wish {
  billAgain: boolean
  lines?: { line: number; quantity: bigint }[] | undefined
}

/** Whether anything of an invoice can be credited; answers the lines of which something is left. What payments have taken is not. */
export function decideCreditable(invoice: CreditedInvoice): CreditableLine[] {
  if (invoice.kind === 'opening') throw no.isOpening(invoice.shown)
  if (invoice.kind === 'credit_note') throw no.isCreditNote(invoice.shown)
  const left = invoice.lines.filter((line) => line.credited.quantity < line.quantity)
  const { givenTax, freight, rounding } = invoice
  if (left.length === 0 && givenTax === 0n && freight === 0n && rounding === 0n) throw no.fullyCredited(invoice.shown)
  if (invoice.matched > 0n && invoice.matched + invoice.credited >= invoice.gross) throw no.paidInFull(invoice.shown)
  return left
}

/**
 * The credit note that was asked for: quantities of lines, or without lines all that is left with what is beside them. Amounts are the share
 * up to here less what was credited before, so that all credits of a line sum to it exactly.
 */
export function decideCredit(invoice: CreditedInvoice, wish: Wish) {
  const left = decideCreditable(invoice)
  const { givenTax, freight, rounding } = invoice
  const wanted = wish.lines
    ? summed(wish.lines)
    : new Map(left.map((line) => [line.line, line.quantity - line.credited.quantity]))
  const lines = [...wanted].map(([number, quantity], index) => ({
    ...creditLine(invoice, number, quantity, wish),
    line: index + 1,
  }))
  const note = totalled(
    lines,
    wish.lines ? { givenTax: 0n, freight: 0n, rounding: 0n } : { givenTax, freight, rounding },
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

function creditLine(invoice: CreditedInvoice, number: number, quantity: bigint, wish: Wish) {
  const line = invoice.lines.find((one) => one.line === number)
  if (!line) throw no.creditLineUnknown(invoice.shown, number)
  const { credited, again, unitDecimals, unitNameZh, unitNameEn, ...invoiced } = line
  const open = line.quantity - credited.quantity
  if (quantity > open) throw no.creditsTooMuch(number, quantity, open).with({ line: number, open: shown(open) })
  // Whole pieces are credited as whole pieces; all that is left is credited as it was invoiced.
  if (wish.lines && quantity % 10n ** BigInt(QUANTITY_PLACES - unitDecimals) !== 0n)
    throw no.creditTooFine(number, line.description, unitDecimals)
  const upTo = credited.quantity + quantity
  const tax = shareOf(line.tax, upTo, line.quantity) - credited.tax
  const gross = shareOf(line.gross, upTo, line.quantity) - credited.gross
  const cost = wish.billAgain ? shareOf(line.cost, again.quantity + quantity, line.quantity) - again.cost : 0n
  return { ...invoiced, creditedLine: number, quantity, tax, gross, net: gross - tax, cost }
}
