import './own-input.css'

export interface DayInputProps {
  id?: string
  label?: string
  value: string
  onChange: (day: string) => void
  min?: string
  described?: string
  wrong?: boolean
  /** Where it stands in a grid of fields. */
  cell?: string
}

/** A day, YYYY-MM-DD or empty. The browser's own picker: it opens above dialogs, and on phones it is the one people know. */
export function DayInput({ id, label, value, onChange, min, described, wrong, cell }: DayInputProps) {
  return (
    <input
      type="date"
      className="own-input"
      id={id}
      aria-label={label}
      aria-describedby={described}
      aria-invalid={wrong || undefined}
      data-cell={cell}
      data-empty={value === '' || undefined}
      value={value}
      min={min}
      max="2099-12-31"
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

export interface OneOfProps<Value extends string> {
  id?: string
  label?: string
  value: Value
  onChange: (value: Value) => void
  options: readonly { value: Value; label: string }[]
  described?: string
  wrong?: boolean
}

/** One of a few, in the browser's own list, which opens above dialogs too. */
export function OneOf<Value extends string>(props: OneOfProps<Value>) {
  const { id, label, value, onChange, options, described, wrong } = props
  return (
    <select
      className="own-input"
      id={id}
      aria-label={label}
      aria-describedby={described}
      aria-invalid={wrong || undefined}
      value={value}
      onChange={(event) => onChange(event.target.value as Value)}
    >
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  )
}
