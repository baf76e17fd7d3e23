import { useLanguage, useWords } from '../../app/language.ts'
import { useFormat } from '../use-format.ts'
import type { Attempt, StripSegment } from './strip.ts'
import { stripWords } from './words.ts'

export interface SegmentDetailsProps {
  segment: StripSegment
  now: string
  /** Address of a handover's sheet; without it no link is shown. */
  sheetHref?: (handoverId: string) => string
}

/** What a segment tells on hover and on focus: who, where, from when to when, how long, why. */
export function SegmentDetails({ segment, now, sheetHref }: SegmentDetailsProps) {
  const t = useWords(stripWords)
  const format = useFormat(now)
  const language = useLanguage()
  const { holder, department, since, until, onBehalfOf, entered, reason, handoverId } = segment
  const name = holder?.name ?? t('pool', { department: department.name })
  const from = format.time(since)
  return (
    <div className="strip-details">
      <div className="row gap-8">
        <b className="t13">{name}</b>
        {onBehalfOf && <span className="muted">{t('standIn', { name: onBehalfOf.name })}</span>}
        <span className="quiet">{holder ? department.name : t('unclaimed')}</span>
      </div>
      <div className="muted">{until ? t('span', { from, to: format.time(until) }) : t('since', { from })}</div>
      <dl>
        <Fact term={t('workingTime')} text={format.duration(segment.workingMinutes)} />
        {segment.waitingMinutes > 0 && <Fact term={t('waitingTime')} text={format.duration(segment.waitingMinutes)} />}
        <Fact term={t('enteredBy')} text={t(entered)} />
        {reason && <Fact term={t('reason')} text={reason} />}
      </dl>
      {segment.attempts?.map((attempt) => (
        <div key={attempt.offeredAt} className="muted">
          {attemptWords(attempt, t)} <span className="quiet">{format.time(attempt.endedAt)}</span>
        </div>
      ))}
      {handoverId && sheetHref && (
        <a href={sheetHref(handoverId)} lang={language}>
          {t('sheet')}
        </a>
      )}
    </div>
  )
}

export const attemptWords = (attempt: Attempt, t: ReturnType<typeof useWords<(typeof stripWords)['zh']>>): string =>
  t(attempt.outcome, { name: attempt.to })

function Fact({ term, text }: { term: string; text: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{text}</dd>
    </div>
  )
}
