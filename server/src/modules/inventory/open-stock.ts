import type { Work } from '../../kernel/work.ts'
import { post } from '../ledger/index.ts'
import { Stock } from './stock.ts'

/** What was in stock at the start: quantity in millionths, value in minor units. */
export interface Opening {
  itemId: string
  warehouseId: string
  quantity: bigint
  value: bigint
}

/**
 * Brings in opening stock for a seed or an import, in four statements however many lines there are. The items' chains (kind
 * 'item') must be locked, or begun by the same work. Answers the document's id.
 */
export function openStock(
  work: Work,
  lines: readonly Opening[],
  { on, reason }: { on: string; reason: string },
): string {
  const document = { documentKind: 'opening', documentId: work.newId(), reason }
  const stock = new Stock([], [])
  for (const { itemId, warehouseId, quantity, value } of lines)
    if (quantity > 0n) stock.receive(itemId, warehouseId, quantity, value, 'opening')
  stock.save(work, document)
  const amount = lines.reduce((sum, { quantity, value }) => (quantity > 0n ? sum + value : sum), 0n)
  post(work, {
    kind: 'opening',
    ...document,
    on,
    text: reason,
    postings: [{ debit: 'stock', credit: 'opening', amount }],
  })
  return document.documentId
}
