import { useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import type { DateStyle, DurationStyle } from './format.ts'
import { Icon } from './icon.tsx'
import { useFormat } from './use-format.ts'
import './figures.css'

export interface MeterProps {
  /** Share of the whole bar, 0 to 1. */
  value: number
  /** What an open offer or a plan would add: hatched. */
  added?: number
  /** Where the limit stands, 0 to 1; beyond it the bar is rouge. */
  limit?: number
  width?: number | string
  label: string
}

const percent = (share: number) => `${Math.min(Math.max(share, 0), 1) * 100}%`

/** Load, credit, progress. The words beside it carry the figures; the label tells them to a screen reader. */
export function Meter({ value, added = 0, limit, width, label }: MeterProps) {
  const over = limit !== undefined && value > limit
  return (
    <span className="meter" style={{ width }} role="img" aria-label={label}>
      <i className={over ? 'meter-over' : undefined} style={{ width: percent(value) }} />
      {added > 0 && (
        <i className="meter-added" style={{ left: percent(value), width: percent(Math.min(added, 1 - value)) }} />
      )}
      {limit !== undefined && limit < 1 && <u style={{ left: percent(limit) }} />}
    </span>
  )
}

const quarters = ['reservedBar', 'producedBar', 'shippedBar', 'signedBar'] as const

export interface QuarterBarsProps {
  /** Shares from 0 to 1, in the fixed order 预留 备产 发货 签收. */
  reserved: number
  produced: number
  shipped: number
  signed: number
}

/** Four derived quantities, never a colour code. */
export function QuarterBars({ reserved, produced, shipped, signed }: QuarterBarsProps) {
  const t = useWords(kitWords)
  const parts = [reserved, produced, shipped, signed].map((share, index) => {
    const bar = quarters[index] ?? 'signedBar'
    return { bar, share, text: t('barPart', { bar: t(bar), percent: Math.round(share * 100) }) }
  })
  const label = parts.map((part) => part.text).join(', ')
  return (
    <span className="quarter-bars" role="img" aria-label={label} title={label}>
      {parts.map(({ bar, share }) => (
        <i key={bar}>
          <u style={{ width: percent(share) }} />
        </i>
      ))}
    </span>
  )
}

/** The head of their column. */
export function QuarterHeads() {
  const t = useWords(kitWords)
  return (
    <span className="quarter-heads">
      {quarters.map((one) => (
        <span key={one}>{t(one)}</span>
      ))}
    </span>
  )
}

/** A key, on the control it moves. */
export function Kbd({ children }: { children: string }) {
  return <kbd className="kbd">{children}</kbd>
}

export interface MoneyProps {
  /** A decimal string, as the API delivers it. */
  amount: string | null
  currency?: string
  /** Without the sign: in columns whose head says 元. */
  bare?: boolean
}

export function Money({ amount, currency, bare }: MoneyProps) {
  const format = useFormat()
  return <span className="money">{amount === null ? '—' : format.money(amount, currency, bare)}</span>
}

export function Quantity({ quantity, unit }: { quantity: string | null; unit?: string }) {
  const format = useFormat()
  return <span className="money">{quantity === null ? '—' : format.quantity(quantity, unit)}</span>
}

export interface DateTextProps {
  /** A date or an RFC 3339 time. */
  value: string | null
  /** `time` says today and yesterday, `deadline` says 前. */
  style?: DateStyle | 'time' | 'deadline'
}

export function DateText({ value, style = 'short' }: DateTextProps) {
  const format = useFormat()
  if (value === null) return <span className="quiet">—</span>
  const text =
    style === 'time' ? format.time(value) : style === 'deadline' ? format.deadline(value) : format.date(value, style)
  const full = value.length > 10 ? `${format.date(value, 'full')} ${format.clock(value)}` : format.date(value, 'full')
  return (
    <time dateTime={value} title={full} className="nowrap">
      {text}
    </time>
  )
}

export interface DurationProps {
  /** Working minutes; a day has 480. */
  minutes: number
  style?: DurationStyle | 'countdown'
}

export function Duration({ minutes, style = 'column' }: DurationProps) {
  const format = useFormat()
  return (
    <span className="nowrap">
      {style === 'countdown' ? format.countdown(minutes) : format.duration(minutes, style)}
    </span>
  )
}

/** 余 6 天 green, 余 3 天, 余 1 天 with a sign, 逾 1 天 rouge with a sign. */
export function Slack({ days }: { days: number | null }) {
  const format = useFormat()
  if (days === null) return null
  const { text, tone, warn } = format.slack(days)
  return (
    <span className={`slack ${tone}`}>
      {warn && <Icon name="warning" />}
      {text}
    </span>
  )
}
