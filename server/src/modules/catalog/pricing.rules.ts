import { refusals } from '../../kernel/refusal.ts'

export const no = refusals('catalog', {
  unitNotFound: {
    status: 404,
    zh: () => '没有这个计量单位。请从单位列表里选。',
    en: () => 'There is no such unit. Choose one from the list of units.',
  },
  unitTaken: {
    status: 409,
    zh: (code: string) => `已有计量单位「${code}」。请换一个代码，或修改那个单位。`,
    en: (code: string) => `There is a unit "${code}" already. Choose another code, or change that unit.`,
  },
  unitCoarser: {
    status: 409,
    zh: (code: string, decimals: number) =>
      `「${code}」已有货品在用，数量可以有 ${decimals} 位小数，不能再减少。请新建一个单位。`,
    en: (code: string, decimals: number) =>
      `Items count in "${code}" with ${decimals} decimals, so it cannot have fewer. Create another unit.`,
  },
  taxNotFound: {
    status: 404,
    zh: () => '没有这个税率。请从税率列表里选。',
    en: () => 'There is no such tax rate. Choose one from the list of tax rates.',
  },
  taxTaken: {
    status: 409,
    zh: (code: string) => `已有税率「${code}」。请换一个代码，或修改那个税率。`,
    en: (code: string) => `There is a tax rate "${code}" already. Choose another code, or change that one.`,
  },
  taxInUse: {
    status: 409,
    zh: (code: string, items: number) => `还有 ${items} 个启用的货品用税率「${code}」，不能停用。先给它们换税率。`,
    en: (code: string, items: number) =>
      `${items} active ${items === 1 ? 'item has' : 'items have'} the tax rate "${code}", so it cannot be put away. Give them another rate first.`,
  },
  taxPreferred: {
    status: 409,
    zh: (code: string) => `「${code}」是默认税率，不能停用。先把另一个设为默认。`,
    en: (code: string) =>
      `"${code}" is the usual tax rate and cannot be put away. Make another one the usual one first.`,
  },
  taxAway: {
    status: 409,
    zh: (code: string) => `「${code}」已停用，不能设为默认。请先启用它。`,
    en: (code: string) => `"${code}" has been put away and cannot be the usual rate. Take it into use first.`,
  },
  taxFromPast: {
    status: 422,
    zh: (from: string) => `新税率的起始日 ${from} 不在今天之后。已开始的税率不能倒改，请填明天或以后的日期。`,
    en: (from: string) =>
      `The new rate would begin on ${from}, which is not after today. Enter tomorrow or later; what has been taxed stays.`,
  },
  codeStale: {
    status: 412,
    zh: () => '这一项在你打开后被别人改过。请刷新后再改。',
    en: () => 'Somebody changed this since you opened it. Reload and change it again.',
  },
  listNotFound: {
    status: 404,
    zh: () => '没有这个价格表。请从价格表列表里选。',
    en: () => 'There is no such price list. Choose one from the list.',
  },
  listTaken: {
    status: 409,
    zh: (number: string, name: string) => `价格表编号 ${number} 已是「${name}」的。请换一个编号。`,
    en: (number: string, name: string) =>
      `The number ${number} belongs to the price list ${name}. Choose another number.`,
  },
  listItemUnknown: {
    status: 422,
    zh: (line: number, item: string) => `第 ${line} 行没有货品 ${item}。请填货品编号。`,
    en: (line: number, item: string) => `Line ${line}: there is no item ${item}. Enter an item’s number.`,
  },
  listPriceEndsEarly: {
    status: 422,
    zh: (line: number) => `第 ${line} 行的价格在开始之前就结束了。请改结束日期，或留空。`,
    en: (line: number) => `Line ${line} ends before it starts. Change its last day, or leave it empty.`,
  },
  listPriceTwice: {
    status: 422,
    zh: (line: number, item: string) =>
      `第 ${line} 行和前面一行重复：${item} 同一数量、同一开始日期只能有一个价格。请去掉一行。`,
    en: (line: number, item: string) =>
      `Line ${line} repeats an earlier one: ${item} has one price for a quantity and a first day. Leave one of the two out.`,
  },
  listCustomerUnknown: {
    status: 422,
    zh: () => '选中的客户里有的不存在。请刷新后重新选择。',
    en: () => 'One of the chosen customers does not exist. Reload and choose again.',
  },
})

/** Quantities are stated in a unit as soon as an item counts in it, so it never becomes coarser. */
export function decideDecimals(unit: { code: string; decimals: number; used: boolean }, wanted: number): void {
  if (unit.used && wanted < unit.decimals) throw no.unitCoarser(unit.code, unit.decimals)
}

export interface TaxRate {
  code: string
  nameZh: string
  nameEn: string
  rate: number
  nextRate: number | null
  nextFrom: string | null
  preferred: boolean
  active: boolean
}

export interface TaxChange {
  next?: { rate: bigint; from: string } | null | undefined
  preferred?: true | undefined
  active?: boolean | undefined
}

/** A rate changes from a later day on; what was taxed stays. The usual rate and one that items have stay in use. */
export function decideTaxChange(
  before: TaxRate,
  change: TaxChange,
  { today, items }: { today: string; items: number },
): void {
  if (change.next && change.next.from <= today) throw no.taxFromPast(change.next.from)
  const active = change.active ?? before.active
  if (change.preferred && !active) throw no.taxAway(before.code)
  if (active || !before.active) return
  if (before.preferred) throw no.taxPreferred(before.code)
  if (items > 0) throw no.taxInUse(before.code, items)
}

export interface ListedPrice {
  item: string
  fromQuantity: bigint
  unitPrice: bigint
  validFrom: string
  validUntil: string | null
}

/** Decides the prices of a list line by line, from 1, and answers them with their items' ids. */
export function decideListedPrices(
  prices: readonly ListedPrice[],
  items: ReadonlyMap<string, string>,
): (ListedPrice & { itemId: string })[] {
  const seen = new Set<string>()
  return prices.map((price, index) => {
    const line = index + 1
    const itemId = items.get(price.item)
    if (!itemId) throw no.listItemUnknown(line, price.item)
    if (price.validUntil !== null && price.validUntil < price.validFrom) throw no.listPriceEndsEarly(line)
    const key = `${itemId} ${price.fromQuantity} ${price.validFrom}`
    if (seen.has(key)) throw no.listPriceTwice(line, price.item)
    seen.add(key)
    return { ...price, itemId }
  })
}
