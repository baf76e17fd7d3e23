import './own-input.css'

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
