import type { OrderRow } from '@baton/contract/orders'
import { call } from '../../app/api.ts'
import { currentLanguage, wordsIn } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import type { PaletteEntry, PaletteSearch } from '../../ui/palette.tsx'
import { handoverIn, wholeNumber } from './command.ts'
import { findWords } from './words.ts'

export interface FindActs {
  go: (path: string) => void
  /** `to`: whom the reader named, as far as it was typed. */
  handOver: (order: OrderRow, to: string) => void
}

const most = 5
const longest = 60

/** A kind that the person may not read is left out; the rest is still found. */
const rowsOf = async <Row>(answer: Promise<{ rows: Row[] }>): Promise<Row[]> => {
  try {
    return (await answer).rows
  } catch (error) {
    if (isProblem(error) && error.status === 403) return []
    throw error
  }
}

/** Orders, customers and items for what was typed, and acts on them: 转交 SO2026-0188 给 李四. */
export function findIn({ go, handOver }: FindActs): PaletteSearch {
  return async (text, signal) => {
    const t = wordsIn(findWords, currentLanguage())
    const command = handoverIn(text)
    const q = wholeNumber(command?.what ?? text, new Date().getFullYear()).slice(0, longest)
    const orders = rowsOf(call('GET /v1/orders', { query: { q, limit: most }, signal }))
    if (command) {
      const rows = await orders
      return rows.map((row) => ({
        id: `hand-${row.id}`,
        label: command.to
          ? t('handOverTo', { number: row.number, name: command.to })
          : t('handOver', { number: row.number }),
        note: row.customer.name,
        icon: 'handover' as const,
        run: () => handOver(row, command.to),
      }))
    }
    const [found, customers, items] = await Promise.all([
      orders,
      rowsOf(call('GET /v1/customers', { query: { q, limit: most }, signal })),
      rowsOf(call('GET /v1/items', { query: { q, limit: most }, signal })),
    ])
    const entry = (rest: Omit<PaletteEntry, 'run'>, path: string): PaletteEntry => ({ ...rest, run: () => go(path) })
    return [
      ...found.map((row) =>
        entry({ id: row.id, label: row.number, note: row.customer.name, icon: 'orders' }, `/orders/${row.id}`),
      ),
      ...customers.map((row) =>
        entry({ id: row.id, label: row.name, note: row.number, icon: 'customer' }, `/customers/${row.id}`),
      ),
      ...items.map((row) =>
        entry(
          { id: row.id, label: row.name, note: `${row.number} ${row.specification}`, icon: 'stock' },
          `/items?peek=${row.id}`,
        ),
      ),
    ]
  }
}
