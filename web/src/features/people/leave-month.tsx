import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { useListState } from '../../app/list-state.ts'
import { useRight, useSession } from '../../app/session.ts'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Card, Toolbar } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { companyZone, useFormat } from '../../ui/use-format.ts'
import { momentOf } from '../../ui/zone.ts'
import { LeaveDialog } from './leave-dialog.tsx'
import { type Leave, useCalendars, usePersons } from './people.ts'
import { timeWords } from './time-words.ts'
import './leave-month.css'

const two = (part: number) => String(part).padStart(2, '0')
const monthOf = (at: Date) => `${at.getFullYear()}-${two(at.getMonth() + 1)}`
const shifted = (month: string, by: number) => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return monthOf(new Date(year, number - 1 + by, 1))
}
const daysIn = (month: string): string[] => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const count = new Date(year, number, 0).getDate()
  return Array.from({ length: count }, (_, index) => `${month}-${two(index + 1)}`)
}

const startOf = (day: string) => new Date(`${day}T00:00:00`).getTime()
const dayMs = 86_400_000

/** From when on and until when of a day somebody is away, as shares of it; null when they are there. */
function awayOn(day: string, leave: readonly Leave[]): { from: number; until: number } | null {
  const start = startOf(day)
  const met = leave
    .map((one) => ({
      from: Math.max(Date.parse(one.from), start),
      until: Math.min(Date.parse(one.until), start + dayMs),
    }))
    .filter(({ from, until }) => until > from)
  if (met.length === 0) return null
  return {
    from: (Math.min(...met.map(({ from }) => from)) - start) / dayMs,
    until: (Math.max(...met.map(({ until }) => until)) - start) / dayMs,
  }
}

/** Who is away in a month, a line for each person. */
export function LeaveMonth() {
  const t = useWords(timeWords)
  const list = useListState()
  const format = useFormat()
  const thisMonth = momentOf(new Date().toISOString(), companyZone()).day.slice(0, 7)
  const month = /^\d{4}-\d{2}$/.test(list.get('month') ?? '') ? (list.get('month') as string) : thisMonth
  const days = daysIn(month)
  const [recording, setRecording] = useState(false)
  const me = useSession().data
  const managesPeople = useRight('people.change')
  const persons = usePersons().data?.rows ?? []
  const mine = persons.filter(
    ({ active, department }) => active && (managesPeople || me?.headOf.includes(department.id)),
  )
  const query = { from: days[0]!, until: days.at(-1)! }
  const leave = useQuery({
    queryKey: ['person', 'leave', query],
    queryFn: ({ signal }) => call('GET /v1/leave', { query, signal }),
    placeholderData: keepPreviousData,
  })
  const go = (next: string) => list.set({ month: next === thisMonth ? null : next })
  return (
    <>
      <Toolbar>
        <Button icon={<Icon name="left" label={t('previousMonth')} />} onClick={() => go(shifted(month, -1))} />
        <b className="leave-month-name" aria-live="polite">
          {format.month(month)}
        </b>
        <Button icon={<Icon name="right" label={t('nextMonth')} />} onClick={() => go(shifted(month, 1))} />
        {month !== thisMonth && <Button onClick={() => go(thisMonth)}>{t('thisMonth')}</Button>}
        {mine.length > 0 && (
          <Button type="primary" className="push" icon={<Icon name="plus" />} onClick={() => setRecording(true)}>
            {t('record')}
          </Button>
        )}
      </Toolbar>
      <ProblemNotice error={leave.error} onRetry={() => void leave.refetch()} />
      {leave.data?.rows.length === 0 && (
        <Card>
          <Empty icon="calendar">{t('noneInMonth')}</Empty>
        </Card>
      )}
      {leave.data && leave.data.rows.length > 0 && <MonthTable days={days} leave={leave.data.rows} />}
      {recording && <LeaveDialog persons={mine} onClose={() => setRecording(false)} />}
    </>
  )
}

function MonthTable({ days, leave }: { days: readonly string[]; leave: readonly Leave[] }) {
  const t = useWords(timeWords)
  const format = useFormat()
  const language = useLanguage()
  const calendars = useCalendars(Number(days[0]!.slice(0, 4))).data?.rows
  const differing = new Map(calendars?.find(({ standard }) => standard)?.days.map((one) => [one.day, one]))
  const isOff = (day: string) => {
    const weekday = new Date(startOf(day)).getDay()
    return differing.has(day) ? !differing.get(day)!.working : weekday === 0 || weekday === 6
  }
  const persons = [...new Map(leave.map(({ person }) => [person.id, person])).values()]
  const letters = language === 'zh' ? '日一二三四五六' : 'SMTWTFS'
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard too
    <section className="card leave-month" aria-label={t('leave')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('person')}</th>
            {days.map((day) => (
              <th key={day} scope="col" data-off={isOff(day) || undefined} title={differing.get(day)?.name}>
                <span className="t12">{Number(day.slice(8))}</span>
                <span className="quiet t12">{letters[new Date(startOf(day)).getDay()]}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {persons.map((person) => {
            const own = leave.filter((one) => one.person.id === person.id)
            const told = own
              .map((one) =>
                t('away', { name: person.name, from: format.time(one.from), until: format.time(one.until) }),
              )
              .join('; ')
            return (
              <tr key={person.id}>
                <th scope="row">
                  <Link to={`/people/${person.id}`}>{person.name}</Link>
                  <span className="hidden-text">{told}</span>
                </th>
                {days.map((day) => {
                  const away = awayOn(day, own)
                  return (
                    <td key={day} data-off={isOff(day) || undefined} title={away ? told : undefined}>
                      {away && (
                        <i
                          className="leave-bar"
                          style={{ marginLeft: `${away.from * 100}%`, width: `${(away.until - away.from) * 100}%` }}
                        />
                      )}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
