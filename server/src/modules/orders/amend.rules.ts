import { refusals } from '../../kernel/refusal.ts'
import { spokenQuantity } from '../../kernel/spoken.ts'
import { type DraftFacts, type DraftRequest, decideDraft, withOwnItems } from './draft.rules.ts'
import { missingFacts, no as noOrder, type OrderLine, type SalesOrder } from './orders.rules.ts'
import { decideLeft } from './short-close.rules.ts'

export const no = refusals('orders', {
  lineTwice: {
    status: 422,
    zh: (line: number) => `第 ${line} 行写了两次。每行只写一次，新行不写行号。`,
    en: (line: number) => `Line ${line} is named twice. Name each line once, and give new lines no number.`,
  },
  customerFixed: {
    status: 409,
    zh: (number: string) => `${number} 已发货、开票或收款，不能换客户。请短结余数，另开一张订单。`,
    en: (number: string) =>
      `${number} has been shipped, invoiced or paid, so its customer stays. Short-close the rest and take a new order.`,
  },
  taxFixed: {
    status: 409,
    zh: (number: string) => `${number} 已开票，含税与否不能再改。请先红冲发票，并选可重开。`,
    en: (number: string) =>
      `${number} has been invoiced, so its prices cannot change between with and without tax. Credit the invoice first so that it can be invoiced again.`,
  },
  itemFixed: {
    status: 422,
    zh: (line: number) => `第 ${line} 行不能换货品。请去掉这一行，另加一行。`,
    en: (line: number) => `Line ${line} cannot change to another item. Take the line out and add a new one.`,
  },
  belowDone: {
    status: 409,
    zh: (line: number, least: string) => `第 ${line} 行已发货或短结 ${least}，数量不能少于它。请改成 ${least} 或以上。`,
    en: (line: number, least: string) =>
      `${least} of line ${line} has been shipped or short-closed, so its quantity cannot be less. Enter ${least} or more.`,
  },
  lineInvoiced: {
    status: 409,
    zh: (line: number) => `第 ${line} 行已开票，价格、税率不能改，数量不能减。先红冲发票并选可重开，或短结余数。`,
    en: (line: number) =>
      `Line ${line} has been invoiced: price and tax stay, and its quantity cannot fall. Credit the invoice so that it can be invoiced again, or short-close the rest.`,
  },
  lineBegun: {
    status: 409,
    zh: (line: number) => `第 ${line} 行已发货、短结或开票，不能去掉。不再发的数量请短结。`,
    en: (line: number) =>
      `Line ${line} has been shipped, short-closed or invoiced and cannot be taken out. Short-close what will not be delivered.`,
  },
  nothingChanged: {
    status: 422,
    zh: (number: string) => `${number} 没有改动，不用保存。`,
    en: (number: string) => `Nothing of ${number} differs, so there is nothing to save.`,
  },
})

/** Gives new lines the next numbers; those of lines that were taken out are not used again. Two lines of one number are refused. */
export function numberLines<Line extends { line?: number | undefined }>(
  lines: readonly Line[],
  lastLine: number,
): (Line & { line: number })[] {
  let next = Math.max(lastLine, ...lines.map((line) => line.line ?? 0)) + 1
  const used = new Set<number>()
  return lines.map((line) => {
    if (line.line !== undefined && used.has(line.line)) throw no.lineTwice(line.line)
    const number = line.line ?? next++
    used.add(number)
    return { ...line, line: number }
  })
}

export interface Amendment {
  after: SalesOrder
  /** Lines that are taken out: nothing of them was shipped, short-closed or invoiced. */
  removed: OrderLine[]
}

/**
 * What a reviewed order becomes by a change. What was shipped, invoiced or paid is not touched: it holds the customer, prices and
 * quantities down. Terms that the request does not name stay as they were agreed.
 */
export function decideAmendment(
  order: SalesOrder,
  request: DraftRequest,
  facts: DraftFacts,
  { today, lastLine }: { today: string; lastLine: number },
): Amendment {
  const known = new Map(order.lines.map((line) => [line.line, line]))
  const lines = numberLines(request.lines, lastLine).map((line) => {
    const before = known.get(line.line)
    const { description, taxCode } = line
    return before
      ? { ...line, description: description ?? before.description, taxCode: taxCode ?? before.taxCode }
      : line
  })
  for (const { line } of request.lines)
    if (line !== undefined && !known.has(line)) throw noOrder.unknownLine(order.number, line)
  const same = request.customerId === order.customerId
  const { id, ...draft } = {
    id: order.id,
    ...decideDraft(
      {
        ...request,
        paymentMethod: request.paymentMethod ?? (same ? order.paymentMethod : null),
        termDays: request.termDays ?? (same ? order.termDays : undefined),
        lines,
      },
      withAgreed(order, facts, same),
      today,
      [order.requestedOn, ...order.lines.map((line) => line.requestedOn)],
    ),
  }
  if (!same && isBegun(order)) throw no.customerFixed(order.number)
  if (request.pricesIncludeTax !== order.pricesIncludeTax && order.lines.some((line) => line.invoiced > 0n))
    throw no.taxFixed(order.number)
  const amended = draft.lines.map((line) => amendLine(line, known.get(line.line)))
  const removed = order.lines.filter((line) => !draft.lines.some((one) => one.line === line.line))
  for (const line of removed) if (isLineBegun(line)) throw no.lineBegun(line.line)
  const after: SalesOrder = {
    ...order,
    ...draft,
    id,
    state: order.state,
    version: order.version,
    // Of the same customer the order keeps what it was agreed with.
    ...(same && { invoiceBasis: order.invoiceBasis, taxId: order.taxId }),
    ...amountsAfter(order, draft),
    lines: amended,
  }
  const missing = missingFacts(after)
  if (missing.length > 0) throw noOrder.factsMissing(order.number, missing).with({ missing })
  decideLeft(after)
  return { after, removed }
}

