import { refusals } from '../../kernel/refusal.ts'
import { type InvoiceKind, nameOf } from './invoice.rules.ts'

export const no = refusals('finance', {
  receivableUnknown: {
    status: 404,
    zh: () => '没有这笔应收。请核对编号。',
    en: () => 'There is no such receivable. Check its number.',
  },
  openingInFuture: {
    status: 422,
    zh: (on: string) => `入账日期 ${on} 还没到。请填今天或以前的日期。`,
    en: (on: string) => `The opening day ${on} has not come yet. Enter today or an earlier day.`,
  },
  openingCustomerUnknown: {
    status: 422,
    zh: (line: number, customer: string) => `第 ${line} 行没有客户「${customer}」。请填客户编号或全名，或先新建客户。`,
    en: (line: number, customer: string) =>
      `Line ${line}: there is no customer "${customer}". Enter a number or the full name, or create the customer first.`,
  },
  openingCustomerAmbiguous: {
    status: 422,
    zh: (line: number, customer: string) => `第 ${line} 行有几个客户都叫「${customer}」。请填客户编号。`,
    en: (line: number, customer: string) =>
      `Line ${line}: several customers are called "${customer}". Enter the customer’s number.`,
  },
  openingAmountMissing: {
    status: 422,
    zh: (line: number) => `第 ${line} 行的金额要大于 0。请填未收金额；不欠的请删掉这一行。`,
    en: (line: number) => `The amount of line ${line} must be above 0. Enter what is owed, or leave the line out.`,
  },
  openingIssuedLater: {
    status: 422,
    zh: (line: number, on: string) => `第 ${line} 行的单据日期在入账日期 ${on} 之后。请核对日期。`,
    en: (line: number, on: string) => `Line ${line} is dated after the opening day ${on}. Check the dates.`,
  },
  openingDueEarly: {
    status: 422,
    zh: (line: number) => `第 ${line} 行的到期日在单据日期之前。请核对两个日期。`,
    en: (line: number) => `Line ${line} falls due before it was issued. Check both dates.`,
  },
  openingTwice: {
    status: 422,
    zh: (line: number, number: string) => `第 ${line} 行重复了：同一客户的 ${number} 前面已经有了。请删掉一行。`,
    en: (line: number, number: string) =>
      `Line ${line} repeats ${number} of the same customer. Leave one of the two lines out.`,
  },
  openingTaken: {
    status: 409,
    zh: (line: number, number: string) =>
      `第 ${line} 行的 ${number} 已登记为这个客户的期初应收。要改它，先撤销原来那笔。`,
    en: (line: number, number: string) =>
      `Line ${line}: ${number} is an opening receivable of this customer already. To change it, take that one back first.`,
  },
  advanceAmountMissing: {
    status: 422,
    zh: (line: number) => `第 ${line} 行的金额要大于 0。请填预收余额；已用完的请删掉这一行。`,
    en: (line: number) =>
      `The amount of line ${line} must be above 0. Enter what is left of it, or leave the line out.`,
  },
  advanceTaken: {
    status: 409,
    zh: (line: number, number: string) => `第 ${line} 行的 ${number} 已登记为这个客户的收款。要改它，先撤销原来那笔。`,
    en: (line: number, number: string) =>
      `Line ${line}: ${number} is a payment of this customer already. To change it, reverse that one first.`,
  },
  notOpening: {
    status: 409,
    zh: (number: string) => `${number} 是在这里开的，不是期初应收。要冲销它，请开红字发票。`,
    en: (number: string) =>
      `${number} was issued here and is no opening receivable. To take it back, issue a credit note.`,
  },
  openingReversed: {
    status: 409,
    zh: (number: string) => `期初应收 ${number} 已撤销，不用再撤销。`,
    en: (number: string) => `The opening receivable ${number} has been taken back already; nothing is left to do.`,
  },
  openingPaid: {
    status: 409,
    zh: (number: string) => `${number} 已核销收款，不能撤销。先取消核销，再撤销。`,
    en: (number: string) => `${number} is matched with a payment. Undo the matching first, then take it back.`,
  },
})

/** What a customer owed before, as it was stated: amount in minor units, the customer by number or name. */
export interface OpeningLine {
  customer: string
  number: string
  issuedOn: string
  dueOn: string
  amount: bigint
}

export interface OpeningCustomer {
  id: string
  number: string
  name: string
  taxId: string | null
}

/** What openings are decided by: the day they enter the ledger, whom they name, and what stands already, as `openingKey`. */
interface OpeningFacts {
  on: string
  today: string
  customers: readonly OpeningCustomer[]
  taken: ReadonlySet<string>
}

/** Decides opening receivables line by line, from 1. */
export function decideOpenings(
  lines: readonly OpeningLine[],
  { on, today, customers, taken }: OpeningFacts,
): (OpeningLine & { owing: OpeningCustomer })[] {
  if (on > today) throw no.openingInFuture(on)
  const seen = new Set<string>()
  return lines.map((line, index) => {
    const at = index + 1
    const owing = customerOf(line.customer, at, customers)
    if (line.amount <= 0n) throw no.openingAmountMissing(at)
    if (line.issuedOn > on) throw no.openingIssuedLater(at, on)
    if (line.dueOn < line.issuedOn) throw no.openingDueEarly(at)
    const key = openingKey(owing.id, line.number)
    if (seen.has(key)) throw no.openingTwice(at, line.number)
    if (taken.has(key)) throw no.openingTaken(at, line.number)
    seen.add(key)
    return { ...line, owing }
  })
}

/** What is left of a payment of before, as it was stated: amount in minor units, the customer by number or name. */
export interface AdvanceLine {
  customer: string
  number: string
  receivedOn: string
  amount: bigint
}

/** Decides opening advances line by line, from 1. */
export function decideAdvances(
  lines: readonly AdvanceLine[],
  { on, today, customers, taken }: OpeningFacts,
): (AdvanceLine & { payer: OpeningCustomer })[] {
  if (on > today) throw no.openingInFuture(on)
  const seen = new Set<string>()
  return lines.map((line, index) => {
    const at = index + 1
    const payer = customerOf(line.customer, at, customers)
    if (line.amount <= 0n) throw no.advanceAmountMissing(at)
    if (line.receivedOn > on) throw no.openingIssuedLater(at, on)
    const key = openingKey(payer.id, line.number)
    if (seen.has(key)) throw no.openingTwice(at, line.number)
    if (taken.has(key)) throw no.advanceTaken(at, line.number)
    seen.add(key)
    return { ...line, payer }
  })
}

export const openingKey = (customerId: string, number: string): string => `${customerId} ${number}`

/** The number comes before the name: a customer may be called like another one's number. */
function customerOf(stated: string, line: number, customers: readonly OpeningCustomer[]): OpeningCustomer {
  const numbered = customers.find(({ number }) => number === stated)
  if (numbered) return numbered
  const [named, ...others] = customers.filter(({ name }) => name === stated)
  if (!named) throw no.openingCustomerUnknown(line, stated)
  if (others.length > 0) throw no.openingCustomerAmbiguous(line, stated)
  return named
}

/** Only an opening receivable is taken back, once, and while no payment is matched to it. */
export function decideOpeningReversal(opening: {
  kind: InvoiceKind
  number: bigint | null
  reference: string
  gross: bigint
  matched: bigint
  credited: bigint
}): void {
  const name = nameOf(opening)
  if (opening.kind !== 'opening') throw no.notOpening(name)
  if (opening.credited === opening.gross) throw no.openingReversed(name)
  if (opening.matched > 0n) throw no.openingPaid(name)
}
