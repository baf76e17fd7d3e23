import type { OrderRow } from '@baton/contract/orders'
import { type Language, wordsIn } from '../../app/language.ts'
import { kitWords } from '../../app/words/kit.ts'
import { csvOf } from '../../ui/csv.ts'
import { nameIn } from '../../ui/departments.ts'
import { orderListWords } from './words.ts'

/** The orders as CSV, in the columns that are shown; amounts and dates stay as data. */
export function ordersAsCsv(rows: readonly OrderRow[], shown: ReadonlySet<string>, language: Language): string {
  const t = wordsIn(orderListWords, language)
  const states = wordsIn(kitWords, language)
  const columns: [key: string, head: string, cell: (row: OrderRow) => string][] = [
    ['number', t('number'), (row) => row.number],
    ['state', t('state'), (row) => [states(row.state), row.hold && states('held')].filter(Boolean).join(' · ')],
    ['state', t('overdue'), (row) => (row.overdue ? states('overdue') : '')],
    ['customer', t('customer'), (row) => row.customer.name],
    ['customer', t('linesTitle'), (row) => row.summary],
    ['amount', t('amount'), (row) => row.gross],
    ['promised', t('promised'), (row) => row.promisedOn ?? ''],
    ['holder', t('holder'), (row) => holderOf(row, language)],
    ['owner', t('owner'), (row) => row.owner.name],
  ]
  const kept = columns.filter(([key]) => shown.has(key))
  return csvOf([kept.map(([, head]) => head), ...rows.map((row) => kept.map(([, , cell]) => cell(row)))])
}

function holderOf(row: OrderRow, language: Language): string {
  if (!row.holder) return ''
  const department = nameIn(row.holder.department, language)
  return row.holder.person ? `${row.holder.person.name} ${department}` : department
}
