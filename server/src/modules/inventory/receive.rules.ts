import { refusals } from '../../kernel/refusal.ts'
import { spokenQuantity } from '../../kernel/spoken.ts'
import { available, type Balance } from './stock.rules.ts'

export const no = refusals('inventory', {
  warehouseUnknown: {
    status: 422,
    zh: () => '没有这个仓库，或已停用。请从仓库列表里选。',
    en: () => 'There is no such warehouse, or it is closed. Choose one from the list of warehouses.',
  },
  itemUnknown: {
    status: 422,
    zh: (line: number) => `第 ${line} 行的货品不存在。请从货品列表里选。`,
    en: (line: number) => `The item of line ${line} does not exist. Choose one from the list of items.`,
  },
  notStocked: {
    status: 422,
    zh: (line: number, item: string) => `第 ${line} 行 ${item} 是服务或运费，没有库存。请删掉这一行。`,
    en: (line: number, item: string) =>
      `Line ${line}: ${item} is a service or freight and has no stock. Leave this line out.`,
  },
  tooFine: {
    status: 422,
    zh: (line: number, item: string, unit: string, decimals: number) =>
      `第 ${line} 行 ${item} 以「${unit}」计，最多 ${decimals} 位小数。请改数量。`,
    en: (line: number, item: string, unit: string, decimals: number) =>
      `Line ${line}: ${item} counts in "${unit}" with at most ${decimals} decimals. Change the quantity.`,
  },
  noDifference: {
    status: 422,
    zh: (line: number) => `第 ${line} 行的差异是 0。没有差异的行请删掉。`,
    en: (line: number) => `Line ${line} has a difference of 0. Leave out what does not differ.`,
  },
  countOrDifference: {
    status: 422,
    zh: (line: number) => `第 ${line} 行要么写盘到的数量，要么写差异，只能写一个。`,
    en: (line: number) => `Line ${line} needs what was counted or the difference, and not both. Enter one of them.`,
  },
  countedTwice: {
    status: 422,
    zh: (line: number, item: string) => `第 ${line} 行 ${item} 前面已经盘过。请把数量合并成一行。`,
    en: (line: number, item: string) =>
      `Line ${line}: ${item} stands in an earlier line. Put the whole count into one line.`,
  },
  tooValuable: {
    status: 422,
    zh: (line: number, item: string) => `第 ${line} 行 ${item} 按成本计算的价值太大。请核对数量和成本。`,
    en: (line: number, item: string) =>
      `Line ${line}: the value of ${item} at cost is too large. Check quantity and cost.`,
  },
  openedAlready: {
    status: 409,
    zh: (line: number, item: string, quantity: bigint) =>
      `第 ${line} 行 ${item} 在这个仓库已有期初库存 ${spokenQuantity(quantity)}，不能再录一次。请删掉这一行；录错了就先盘点为 0，再录一次。`,
    en: (line: number, item: string, quantity: bigint) =>
      `Line ${line}: ${item} has its opening stock of ${spokenQuantity(quantity)} in this warehouse already. Leave the line out; if it was wrong, count the item to 0 first, then open it again.`,
  },
  sameWarehouse: {
    status: 422,
    zh: () => '调出和调入是同一个仓库。请换一个调入仓库。',
    en: () => 'Both warehouses are the same one. Choose another warehouse to move the goods to.',
  },
  warehouseNumberTaken: {
    status: 409,
    zh: (number: string, name: string) => `仓库编号 ${number} 已是「${name}」的。请换一个编号。`,
    en: (number: string, name: string) => `The number ${number} belongs to ${name}. Choose another number.`,
  },
  warehouseNotFound: {
    status: 404,
    zh: () => '没有这个仓库。请从仓库列表里选。',
    en: () => 'There is no such warehouse. Choose one from the list of warehouses.',
  },
  warehouseStale: {
    status: 412,
    zh: () => '这个仓库在你打开后被别人改过。请刷新后再改。',
    en: () => 'Somebody changed this warehouse since you opened it. Reload and change it again.',
  },
  warehouseNotEmpty: {
    status: 409,
    zh: (name: string, items: number) => `${name} 里还有 ${items} 种货品，不能停用。先把它们调拨到别的仓库或调整为 0。`,
    en: (name: string, items: number) =>
      `${name} still holds ${items} ${items === 1 ? 'item' : 'items'} and cannot be closed. Move them to another warehouse, or adjust them to 0.`,
  },
  lastWarehouse: {
    status: 409,
    zh: (name: string) => `${name} 是最后一个启用的仓库，停用后就没有地方收货。先新建或启用另一个。`,
    en: (name: string) =>
      `${name} is the last open warehouse; nothing could be received any more. Create or open another one first.`,
  },
  belowReserved: {
    status: 409,
    zh: (item: string, onHand: bigint, reserved: bigint) =>
      `${item} 现存 ${spokenQuantity(onHand)}，其中 ${spokenQuantity(reserved)} 已预留，最多减 ${spokenQuantity(onHand - reserved)}。` +
      '先在订单上减量或作废以释放预留，或少减。',
    en: (item: string, onHand: bigint, reserved: bigint) =>
      `${item}: ${spokenQuantity(onHand)} on hand, of which ${spokenQuantity(reserved)} reserved; at most ${spokenQuantity(onHand - reserved)} can be taken off. ` +
      'First free stock by short-closing or cancelling an order, or take off less.',
  },
})

