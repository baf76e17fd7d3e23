import { Checkbox, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { basicsWords } from './words.ts'

export interface FormField {
  name: string
  label: string
  hint?: ReactNode
  kind?: 'text' | 'figure' | 'day' | 'tick' | 'choice'
  /** Of a choice. */
  options?: { value: string; label: string }[]
  most?: number
  /** It may stay empty. */
  optional?: boolean
}

export interface CodeDialogProps {
  title: string
  submit: string
  fields: readonly FormField[]
  first: Record<string, string>
  busy: boolean
  error: unknown
  onClose: () => void
  onSubmit: (values: Record<string, string>) => void
}

/** A small form of a master that others refer to: names, figures, a day, a tick ("1" or nothing). */
export function CodeDialog({ title, submit, fields, first, busy, error, onClose, onSubmit }: CodeDialogProps) {
  const t = useWords(basicsWords)
  const [values, setValues] = useState(first)
  const set = (name: string, text: string) => setValues({ ...values, [name]: text })
  const faultAt = (name: string) => (isProblem(error) ? error.faultAt(name) : undefined)
  const missing = fields.some(
    ({ name, optional, kind }) => !optional && kind !== 'tick' && (values[name] ?? '').trim() === '',
  )
  return (
    <FormDialog
      open
      width={480}
      title={title}
      submit={submit || t('save')}
      busy={busy}
      disabled={missing}
      error={error}
      names={Object.fromEntries(fields.map(({ name, label }) => [name, label]))}
      onClose={onClose}
      onSubmit={() => onSubmit(values)}
    >
      {fields.map(({ name, label, hint, kind = 'text', most = 60, options = [] }) =>
        kind === 'tick' ? (
          <Checkbox
            key={name}
            checked={values[name] === '1'}
            onChange={(event) => set(name, event.target.checked ? '1' : '')}
          >
            {label}
          </Checkbox>
        ) : (
          <Field key={name} label={label} hint={hint} fault={faultAt(name)}>
            {(id, described) =>
              kind === 'day' ? (
                <DayInput id={id} described={described} value={values[name] ?? ''} onChange={(day) => set(name, day)} />
              ) : kind === 'choice' ? (
                <OneOf id={id} value={values[name] ?? ''} onChange={(value) => set(name, value)} options={options} />
              ) : (
                <Input
                  id={id}
                  aria-describedby={described}
                  inputMode={kind === 'figure' ? 'decimal' : undefined}
                  maxLength={most}
                  value={values[name] ?? ''}
                  onChange={(event) => set(name, event.target.value)}
                />
              )
            }
          </Field>
        ),
      )}
    </FormDialog>
  )
}
