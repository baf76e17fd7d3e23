import type { Tracked } from '@baton/contract/delivery'
import { useLanguage, useWords } from '../../app/language.ts'
import { Facts } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { StatusIcon } from '../../ui/status.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { trackWords } from './words.ts'

const STEPS = ['received', 'confirmed', 'preparing', 'shipped', 'signed'] as const

/** How many steps lie behind, and which is under way. */
const REACHED: Record<Tracked['stage'], number> = {
  received: 1,
  confirmed: 2,
  preparing: 2,
  partlyShipped: 3,
  shipped: 4,
  signed: 5,
  cancelled: 0,
}

/** What has not come yet is told as still to come; goods on the way are what there is to sign for. */
const AHEAD = {
  received: 'received',
  confirmed: 'toConfirm',
  preparing: 'toPrepare',
  shipped: 'toShip',
  signed: 'toSign',
} as const

function wordOf(step: (typeof STEPS)[number], stage: Tracked['stage']) {
  const [index, reached] = [STEPS.indexOf(step), REACHED[stage]]
  if (index < reached || (index === reached && step === 'preparing')) return step
  return step === 'shipped' && stage === 'partlyShipped' ? 'partlyShipped' : AHEAD[step]
}

/** How far the order is, for the customer: the way, the lines, the deliveries, and whom to call. */
export function TrackedView({ order }: { order: Tracked }) {
  const t = useWords(trackWords)
  const format = useFormat()
  const { company } = order
  return (
    <>
      <section className="card track-part">
        <Facts
          facts={[
            [t('yourNumber'), order.customerNumber],
            [t('promised'), order.promisedOn && format.date(order.promisedOn, 'full')],
          ]}
        />
        {order.stage === 'cancelled' ? (
          <div className="track-gone" role="status">
            <StatusIcon sign="cancelled" />
            <h2 className="t16 strong">{t('cancelled')}</h2>
            <p className="t13 muted">{t('cancelledText')}</p>
          </div>
        ) : (
          <Way order={order} />
        )}
      </section>
      <Lines order={order} />
      <Deliveries order={order} />
      {company.phone && (
        <a className="track-call t14" href={`tel:${company.phone}`}>
          {t('call', { company: company.name, phone: company.phone })}
        </a>
      )}
      <p className="t12 quiet">
        {t('updates')} · {t('validUntil', { date: format.date(order.expiresAt, 'full') })}
      </p>
    </>
  )
}

function Way({ order }: { order: Tracked }) {
  const t = useWords(trackWords)
  const format = useFormat()
  const reached = REACHED[order.stage]
  return (
    <ol className="track-steps">
      {STEPS.map((step, index) => {
        const at = order.reached[step]
        const done = index < reached
        const now = index === reached
        return (
          <li key={step} aria-current={now ? 'step' : undefined}>
            <StatusIcon
              sign={done ? 'completed' : now ? 'processing' : 'draft'}
              className={done || now ? undefined : 'quiet'}
            />
            <b className={done || now ? 't14' : 't14 quiet'}>{t(wordOf(step, order.stage))}</b>
            <span className="push t12 quiet">{(done || now) && at ? format.time(at) : ''}</span>
          </li>
        )
      })}
    </ol>
  )
}

function Lines({ order }: { order: Tracked }) {
  const t = useWords(trackWords)
  const format = useFormat()
  const zh = useLanguage() === 'zh'
  return (
    <section className="card track-part">
      <h2 className="t12 quiet">{t('lines')}</h2>
      <ul className="track-lines">
        {order.lines.map((line) => (
          <li key={line.line}>
            <div className="t14 strong">{line.description}</div>
            <div className="t13 muted row gap-8 wrap">
              <span>
                {t('shippedOf', {
                  shipped: format.quantity(line.shipped),
                  quantity: format.quantity(line.quantity, zh ? line.unitNameZh : line.unitNameEn),
                })}
              </span>
              {line.signed !== '0' && (
                <span className="lv">{t('signedOf', { signed: format.quantity(line.signed) })}</span>
              )}
              {line.promisedOn && line.promisedOn !== order.promisedOn && (
                <span className="push">{format.date(line.promisedOn)}</span>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Deliveries({ order }: { order: Tracked }) {
  const t = useWords(trackWords)
  const format = useFormat()
  if (order.deliveries.length === 0) return null
  return (
    <section className="card track-part">
      <h2 className="t12 quiet">{t('deliveries')}</h2>
      <ul className="track-lines">
        {order.deliveries.map((one) => (
          <li key={one.number}>
            <div className="row gap-8">
              <Icon name="delivery" />
              <b className="t14">{[one.carrier || t('carrierNone'), one.trackingNumber].filter(Boolean).join(' ')}</b>
              <span className="push t12 quiet">{one.number}</span>
            </div>
            <div className="t13 muted row gap-8 wrap">
              <span>{t('shippedOn', { time: format.time(one.shippedAt) })}</span>
              {one.signedOn && <span className="lv">{t('signedOn', { date: format.date(one.signedOn) })}</span>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
