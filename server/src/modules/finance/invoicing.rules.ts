import { refusals } from '../../kernel/refusal.ts'
import { decideState, type OrderLine, type SalesOrder } from '../orders/orders.rules.ts'
import { shareOf } from '../orders/pricing.rules.ts'
import { due, withoutGoods } from '../orders/settle.rules.ts'

export const no = refusals('finance', {
  orderUnknown: {
    status: 404,
    zh: () => '没有这张订单，或你无权查看。请核对编号，或请负责人加你为关注人。',
    en: () => 'There is no such order, or you may not see it. Check the number, or ask its owner to let you watch it.',
  },
  nothingToInvoice: {
    status: 409,
    zh: (number: string, basis: 'signed' | 'shipped') =>
      `${number} 现在没有可开票的数量。它按${basis === 'signed' ? '签收' : '发货'}数量开票，先${basis === 'signed' ? '登记签收' : '发货'}。`,
    en: (number: string, basis: 'signed' | 'shipped') =>
      `${number} has nothing to invoice now. It is invoiced by ${basis} quantity: ${basis === 'signed' ? 'record the sign-off' : 'ship it'} first.`,
  },
  notPerformed: {
    status: 409,
    zh: (number: string) => `${number} 没有实物货品，确认完成后才能开票。请先在订单上确认完成。`,
    en: (number: string) =>
      `${number} has no goods and is invoiced once it was performed. Confirm that on the order first.`,
  },
  allInvoiced: {
    status: 409,
    zh: (number: string) => `${number} 已全部开票。要重新开票，先红冲原发票，并选可重开。`,
    en: (number: string) =>
      `${number} has been invoiced in full. To invoice again, first credit its invoice so that it can be invoiced again.`,
  },
  belowInvoiced: {
    status: 409,
    zh: (number: string) => `${number} 改价后的金额低于已开票金额。先开红字发票，并选可重开，再开票。`,
    en: (number: string) =>
      `The amount of ${number} was lowered below what has been invoiced. Credit that invoice so that it can be invoiced again, then invoice.`,
  },
  issuedInFuture: {
    status: 422,
    zh: (on: string) => `开票日期 ${on} 还没到。请填今天或以前的日期。`,
    en: (on: string) => `The invoice date ${on} has not come yet. Enter today or an earlier day.`,
  },
  issuedBeforeOrder: {
    status: 422,
    zh: (on: string, orderedOn: string) => `开票日期 ${on} 早于下单日期 ${orderedOn}。请改日期。`,
    en: (on: string, orderedOn: string) =>
      `The invoice date ${on} lies before the order of ${orderedOn}. Correct the date.`,
  },
  issuedBeforeGoods: {
    status: 422,
    zh: (on: string, { on: since, number }: Since, basis: 'signed' | 'shipped') =>
      `开票日期 ${on} 早于 ${number} 的${basis === 'signed' ? '签收' : '发货'}日期 ${since}。请填 ${since} 或以后的日期。`,
    en: (on: string, { on: since, number }: Since, basis: 'signed' | 'shipped') =>
      `The invoice date ${on} lies before ${number} was ${basis === 'signed' ? 'signed for' : 'shipped'} on ${since}. Enter ${since} or a later day.`,
  },
  issuedBeforeLast: {
    status: 422,
    zh: (on: string, last: string) =>
      `上一张发票的日期是 ${last}，发票号要按日期连续，不能开成 ${on}。请填 ${last} 或以后的日期。`,
    en: (on: string, last: string) =>
      `The last invoice is dated ${last} and numbers follow the calendar, so this one cannot be dated ${on}. Enter ${last} or a later day.`,
  },
})

/** Amounts of a document beside its lines: the part of the tax that is given for the whole, freight, and rounding. */
export interface Beside {
  givenTax: bigint
  freight: bigint
  rounding: bigint
}

const NOTHING_BESIDE: Beside = { givenTax: 0n, freight: 0n, rounding: 0n }

/** What invoicing needs of an order; amounts in minor units, quantities in millionths. */
export type InvoicedOrder = Pick<
  SalesOrder,
  'number' | 'state' | 'invoiceBasis' | 'termDays' | 'orderedOn' | keyof Beside
> & { lines: readonly InvoicedLine[] }

type InvoicedLine = Pick<
  OrderLine,
  | 'line'
  | 'kind'
  | 'description'
  | 'unit'
  | 'unitPrice'
  | 'taxRate'
  | 'quantity'
  | 'shortClosed'
  | 'tax'
  | 'gross'
  | 'shipped'
  | 'signed'
  | 'invoiced'
