import { Input } from 'antd'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { companyZone } from '../../ui/use-format.ts'
import { dayAt, dayNumber, instantAt, momentOf } from '../../ui/zone.ts'
import { minutesOf } from './hours.ts'
import { timeWords } from './time-words.ts'
import './leave-dialog.css'

/** A day and a time of it, as they are typed. */
interface Moment {
  day: string
  time: string
}

const midnight = (days: number): Moment => ({
  day: dayAt(dayNumber(momentOf(new Date().toISOString(), companyZone()).day) + days),
  time: '00:00',
})

/** The instant on the company’s clock; null while something of it cannot be read. */
const instantOf = ({ day, time }: Moment): string | null => {
  const minutes = minutesOf(time)
  return day === '' || minutes === null ? null : instantAt(day, minutes, companyZone())
}

export interface LeaveDialogProps {
  /** Who may be chosen; one alone is not asked for. */
  persons: readonly { id: string; name: string }[]
  onClose: () => void
}

/** Leave, from one moment to another: a whole day runs from midnight to midnight. */
export function LeaveDialog({ persons, onClose }: LeaveDialogProps) {
  const t = useWords(timeWords)
  const [personId, setPersonId] = useState(persons[0]?.id ?? '')
  const [from, setFrom] = useState(() => midnight(1))
  const [until, setUntil] = useState(() => midnight(2))
  const [reason, setReason] = useState('')
  const name = persons.find(({ id }) => id === personId)?.name ?? ''
  const [start, end] = [instantOf(from), instantOf(until)]
  const wrong = start === null || end === null || end <= start
  const record = useAct('POST /v1/leave', () => {
    tellDone({ text: t('recorded', { name }) })
    onClose()
  })
  const moment = (label: string, value: Moment, onChange: (value: Moment) => void, fault?: string) => (
    <Field label={label} fault={fault}>
      {(id, described) => (
        <span className="leave-moment">
          <DayInput id={id} described={described} value={value.day} onChange={(day) => onChange({ ...value, day })} />
          <input
            type="text"
            inputMode="numeric"
            className="own-input"
            aria-label={`${label} ${t('time')}`}
            aria-invalid={minutesOf(value.time) === null || undefined}
            maxLength={5}
            value={value.time}
            onChange={(event) => onChange({ ...value, time: event.target.value })}
          />
        </span>
      )}
    </Field>
  )
  return (
    <FormDialog
      open
      title={persons.length === 1 ? t('recordTitle', { name }) : t('record')}
      submit={t('record')}
      busy={record.isPending}
      error={record.error}
      disabled={wrong || personId === ''}
      onClose={onClose}
      onSubmit={() =>
        start && end && record.mutate({ body: { personId, from: start, until: end, reason: reason.trim() } })
      }
    >
      <div className="fields">
        {persons.length > 1 && (
          <Field label={t('choosePerson')} className="field-wide">
            {(id) => (
              <OneOf
                id={id}
                value={personId}
                onChange={setPersonId}
                options={persons.map((one) => ({ value: one.id, label: one.name }))}
              />
            )}
          </Field>
        )}
        {moment(t('from'), from, setFrom)}
        {moment(t('until'), until, setUntil, wrong ? t('orderWrong') : undefined)}
        <Field
          label={t('reason')}
          className="field-wide"
          fault={isProblem(record.error) ? record.error.faultAt('reason') : undefined}
        >
          {(id, described) => (
            <Input
              id={id}
              aria-describedby={described}
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
    </FormDialog>
  )
}
