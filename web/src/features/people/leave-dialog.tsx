import { Input } from 'antd'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { timeWords } from './time-words.ts'

/** The local spelling that the browser's own field takes: 2026-11-23T09:00. */
export const localOf = (at: Date): string => {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

const midnight = (days: number): string => {
  const at = new Date()
  at.setHours(0, 0, 0, 0)
  at.setDate(at.getDate() + days)
  return localOf(at)
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
  const wrong = from === '' || until === '' || until <= from
  const record = useAct('POST /v1/leave', () => {
    tellDone({ text: t('recorded', { name }) })
    onClose()
  })
  const moment = (label: string, value: string, onChange: (text: string) => void, fault?: string) => (
    <Field label={label} fault={fault}>
      {(id, described) => (
        <input
          id={id}
          type="datetime-local"
          className="own-input"
          aria-describedby={described}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
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
        record.mutate({
          body: {
            personId,
            from: new Date(from).toISOString(),
            until: new Date(until).toISOString(),
            reason: reason.trim(),
          },
        })
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