>

/** A line of a delivery of the order, with the cost of its goods and how much of both has been invoiced. */
export interface DeliveredLine {
  deliveryId: string
  line: number
  orderLine: number
  state: 'shipped' | 'signed' | 'reversed'
  quantity: bigint
  signed: bigint
  short: bigint
  damaged: bigint
  invoiced: bigint
  cost: bigint
  costReleased: bigint
  /** The delivery's number, and on which days of the company it left and was signed for. */
  number: string
  shippedOn: string
  signedOn: string | null
}

/** What of the order has been invoiced so far, less what was credited to be invoiced again. Order line 0 stands for what is beside the lines. */
export interface Billed extends Beside {
  orderLine: number
  tax: bigint
  gross: bigint
}

export interface DraftLine {
  line: number
  orderLine: number
  deliveryId: string | null
  deliveryLine: number | null
  description: string
  unit: string
  quantity: bigint
  unitPrice: bigint
  taxRate: number
  net: bigint
  tax: bigint
  gross: bigint
  cost: bigint
}

export interface InvoiceDraft extends Beside {
  lines: DraftLine[]
  net: bigint
  /** With the given part. */
  tax: bigint
  gross: bigint
  cost: bigint
}

const NONE = { tax: 0n, gross: 0n, ...NOTHING_BESIDE }

/**
 * All that can be invoiced now. Amounts are the share of the order line up to here less what was invoiced before, so that the parts of a
 * line sum to it exactly. What is beside the lines goes with the first invoice.
 */
export function draftInvoice(
  order: InvoicedOrder,
  delivered: readonly DeliveredLine[],
  billed: readonly Billed[],
): InvoiceDraft {
  const lines: Omit<DraftLine, 'line'>[] = order.lines.flatMap((line) => {
    const before = billed.find(({ orderLine }) => orderLine === line.line) ?? NONE
    let { tax, gross } = before
    let quantity = line.invoiced
    return partsOf(order, line, delivered).map((part) => {
      quantity += part.quantity
      const upTo = {
        tax: shareOf(line.tax, quantity, line.quantity),
        gross: shareOf(line.gross, quantity, line.quantity),
      }
      const made = { tax: upTo.tax - tax, gross: upTo.gross - gross }
      ;({ tax, gross } = upTo)
      const { description, unit, unitPrice, taxRate } = line
      return {
        orderLine: line.line,
        description,
        unit,
        unitPrice,
        taxRate,
        ...part,
        ...made,
        net: made.gross - made.tax,
      }
    })
  })
  const first = billed.find(({ orderLine }) => orderLine === 0) ?? NONE
  const beside = {
    givenTax: order.givenTax - first.givenTax,
    freight: order.freight - first.freight,
    rounding: order.rounding - first.rounding,
  }
  return totalled(
    lines.map((line, index) => ({ line: index + 1, ...line })),
    lines.length > 0 ? beside : NOTHING_BESIDE,
  )
}

/** How many lines of an order can be invoiced now and what they come to, however the goods are split over deliveries. */
export function amountDue(
  order: Pick<InvoicedOrder, 'invoiceBasis' | keyof Beside>,
  lines: readonly Pick<InvoicedLine, 'line' | 'quantity' | 'gross' | 'shipped' | 'signed' | 'invoiced'>[],
  billed: readonly Omit<Billed, 'tax'>[],
): { lines: number; gross: bigint } {
  const before = (line: number) => billed.find(({ orderLine }) => orderLine === line) ?? NONE
  const upTo = (line: { shipped: bigint; signed: bigint }) => line[order.invoiceBasis]
  const due = lines.filter((line) => upTo(line) > line.invoiced)
  const first = before(0)
  const beside = order.givenTax - first.givenTax + order.freight - first.freight + order.rounding - first.rounding
  return {
    lines: due.length,
    gross: due.reduce(
      (sum, line) => sum + shareOf(line.gross, upTo(line), line.quantity) - before(line.line).gross,
      beside,
    ),
  }
}

/** Sums lines to a document. */
export function totalled<Line extends Pick<DraftLine, 'net' | 'tax' | 'cost'>>(
  lines: Line[],
  { givenTax, freight, rounding }: Beside,
) {
  const sum = (of: (line: Line) => bigint) => lines.reduce((total, line) => total + of(line), 0n)
  const net = sum((line) => line.net)
  const tax = sum((line) => line.tax) + givenTax
  const gross = net + tax + freight + rounding
  return { lines, net, tax, givenTax, freight, rounding, gross, cost: sum((line) => line.cost) }
}

