import type { Body, Reply } from '../../app/api.ts'
import { newKey } from '../../app/api.ts'
import { bareAmount } from '../../ui/typed-amount.ts'

export type Order = Reply<'GET /v1/orders/:id'>
export type Customer = Reply<'GET /v1/customers/:id'>
export type Item = Reply<'GET /v1/items'>['rows'][number]
export type PaymentMethod = NonNullable<Order['paymentMethod']>
export type SaveBody = Body<'POST /v1/orders'>

export interface DraftLine {
  key: string
  /** Its number in an order that is being changed. */
  line?: number | undefined
  itemId: string
  itemNumber: string
  name: string
  kind: 'stock' | 'service' | 'freight'
  unitNameZh: string
  unitNameEn: string
  taxCode: string
  taxRate: string
  quantity: string
  unitPrice: string
  requestedOn: string
  promisedOn: string
  /** A number that was pasted and not found. */
  missing?: string
}

export interface Draft {
  customerId: string
  customerName: string
  customerNumber: string
  pricesIncludeTax: boolean
  paymentMethod: PaymentMethod | ''
  termDays: string
  requestedOn: string
  promisedOn: string
  contactName: string
  recipient: string
  phone: string
  region: string
  street: string
  note: string
  reason: string
  lines: DraftLine[]
  /** The order as it stood when it began to be changed: what was changed since, and by whom, is told from it. */
  base?: { version: number; facts: Facts }
}

/** What of a draft is the order's own: without the reason of the change and what stands only for the screen. */
export type Facts = Omit<Draft, 'base' | 'reason' | 'lines'> & { lines: Omit<DraftLine, 'key'>[] }

export const factsOf = ({ base: _base, reason: _reason, lines, ...facts }: Draft): Facts => ({
  ...facts,
  lines: lines.filter(isBegun).map(({ key: _key, ...line }) => line),
})

export const emptyLine = (): DraftLine => ({
  key: newKey(),
  itemId: '',
  itemNumber: '',
  name: '',
  kind: 'stock',
  unitNameZh: '',
  unitNameEn: '',
  taxCode: '',
  taxRate: '0',
  quantity: '',
  unitPrice: '',
  requestedOn: '',
  promisedOn: '',
})

export const emptyDraft = (): Draft => ({
  customerId: '',
  customerName: '',
  customerNumber: '',
  pricesIncludeTax: true,
  paymentMethod: '',
  termDays: '',
  requestedOn: '',
  promisedOn: '',
  contactName: '',
  recipient: '',
  phone: '',
  region: '',
  street: '',
  note: '',
  reason: '',
  lines: [emptyLine()],
})

/** A line that nobody has begun is no line. */
export const isBegun = (line: DraftLine): boolean =>
  line.itemId !== '' || line.quantity !== '' || line.unitPrice !== '' || line.missing !== undefined

export const itemFacts = (item: Item): Partial<DraftLine> => ({
  itemId: item.id,
  itemNumber: item.number,
  name: [item.name, item.specification].filter(Boolean).join(' '),
  kind: item.kind,
  unitNameZh: item.unitNameZh,
  unitNameEn: item.unitNameEn,
  taxCode: item.taxCode,
  taxRate: item.taxRate,
  missing: undefined,
})

/** An order as a draft to change, or, without its numbers and past dates, to copy. */
export function draftOf(order: Order, copies: boolean, today: string): Draft {
  const draft = copyOf(order, copies, today)
  return copies ? draft : { ...draft, base: { version: order.version, facts: factsOf(draft) } }
}

function copyOf(order: Order, copies: boolean, today: string): Draft {
  const later = (day: string | null) => (day === null || (copies && day < today) ? '' : day)
  return {
    ...order.deliverTo,
    customerId: order.customer.id,
    customerName: order.customer.name,
    customerNumber: copies ? '' : order.customerNumber,
    pricesIncludeTax: order.pricesIncludeTax,
    paymentMethod: order.paymentMethod ?? '',
    termDays: String(order.termDays),
    requestedOn: later(order.requestedOn),
    promisedOn: later(order.promisedOn),
    note: order.note,
    reason: '',
    lines: order.lines.map((line) => ({
      key: newKey(),
      ...(!copies && { line: line.line }),
      itemId: line.itemId ?? '',
      itemNumber: line.itemNumber ?? '',
      name: line.description,
      kind: line.kind,
      unitNameZh: line.unitNameZh,
      unitNameEn: line.unitNameEn,
      taxCode: line.taxCode,
      taxRate: line.taxRate,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      requestedOn: later(line.requestedOn),
      promisedOn: later(line.promisedOn),
    })),
  }
}

const plain = (figure: string): string => figure.trim().replaceAll(',', '')

/** What is sent. Empty figures go as they are, so that the server names each fault in its own words. */
export function bodyOf(draft: Draft): SaveBody {
  return {
    customerId: draft.customerId,
    customerNumber: draft.customerNumber,
    pricesIncludeTax: draft.pricesIncludeTax,
    paymentMethod: draft.paymentMethod === '' ? null : draft.paymentMethod,
    ...(draft.termDays !== '' && { termDays: Number(draft.termDays) }),
    requestedOn: draft.requestedOn || null,
    promisedOn: draft.promisedOn || null,
    contactName: draft.contactName,
    recipient: draft.recipient,
    phone: draft.phone,
    region: draft.region,
    street: draft.street,
    note: draft.note,
    lines: draft.lines.filter(isBegun).map((line) => ({
      itemId: line.itemId,
      ...(line.name !== '' && { description: line.name }),
      quantity: plain(line.quantity),
      unitPrice: plain(line.unitPrice),
      ...(line.taxCode !== '' && { taxCode: line.taxCode }),
      ...(line.requestedOn !== '' && { requestedOn: line.requestedOn }),
      ...(line.promisedOn !== '' && { promisedOn: line.promisedOn }),
    })),
  }
}

/** Rows of a spreadsheet: number, quantity, price, each after a tab. One cell alone is no table. */
export function rowsOf(text: string): { number: string; quantity: string; unitPrice: string }[] {
  if (!/[\t\n]/.test(text.trim())) return []
  return text
    .split(/\r?\n/)
    .map((row) => row.split('\t').map((cell) => cell.trim()))
    .filter(([number]) => number)
    .map(([number = '', quantity = '', unitPrice = '']) => ({
      number,
      quantity: bareAmount(quantity),
      unitPrice: bareAmount(unitPrice),
    }))
}
