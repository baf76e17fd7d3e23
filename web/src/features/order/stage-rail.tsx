import { useLanguage, useWords } from '../../app/language.ts'
import { StatusIcon, type StatusSign } from '../../ui/status.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { countLines } from './line-progress.ts'
import type { Order } from './read-order.ts'
import { orderWords } from './words.ts'

const stages = ['created', 'confirmedStage', 'reviewed', 'processing', 'delivered', 'settled'] as const
type Stage = (typeof stages)[number]

/** How many stages lie behind, by state; the next one is where the order stands. */
const behind: Record<Order['state'], number> = {
  draft: 1,
  confirmed: 2,
  pending: 3,
  processing: 3,
  completed: 5,
  settled: 6,
  cancelled: 0,
}
const reachedAs: Partial<Record<Stage, string>> = {
  created: 'created',
  confirmedStage: 'confirmed',
  reviewed: 'reviewed',
  processing: 'processing',
  delivered: 'completed',
  settled: 'settled',
}
const currentSign: Partial<Record<Order['state'], StatusSign>> = {
  draft: 'draft',
  confirmed: 'confirmed',
  pending: 'pending',
  processing: 'processing',
  completed: 'completed',
}

/** The six stages of the order's way, with their times and what is done of the open ones. */
export function StageRail({ order }: { order: Order }) {
  const t = useWords(orderWords)
  const noteOf = useStageNote(order)
  const { state, reached } = order
  const cancelled = state === 'cancelled'
  const done = cancelled ? stages.filter((one) => reached[reachedAs[one] ?? '']).length : behind[state]
  return (
    <ol className="stage-rail" aria-label={t('way')}>
      {stages.map((stage, index) => {
        const passed = index < done
        const current = !cancelled && index === done
        return (
          <li
            key={stage}
            className={passed ? 'stage-done' : current ? 'stage-now' : ''}
            aria-current={current ? 'step' : undefined}
          >
            {passed ? (
              <StatusIcon sign="completed" />
            ) : (
              <StatusIcon
                sign={current ? (currentSign[state] ?? 'draft') : cancelled ? 'cancelled' : 'draft'}
                className={current ? undefined : 'quiet'}
              />
            )}
            <b>{t(stage)}</b>
            <span>{noteOf(stage, passed, current)}</span>
          </li>
        )
      })}
    </ol>
  )
}

function useStageNote(order: Order) {
  const t = useWords(orderWords)
  const language = useLanguage()
  const format = useFormat()
  const { state, reached, progress } = order
  const counts = countLines(order)
  return (stage: Stage, passed: boolean, current: boolean): string => {
    const at = reached[reachedAs[stage] ?? '']
    if (passed) return at ? `${format.date(at)}${language === 'zh' ? ` ${format.clock(at)}` : ''}` : ''
    if (state === 'cancelled') return ''
    if (stage === 'reviewed' && current) return order.approval ? t('waitsReview') : ''
    if (stage === 'processing' && current)
      return state === 'processing' && at ? t('since', { date: format.date(at) }) : t('waitsClaim')
    if (stage === 'delivered' && counts.all > 0 && state === 'processing')
      return counts.signed > 0
        ? t('linesSigned', { done: counts.signed, all: counts.all })
        : t('linesShipped', { done: counts.shipped, all: counts.all })
    if (stage === 'settled' && order.paid !== null && (state === 'processing' || state === 'completed')) {
      if (progress.paid === 'partly') return t('paidPartly')
      return progress.invoiced === 'fully' ? t('invoiced') : t('toInvoice')
    }
    return ''
  }
}
