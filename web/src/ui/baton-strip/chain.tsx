import type { ReactNode } from 'react'
import { useWords } from '../../app/language.ts'
import { departmentClass } from '../departments.ts'
import { Icon } from '../icon.tsx'
import { Initial } from '../initial.tsx'
import { Seal } from '../seal.tsx'
import { useFormat } from '../use-format.ts'
import { handoversOf, type MiniSegment, type MiniStripData, minutesOf } from './mini-layout.ts'
import { stripWords } from './words.ts'

export interface ChainProps {
  strip: MiniStripData
  note?: ReactNode
  actions?: ReactNode
}

const shownMost = 8

/** Who has had the order, in order, each with the stretch of time it took. */
export function Chain({ strip, note, actions }: ChainProps) {
  const t = useWords(stripWords)
  const shown = strip.segments.slice(-shownMost)
  const hidden = strip.segments.length - shown.length
  const whole = minutesOf({ segments: shown }) || 1
  let before = 0
  return (
    <div className="chain">
      <ChainHead strip={strip} />
      {hidden > 0 && <div className="quiet">{t('moreOlder', { count: hidden })}</div>}
      <ul>
        {shown.map((segment) => {
          const left = (before * 94) / whole
          before += segment.minutes
          return (
            <ChainRow
              key={segment.sequence}
              segment={segment}
              open={strip.open && segment === strip.segments.at(-1)}
              late={strip.limitPassedMinutes !== null}
              left={left}
              width={(segment.minutes * 94) / whole}
            />
          )
        })}
      </ul>
      {strip.offeredTo && (
        <div className="row gap-8 chain-offer">
          <Seal name={strip.offeredTo} offered />
          <b className="t13">{strip.offeredTo}</b>
          <span className="quiet">{t('toAccept')}</span>
        </div>
      )}
      {(note || actions) && (
        <div className="row gap-8 chain-foot">
          <span className="muted ellipsis">{note}</span>
          <span className="push row gap-8">{actions}</span>
        </div>
      )}
    </div>
  )
}

function ChainHead({ strip }: { strip: MiniStripData }) {
  const t = useWords(stripWords)
  const format = useFormat()
  const days = Math.round(minutesOf(strip) / 48) / 10
  return (
    <div className="row gap-8">
      <b className="t13">{strip.number}</b>
      <span className="quiet ellipsis">
        {t('handovers', { count: handoversOf(strip) })} ·{' '}
        {t('customerClock', { time: t('workingDays', { count: days }) })}
      </span>
      {strip.limitPassedMinutes !== null && (
        <span className="push rouge row gap-4 nowrap">
          <Icon name="warning" />
          {t('limitPast', { time: format.duration(strip.limitPassedMinutes, 'column') })}
        </span>
      )}
    </div>
  )
}

interface ChainRowProps {
  segment: MiniSegment
  open: boolean
  late: boolean
  left: number
  width: number
}

function ChainRow({ segment, open, late, left, width }: ChainRowProps) {
  const t = useWords(stripWords)
  const format = useFormat()
  const { department, kind, minutes, name } = segment
  const pool = kind === 'pool'
  const waiting = pool ? 1 : Math.min(1, segment.waiting / (minutes || 1))
  return (
    <li className={departmentClass(department.kind)}>
      {open && !pool ? <Seal name={name} /> : <Initial name={name} department={department.kind} pool={pool} />}
      <span className="ellipsis">
        <b className="t13">{pool ? t('pool', { department: name }) : name}</b>{' '}
        <span className="quiet">
          {!pool && `${department.name} · `}
          {format.date(segment.since)}
        </span>
      </span>
      <span className="chain-way">
        <i style={{ left: `${left}%`, width: `${width * (1 - waiting)}%` }} />
        {waiting > 0 && (
          <i
            className="mini-waiting"
            style={{ left: `${left + width * (1 - waiting)}%`, width: `${width * waiting}%` }}
          />
        )}
        {open && !pool && <b style={{ left: `${left + width}%` }} />}
      </span>
      <span className={open && late ? 'number rouge strong' : 'number muted'}>
        {segment.entered === 'returned' && <Icon name="back" size={12} className="rouge" label={t('returned')} />}{' '}
        {format.duration(minutes, 'column')}
      </span>
    </li>
  )
}