type Part = Pick<DraftLine, 'deliveryId' | 'deliveryLine' | 'quantity' | 'cost'>

/** Goods are invoiced delivery by delivery, with their cost; lines without stock as the order counts them. */
function partsOf(order: InvoicedOrder, line: InvoicedLine, delivered: readonly DeliveredLine[]): Part[] {
  if (line.kind !== 'stock') {
    const quantity = (order.invoiceBasis === 'signed' ? line.signed : line.shipped) - line.invoiced
    return quantity > 0n ? [{ deliveryId: null, deliveryLine: null, quantity, cost: 0n }] : []
  }
  return delivered
    .filter(({ orderLine }) => orderLine === line.line)
    .map((one) => ({ one, quantity: billableOf(one, order.invoiceBasis) }))
    .filter(({ quantity }) => quantity > 0n)
    .map(({ one, quantity }) => ({
      deliveryId: one.deliveryId,
      deliveryLine: one.line,
      quantity,
      cost: shareOf(one.cost, one.invoiced + quantity, one.quantity) - one.costReleased,
    }))
}

function billableOf(one: DeliveredLine, basis: 'signed' | 'shipped'): bigint {
  if (one.state === 'reversed') return 0n
  if (basis === 'signed') return one.state === 'signed' ? one.signed - one.invoiced : 0n
  return one.quantity - one.short - one.damaged - one.invoiced
}

/** The delivery before whose sign-off or shipment an invoice is not dated. */
export interface Since {
  on: string
  number: string
}

/** The last of what an invoice would be for: signed for or shipped, as the terms say. Lines without goods go with the order's last delivery. */
export function sinceWhen(
  { invoiceBasis }: Pick<InvoicedOrder, 'invoiceBasis'>,
  { lines }: InvoiceDraft,
  delivered: readonly DeliveredLine[],
): Since | null {
  const beside = lines.some(({ deliveryId }) => deliveryId === null)
  const days = delivered
    .filter(({ deliveryId, state }) =>
      beside ? state !== 'reversed' : lines.some((line) => line.deliveryId === deliveryId),
    )
    .flatMap(({ number, shippedOn, signedOn }): Since[] => {
      const on = invoiceBasis === 'signed' ? signedOn : shippedOn
      return on === null ? [] : [{ on, number }]
    })
  return days.reduce<Since | null>((last, one) => (last === null || one.on > last.on ? one : last), null)
}

/** Days by the company's calendar; `last` is that of the last invoice, if there is any. */
interface IssueDays {
  issuedOn: string
  today: string
  last: string | null
}

export interface InvoiceDays extends IssueDays {
  since: Since | null
}

/** The first day that an invoice may bear. */
export const earliestDay = (
  order: Pick<InvoicedOrder, 'orderedOn'>,
  { last, since }: Omit<InvoiceDays, 'issuedOn' | 'today'>,
) => [order.orderedOn, since?.on ?? '', last ?? ''].reduce((latest, day) => (day > latest ? day : latest))

/** Numbers follow the calendar: no day after today, none before the last number's. */
export function decideIssueDay({ issuedOn, today, last }: IssueDays): void {
  if (issuedOn > today) throw no.issuedInFuture(issuedOn)
  if (last !== null && issuedOn < last) throw no.issuedBeforeLast(issuedOn, last)
}

/** What is invoiced in full waits for nothing; an order without goods has neither shipment nor sign-off to wait for. */
function nothingToInvoice(order: InvoicedOrder) {
  if (order.lines.every((line) => line.invoiced >= due(line))) return no.allInvoiced(order.number)
  if (withoutGoods(order)) return no.notPerformed(order.number)
  return no.nothingToInvoice(order.number, order.invoiceBasis)
}

export function decideInvoice(order: InvoicedOrder, draft: InvoiceDraft, days: InvoiceDays): void {
  decideState(order, 'invoice', ['processing', 'completed'])
  if (draft.lines.length === 0) throw nothingToInvoice(order)
  if (draft.gross < 0n || draft.lines.some(({ gross }) => gross < 0n)) throw no.belowInvoiced(order.number)
  if (days.issuedOn < order.orderedOn) throw no.issuedBeforeOrder(days.issuedOn, order.orderedOn)
  if (days.since !== null && days.issuedOn < days.since.on)
    throw no.issuedBeforeGoods(days.issuedOn, days.since, order.invoiceBasis).with({ earliest: days.since.on })
  decideIssueDay(days)
}
