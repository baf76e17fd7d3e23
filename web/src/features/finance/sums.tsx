import { useLanguage, useWords } from '../../app/language.ts'
import { amountInEnglish } from '../../ui/amount-words-en.ts'
import { amountInWords } from '../../ui/amounts.ts'
import { Money } from '../../ui/figures.tsx'
import { financeWords } from './words.ts'
import './finance.css'

export interface Totals {
  net: string
  tax: string
  freight: string
  rounding: string
  gross: string
}

/** An amount in words of the reader's language. Chinese capitals stand for yuan only; another currency is named with its figures. */
export function useAmountWords(currency = 'CNY'): (amount: string) => string {
  const yuan = currency === 'CNY'
  return useLanguage() === 'zh'
    ? (amount) => (yuan ? amountInWords(amount) : `${currency} ${amount}`)
    : (amount) => amountInEnglish(amount, yuan ? 'yuan' : currency)
}

/** The foot of an invoice: net, tax, what stands beside the goods, the whole in figures and words. */
export function Sums({ totals, currency }: { totals: Totals; currency?: string }) {
  const t = useWords(financeWords)
  const words = useAmountWords(currency)
  const parts = [
    ['net2', totals.net],
    ['tax', totals.tax],
    ['freight', totals.freight],
    ['rounding', totals.rounding],
  ] as const
  return (
    <dl className="sums">
      {parts
        .filter(([key, amount]) => key === 'net2' || key === 'tax' || amount !== '0.00')
        .map(([key, amount]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>{t(key)}</dt>
            <dd>
              <Money amount={amount} currency={currency} />
            </dd>
          </div>
        ))}
      <div style={{ display: 'contents' }}>
        <dt className="hidden-text">{t('inWords')}</dt>
        <dd className="sums-words" style={{ textAlign: 'start' }}>
          {t('inWords')} <b>{words(totals.gross)}</b>
        </dd>
      </div>
      <div style={{ display: 'contents' }}>
        <dt className="sums-total">{t('grossTotal')}</dt>
        <dd className="sums-total">
          <Money amount={totals.gross} currency={currency} />
        </dd>
      </div>
    </dl>
  )
}
