import { Link } from 'react-router'
import { useLanguage, useWords } from '../../app/language.ts'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Difference } from './difference.tsx'
import type { Order } from './read-order.ts'
import { orderWords } from './words.ts'

type Finding = Order['reviews'][number]['findings'][number]

const outcomes = {
  passed: 'reviewPassed',
  referred: 'reviewReferred',
  approved: 'reviewApproved',
  rejected: 'reviewRejected',
} as const
const hows: Record<string, 'byPhone' | 'byChat' | 'byMail' | 'bySigned' | 'byMeeting'> = {
  phone: 'byPhone',
  chat: 'byChat',
  mail: 'byMail',
  signed: 'bySigned',
  meeting: 'byMeeting',
}

/** With whom it was agreed, what each review found and decided, and what was changed since. */
export function ReviewPanel({ order }: { order: Order }) {
  const t = useWords(orderWords)
  const format = useFormat()
  if (order.reviews.length === 0 && order.changes.length === 0) return <Empty>{t('reviewNone')}</Empty>
  const how = order.confirmed && hows[order.confirmed.how]
  return (
    <div className="review-panel">
      {order.confirmed && (
        <p className="t13 muted">
          {t('confirmedWith', {
            time: format.time(order.confirmed.at),
            with: order.confirmed.with,
            how: how ? t(how) : order.confirmed.how,
          })}
        </p>
      )}
      <ol className="stack gap-12">
        {order.reviews.map((one) => (
          <li key={one.sequence} className="review">
            <div className="row gap-8 t13">
              <b className={one.outcome === 'rejected' ? 'rouge' : one.outcome === 'referred' ? 'ochre' : 'lv'}>
                {t(outcomes[one.outcome])}
              </b>
              <span className="muted">{one.by?.name}</span>
              <span className="t12 quiet push">{format.time(one.at)}</span>
            </div>
            {one.reason && <p className="t13 timeline-quote">{one.reason}</p>}
            <Findings findings={one.findings} />
          </li>
        ))}
      </ol>
      {order.changes.length > 0 && (
        <>
          <div className="row gap-8">
            <h2 className="t12 quiet">{t('changesTitle', { count: order.changes.length })}</h2>
            <Link to={`/orders/${order.id}/versions`} className="t12 push">
              {t('compareVersions')}
            </Link>
          </div>
          <ul>
            {order.changes.map((one) => (
              <li key={one.version} className="review">
                <div className="row gap-8 t13 wrap">
                  <b>{one.by}</b>
                  <span className="muted grow">{one.reason}</span>
                  <span className="t12 quiet">{format.time(one.at)}</span>
                </div>
                <Difference rows={one.difference} currency={order.currency} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Each check in a line: passed, to know, or outside policy. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const language = useLanguage()
  return (
    <ul className="findings t13">
      {findings.map((one) => {
        const tone = one.passed ? 'lv' : one.blocks ? 'rouge' : 'ochre'
        return (
          <li key={one.check} className="row gap-6">
            <Icon name={one.passed ? 'check' : one.blocks ? 'blocked' : 'warning'} className={tone} />
            <span>{one[language]}</span>
          </li>
        )
      })}
    </ul>
  )
}
