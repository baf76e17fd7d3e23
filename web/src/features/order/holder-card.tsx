import { Link } from 'react-router'
import { useLanguage, useWords } from '../../app/language.ts'
import { useMe } from '../../app/session.ts'
import { departmentClass, nameIn } from '../../ui/departments.ts'
import { Icon } from '../../ui/icon.tsx'
import { Initial } from '../../ui/initial.tsx'
import { Seal } from '../../ui/seal.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { Order, Strip } from './read-order.ts'
import { orderWords } from './words.ts'

interface HolderCardProps {
  order: Order
  strip: Strip | undefined
  /** Plays the filling of the seal once, right after I took it. */
  fills: boolean
}

/** Who holds it now: the large seal, since when, from whom; and beside it the outlined one of whoever is to take it. */
export function HolderCard({ order, strip, fills }: HolderCardProps) {
  const t = useWords(orderWords)
  const language = useLanguage()
  const format = useFormat()
  const me = useMe()
  const { holder } = order
  if (!holder)
    return (
      <div className="holder-card row gap-12">
        <Icon name={order.state === 'cancelled' ? 'blocked' : 'check'} size={20} className="quiet" />
        <span className="t13 muted">{t(order.state === 'cancelled' ? 'closedCancelled' : 'closedSettled')}</span>
      </div>
    )
  const offer = strip?.openOffer ?? null
  const department = nameIn(holder.department, language)
  const receiver = offer && nameIn(offer.to, language)
  return (
    <div className="holder-card">
      <div className="row gap-12 holder-main">
        {holder.person ? (
          <Seal key={holder.person.id} name={holder.person.name} size={52} fills={fills} />
        ) : (
          <span className={`pool-mark ${departmentClass(holder.department.kind)}`} aria-hidden="true">
            <Initial name={department} department={holder.department.kind} size={28} pool />
          </span>
        )}
        {offer && receiver && (
          <span className={`offer-way ${departmentClass(holder.department.kind)}`}>
            <i aria-hidden="true" />
            <Seal name={receiver} size={52} offered labelled />
          </span>
        )}
        {!offer && <HolderWords order={order} strip={strip} me={me} department={department} />}
      </div>
      {offer && (
        <>
          <HolderWords order={order} strip={strip} me={me} department={department} />
          <p className="t12 ochre row gap-4 holder-wait">
            <Icon name="hourglass" size={14} />
            {offer.answerBy
              ? t('waitsAnswer', { name: receiver ?? '', time: format.deadline(offer.answerBy) })
              : t('waitsAnswerOpen', { name: receiver ?? '' })}
          </p>
          <p className="t12 muted">{t('stillYours', { name: holder.person?.name ?? department })}</p>
        </>
      )}
    </div>
  )
}

interface HolderWordsProps {
  order: Order
  strip: Strip | undefined
  me: string | undefined
  department: string
}

function HolderWords({ order, strip, me, department }: HolderWordsProps) {
  const t = useWords(orderWords)
  const format = useFormat()
  const { holder } = order
  const segment = strip?.segments.at(-1)
  const entry = useEntry(strip)
  if (!holder) return null
  return (
    <div className="grow">
      <div className="t12 quiet">{t('holder')}</div>
      <div className="t16 strong holder-name">
        {holder.person ? holder.person.name : t('pool', { department })}{' '}
        {holder.person && (
          <span className="t13 quiet">
            {holder.person.id === me && `${t('you')} · `}
            {department}
          </span>
        )}
      </div>
      <div className="t12 muted">
        {holder.person ? entry : t('poolNote')}
        <br />
        {t('heldFor', { duration: format.duration(holder.minutes, 'column') })}
        {segment?.handoverId && (
          <>
            {' · '}
            <Link to={`/handovers/${segment.handoverId}`}>{t('sheet')}</Link>
          </>
        )}
      </div>
    </div>
  )
}

function useEntry(strip: Strip | undefined): string {
  const t = useWords(orderWords)
  const format = useFormat()
  const language = useLanguage()
  const segment = strip?.segments.at(-1)
  if (!segment) return ''
  const time = format.time(segment.since)
  const before = strip?.segments.at(-2)
  const words = {
    created: 'enteredCreated',
    claimed: 'enteredClaimed',
    assigned: 'enteredAssigned',
    returned: 'enteredReturned',
    reversed: 'enteredReversed',
    pooled: 'enteredPooled',
    reopened: 'enteredReopened',
    imported: 'enteredImported',
    closed: 'enteredReopened',
  } as const
  if (segment.entered !== 'accepted') return t(words[segment.entered], { time })
  const name = before?.holder?.name ?? (before ? nameIn(before.department, language) : '')
  return name ? t('enteredAccepted', { time, name }) : t('enteredAcceptedPlain', { time })
}
