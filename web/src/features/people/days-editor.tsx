import { Button, Input } from 'antd'
import { useLanguage, useWords } from '../../app/language.ts'
import { Choice } from '../../ui/choice.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { Day } from './people.ts'
import { timeWords } from './time-words.ts'

export interface DaysEditorProps {
  days: readonly Day[]
  year: number
  onChange?: (days: readonly Day[]) => void
}

const weekdayOf = (day: string, language: 'zh' | 'en') =>
  day &&
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )

/** Holidays, and weekend days worked in their place, line by line. */
export function DaysEditor({ days, year, onChange }: DaysEditorProps) {
  const t = useWords(timeWords)
  const language = useLanguage()
  const replace = (old: Day, next: Day | null) =>
    onChange?.(days.flatMap((one) => (one === old ? (next ? [next] : []) : [one])))
  const add = () => {
    const taken = new Set(days.map(({ day }) => day))
    const today = new Date()
    let at = new Date(Date.UTC(year, today.getFullYear() === year ? today.getMonth() : 0, 1))
    while (taken.has(at.toISOString().slice(0, 10))) at = new Date(at.getTime() + 86_400_000)
    onChange?.([...days, { day: at.toISOString().slice(0, 10), working: false, name: '' }])
  }
  return (
    <>
      {days.length === 0 && <p className="t13 quiet">{t('noDays', { year })}</p>}
      <ul className="days">
        {days.map((one, index) => (
          <li key={index}>
            <DayInput
              label={`${t('day')} ${index + 1}`}
              value={one.day}
              min={`${year}-01-01`}
              max={`${year}-12-31`}
              onChange={(day) => replace(one, { ...one, day })}
            />
            <span className="quiet t12 days-weekday">{weekdayOf(one.day, language)}</span>
            {onChange ? (
              <Choice
                small
                label={`${one.day} ${t('working')}`}
                value={one.working ? 'working' : 'off'}
                onChange={(value) => replace(one, { ...one, working: value === 'working' })}
                options={[
                  { value: 'off', label: t('off') },
                  { value: 'working', label: t('working') },
                ]}
              />
            ) : (
              <span className={one.working ? 'ochre t12' : 'lv t12'}>{t(one.working ? 'working' : 'off')}</span>
            )}
            <Input
              aria-label={`${t('name')} ${one.day}`}
              maxLength={60}
              disabled={!onChange}
              value={one.name}
              onChange={(event) => replace(one, { ...one, name: event.target.value })}
            />
            {onChange && (
              <Button
                type="text"
                size="small"
                icon={<Icon name="close" label={`${t('removeDay')} ${one.day}`} />}
                onClick={() => replace(one, null)}
              />
            )}
          </li>
        ))}
      </ul>
      {onChange && (
        <Button size="small" icon={<Icon name="plus" />} onClick={add}>
          {t('addDay')}
        </Button>
      )}
    </>
  )
}
