import { useId } from 'react'
import './choice.css'

export interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  onChange: (value: Value) => void
  options: { value: Value; label: string }[]
  /** 28 px unless told. */
  small?: boolean
}

/** Two to four choices in one bar, the chosen one in ink: 人员 | 部门 | 自动分配. */
export function Choice<Value extends string>({ label, value, onChange, options, small }: ChoiceProps<Value>) {
  const name = useId()
  return (
    <fieldset className={small ? 'choice choice-small' : 'choice'} aria-label={label}>
      {options.map((option) => (
        <label key={option.value} data-on={option.value === value || undefined}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
