import { useWords } from '../../app/language.ts'
import { Choice } from '../choice.tsx'
import { Icon } from '../icon.tsx'
import { useFormat } from '../use-format.ts'
import type { StripLayout } from './layout.ts'
import type { TimeScale } from './ruler.ts'
import type { Strip } from './strip.ts'
import { stripWords } from './words.ts'

export interface StripHeadProps {
  strip: Strip
  scale: TimeScale
  onScale: (scale: TimeScale) => void
  layout: StripLayout
  narrow: boolean
  onFold?: () => void
}

/** The figures of the custody: the customer's clock, handovers, returns, waiting; the legend and the switch of time. */
export function StripHead({ strip, scale, onScale, layout, narrow, onFold }: StripHeadProps) {
  const t = useWords(stripWords)
  return (
    <figcaption className="strip-head">
      <b className="t13 ink nowrap">{t('strip')}</b>
      <span className="strip-facts">
        {!narrow && <CustomerClock strip={strip} />}
        <span>{t('handovers', { count: strip.handovers })}</span>
        {strip.bounces > 0 && (
          <span className="rouge row gap-4">
            {!narrow && <Icon name="back" />}
            {t('bounces', { count: strip.bounces })}
          </span>
        )}
        {!narrow && <Waited strip={strip} />}
        {!narrow && layout.compressed && <span className="strip-note">{t('compressed')}</span>}
        {!narrow && layout.hiddenTasks > 0 && <span>{t('otherTasks', { count: layout.hiddenTasks })}</span>}
      </span>
      {onFold && (
        <button type="button" className="link-button" onClick={onFold}>
          {t('fold')}
        </button>
      )}
      {!narrow && (
        <span className="strip-tools">
          <Legend />
          <Choice
            label={t('scale')}
            value={scale}
            onChange={onScale}
            options={[
              { value: 'working', label: t('working') },
              { value: 'natural', label: t('natural') },
            ]}
          />
        </span>
      )}
    </figcaption>
  )
}

function CustomerClock({ strip }: { strip: Strip }) {
  const t = useWords(stripWords)
  const days = Math.round(strip.customerMinutes / 48) / 10
  return (
    <span>
      {t('customerClock', { time: '' }).trim()} <b className="ink">{t('workingDays', { count: days })}</b>
    </span>
  )
}

function Waited({ strip }: { strip: Strip }) {
  const t = useWords(stripWords)
  const format = useFormat(strip.now)
  const waited = strip.segments.reduce(
    (sum, one) => sum + (one.kind === 'pool' ? one.workingMinutes : one.waitingMinutes),
    0,
  )
  if (waited === 0 || strip.customerMinutes === 0) return null
  const percent = Math.round((waited * 100) / strip.customerMinutes)
  return <span className="strip-waited">{t('waited', { time: format.duration(waited), percent })}</span>
}

function Legend() {
  const t = useWords(stripWords)
  return (
    <span className="strip-legend dept-tracking">
      <span>
        <i className="strip-key" /> {t('legendHeld')}
      </span>
      <span>
        <i className="strip-key strip-key-waiting" /> {t('legendWaiting')}
      </span>
      <span>
        <i className="strip-key strip-key-now" /> {t('legendNow')}
      </span>
    </span>
  )
}
