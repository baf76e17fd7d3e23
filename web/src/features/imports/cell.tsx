import { type FocusEvent, type KeyboardEvent, useState } from 'react'
import { useWords } from '../../app/language.ts'
import { importWords } from './words.ts'

export interface CellProps {
  text: string
  /** Spoken name of the field. */
  name: string
  fault: string | undefined
  /** Absent: it can no longer be changed. */
  onMend: ((text: string) => void) | undefined
  /** In a card it is a field with its label; in the grid a table cell. */
  as?: 'field'
  label?: string
}

/** One cell of the file: pressed, it becomes a field; Enter or leaving it saves, Esc does not. */
export function Cell({ text, name, fault, onMend, as, label }: CellProps) {
  const t = useWords(importWords)
  const [draft, setDraft] = useState<string | null>(null)
  const save = () => {
    if (draft !== null && draft.trim() !== text) onMend?.(draft)
    setDraft(null)
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter') save()
    if (event.key !== 'Escape') return
    event.stopPropagation()
    setDraft(null)
  }
  const field = (value: string) => (
    <input
      className="own-input"
      aria-label={name}
      aria-invalid={fault ? true : undefined}
      maxLength={4000}
      value={value}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={keys}
      onBlur={save}
      {...(as ? {} : { ref: focused, onFocus: (event: FocusEvent<HTMLInputElement>) => event.target.select() })}
    />
  )
  if (as)
    return (
      <div className="import-field">
        <span className="t12 quiet">{label}</span>
        {field(draft ?? text)}
      </div>
    )
  if (draft !== null) return <td className="import-editing">{field(draft)}</td>
  return (
    <td data-bad={fault ? true : undefined} title={fault ?? text}>
      {onMend ? (
        <button
          type="button"
          className="import-cell"
          aria-label={`${name}: ${text || t('emptyCell')}`}
          onClick={() => setDraft(text)}
        >
          {text || ' '}
        </button>
      ) : (
        <span className="import-cell">{text}</span>
      )}
    </td>
  )
}

/** The field takes the place of the button that had the focus. */
const focused = (field: HTMLInputElement | null) => field?.focus()
