import { Button, Input } from 'antd'
import { useState } from 'react'
import { useAct } from '../app/act.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { useLanguage, useWords } from '../app/language.ts'
import { useListState } from '../app/list-state.ts'
import { useRight } from '../app/session.ts'
import { CalendarEditor } from '../features/people/calendar-editor.tsx'
import { LeaveMonth } from '../features/people/leave-month.tsx'
import { type Calendar, useCalendars } from '../features/people/people.ts'
import { PeopleTabs } from '../features/people/people-tabs.tsx'
import { timeWords } from '../features/people/time-words.ts'
import { peopleWords } from '../features/people/words.ts'
import { nameIn } from '../ui/departments.ts'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { OneOf } from '../ui/own-input.tsx'
import { Page, Toolbar } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { tellDone } from '../ui/undo.tsx'

const years = (now: number) => Array.from({ length: 5 }, (_, index) => String(now - 2 + index))

/** Working calendars, year by year. */
export function Calendars() {
  const t = useWords(peopleWords)
  const time = useWords(timeWords)
  const language = useLanguage()
  const list = useListState()
  const now = new Date().getFullYear()
  const year = Number(list.get('year') ?? now) || now
  const calendars = useCalendars(year)
  const mayChange = useRight('people.change')
  const [copying, setCopying] = useState(false)
  useCrumbs([{ label: t('people'), to: '/people' }, { label: t('calendars') }])
  const rows = calendars.data?.rows ?? []
  const shown = rows.find(({ id }) => id === list.get('calendar')) ?? rows[0]
  return (
    <Page>
      <h1 className="hidden-text">{t('calendars')}</h1>
      <PeopleTabs current="calendars" />
      <ProblemNotice error={calendars.error} onRetry={() => void calendars.refetch()} />
      {shown && (
        <>
          <Toolbar>
            <span className="people-select">
              <OneOf
                label={t('calendar')}
                value={shown.id}
                onChange={(calendar) => list.set({ calendar })}
                options={rows.map((one) => ({ value: one.id, label: nameIn(one, language) }))}
              />
            </span>
            <span className="people-select">
              <OneOf
                label={time('year')}
                value={String(year)}
                onChange={(chosen) => list.set({ year: chosen })}
                options={years(now).map((value) => ({ value, label: value }))}
              />
            </span>
            {mayChange && (
              <Button className="push" icon={<Icon name="plus" />} onClick={() => setCopying(true)}>
                {time('newCalendar')}
              </Button>
            )}
          </Toolbar>
          <CalendarEditor
            key={`${shown.id}-${shown.version}-${year}-${calendars.isPlaceholderData}`}
            calendar={shown}
            year={year}
          />
        </>
      )}
      {copying && shown && <CopyDialog calendar={shown} onClose={() => setCopying(false)} />}
    </Page>
  )
}

function CopyDialog({ calendar, onClose }: { calendar: Calendar; onClose: () => void }) {
  const t = useWords(timeWords)
  const language = useLanguage()
  const [nameZh, setNameZh] = useState('')
  const [nameEn, setNameEn] = useState('')
  const create = useAct('POST /v1/calendars', (_, { body }) => {
    tellDone({ text: t('created', { name: nameIn(body, language) }) })
    onClose()
  })
  const field = (label: string, value: string, onChange: (text: string) => void) => (
    <Field label={label}>
      {(id) => <Input id={id} maxLength={60} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  )
  return (
    <FormDialog
      open
      title={t('newTitle', { name: nameIn(calendar, language) })}
      submit={t('create')}
      busy={create.isPending}
      error={create.error}
      disabled={nameZh.trim() === '' || nameEn.trim() === ''}
      onClose={onClose}
      onSubmit={() => create.mutate({ body: { copyOf: calendar.id, nameZh: nameZh.trim(), nameEn: nameEn.trim() } })}
    >
      <div className="fields">
        {field(t('nameZh'), nameZh, setNameZh)}
        {field(t('nameEn'), nameEn, setNameEn)}
      </div>
    </FormDialog>
  )
}

/** Who is away, month by month. */
export function LeavePage() {
  const t = useWords(peopleWords)
  useCrumbs([{ label: t('people'), to: '/people' }, { label: t('leaveView') }])
  return (
    <Page>
      <h1 className="hidden-text">{t('leaveView')}</h1>
      <PeopleTabs current="leaveView" />
      <LeaveMonth />
    </Page>
  )
}
