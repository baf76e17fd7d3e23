import { refusals } from '../../kernel/refusal.ts'

export const no = refusals('catalog', {
  notFound: {
    status: 404,
    zh: () => '没有这个货品。请从货品列表里选。',
    en: () => 'There is no such item. Choose one from the list of items.',
  },
  numberTaken: {
    status: 409,
    zh: (number: string, name: string) => `货品编号 ${number} 已是「${name}」的。请换一个编号，或改用那个货品。`,
    en: (number: string, name: string) =>
      `The item number ${number} belongs to ${name}. Choose another number, or use that item.`,
  },
  unitUnknown: {
    status: 422,
    zh: (unit: string) => `没有计量单位「${unit}」。请从单位列表里选。`,
    en: (unit: string) => `There is no unit "${unit}". Choose one from the list of units.`,
  },
  taxUnknown: {
    status: 422,
    zh: (code: string) => `没有税率「${code}」，或已停用。请从税率列表里选。`,
    en: (code: string) =>
      `There is no tax rate "${code}", or it is no longer used. Choose one from the list of tax rates.`,
  },
  customerUnknown: {
    status: 422,
    zh: (line: number) => `第 ${line} 行价格的客户不存在。请从客户列表里选，或留空。`,
    en: (line: number) => `The customer of price ${line} does not exist. Choose one from the list, or leave it empty.`,
  },
  priceEndsEarly: {
    status: 422,
    zh: (line: number) => `第 ${line} 行价格在开始之前就结束了。请改结束日期，或留空。`,
    en: (line: number) => `Price ${line} ends before it starts. Change its last day, or leave it empty.`,
  },
  priceTwice: {
    status: 422,
    zh: (line: number) =>
      `第 ${line} 行价格和前面一行重复：同一客户、同一数量、同一开始日期只能有一个价格。请去掉一行，或改开始日期。`,
    en: (line: number) =>
      `Price ${line} repeats an earlier one: a customer has one price for a quantity and a first day. Leave one of the two out, or change its first day.`,
  },
  stale: {
    status: 412,
    zh: (current: number) => `这个货品已被别人改到第 ${current} 版。请刷新后再改。`,
    en: (current: number) =>
      `Somebody changed this item meanwhile; it is at version ${current}. Reload and change it again.`,
  },
})

export type ItemKind = 'stock' | 'service' | 'freight'

/** An item's own fields. Prices and costs without tax, millionths of the company's currency a unit. */
export interface ItemFields {
  name: string
  specification: string
  taxCode: string
  category: string
  listPrice: bigint | null
  /** The lowest price that sales may give without a reviewer; null: the list price less the company's allowance. */
  floorPrice: bigint | null
  standardCost: bigint
  active: boolean
}

/** A price from a quantity on, without tax, for all customers or one, on the days from `validFrom` to `validUntil` inclusive. */
export interface Price {
  customerId: string | null
  /** It comes from the price list that was given to the customer. */
  listed?: boolean
  fromQuantity: bigint
  unitPrice: bigint
  validFrom: string
  validUntil: string | null
}

/** Where a price comes from: the customer's own, the customer's price list, everybody's step, the item's list price, or nowhere. */
export type PriceSource = 'customer' | 'priceList' | 'step' | 'list' | 'none'

/** The price of an item on a day: the customer's own before the customer's price list before everybody's, then the highest step reached, then the latest start, then the list price. */
export function priceFor(
  item: { listPrice: bigint | null },
  prices: readonly Price[],
  { customerId, quantity, on }: { customerId?: string; quantity: bigint; on: string },
): { unitPrice: bigint | null; from: PriceSource } {
  const [best] = prices
    .filter((price) => price.customerId === null || price.customerId === customerId)
    .filter((price) => price.fromQuantity <= quantity)
    .filter((price) => price.validFrom <= on && (price.validUntil === null || on <= price.validUntil))
    .sort(moreSpecial)
  if (best) return { unitPrice: best.unitPrice, from: SOURCES[rankOf(best)]! }
  if (item.listPrice !== null) return { unitPrice: item.listPrice, from: 'list' }
  return { unitPrice: null, from: 'none' }
}

const SOURCES = ['customer', 'priceList', 'step'] as const
const rankOf = ({ customerId, listed }: Price): number => (customerId === null ? 2 : listed ? 1 : 0)

function moreSpecial(one: Price, other: Price): number {
  if (rankOf(one) !== rankOf(other)) return rankOf(one) - rankOf(other)
  if (one.fromQuantity !== other.fromQuantity) return one.fromQuantity > other.fromQuantity ? -1 : 1
  return one.validFrom > other.validFrom ? -1 : 1
}

/** What an item refers to must exist, and of its prices one alone may hold; the first that is wrong is named. */
export function decideReferences(
  { unit, taxCode, prices }: { unit?: string; taxCode?: string; prices?: readonly Price[] },
  known: { units: ReadonlySet<string>; taxCodes: ReadonlySet<string>; customers: ReadonlySet<string> },
): void {
  if (unit !== undefined && !known.units.has(unit)) throw no.unitUnknown(unit)
  if (taxCode !== undefined && !known.taxCodes.has(taxCode)) throw no.taxUnknown(taxCode)
  const seen = new Set<string>()
  prices?.forEach(({ customerId, fromQuantity, validFrom, validUntil }, index) => {
    if (customerId !== null && !known.customers.has(customerId)) throw no.customerUnknown(index + 1)
    if (validUntil !== null && validUntil < validFrom) throw no.priceEndsEarly(index + 1)
    const key = `${customerId} ${fromQuantity} ${validFrom}`
    if (seen.has(key)) throw no.priceTwice(index + 1)
    seen.add(key)
  })
}

/** The company gives items their numbers, each once. */
export function decideNumber(taken: { number: string; name: string } | undefined): void {
  if (taken) throw no.numberTaken(taken.number, taken.name)
}

/** A change names the version that its author saw. */
export function decideVersion(current: number, seen: number | undefined): void {
  if (seen !== current) throw no.stale(current).with({ current: { version: current } })
}
