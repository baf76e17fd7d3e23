import { Button } from 'antd'
import type { FormEvent, ReactNode } from 'react'
import { useWords } from '../../app/language.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { Field } from '../../ui/field.tsx'
import type { GridColumn } from '../../ui/paste-grid.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { openingWords } from './words.ts'
import './opening.css'

interface OpeningFormProps {
  head: ReactNode
  error: unknown
  /** Of the grid: a refusal calls its cells as it does. */
  columns: readonly GridColumn<string>[]
  /** What is to be known beside the button. */
  foot?: ReactNode
  /** What the button says and of how many lines; without any there is nothing to open. */
  button: string
  count: number
  busy: boolean
  onSubmit: () => void
  children: ReactNode
}

/** A grid of lines that open something, with what holds for all of them above and one button below. */
export function OpeningForm({ head, error, columns, foot, button, count, busy, onSubmit, children }: OpeningFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy && count > 0) onSubmit()
  }
  return (
    <form className="opening" onSubmit={submit} noValidate>
      <div className="opening-head">{head}</div>
      {children}
      <ProblemNotice error={error} names={Object.fromEntries(columns.map(({ name, title }) => [name, title]))} />
      <div className="opening-foot">
        {foot}
        <Button type="primary" htmlType="submit" className="push" loading={busy} disabled={count === 0}>
          {button}
        </Button>
      </div>
    </form>
  )
}

/** The day on which an opening enters the ledger; empty is today. */
export function OpeningDay({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useWords(openingWords)
  return (
    <Field label={t('on')}>
      {(id, described) => <DayInput id={id} described={described} value={value} onChange={onChange} />}
    </Field>
  )
}
