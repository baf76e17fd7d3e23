import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { nameIn } from '../../ui/departments.ts'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { DaysEditor } from './days-editor.tsx'
import { HoursEditor } from './hours-editor.tsx'
import { Journal } from './journal.tsx'
import type { Calendar, Day, Shift } from './people.ts'
import { timeWords } from './time-words.ts'
import './people-page.css'

/** One calendar in one year: the working week, and the days that differ from it. */
export function CalendarEditor({ calendar, year }: { calendar: Calendar; year: number }) {
  const t = useWords(timeWords)
  const language = useLanguage()
  const mayChange = useRight('people.change')
  const [shifts, setShifts] = useState<readonly Shift[]>(calendar.shifts)
  const [days, setDays] = useState<readonly Day[]>(calendar.days)
  const [filling, setFilling] = useState<{ busy: boolean; error?: unknown }>({ busy: false })
  const changed = shifts !== calendar.shifts || days !== calendar.days
  const save = useAct('PATCH /v1/calendars/:id', () => {
    tellDone({ text: t('saved') })
  })
  const submit = () =>
    save.mutate({
      params: { id: calendar.id },
      body: {
        ...(shifts !== calendar.shifts && { shifts: [...shifts] }),
        ...(days !== calendar.days && { year: { year, days: days.filter(({ day }) => day !== '') } }),
      },
      ifMatch: calendar.version,
    })
  const fill = async () => {
    setFilling({ busy: true })
    try {
      const { days: suggested } = await call('GET /v1/calendars/suggested', { query: { year } })
      const own = days.filter(({ day }) => !suggested.some((one) => one.day === day))
      setDays([...own, ...suggested].sort((one, other) => one.day.localeCompare(other.day)))
      tellDone({
        text: suggested.length > 0 ? t('filled', { count: suggested.length }) : t('notAnnounced', { year }),
      })
      setFilling({ busy: false })
    } catch (error) {
      setFilling({ busy: false, error })
    }
  }
  const used = calendar.standard ? t('usedByAll') : t('usedBy', { count: calendar.departments.length })
  return (
    <>
      <div className="calendar-page">
        <Card title={t('hours')} note={`${nameIn(calendar, language)} · ${used}`}>
          <p className="t12 quiet">{t('hoursLead')}</p>
          <HoursEditor shifts={shifts} onChange={mayChange ? setShifts : undefined} />
        </Card>
        <Card
          title={t('days')}
          count={days.length}
          actions={
            mayChange && (
              <Button size="small" loading={filling.busy} onClick={() => void fill()}>
                {t('fill', { year })}
              </Button>
            )
          }
        >
          <p className="t12 quiet">{t('daysLead')}</p>
          <DaysEditor days={days} year={year} onChange={mayChange ? setDays : undefined} />
        </Card>
      </div>
      <ProblemNotice error={save.error ?? filling.error} />
      {mayChange && (
        <div className="row gap-12 people-save">
          <span className="push t12 ochre" aria-live="polite">
            {changed && t('unsaved')}
          </span>
          <Button
            type="primary"
            icon={<Icon name="check" />}
            disabled={!changed}
            loading={save.isPending}
            onClick={submit}
          >
            {t('save')}
          </Button>
        </div>
      )}
      {mayChange && <Journal kind="calendar" id={calendar.id} />}
    </>
  )
}
