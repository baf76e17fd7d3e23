import { MONEY_PLACES } from '@baton/contract/decimal'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { call, type Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { DateText, Money } from '../../ui/figures.tsx'
import { LineAmount } from '../../ui/line-amount.tsx'
import { Lines } from '../../ui/lines.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { amountOf } from '../../ui/typed-amount.ts'
import { useFormat } from '../../ui/use-format.ts'
import { type Matches, suggestedMatches } from './matches.ts'
import { financeWords } from './words.ts'

type Suggestion = Reply<'GET /v1/payments/suggestions'>['rows'][number]

interface MatchEditorProps {
  customerId: string
  /** Decimal, or empty while it is not known. */
  amount: string
  orderId?: string
  reference?: string
  matches: Matches
  onChange: (matches: Matches) => void
}

/** Open invoices, the likeliest first with its reason; amounts follow the suggestion until somebody writes their own. */
export function MatchEditor({ customerId, amount, orderId, reference, matches, onChange }: MatchEditorProps) {
  const t = useWords(financeWords)
  const query = { customerId, ...(amount && { amount }), ...(orderId && { orderId }), ...(reference && { reference }) }
  const found = useQuery({
    queryKey: ['payment', 'suggestions', query],
    queryFn: ({ signal }) => call('GET /v1/payments/suggestions', { query, signal }),
    placeholderData: (before) => before,
  })
  const rows = found.data?.rows
  const own = useRef(false)
  const tell = useRef(onChange)
  tell.current = onChange
  useEffect(() => {
    if (rows && !own.current) tell.current(amount ? suggestedMatches(rows) : {})
  }, [rows, amount])
  const suggest = () => {
    own.current = false
    onChange(suggestedMatches(rows ?? []))
  }
  const write = (next: Matches) => {
    own.current = true
    onChange(next)
  }
  if (found.error) return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
  if (!rows) return null
  if (rows.length === 0) return <p className="t13 muted">{t('noOpenInvoices')}</p>
  return (
    <section>
      <div className="row gap-8 match-head">
        <h3 className="t13 strong grow">{t('matchTo')}</h3>
        <Button size="small" onClick={suggest}>
          {t('suggestAgain')}
        </Button>
        <Button size="small" onClick={() => write({})}>
          {t('clearMatches')}
        </Button>
      </div>
      <Lines
        label={t('matchTo')}
        head={
          <tr>
            <th>{t('invoice')}</th>
            <th className="desk-only">{t('dueOn')}</th>
            <th className="number">{t('invoiceOpen')}</th>
            <th className="desk-only">{t('because')}</th>
            <th className="number">{t('matchNow')}</th>
          </tr>
        }
      >
        {rows.map((row) => (
          <MatchRow
            key={row.invoice.id}
            row={row}
            text={matches[row.invoice.id] ?? ''}
            onChange={(text) => write({ ...matches, [row.invoice.id]: text })}
          />
        ))}
      </Lines>
    </section>
  )
}

function MatchRow({ row, text, onChange }: { row: Suggestion; text: string; onChange: (text: string) => void }) {
  const t = useWords(financeWords)
  const because = useLanguage() === 'zh' ? row.becauseZh : row.becauseEn
  const format = useFormat()
  const { invoice } = row
  const amount = amountOf(text, MONEY_PLACES)
  const over = amount !== null && amount > (amountOf(invoice.open, MONEY_PLACES) ?? 0n)
  const fault = over ? t('overOpen', { amount: format.money(invoice.open) }) : amount === null && t('amountWrong')
  return (
    <tr>
      <td>
        <span className="strong">{invoice.number}</span>
        <div className="t12 quiet">{invoice.order?.number ?? t('opening')}</div>
        <div className="phone-only t12 muted">{because}</div>
      </td>
      <td className="desk-only">
        <DateText value={invoice.dueOn} />
      </td>
      <td className="number">
        <Money amount={invoice.open} bare />
      </td>
      <td className="desk-only t12 muted">{because}</td>
      <td className="number">
        <LineAmount
          value={text}
          placeholder="0.00"
          fault={fault}
          aria-label={t('matchAmount', { number: invoice.number })}
          onChange={onChange}
        />
      </td>
    </tr>
  )
}
