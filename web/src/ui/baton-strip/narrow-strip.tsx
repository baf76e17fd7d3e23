import { useWords } from '../../app/language.ts'
import { departmentClass } from '../departments.ts'
import { Icon } from '../icon.tsx'
import { Initial } from '../initial.tsx'
import { textWidth } from '../names.ts'
import { Seal } from '../seal.tsx'
import { useFormat } from '../use-format.ts'
import { layoutStrip, type StripLayout } from './layout.ts'
import { openSegment, type Strip, type StripSegment, segmentName } from './strip.ts'
import { stripWords } from './words.ts'

export interface NarrowStripProps {
  strip: Strip
  width: number
  pinned: number | null
  onPin: (segment: StripSegment) => void
  sheetHref?: (handoverId: string) => string
}

/** Below 560 px: an unlabelled strip, and the holders as a list, newest first, an open offer on top. */
export function NarrowStrip({ strip, width, pinned, onPin, sheetHref }: NarrowStripProps) {
  const longest = Math.max(1, ...strip.segments.map((one) => one.workingMinutes))
  return (
    <>
      <NarrowDrawing strip={strip} width={width} />
      <ul className="narrow-chain">
        {strip.openOffer && <OfferRow strip={strip} longest={longest} />}
        {[...strip.segments].reverse().map((segment) => (
          <HolderRow
            key={segment.sequence}
            strip={strip}
            segment={segment}
            longest={longest}
            pinned={pinned === segment.sequence}
            onPin={onPin}
            sheetHref={sheetHref}
          />
        ))}
      </ul>
    </>
  )
}

/** How far from the right 今天 and the promise stand: under their lines, in the order of the lines, and never on each other. */
function footOf({ width, presentX, promise }: StripLayout, promised: string, today: string) {
  const under = width - presentX - 14
  if (promise === null || promise.x >= presentX) {
    return { todayRight: Math.max(promised ? textWidth(promised) + 10 : 0, under), promiseRight: 0 }
  }
  const todayRight = Math.max(0, under)
  const beside = todayRight + textWidth(today) + 10
  const room = width - textWidth(promised) - 52
  return { todayRight, promiseRight: Math.min(room, Math.max(beside, width - promise.x - textWidth(promised) / 2)) }
}

function NarrowDrawing({ strip, width }: { strip: Strip; width: number }) {
  const t = useWords(stripWords)
  const format = useFormat(strip.now)
  const drawn = { ...strip, openOffer: null }
  const layout = layoutStrip(drawn, width, { scale: 'working', unfolded: true, floor: 6 })
  const offered = strip.openOffer ? 10 : 0
  const first = strip.segments[0]
  const open = openSegment(strip)
  const late = layout.promise !== null && layout.promise.daysLate > 0
  const promise = strip.promisedDate ? t('promise', { date: format.date(strip.promisedDate) }) : ''
  const { todayRight, promiseRight } = footOf(layout, promise, t('today'))
  return (
    <div className="narrow-strip" aria-hidden="true">
      {layout.boxes.map(({ segment, x, width: wide, tail, open: isOpen }) => (
        <i
          key={segment.sequence}
          className={`narrow-segment ${departmentClass(segment.department.kind)}${segment.kind === 'pool' ? ' narrow-pool' : ''}`}
          style={{ left: x, width: wide }}
        >
          {(tail > 0 || (isOpen && offered > 0)) && (
            <u className="strip-hatch" style={{ width: Math.max(tail, isOpen ? offered : 0) }} />
          )}
        </i>
      ))}
      {open && (
        <i
          className={open.holder ? 'narrow-now' : 'narrow-now narrow-now-pool'}
          style={{ left: layout.presentX - 2 }}
        />
      )}
      {!strip.closed && <i className="narrow-ahead" style={{ left: layout.presentX }} />}
      {layout.promise && (
        <i className={late ? 'narrow-promise narrow-late' : 'narrow-promise'} style={{ left: layout.promise.x }} />
      )}
      {layout.joints.map(({ x, count }) => (
        <span key={x} className="narrow-joint" style={{ left: x }}>
          <Icon name="back" size={11} />
          {count > 1 && count}
        </span>
      ))}
      <div className="narrow-words">
        <span>{first && format.date(first.since)}</span>
        {open && (
          <b className="narrow-foot zhu" style={{ right: todayRight }}>
            {t('today')}
          </b>
        )}
        {promise && (
          <span className={late ? 'narrow-foot rouge' : 'narrow-foot ink'} style={{ right: promiseRight }}>
            {promise}
          </span>
        )}
      </div>
    </div>
  )
}

