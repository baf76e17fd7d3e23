import { money, QUANTITY_PLACES, quantity as shown } from '@baton/contract/decimal'
import { refusals } from '../../kernel/refusal.ts'
import { spokenMoney, spokenQuantity } from '../../kernel/spoken.ts'
import { shareOf } from '../orders/pricing.rules.ts'
import { type Credit, missingCredit } from '../partners/credit.rules.ts'
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
    zh: (number: string) => `${number} 是红字发票，不能再红冲。只让价的可以撤销红字发票；可重开的，请重新开票。`,
    en: (number: string) =>
      `${number} is a credit note and cannot be credited. If it only forgave, reverse it; if it lets its quantity be invoiced again, invoice again.`,
  },
  isReversal: {
    status: 409,
    zh: (number: string) =>
      `${number} 撤销了一张红字发票，不能再红冲，也不能撤销。要再冲减，请对原发票重新开红字发票。`,
    en: (number: string) =>
      `${number} reversed a credit note and is final. To credit the amount after all, issue a new credit note for the invoice.`,
  },
  isOpening: {
    status: 409,
    zh: (number: string) => `${number} 是期初应收，不是在这里开的发票，不能红冲。登错了可以撤销期初应收。`,
    en: (number: string) =>
      `${number} is an opening receivable, not an invoice issued here, and cannot be credited. If it is wrong, take the opening back.`,
  },
  fullyCredited: {
    status: 409,
    zh: (number: string, forgiving: readonly string[]) =>
      `${number} 已全部红冲，没有可红冲的了。${
        forgiving.length > 0
          ? `货要退回或少签，先撤销只让价的红字发票 ${forgiving.join('、')}，再开可重开的红字发票。`
          : '选了可重开的，可以重新开票。'
      }`,
    en: (number: string, forgiving: readonly string[]) =>
      `${number} has been credited in full; nothing is left of it. ${
        forgiving.length > 0
          ? `To take goods back or to sign for less, first reverse ${forgiving.join(', ')}, which only forgave, then credit so that it can be invoiced again.`
          : 'What was credited to be invoiced again can be invoiced.'
      }`,
  },
  creditLineUnknown: {
    status: 422,
    zh: (number: string, line: number) => `${number} 没有第 ${line} 行。请核对行号。`,
    en: (number: string, line: number) => `${number} has no line ${line}. Check the line number.`,
  },
  creditsTooMuch: {
    status: 422,
    zh: (line: number, wanted: bigint, open: bigint, forgiving: readonly string[]) =>
      `第 ${line} 行只剩 ${spokenQuantity(open)} 可红冲，不能冲 ${spokenQuantity(wanted)}。请改少${
        forgiving.length > 0 ? `，或先撤销只让价的红字发票 ${forgiving.join('、')}` : ''
      }。`,
    en: (line: number, wanted: bigint, open: bigint, forgiving: readonly string[]) =>
      `Line ${line} has ${spokenQuantity(open)} left to credit, not ${spokenQuantity(wanted)}. Credit less${
        forgiving.length > 0 ? `, or first reverse ${forgiving.join(', ')}, which only forgave` : ''
      }.`,
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
  isNoCreditNote: {
    status: 409,
    zh: (number: string) => `${number} 是发票，开出后不撤销。要冲减它，请开红字发票。`,
    en: (number: string) =>
      `${number} is an invoice and is not reversed once issued. To take it back, issue a credit note.`,
  },
  opensReversed: {
    status: 409,
    zh: (number: string) => `${number} 是期初应收，不是红字发票。登错了请用撤销期初应收。`,
    en: (number: string) =>
      `${number} is an opening receivable, not a credit note. If it is wrong, take the opening receivable back.`,
  },
  letsBillAgain: {
    status: 409,
    zh: (number: string) => `${number} 选了可重开，不用撤销。请在订单上重新开票。`,
    en: (number: string) =>
      `${number} lets its quantity be invoiced again, so there is nothing to reverse. Invoice the order again.`,
  },
  noteReversed: {
    status: 409,
    zh: (number: string, reversal: string, invoice: string) =>
      `${number} 已由 ${reversal} 撤销。要再冲减，请对 ${invoice} 开红字发票。`,
    en: (number: string, reversal: string, invoice: string) =>
      `${number} has been reversed by ${reversal}. To credit again, issue a new credit note for ${invoice}.`,
  },
  reversalOverLimit: {
    status: 409,
    zh: (number: string, missing: string) =>
      `撤销 ${number} 后信用额度会差 ${missing}。先登记该客户的收款，或作废、减少其订单，或提高额度，再撤销。`,
    en: (number: string, missing: string) =>
      `Reversing ${number} would leave the customer ${missing} over the credit limit. Record a payment, cancel or reduce orders, or raise the limit, then reverse.`,
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
  /** Its credit notes that only forgave and stand: what they took cannot be credited otherwise until they are reversed. */
  forgiving: readonly string[]
}

interface Wish {
  billAgain: boolean
  lines?: { line: number; quantity: bigint }[] | undefined
}

/** Whether anything of an invoice can be credited; answers the lines of which something is left. What payments have taken is not. */
export function decideCreditable(invoice: CreditedInvoice): CreditableLine[] {
  if (invoice.kind === 'opening') throw no.isOpening(invoice.shown)
  if (invoice.kind === 'credit_note') throw no.isCreditNote(invoice.shown)
  if (invoice.kind === 'credit_reversal') throw no.isReversal(invoice.shown)
  const left = invoice.lines.filter((line) => line.credited.quantity < line.quantity)
  const { givenTax, freight, rounding } = invoice
  if (left.length === 0 && givenTax === 0n && freight === 0n && rounding === 0n)
    throw no.fullyCredited(invoice.shown, invoice.forgiving)
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

/** Where a credit note between others was reversed, those may have taken a cent more than the share up to here. */
const atLeastNothing = (amount: bigint): bigint => (amount > 0n ? amount : 0n)

function creditLine(invoice: CreditedInvoice, number: number, quantity: bigint, wish: Wish) {
  const line = invoice.lines.find((one) => one.line === number)
  if (!line) throw no.creditLineUnknown(invoice.shown, number)
  const { credited, again, unitDecimals, unitNameZh, unitNameEn, ...invoiced } = line
  const open = line.quantity - credited.quantity
  if (quantity > open)
    throw no.creditsTooMuch(number, quantity, open, invoice.forgiving).with({ line: number, open: shown(open) })
  // Whole pieces are credited as whole pieces; all that is left is credited as it was invoiced.
  if (wish.lines && quantity % 10n ** BigInt(QUANTITY_PLACES - unitDecimals) !== 0n)
    throw no.creditTooFine(number, line.description, unitDecimals)
  const upTo = credited.quantity + quantity
  const tax = atLeastNothing(shareOf(line.tax, upTo, line.quantity) - credited.tax)
  const gross = atLeastNothing(shareOf(line.gross, upTo, line.quantity) - credited.gross)
  const cost = wish.billAgain ? shareOf(line.cost, again.quantity + quantity, line.quantity) - again.cost : 0n
  return { ...invoiced, creditedLine: number, quantity, tax, gross, net: gross - tax, cost }
}

/** A credit note as its reversal needs it; `invoice` is what it credits, `reversal` what undid it, if anything did. */
export interface ReversedNote {
  shown: string
  kind: InvoiceKind
  billsAgain: boolean
  invoice: string
  reversal: string | null
}

/** Whether a document is a credit note that can be undone: one that forgave and stands. */
export function decideReversible({ shown: number, kind, billsAgain, invoice, reversal }: ReversedNote): void {
  if (kind === 'opening') throw no.opensReversed(number)
  if (kind === 'invoice') throw no.isNoCreditNote(number)
  if (kind === 'credit_reversal') throw no.isReversal(number)
  if (billsAgain) throw no.letsBillAgain(number)
  if (reversal !== null) throw no.noteReversed(number, reversal, invoice)
}

/** Undoing what was forgiven raises what the customer owes: it is refused where that breaks the credit limit. */
export function decideReversalFits(
  number: string,
  { credit, raise, currency }: { credit: Credit; raise: bigint; currency: string },
): void {
  const missing = missingCredit(credit, raise)
  if (missing > 0n) throw no.reversalOverLimit(number, spokenMoney(missing, currency)).with({ missing: money(missing) })
}
