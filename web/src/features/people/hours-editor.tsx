import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useWords } from '../../app/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { DAY, minutesOf, spelt } from './hours.ts'
import type { Shift } from './people.ts'
import { timeWords } from './time-words.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
interface TimeFieldProps {
  label: string
  value: number
  onChange: ((minutes: number) => void) | undefined
}

/** A time of the day in 24 hours, as it is typed; what is none is put back when the field is left. */
function TimeField({ label, value, onChange }: TimeFieldProps) {
  const [text, setText] = useState(spelt(value))
  useEffect(() => setText(spelt(value)), [value])
  const leave = () => {
    const minutes = minutesOf(text)
    if (minutes === null || minutes === value) setText(spelt(value))
    else onChange?.(minutes)
  }
  return (
    <input
      type="text"
      inputMode="numeric"
      className="own-input"
      aria-label={label}
      disabled={!onChange}
      maxLength={5}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={leave}
      onKeyDown={(event) => event.key === 'Enter' && leave()}
    />
  )
}

export interface HoursEditorProps {
  shifts: readonly Shift[]
  onChange?: (shifts: readonly Shift[]) => void
}

/** The times of each weekday. */
export function HoursEditor({ shifts, onChange }: HoursEditorProps) {
  const t = useWords(timeWords)
  const replace = (old: Shift, next: Shift | null) =>
    onChange?.(shifts.flatMap((one) => (one === old ? (next ? [next] : []) : [one])))
  const add = (weekday: number) => {
    const last = Math.max(0, ...shifts.filter((one) => one.weekday === weekday).map(({ to }) => to))
    const from = last === 0 ? 480 : Math.min(last + 60, DAY - 60)
    onChange?.([...shifts, { weekday, from, to: Math.min(from + 240, DAY) }])
  }
  return (
    <ul className="hours">
      {weekdays.map((weekday) => {
        const own = shifts.filter((one) => one.weekday === weekday)
        const name = t(`weekday${weekday}`)
        return (
          <li key={weekday}>
            <b className="hours-day">{name}</b>
            <span className="row gap-8 wrap grow">
              {own.length === 0 && <span className="quiet">{t('rest')}</span>}
              {own.map((shift, index) => (
                <span key={`${weekday}-${index}`} className="row gap-4 nowrap">
                  <TimeField
                    label={`${name} ${t('from')} ${index + 1}`}
                    value={shift.from}
                    onChange={onChange && ((from) => replace(shift, { ...shift, from }))}
                  />
                  –
                  <TimeField
                    label={`${name} ${t('until')} ${index + 1}`}
                    value={shift.to}
                    onChange={onChange && ((to) => replace(shift, { ...shift, to }))}
                  />
                  {onChange && (
                    <Button
                      type="text"
                      size="small"
                      icon={<Icon name="close" label={`${t('removeShift')} ${name} ${index + 1}`} />}
                      onClick={() => replace(shift, null)}
                    />
                  )}
                </span>
              ))}
            </span>
            {onChange && (
              <Button
                type="text"
                size="small"
                icon={<Icon name="plus" label={`${t('addShift')} ${name}`} />}
                onClick={() => add(weekday)}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}
