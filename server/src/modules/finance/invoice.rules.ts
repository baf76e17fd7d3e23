/** What was invoiced here, what a credit note took back, what undid a credit note, and what was owed before the company worked with Baton. */
export type InvoiceKind = 'invoice' | 'credit_note' | 'credit_reversal' | 'opening'

/** Whether a document asks for money by itself. A credit note and its reversal only change what their invoice asks for. */
export const isOwed = ({ kind }: { kind: InvoiceKind }): boolean => kind === 'invoice' || kind === 'opening'

/** An invoice or a credit note as it was locked. Minor units; `credited` is what credit notes took off it. */
export interface Invoice {
  id: string
  /** Null on an opening receivable, which is called by its reference and belongs to no order. */
  number: bigint | null
  reference: string
  kind: InvoiceKind
  orderId: string | null
  customerId: string
  customerName: string
  taxId: string | null
  currency: string
  freight: bigint
  rounding: bigint
  gross: bigint
  matched: bigint
  credited: bigint
  version: number
}

export const openOf = ({ gross, matched, credited }: Pick<Invoice, 'gross' | 'matched' | 'credited'>): bigint =>
  gross - matched - credited

/** The kinds that are issued here, each with a series of numbers of its own. */
export type IssuedKind = Exclude<InvoiceKind, 'opening'>
export type Series = 'invoice' | 'creditNote' | 'creditReversal'

export const SERIES: Record<IssuedKind, Series> = {
  invoice: 'invoice',
  credit_note: 'creditNote',
  credit_reversal: 'creditReversal',
}
export const PREFIXES: Record<Series, string> = { invoice: 'INV-', creditNote: 'CN-', creditReversal: 'CR-' }
export const DIGITS = 6

/** "INV-000123", "CN-000007", "CR-000001". */
export const shownNumber = (kind: IssuedKind, number: bigint): string =>
  PREFIXES[SERIES[kind]] + number.toString().padStart(DIGITS, '0')

/** What a document is called: its number, or that of the system which an opening receivable came from. */
export const nameOf = ({ kind, number, reference }: Pick<Invoice, 'kind' | 'number' | 'reference'>): string =>
  kind === 'opening' ? reference : shownNumber(kind, number!)

/** The number that somebody means who types "INV-000123", "cn7" or "123"; null when it is none. */
export function numberIn(typed: string): bigint | null {
  const digits = /^(?:INV|CN|CR)?-?(\d{1,15})$/i.exec(typed)?.[1]
  return digits === undefined ? null : BigInt(digits)
}
