import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../../app/language.ts'
import { Facts } from '../../ui/field.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { PublicDelivery } from './sign-line.tsx'
import { ShownStars } from './stars.tsx'
import { signWords } from './words.ts'

interface OutcomeProps {
  icon: IconName
  tone: 'lv' | 'rouge' | 'quiet'
  title: string
  children: ReactNode
}

/** The end of the way, good or not: a sign, a sentence, what to do. */
export function Outcome({ icon, tone, title, children }: OutcomeProps) {
  return (
    <section className="card sign-outcome" role="status">
      <span className={`sign-mark sign-mark-${tone}`}>
        <Icon name={icon} size={24} />
      </span>
      <h2 className="t20 strong">{title}</h2>
      <div className="t13 muted">{children}</div>
    </section>
  )
}

/** Head of a delivery for whoever receives it. */
export function DeliveryFacts({ delivery }: { delivery: PublicDelivery }) {
  const t = useWords(signWords)
  const format = useFormat()
  const { deliverTo: to } = delivery
  return (
    <section className="card sign-part">
      <Facts
        facts={[
          [t('receiver'), delivery.customer.name],
          [t('yourNumber'), delivery.customerNumber],
          [t('order'), delivery.order.number],
          [t('deliverTo'), [to.recipient, to.region, to.street].filter(Boolean).join(' ')],
          [t('from'), [delivery.carrier, delivery.trackingNumber].filter(Boolean).join(' · ')],
          [t('sentAt'), format.time(delivery.shippedAt)],
          [t('note'), delivery.note],
        ]}
      />
    </section>
  )
}

/** What was signed for, by whom and when; it cannot be changed here any more. */
export function SignedView({ delivery, fresh }: { delivery: PublicDelivery; fresh: boolean }) {
  const t = useWords(signWords)
  const format = useFormat()
  const { company, signedName, signedOn, rating, remark } = delivery
  const date = signedOn ? format.date(signedOn, 'full') : ''
  return (
    <>
      <Outcome icon="check" tone="lv" title={t(fresh ? 'done' : 'signedTitle')}>
        <p>{signedName ? t('signedBy', { name: signedName, date }) : t('signedByPolicy', { date })}</p>
        {fresh && <p>{t('doneText', { company: company.name })}</p>}
      </Outcome>
      <section className="card">
        <h2 className="sign-caption">{t('signedLines')}</h2>
        <SignedLines delivery={delivery} />
      </section>
      {(rating !== null || remark) && (
        <section className="card sign-part">
          <Facts
            facts={[
              [t('rate'), rating !== null && <ShownStars key="stars" value={rating} />],
              [t('yourRemark'), remark],
            ]}
          />
        </section>
      )}
      <Contact delivery={delivery} />
    </>
  )
}

function SignedLines({ delivery }: { delivery: PublicDelivery }) {
  const t = useWords(signWords)
  const format = useFormat()
  const zh = useLanguage() === 'zh'
  return (
    <ul className="sign-lines-list">
      {delivery.lines.map((line) => (
        <li key={line.line}>
          <div className="sign-row">
            <div className="grow">
              <div className="t13 strong">{line.description}</div>
              <div className="t12 quiet">{line.itemNumber}</div>
            </div>
            <span className="t13 nowrap">
              {t('of', {
                signed: format.quantity(line.signed),
                quantity: format.quantity(line.quantity, zh ? line.unitNameZh : line.unitNameEn),
              })}
            </span>
          </div>
          {(line.short !== '0' || line.damaged !== '0') && (
            <p className="t12 rouge row gap-8">
              <Icon name="warning" size={14} />
              {line.short !== '0' && <span>{t('shortOf', { quantity: format.quantity(line.short) })}</span>}
              {line.damaged !== '0' && <span>{t('damagedQuantity', { quantity: format.quantity(line.damaged) })}</span>}
            </p>
          )}
          {line.remark && <p className="t12 muted">{line.remark}</p>}
        </li>
      ))}
    </ul>
  )
}

export function Contact({ delivery: { company } }: { delivery: PublicDelivery }) {
  const t = useWords(signWords)
  return (
    <p className="t12 quiet sign-contact">
      {t('wrong', { company: company.name })}{' '}
      {company.phone && <a href={`tel:${company.phone}`}>{t('call', { phone: company.phone })}</a>}
    </p>
  )
}