/** An order of which goods or money have moved. */
const isBegun = (order: SalesOrder): boolean => order.paid > 0n || order.invoiced > 0n || order.lines.some(isLineBegun)

const isLineBegun = (line: OrderLine): boolean =>
  line.invoiced > 0n || line.shortClosed > 0n || (line.kind === 'stock' && line.shipped > 0n)

/** The masters, with what the order agreed on before although it may have been put away since. */
function withAgreed(order: SalesOrder, facts: DraftFacts, same: boolean): DraftFacts {
  const { customerId, taxId, invoiceBasis, termDays } = order
  const terms = { taxId, invoiceBasis, termDays, paymentMethod: order.paymentMethod ?? 'transfer' }
  return {
    customers: [...facts.customers, ...(same ? [{ id: customerId, name: '', ...terms }] : [])],
    items: withOwnItems(facts.items, order.lines),
    taxRates: [...facts.taxRates, ...order.lines.map((line) => ({ code: line.taxCode, rate: line.taxRate }))],
  }
}

type DraftLine = ReturnType<typeof decideDraft>['lines'][number]

function amendLine(line: DraftLine, before: OrderLine | undefined): OrderLine {
  const nothing = { shortClosed: 0n, reserved: 0n, shipped: 0n, signed: 0n, invoiced: 0n }
  if (!before) return { ...line, ...nothing }
  if (line.itemId !== before.itemId) throw no.itemFixed(line.line)
  const done = before.shortClosed + (before.kind === 'stock' ? before.shipped : before.invoiced)
  if (line.quantity < done) throw no.belowDone(line.line, spokenQuantity(done))
  const repriced = line.unitPrice !== before.unitPrice || line.taxCode !== before.taxCode
  if (before.invoiced > 0n && (repriced || line.quantity < before.quantity)) throw no.lineInvoiced(line.line)
  const { unit, listPrice, shortClosed, reserved, shipped, signed, invoiced } = before
  const rest = line.quantity - shortClosed - shipped
  return {
    ...line,
    ...{ unit, listPrice, shortClosed, shipped, signed, invoiced },
    reserved: before.kind === 'stock' && reserved > rest ? rest : reserved,
  }
}

/** Amounts move by the difference of the lines, so that what was given for the whole order stays with it. */
function amountsAfter(order: SalesOrder, draft: { net: bigint; tax: bigint }) {
  const sum = (of: (line: OrderLine) => bigint) => order.lines.reduce((total, line) => total + of(line), 0n)
  const net = order.net + draft.net - sum((line) => line.net)
  const tax = order.tax + draft.tax - sum((line) => line.tax)
  return { net, tax, gross: net + tax + order.freight + order.rounding }
}

/** Whether a change touches what a review looks at: who, what, how much, for how much, on which terms, and where to. */
export function isMaterial(before: SalesOrder, { after, removed }: Amendment): boolean {
  const header = (['customerId', 'pricesIncludeTax', 'paymentMethod', 'termDays', 'region', 'street'] as const).some(
    (fact) => before[fact] !== after[fact],
  )
  return header || removed.length > 0 || after.lines.some((line) => !sameAgreement(line, before))
}

const sameAgreement = (line: OrderLine, before: SalesOrder): boolean =>
  before.lines.some(
    (one) =>
      one.line === line.line &&
      one.quantity === line.quantity &&
      one.unitPrice === line.unitPrice &&
      one.taxCode === line.taxCode,
  )

/** Lines whose price was agreed to by an earlier review: same price and tax, and no more of it than before. */
export const agreedLines = (before: SalesOrder, after: SalesOrder): Set<number> =>
  new Set(
    after.lines
      .filter((line) =>
        before.lines.some(
          (one) =>
            one.line === line.line &&
            one.unitPrice === line.unitPrice &&
            one.taxCode === line.taxCode &&
            before.pricesIncludeTax === after.pricesIncludeTax &&
            line.quantity <= one.quantity,
        ),
      )
      .map((line) => line.line),
  )
