export interface StockLine {
  key: string
  itemId: string | null
  quantity: string
  value: string
}

const number = /^-?\d{1,12}(\.\d{1,6})?$/
export const amountOf = (text: string) => text.trim().replaceAll(',', '').replace('−', '-')

/** A line that can be sent: an item and a quantity; a receipt takes no negative one, and neither takes nought. */
export function isWhole(line: StockLine, signed: boolean): boolean {
  const quantity = amountOf(line.quantity)
  if (line.itemId === null || !number.test(quantity) || /^-?0*(\.0*)?$/.test(quantity)) return false
  return signed || !quantity.startsWith('-')
}
