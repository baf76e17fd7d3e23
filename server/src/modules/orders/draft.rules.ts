import { QUANTITY_PLACES } from '@baton/contract/decimal'
import { no } from './orders.rules.ts'
import { amountsOf, sumOf } from './pricing.rules.ts'

/** What a form, a file or a program says about an order. Quantities and unit prices in millionths. */
export interface DraftRequest {
  customerId: string
  customerNumber: string
  pricesIncludeTax: boolean
  paymentMethod: string | null
  termDays?: number | undefined
  requestedOn: string | null
  promisedOn: string | null
  note: string
  contactName: string
  recipient: string
  phone: string
  region: string
  street: string
  lines: {
    line?: number | undefined
    itemId: string
    description?: string | undefined
    quantity: bigint
    unitPrice: bigint
    taxCode?: string | undefined
    requestedOn?: string | undefined
    promisedOn?: string | undefined
  }[]
}

export interface DraftFacts {
  customers: {
    id: string
    name: string
    taxId: string | null
    paymentMethod: string
    invoiceBasis: 'signed' | 'shipped'
    termDays: number
  }[]
  items: {
    id: string
    number: string
    name: string
    specification: string
    kind: 'stock' | 'service' | 'freight'
    unit: string
    /** How many decimals a quantity in the unit may have. */
    unitDecimals: number
    taxCode: string
    taxRate: number
    listPrice: bigint | null
    /** Else it is put away, and stands only in orders that have it already. */
    active: boolean
  }[]
  taxRates: { code: string; rate: number }[]
}

type Day = string | null

/** Above this an amount or a quantity is a slip of the hand, and sums could leave the range of bigint columns. */
const MOST = 1_000_000_000_000_000n

/**
 * Checks a draft against the masters and computes its amounts. A draft may lack facts that confirmation will ask for. Days that were agreed
 * before may have passed since.
 */
export function decideDraft(request: DraftRequest, facts: DraftFacts, today: string, agreed: readonly Day[] = []) {
  const customer = facts.customers.find((one) => one.id === request.customerId)
  if (!customer) throw no.customerUnknown()
  const items = new Map(facts.items.map((item) => [item.id, item]))
  const rates = new Map(facts.taxRates.map((rate) => [rate.code, rate.rate]))
  const lines = request.lines.map((line, index) => decideLine(line, index + 1, request, items, rates))
  const days = [request.requestedOn, ...request.lines.map((line) => line.requestedOn ?? null)]
  if (days.some((day) => day !== null && day < today && !agreed.includes(day))) throw no.dateBackwards()
  const sum = sumOf(lines)
  if (sum.gross > MOST) throw no.tooMuch()
  return {
    ...request,
    paymentMethod: request.paymentMethod ?? customer.paymentMethod,
    invoiceBasis: customer.invoiceBasis,
    termDays: request.termDays ?? customer.termDays,
    taxId: customer.taxId,
    summary: lines
      .slice(0, 2)
      .map((line) => line.description)
      .join('、')
      .slice(0, 80),
    lines,
    ...sum,
  }
}

/** The masters with the order's own items as ones that may be chosen, although they may have been put away since. */
export const withOwnItems = (items: DraftFacts['items'], own: readonly { itemId: string | null }[]) =>
  items.map((item) => (own.some(({ itemId }) => itemId === item.id) ? { ...item, active: true } : item))

export type Draft = ReturnType<typeof decideDraft>

function decideLine(
  line: DraftRequest['lines'][number],
  position: number,
  request: DraftRequest,
  items: Map<string, DraftFacts['items'][number]>,
  rates: Map<string, number>,
) {
  const item = items.get(line.itemId)
  if (!item) throw no.itemUnknown(position)
  if (!item.active) throw no.itemInactive(position, item.number)
  const taxRate = line.taxCode === undefined ? item.taxRate : rates.get(line.taxCode)
  if (taxRate === undefined) throw no.taxUnknown(position)
  if (line.quantity % 10n ** BigInt(QUANTITY_PLACES - item.unitDecimals) !== 0n)
    throw no.tooFine(position, item.name, item.unitDecimals)
  if (line.quantity > MOST || line.unitPrice > MOST) throw no.tooMuch()
  return {
    line: line.line ?? position,
    itemId: item.id,
    kind: item.kind,
    description: line.description || [item.name, item.specification].filter(Boolean).join(' '),
    unit: item.unit,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    listPrice: item.listPrice,
    taxCode: line.taxCode ?? item.taxCode,
    taxRate,
    requestedOn: line.requestedOn ?? null,
    promisedOn: line.promisedOn ?? null,
    ...amountsOf(line.quantity, line.unitPrice, taxRate, request.pricesIncludeTax),
  }
}
