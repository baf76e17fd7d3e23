import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useLanguage, useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import { Icon } from './icon.tsx'
import { dayOf } from './typed-day.ts'
import { companyZone, useFormat } from './use-format.ts'
import { dayAt, dayNumber, momentOf } from './zone.ts'
import './own-input.css'
import './day-input.css'

export interface DayInputProps {
  id?: string
  label?: string
  /** YYYY-MM-DD or empty. */
  value: string
  /** Each time that what is typed is another day; empty for what is none. */
  onChange: (day: string) => void
  /** The day is settled: the field is left, Enter is pressed, or a day is picked. */
  onSettle?: (day: string) => void
  min?: string
  max?: string
  described?: string
  wrong?: boolean
  /** Where it stands in a grid of fields. */
  cell?: string
  disabled?: boolean
}

/** What is typed, until the field is left and shows the day that it was read as. */
interface Typed {
  text: string
  day: string
  left: boolean
}

/** A day: typed in any usual form, shown in the reader’s language, moved by ↑ and ↓, or picked in the browser’s own calendar. */
export function DayInput({ id, label, value, onChange, onSettle, min, max, described, wrong, ...rest }: DayInputProps) {
  const t = useWords(kitWords)
  const format = useFormat()
  const faultId = useId()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<Typed | null>(null)
  const today = momentOf(new Date().toISOString(), companyZone()).day
  // A day that comes from elsewhere takes the place of what is typed.
  const own = typed?.day === value ? typed : null
  const fault = useFault(own, { today, min, max })
  useEffect(() => field.current?.setCustomValidity(fault), [fault])
  const read = useRead({ today, min, max })
  const type = (text: string) => {
    const day = read(text)
    setTyped({ text, day, left: false })
    if (day !== value) onChange(day)
  }
  const settle = () => {
    if (!own) return
    setTyped(fault ? { ...own, left: true } : null)
    if (!fault) onSettle?.(value)
  }
  const pick = (day: string) => {
    setTyped(null)
    onChange(day)
    onSettle?.(day)
    field.current?.focus()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') settle()
    if (event.altKey || event.ctrlKey || event.metaKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    const moved = value === '' ? today : dayAt(dayNumber(value) + (event.key === 'ArrowUp' ? 1 : -1))
    if ((min && moved < min) || (max && moved > max)) return
    setTyped(null)
    onChange(moved)
  }
  return (
    <span className="day-input">
      <input
        ref={field}
        type="text"
        className="own-input"
        autoComplete="off"
        spellCheck={false}
        maxLength={20}
        id={id}
        aria-label={label}
        aria-describedby={own?.left && fault ? faultId : described}
        aria-invalid={wrong || (own?.left && fault !== '') || undefined}
        data-cell={rest.cell}
        disabled={rest.disabled}
        placeholder={t('dayHint', { day: format.date(today) })}
        value={own ? own.text : value && format.date(value, 'field')}
        onChange={(event) => type(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={settle}
        onKeyDown={press}
      />
      {!rest.disabled && <Calendar value={value} min={min} max={max} onPick={pick} />}
      {own?.left && fault && (
        <span id={faultId} className="t12 rouge day-fault" role="alert">
          {fault}
        </span>
      )}
    </span>
  )
}

type Bounds = Pick<DayInputProps, 'min' | 'max'> & { today: string }

function useRead(bounds: Bounds): (text: string) => string {
  const language = useLanguage()
  return (text) => dayOf(text, { language, ...bounds }) ?? ''
}

/** What is wrong with what is typed. A day that the field began with is not: an old order has old dates. */
function useFault(own: Typed | null, { today, min, max }: Bounds): string {
  const t = useWords(kitWords)
  const format = useFormat()
  if (!own || own.text.trim() === '') return ''
  const { day } = own
  if (day === '')
    return t('dayUnread', {
      full: format.date(today, 'field'),
      day: format.date(today),
      date: String(Number(today.slice(8))),
    })
  if (min && day < min) return t('dayBefore', { day: format.date(min) })
  if (max && day > max) return t('dayAfter', { day: format.date(max) })
  return ''
}

interface CalendarProps {
  value: string
  min: string | undefined
  max: string | undefined
  onPick: (day: string) => void
}

/** The browser’s own calendar: it opens above dialogs, and on phones it is the one people know. Keys need it not. */
function Calendar({ value, min, max, onPick }: CalendarProps) {
  const t = useWords(kitWords)
  const own = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={own}
        type="date"
        className="day-calendar"
        tabIndex={-1}
        aria-hidden="true"
        value={value}
        min={min}
        max={max ?? '2099-12-31'}
        onChange={(event) => onPick(event.target.value)}
      />
      <button
        type="button"
        className="day-button"
        tabIndex={-1}
        title={t('pickDay')}
        onClick={() => own.current?.showPicker()}
      >
        <Icon name="calendar" label={t('pickDay')} />
      </button>
    </>
  )
}

/** Leads to a day that could not be read, if there is one: what goes out without it would lose what was typed. */
export function leadToUnread(host: HTMLElement | null): boolean {
  const field = host?.querySelector<HTMLInputElement>('.day-input > .own-input:invalid')
  if (!field) return false
  field.focus()
  field.blur()
  field.focus()
  return true
}
