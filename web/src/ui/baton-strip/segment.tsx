import type { KeyboardEvent, MouseEvent, PointerEvent, Ref } from 'react'
import { useLanguage, useWords } from '../../app/language.ts'
import { departmentClass } from '../departments.ts'
import { Icon } from '../icon.tsx'
import { Initial } from '../initial.tsx'
import { textWidth } from '../names.ts'
import { Seal } from '../seal.tsx'
import { useFormat } from '../use-format.ts'
import { tellSegment } from './describe.ts'
import { attemptWords } from './details.tsx'
import type { SegmentBox } from './layout.ts'
import { type Attempt, type StripSegment, segmentName } from './strip.ts'
import { stripWords } from './words.ts'

export interface SegmentProps {
  box: SegmentBox
  now: string
  previous: StripSegment | undefined
  next: StripSegment | undefined
  limitMinutes: number | null
  lateRail: number
  tabbable: boolean
  pinned: boolean
  ref?: Ref<HTMLButtonElement>
  onPointerEnter: (event: PointerEvent) => void
  onPointerLeave: () => void
  onFocus: () => void
  onBlur: () => void
  onClick: (event: MouseEvent) => void
  onKeyDown: (event: KeyboardEvent) => void
}

const outcomeIcons: Record<Attempt['outcome'], 'close' | 'back' | 'hourglass'> = {
  declined: 'close',
  recalled: 'back',
  lapsed: 'hourglass',
}

/** One holder on the strip. */
export function Segment({
  box,
  now,
  previous,
  next,
  limitMinutes,
  lateRail,
  tabbable,
  pinned,
  ...handlers
}: SegmentProps) {
  const { segment, x, width, tail, level, open } = box
  const format = useFormat(now)
  const language = useLanguage()
  const classes = ['strip-segment', departmentClass(segment.department.kind)]
  if (segment.kind === 'pool') classes.push('strip-pool')
  if (open) classes.push('strip-open')
  if (level === 'initial') classes.push('strip-centred')
  if (pinned) classes.push('strip-pinned')
  return (
    <button
      type="button"
      {...handlers}
      className={classes.join(' ')}
      style={{ left: x, width }}
      tabIndex={tabbable ? 0 : -1}
      aria-pressed={pinned}
    >
      <span className="hidden-text">{tellSegment(segment, next, language, format)}</span>
      {tail > 0 && <i className="strip-hatch" style={{ width: tail }} />}
      <span className="strip-label" aria-hidden="true" style={{ width: Math.max(0, box.room) }}>
        <Label box={box} previous={previous} limitMinutes={open ? limitMinutes : null} now={now} />
      </span>
      {box.attempts.map((one) => (
        <AttemptTail key={one.attempt.offeredAt} from={one.x - x} width={one.width} attempt={one.attempt} />
      ))}
      {lateRail > 0 && <i className="strip-late" style={{ width: lateRail }} />}
      {open && segment.holder && (
        <span className="strip-holder">
          <Seal name={segment.holder.name} size={28} standIn={segment.onBehalfOf !== null} />
        </span>
      )}
    </button>
  )
}

function AttemptTail({ from, width, attempt }: { from: number; width: number; attempt: Attempt }) {
  const t = useWords(stripWords)
  return (
    <span className="strip-attempt" aria-hidden="true" style={{ left: from, width }} title={attemptWords(attempt, t)}>
      <Icon name={outcomeIcons[attempt.outcome]} size={12} />
    </span>
  )
}

interface LabelProps {
  box: SegmentBox
  previous: StripSegment | undefined
  limitMinutes: number | null
  now: string
}

/** The longest of several wordings that has room. */
const fitting = (wordings: string[], room: number): string =>
  wordings.find((one) => one !== '' && textWidth(one, 13) + 12 <= room) ?? wordings.at(-1) ?? ''

function Label(props: LabelProps) {
  const format = useFormat(props.now)
  const { segment, level } = props.box
  if (level === 'none') return null
  const { holder, department, workingMinutes } = segment
  const initial = <Initial name={segmentName(segment)} department={department.kind} pool={segment.kind === 'pool'} />
  if (level === 'initial') return initial
  if (level === 'brief') {
    return (
      <>
        {initial}
        <span className="strip-time">{format.duration(workingMinutes, 'short')}</span>
      </>
    )
  }
  return holder ? <HolderLabel {...props} /> : <PoolLabel {...props} />
}

function PoolLabel({ box, now }: LabelProps) {
  const t = useWords(stripWords)
  const format = useFormat(now)
  const { department, workingMinutes } = box.segment
  const time = format.duration(workingMinutes)
  return (
    <span className="strip-line">
      <Initial name={department.name} department={department.kind} pool />
      <em className="ellipsis">
        <b>{t('pool', { department: department.name })}</b> {box.open ? t('unclaimedFor', { time }) : time}
      </em>
    </span>
  )
}

function HolderLabel({ box, previous, limitMinutes, now }: LabelProps) {
  const t = useWords(stripWords)
  const format = useFormat(now)
  const { segment, level, room, open } = box
  const { holder, department, onBehalfOf, workingMinutes, since } = segment
  if (!holder) return null
  const time = format.duration(workingMinutes)
  const limit = limitMinutes === null ? '' : format.duration(limitMinutes)
  const spent = limit
    ? [t('heldOfLimit', { time, limit }), t('ofLimit', { time, limit }), time]
    : [open ? t('heldFor', { time }) : '', time]
  const beside = onBehalfOf ? t('standIn', { name: onBehalfOf.name }) : department.name
  const taken = open && previous ? `· ${t('takenFrom', { name: segmentName(previous), time: format.time(since) })}` : ''
  const left = room - 40 - textWidth(`${holder.name}${beside}`, 13)
  return (
    <>
      <span className="strip-line">
        <Initial name={holder.name} department={department.kind} />
        <b>{holder.name}</b>
        {(level === 'full' || onBehalfOf) && <span className="ellipsis">{beside}</span>}
        {level === 'full' && taken && textWidth(taken) + 12 <= left && <span className="quiet t12">{taken}</span>}
      </span>
      <span className="strip-time ellipsis">{fitting(spent, room)}</span>
    </>
  )
}
