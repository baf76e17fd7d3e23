import { Button } from 'antd'
import { useWords } from '../../app/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { mayDo } from '../../ui/may.ts'
import { useFormat } from '../../ui/use-format.ts'
import type { ActName } from './acts.ts'
import { Difference } from './difference.tsx'
import type { Order } from './read-order.ts'
import { Findings } from './review-panel.tsx'
import { orderWords } from './words.ts'
import './difference.css'

/** A change that waits for a reviewer, with what it would change and why policy does not pass it. */
export function ProposalBanner({ order, onAct }: { order: Order; onAct: (act: ActName) => void }) {
  const t = useWords(orderWords)
  const format = useFormat()
  const { proposal, may } = order
  if (!proposal) return null
  return (
    <section
      className="card proposal"
      aria-label={t('proposalTitle', { name: proposal.by.name, time: format.time(proposal.at) })}
    >
      <div className="row gap-8 wrap">
        <Icon name="eye" className="ochre" />
        <b className="t13">{t('proposalTitle', { name: proposal.by.name, time: format.time(proposal.at) })}</b>
        <span className="t12 muted">{t('proposalStands')}</span>
        <span className="push row gap-8">
          {mayDo(may, 'withdrawChange') && (
            <Button size="small" onClick={() => onAct('withdrawChange')}>
              {t('actWithdrawChange')}
            </Button>
          )}
          {mayDo(may, 'decideChange') && (
            <Button size="small" type="primary" onClick={() => onAct('decideChange')}>
              {t('actDecideChange')}
            </Button>
          )}
        </span>
      </div>
      <p className="t13 timeline-quote">{proposal.reason}</p>
      <Difference rows={proposal.difference} currency={order.currency} />
      <Findings findings={proposal.findings} />
    </section>
  )
}
