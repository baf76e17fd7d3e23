import { useWords } from '../../app/language.ts'
import { Icon } from '../icon.tsx'
import { textWidth } from '../names.ts'
import { Seal } from '../seal.tsx'
import { useFormat } from '../use-format.ts'
import { type Obstacle, type Placed, placeLabels, type Wanted } from './labels.ts'
import type { StripLayout } from './layout.ts'
import { openSegment, type Strip } from './strip.ts'
import { stripWords } from './words.ts'

interface Flag {
  id: 'promise' | 'today' | 'estimate' | 'limit'
  x: number
  text: string
  late: boolean
  places: Wanted['places']
}

const both = (row: number): Wanted['places'] => [
  { row, side: 'left' },
  { row, side: 'right' },
]
const ahead: Wanted['places'] = [
  { row: 1, side: 'right' },
  { row: 1, side: 'left' },
  { row: 2, side: 'right' },
  { row: 2, side: 'left' },
]

function useFlags(strip: Strip, layout: StripLayout): Flag[] {
  const t = useWords(stripWords)
  const format = useFormat(strip.now)
  const flags: Flag[] = []
  const { promise, estimate, limit } = layout
  if (promise && strip.promisedDate) {
    const date = format.date(strip.promisedDate)
    const late = promise.daysLate > 0
    const text = late ? t('promiseLate', { date, count: promise.daysLate }) : t('promise', { date })
    flags.push({ id: 'promise', x: promise.x, text, late, places: both(0) })
  }
  if (openSegment(strip)) {
    const text = t('todayAt', { time: format.clock(strip.now) })
    const places: Wanted['places'] = [
      { row: 0, side: 'right' },
      { row: 0, side: 'left' },
    ]
    flags.push({ id: 'today', x: layout.presentX, text, late: false, places })
  }
  if (estimate && strip.estimatedDate) {
    const text = t('estimate', { date: format.date(strip.estimatedDate) })
    flags.push({ id: 'estimate', x: estimate.x, text, late: false, places: [...both(0), ...ahead] })
  }
  if (limit && strip.limitAt) {
    const text = t(limit.passed ? 'limitPassed' : 'limit', { time: format.time(strip.limitAt) })
    flags.push({ id: 'limit', x: limit.x, text, late: limit.passed, places: [...ahead, ...both(0)] })
  }
  return flags
}

const widthOf = (flag: Flag) => textWidth(flag.text) + (flag.id === 'promise' ? 16 : 12) + (flag.late ? 18 : 0)

/** Rows 1 and 2 lie in the main lane, so they are free only beyond the holder, the offer and the lines themselves. */
function obstaclesOf(strip: Strip, layout: StripLayout, besideWidth: number): Obstacle[] {
  const from = strip.closed ? 0 : 34
  const to = layout.presentX + from + besideWidth
  const lane = [1, 2].map((row) => ({ row, from: -10, to }))
  const rings = layout.joints.map(({ x }) => ({ row: 0, from: x - 11, to: x + 11 }))
  const promise = layout.promise ? [1, 2].map((row) => ({ row, from: layout.promise!.x, to: layout.promise!.x })) : []
  return [...lane, ...rings, ...promise]
}

export interface MarksProps {
  strip: Strip
  layout: StripLayout
}

/** Promise, estimate, limit and now, each with its word where it touches nothing else. */
export function Marks({ strip, layout }: MarksProps) {
  const flags = useFlags(strip, layout)
  const beside = strip.openOffer ? 46 + Math.max(textWidth(strip.openOffer.to.name) + 48, 90) : 0
  const wanted = flags.map((flag) => ({ id: flag.id, x: flag.x, width: widthOf(flag), places: flag.places }))
  const placed = placeLabels(wanted, obstaclesOf(strip, layout, strip.closed ? 110 : beside), layout.width)
  return (
    <div aria-hidden="true">
      {flags.map((flag) => (
        <FlagLine key={flag.id} flag={flag} place={placed.get(flag.id)} />
      ))}
      {strip.openOffer && openSegment(strip) && <OfferBeside strip={strip} x={layout.presentX} />}
      {strip.closed && <ClosedBeside strip={strip} x={layout.presentX} />}
    </div>
  )
}

function FlagLine({ flag, place }: { flag: Flag; place: Placed | undefined }) {
  const classes = ['strip-flag', `strip-flag-${flag.id}`]
  if (flag.late) classes.push('strip-flag-late')
  return (
    <span className={classes.join(' ')} style={{ left: flag.x }} title={place ? undefined : flag.text}>
      {place && (
        <b className={`strip-flag-${place.side} strip-flag-row${place.row}`}>
          {flag.late && <Icon name="warning" size={14} />}
          {flag.text}
        </b>
      )}
    </span>
  )
}

function OfferBeside({ strip, x }: { strip: Strip; x: number }) {
  const t = useWords(stripWords)
  const format = useFormat(strip.now)
  const { openOffer } = strip
  if (!openOffer) return null
  const left = openOffer.answerBy ? (Date.parse(openOffer.answerBy) - Date.parse(strip.now)) / 60_000 : null
  return (
    <span className="strip-beside" style={{ left: x + (openSegment(strip)?.holder ? 32 : 12) }}>
      <Seal name={openOffer.to.name} size={28} offered />
      <span>
        <b>{openOffer.to.name}</b> {t('toAccept')}
        <br />
        {left === null && t('offeredAt', { time: format.time(openOffer.offeredAt) })}
        {left !== null && left >= 0 && t('left', { time: format.countdown(left) })}
        {left !== null && left < 0 && <span className="rouge">{t('overdueAnswer')}</span>}
      </span>
    </span>
  )
}

function ClosedBeside({ strip, x }: { strip: Strip; x: number }) {
  const t = useWords(stripWords)
  const format = useFormat(strip.now)
  const date = strip.closedAt ? format.date(strip.closedAt) : ''
  const settled = strip.closed === 'settled'
  return (
    <span
      className={settled ? 'strip-beside strip-closed lv' : 'strip-beside strip-closed quiet'}
      style={{ left: x + 10 }}
    >
      {settled ? <Icon name="check" /> : <i className="strip-stroke" />}
      <b>{t(settled ? 'settledOn' : 'cancelledOn', { date })}</b>
    </span>
  )
}
