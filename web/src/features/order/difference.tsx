import type { OrderDifference } from '@baton/contract/orders'
import { useLanguage, useWords, wordsIn } from '../../app/language.ts'
import { factWords } from '../../ui/order-facts.ts'
import { useFormat } from '../../ui/use-format.ts'
import { orderWords } from './words.ts'
import './difference.css'

const days = new Set(['requestedOn', 'promisedOn'])
const amounts = new Set(['gross', 'net', 'tax'])
const methods = new Set(['transfer', 'cash', 'card', 'draft', 'online'])

/** A fact's value as a reader says it. */
export function useFactText(currency: string): (fact: string, value: string | null) => string {
  const t = useWords(orderWords)
  const format = useFormat()
  return (fact, value) => {
    if (value === null) return t('none')
    if (days.has(fact)) return format.date(value)
    if (amounts.has(fact)) return format.money(value, currency)
    if (fact === 'quantity') return format.quantity(value)
    if (fact === 'termDays') return t('termDays', { count: Number(value) })
    if (fact === 'pricesIncludeTax') return t(value === 'true' ? 'taxIncluded' : 'taxExtra')
    if (fact === 'paymentMethod' && methods.has(value)) return t(value as 'transfer')
    return value
  }
}

/** What changed, fact by fact: before struck through, after in ink. */
export function Difference({ rows, currency }: { rows: readonly OrderDifference[]; currency: string }) {
  const t = useWords(orderWords)
  const language = useLanguage()
  const fact = wordsIn(factWords, language)
  const textOf = useFactText(currency)
  const nameOf = (one: OrderDifference) => {
    const word = one.fact in factWords.zh ? fact(one.fact as keyof typeof factWords.zh) : one.fact
    if (one.line === undefined) return word
    return one.fact === 'line' ? t('lineWhole', { line: one.line }) : t('lineFact', { line: one.line, fact: word })
  }
  return (
    <table className="difference t13">
      <thead>
        <tr>
          <th scope="col">{t('fact')}</th>
          <th scope="col">{t('before')}</th>
          <th scope="col">{t('after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={`${one.fact} ${one.line ?? ''}`}>
            <th scope="row" title={one.label}>
              {nameOf(one)}
            </th>
            <td className="muted">
              {one.before === null ? (
                <span className="quiet">{t('none')}</span>
              ) : (
                <del>{textOf(one.fact, one.before)}</del>
              )}
            </td>
            <td>
              {one.after === null ? (
                <span className="quiet">{t('none')}</span>
              ) : (
                <ins>{textOf(one.fact, one.after)}</ins>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
