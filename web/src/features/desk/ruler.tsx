import { useWords } from '../../app/language.ts'
import { useStored } from '../../app/stored.ts'
import { shortNumber } from '../../ui/format.ts'
import { companyZoneStore, useFormat } from '../../ui/use-format.ts'
import { momentOf } from '../../ui/zone.ts'
import { deskWords } from './words.ts'
import './desk.css'

export interface RulerEvent {
  id: string
  at: string
  /** The order's number; the short form stands on the ruler. */
  number: string
  /** Mine to answer: hatched until then. Otherwise somebody else's, or something to do. */
  kind: 'answer' | 'theirs' | 'do'
  name?: string
  what?: string
}

const dayStarts = 8 * 60
const dayEnds = 18 * 60
const lanes = 3

interface Placed extends RulerEvent {
  minute: number
  lane: number
}

/** Each event in a lane of its own as long as lanes last, in order of time. */
function placed(events: readonly RulerEvent[], zone: string, today: string): Placed[] {
  return events
    .map((event) => ({ event, moment: momentOf(event.at, zone) }))
    .filter(({ moment }) => moment.day === today)
    .sort((one, other) => one.moment.minute - other.moment.minute)
    .map(({ event, moment }, index) => ({ ...event, minute: moment.minute, lane: index % lanes }))
}

/** Today from morning to evening: until when what must be answered. Shown only when something is on it. */
export function DayRuler({ events }: { events: readonly RulerEvent[] }) {
  const t = useWords(deskWords)
  const format = useFormat()
  const zone = useStored(companyZoneStore)
  const nowIso = new Date().toISOString()
  const now = momentOf(nowIso, zone)
  const shown = placed(events, zone, now.day).slice(0, 9)
  if (shown.length === 0) return null
  const from = Math.min(dayStarts, Math.floor(Math.min(now.minute, ...shown.map((one) => one.minute)) / 60) * 60)
  const to = Math.max(dayEnds, Math.ceil((Math.max(now.minute, ...shown.map((one) => one.minute)) + 1) / 60) * 60)
  const at = (minute: number) => `${((minute - from) / (to - from)) * 100}%`
  const step = to - from > 720 ? 120 : 60
  const hours = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step)
  const words = (one: Placed) => {
    const number = shortNumber(one.number)
    if (one.kind === 'answer') return t('rulerAnswer', { number })
    if (one.kind === 'theirs') return t('rulerTheirs', { number, name: one.name ?? '' })
    return t('rulerDo', { what: one.what ?? '' })
  }
  const label = shown.map((one) => t('rulerTell', { time: format.clock(one.at), what: words(one) })).join('; ')
  return (
    <div className="card ruler" role="img" aria-label={`${t('ruler')}: ${label}`}>
      <div className="ruler-line">
        {hours.map((minute) => (
          <i key={minute} className="ruler-hour" style={{ left: at(minute) }}>
            <span>{`${minute / 60}:00`}</span>
          </i>
        ))}
        <i className="ruler-past" style={{ width: at(now.minute) }} />
        {shown.map((one) => (
          <RulerMark
            key={one.id}
            one={one}
            now={now.minute}
            at={at}
            words={words(one)}
            late={one.minute > (from + to * 2) / 3}
          />
        ))}
        <b className="ruler-now" style={{ left: at(now.minute) }}>
          <em>{format.clock(nowIso)}</em>
        </b>
      </div>
    </div>
  )
}

interface RulerMarkProps {
  one: Placed
  now: number
  at: (minute: number) => string
  words: string
  late: boolean
}

function RulerMark({ one, now, at, words, late }: RulerMarkProps) {
  const top = 20 + one.lane * 18
  const open = one.kind === 'answer' && one.minute > now
  return (
    <>
      {open && (
        <i
          className="ruler-open"
          style={{ left: at(now), width: `calc(${at(one.minute)} - ${at(now)})`, top: top + 4 }}
        />
      )}
      <span className={late ? 'ruler-mark ruler-mark-late' : 'ruler-mark'} style={{ left: at(one.minute), top }}>
        {words}
      </span>
    </>
  )
}
