import type { ReactNode } from 'react'
import { useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import type { Tone } from './format.ts'
import { Icon, type IconName } from './icon.tsx'
import type { OrderState } from './order-state.ts'
import './status.css'

export type StatusSign = OrderState | 'held' | 'overdue' | 'returned'

const tones: Record<StatusSign, Tone> = {
  draft: 'quiet',
  confirmed: 'qing',
  pending: 'ochre',
  processing: 'qing',
  completed: 'lv',
  settled: 'ink',
  cancelled: 'quiet',
  held: 'zi',
  overdue: 'rouge',
  returned: 'rouge',
}

const ring = <circle cx="7" cy="7" r="5.5" stroke="currentColor" strokeWidth="1.5" />
const disc = <circle cx="7" cy="7" r="6.2" fill="currentColor" />
const cut = { stroke: 'var(--surface)', strokeWidth: 1.5, strokeLinecap: 'round', strokeLinejoin: 'round' } as const
const own = { stroke: 'currentColor', strokeWidth: 1.5, strokeLinecap: 'round', strokeLinejoin: 'round' } as const

/** One ring that fills along the order's life. */
const drawings: Record<StatusSign, ReactNode> = {
  draft: <circle cx="7" cy="7" r="5.5" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 2.3" />,
  confirmed: (
    <>
      {ring}
      <path d="M4.7 7.2l1.6 1.6 3-3.3" {...own} />
    </>
  ),
  pending: (
    <>
      {ring}
      <path d="M7 7V3.5A3.5 3.5 0 0 1 10.5 7z" fill="currentColor" />
    </>
  ),
  processing: (
    <>
      {ring}
      <path d="M7 3.5a3.5 3.5 0 0 1 0 7z" fill="currentColor" />
    </>
  ),
  completed: (
    <>
      {disc}
      <path d="M4.5 7.2l1.7 1.7 3.3-3.6" {...cut} />
    </>
  ),
  settled: (
    <>
      <rect x="1" y="1" width="12" height="12" rx="2.5" fill="currentColor" />
      <path d="M4.7 3.7 7 6.6l2.3-2.9M7 6.6v3.9M5 7.2h4M5 8.9h4" {...cut} strokeWidth="1.2" />
    </>
  ),
  cancelled: (
    <>
      {ring}
      <path d="M3.3 10.7l7.4-7.4" {...own} />
    </>
  ),
  held: (
    <>
      {disc}
      <path d="M5.5 4.8v4.4M8.5 4.8v4.4" {...cut} strokeWidth="1.6" />
    </>
  ),
  overdue: (
    <>
      <path d="M7 .8 13.3 12.8H.7z" fill="currentColor" />
      <path d="M7 5v3.6M7 10.7v.2" {...cut} />
    </>
  ),
  returned: (
    <>
      {ring}
      <path d="M6 4.7 4.5 6.2 6 7.7M4.5 6.2h3.4a1.5 1.5 0 0 1 0 3H6.4" {...own} strokeWidth="1.2" />
    </>
  ),
}

export function StatusIcon({ sign, className }: { sign: StatusSign; className?: string }) {
  return (
    <svg className={`status-icon ${className ?? tones[sign]}`} viewBox="0 0 14 14" aria-hidden="true">
      {drawings[sign]}
    </svg>
  )
}

export interface StatusProps {
  state: OrderState
  /** A flag beside the state: 已确认 · 挂起. */
  onHold?: boolean
  /** In lists it takes the state's place. */
  overdue?: boolean
  returned?: boolean
  /** Where there is no room, the icon alone says that it is on hold, to who looks. */
  brief?: boolean
}

function signOf({ state, onHold, overdue, returned }: StatusProps): StatusSign {
  if (onHold) return 'held'
  if (overdue) return 'overdue'
  return returned ? 'returned' : state
}

function useStatus(props: StatusProps) {
  const t = useWords(kitWords)
  const sign = signOf(props)
  if (sign !== 'held') return { sign, text: t(sign) }
  const held = ` · ${t('held')}`
  return {
    sign,
    text: (
      <>
        {t(props.state)}
        {props.brief ? <span className="hidden-text">{held}</span> : held}
      </>
    ),
  }
}

/** Icon and word, always both: for tables. */
export function Status(props: StatusProps) {
  const { sign, text } = useStatus(props)
  return (
    <span className={props.state === 'cancelled' ? 'status quiet' : 'status'}>
      <StatusIcon sign={sign} />
      {text}
    </span>
  )
}

/** The same on its soft ground: for page heads. */
export function StatusChip(props: StatusProps) {
  const { sign, text } = useStatus(props)
  return (
    <Chip tone={tones[sign]}>
      <StatusIcon sign={sign} />
      {text}
    </Chip>
  )
}

export interface ChipProps {
  tone?: Tone
  icon?: IconName
  children: ReactNode
}

/** Any other short fact of a page head: 交期余量 1 天, 何俊 正在查看. */
export function Chip({ tone, icon, children }: ChipProps) {
  const soft = tone && ['ochre', 'rouge', 'qing', 'zi', 'lv'].includes(tone)
  return (
    <span className={soft ? `chip chip-${tone}` : 'chip'}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  )
}