/** What a line refers to, as the catalog knows it. */
export interface StockedItem {
  number: string
  kind: 'stock' | 'service' | 'freight'
  unit: string
  unitDecimals: number
}

const MILLION = 1_000_000n

/**
 * Each line names an item in stock, and a quantity that its unit can count. Goods are what they are: those of an item that new orders no
 * longer choose come in for open ones, and are counted and moved until none are left. Lines count from 1.
 */
export function decideLines(
  lines: readonly { itemId: string; quantity: bigint }[],
  items: ReadonlyMap<string, StockedItem>,
  warehouseOpen: boolean,
  /** Lines of a count: nothing left is a count like another, but an item is counted once. */
  counts: readonly boolean[] = [],
): void {
  if (!warehouseOpen) throw no.warehouseUnknown()
  lines.forEach(({ itemId, quantity }, index) => {
    const line = index + 1
    const item = items.get(itemId)
    if (!item) throw no.itemUnknown(line)
    if (item.kind !== 'stock') throw no.notStocked(line, item.number)
    if (quantity % (MILLION / 10n ** BigInt(item.unitDecimals)) !== 0n)
      throw no.tooFine(line, item.number, item.unit, item.unitDecimals)
    if (quantity === 0n && !counts[index]) throw no.noDifference(line)
    if (counts[index] && lines.findIndex((one) => one.itemId === itemId) !== index)
      throw no.countedTwice(line, item.number)
  })
}

/** Opening stock is brought in once for an item in a warehouse, however many lines it has; what was counted to 0 is opened anew. */
export function decideUnopened(
  lines: readonly { itemId: string }[],
  items: ReadonlyMap<string, Pick<StockedItem, 'number'>>,
  opened: ReadonlyMap<string, bigint>,
): void {
  lines.forEach(({ itemId }, index) => {
    const quantity = opened.get(itemId)
    if (quantity !== undefined) throw no.openedAlready(index + 1, items.get(itemId)!.number, quantity)
  })
}

/** As much as the contract lets anybody state, minor units. */
const MOST_VALUE = 10n ** 15n

/** A value that follows from a quantity; two large numbers can make one that is not storable. */
export function decideValue(line: number, item: string, value: bigint): bigint {
  if (value > MOST_VALUE) throw no.tooValuable(line, item)
  return value
}

interface CountedLine {
  itemId: string
  difference?: bigint | undefined
  counted?: bigint | undefined
}

/** Each line states either what was counted, or what is to be added. Lines count from 1. */
export function decideCounts(lines: readonly CountedLine[]): { itemId: string; quantity: bigint; counted: boolean }[] {
  return lines.map(({ itemId, difference, counted }, index) => {
    const quantity = difference ?? counted
    if (quantity === undefined || (difference !== undefined && counted !== undefined))
      throw no.countOrDifference(index + 1)
    return { itemId, quantity, counted: counted !== undefined }
  })
}

/** A move goes from one warehouse to another, both of them open. */
export function decideStockTransfer(fromId: string, toId: string, open: ReadonlySet<string>): void {
  if (fromId === toId) throw no.sameWarehouse()
  if (!open.has(fromId) || !open.has(toId)) throw no.warehouseUnknown()
}

/** Only an empty warehouse is closed, and never the last one. */
export function decideClosing(name: string, { items, others }: { items: number; others: number }): void {
  if (items > 0) throw no.warehouseNotEmpty(name, items)
  if (others === 0) throw no.lastWarehouse(name)
}

/** Differences summed by item: two lines of one item are one correction. */
export function netOf(lines: readonly { itemId: string; quantity: bigint }[]): { itemId: string; quantity: bigint }[] {
  const sums = new Map<string, bigint>()
  for (const { itemId, quantity } of lines) sums.set(itemId, (sums.get(itemId) ?? 0n) + quantity)
  return [...sums].map(([itemId, quantity]) => ({ itemId, quantity })).filter(({ quantity }) => quantity !== 0n)
}

/** What is reserved stays: no balance is corrected below it. */
export function decideReduction(item: string, balance: Pick<Balance, 'onHand' | 'reserved'>, quantity: bigint): void {
  if (quantity > available(balance))
    throw no.belowReserved(item, balance.onHand, balance.reserved).with({
      free: spokenQuantity(available(balance)),
      reserved: spokenQuantity(balance.reserved),
    })
}
