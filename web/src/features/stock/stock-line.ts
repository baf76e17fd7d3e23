export interface StockLine {
  key: string
  itemId: string | null
  quantity: string
  value: string
}

const number = /^-?\d{1,12}(\.\d{1,6})?$/
export const amountOf = (text: string) => text.trim().replaceAll(',', '').replace('−', '-')

export type StockAct = 'receive' | 'adjust' | 'count' | 'transfer'

/** A line that can be sent: an item and a quantity; only a difference may be negative, and only a count nought. */
export function isWhole(line: StockLine, act: StockAct): boolean {
  const quantity = amountOf(line.quantity)
  if (line.itemId === null || !number.test(quantity)) return false
  if (/^-?0*(\.0*)?$/.test(quantity)) return act === 'count'
  return act === 'adjust' || !quantity.startsWith('-')
}