function OfferRow({ strip, longest }: { strip: Strip; longest: number }) {
  const t = useWords(stripWords)
  const format = useFormat(strip.now)
  const { openOffer } = strip
  const open = openSegment(strip)
  if (!openOffer || !open) return null
  const left = openOffer.answerBy ? (Date.parse(openOffer.answerBy) - Date.parse(strip.now)) / 60_000 : null
  return (
    <li className={departmentClass(open.department.kind)}>
      <Seal name={openOffer.to.name} size={28} offered />
      <div className="grow">
        <div className="row gap-6 t13">
          <b>{openOffer.to.name}</b>
          <span className="quiet t12 ellipsis">
            {t('toAccept')} · {t('offeredAt', { time: format.time(openOffer.offeredAt) })}
          </span>
          {left !== null && (
            <span className={left < 0 ? 'push t12 nowrap rouge' : 'push t12 nowrap muted'}>
              {left < 0 ? t('overdueAnswer') : t('left', { time: format.countdown(left) })}
            </span>
          )}
        </div>
        <span className="narrow-bar">
          <i className="mini-waiting" style={{ width: `${Math.max(8, (open.waitingMinutes * 100) / longest)}%` }} />
        </span>
      </div>
    </li>
  )
}

interface HolderRowProps extends Omit<NarrowStripProps, 'width' | 'pinned'> {
  segment: StripSegment
  longest: number
  pinned: boolean
}

function HolderRow({ strip, segment, longest, pinned, onPin, sheetHref }: HolderRowProps) {
  const t = useWords(stripWords)
  const format = useFormat(strip.now)
  const { department, holder, since, until, workingMinutes } = segment
  const open = segment === openSegment(strip)
  const next = strip.segments[strip.segments.indexOf(segment) + 1]
  const name = segmentName(segment)
  const from = open ? format.time(since) : format.date(since)
  const to = until ? format.date(until) : ''
  const span = until === null ? t('since', { from }) : from === to ? from : t('span', { from, to })
  return (
    <li className={`${departmentClass(department.kind)}${open && holder ? ' narrow-open' : ''}`}>
      {open && holder ? (
        <Seal name={name} size={28} standIn={segment.onBehalfOf !== null} />
      ) : (
        <Initial name={name} department={department.kind} size={28} pool={!holder} />
      )}
      <button type="button" className="grow narrow-row" aria-pressed={pinned} onClick={() => onPin(segment)}>
        <span className="row gap-6 t13">
          <b>{holder ? name : t('pool', { department: name })}</b>
          <span className="quiet t12 ellipsis">
            {holder && `${department.name} · `}
            {span}
          </span>
          <span className="push row gap-6 t12 nowrap">
            {next?.entered === 'returned' && (
              <span className="rouge row gap-4">
                <Icon name="back" size={14} />
                {t('returned')}
              </span>
            )}
            <span className={open ? 'strong' : 'muted'}>{format.duration(workingMinutes, 'column')}</span>
          </span>
        </span>
        <span className="narrow-bar">
          <i
            className={segment.kind === 'pool' ? 'mini-waiting' : undefined}
            style={{ width: `${Math.max(6, Math.sqrt(workingMinutes / longest) * 100)}%` }}
          />
        </span>
      </button>
      {pinned && segment.handoverId && sheetHref && (
        <a className="t12" href={sheetHref(segment.handoverId)}>
          {t('sheet')}
        </a>
      )}
    </li>
  )
}
