import { money } from '@baton/contract/decimal'
import { useLanguage, useWords } from '../../app/language.ts'
import { amountInEnglish } from '../../ui/amount-words-en.ts'
import { amountInWords } from '../../ui/amounts.ts'
import { Meter } from '../../ui/figures.tsx'
import { Card } from '../../ui/page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { type Customer, type Draft, isBegun } from './draft.ts'
import { creditAfter, sumOf } from './totals.ts'
import { formWords } from './words.ts'

interface SumCardProps {
  draft: Draft
  customer: Customer | undefined
  /** What the order takes of the credit already, while it is changed. */
  own: string
}

/** The sums as the server will compute them, in figures and words, and what they take of the customer's credit. */
export function SumCard({ draft, customer, own }: SumCardProps) {
  const t = useWords(formWords)
  const language = useLanguage()
  const format = useFormat()
  const lines = draft.lines.filter(isBegun)
  const sum = sumOf(lines, draft.pricesIncludeTax)
  const gross = money(sum.gross)
  return (
    <Card>
      <dl className="order-sums t13">
        <dt>{t('sumLines', { count: lines.length })}</dt>
        <dd />
        <dt>{t('net')}</dt>
        <dd>{format.money(money(sum.net))}</dd>
        <dt>{t('tax')}</dt>
        <dd>{format.money(money(sum.tax))}</dd>
        <dt className="t14">{t('gross')}</dt>
        <dd className="t20 strong">{format.money(gross)}</dd>
      </dl>
      <p className="t12 order-words">
        <span className="quiet">{t('inWords')}</span>{' '}
        <b>{language === 'zh' ? amountInWords(gross) : amountInEnglish(gross)}</b>
      </p>
      {customer && <Credit customer={customer} own={own} gross={sum.gross} />}
    </Card>
  )
}

/** The bar ends a fifth beyond the limit, so that an excess is seen. */
const beyond = 1.2

function Credit({ customer, own, gross }: { customer: Customer; own: string; gross: bigint }) {
  const t = useWords(formWords)
  const format = useFormat()
  const { creditLimit, exposure } = customer
  if (creditLimit === null)
    return (
      <div className="order-credit t12 muted">
        {t('credit')} · {t('creditOpen', { used: format.money(exposure) })}
      </div>
    )
  const { after, left, used, added } = creditAfter(creditLimit, exposure, own, gross)
  const limit = format.money(creditLimit)
  const words = t('creditAfter', { after: format.money(after), limit })
  const over = left < 0n
  return (
    <div className="order-credit t12 muted">
      <span className="row">
        <span className="quiet">{t('credit')}</span>
        <span className="push">{t('creditUsed', { used: format.money(exposure), limit })}</span>
      </span>
      <Meter
        value={(over ? Math.min(used + added, beyond) : used) / beyond}
        added={over ? 0 : added / beyond}
        limit={1 / beyond}
        label={words}
      />
      <span>{words}</span>
      <span className={over ? 'rouge strong' : 'lv'}>
        {over
          ? t('creditOver', { amount: format.money(money(-left)) })
          : t('creditLeft', { amount: format.money(money(left)) })}
      </span>
    </div>
  )
}
