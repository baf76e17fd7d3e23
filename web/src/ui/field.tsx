import { Fragment, type ReactNode, useId } from 'react'
import './field.css'

export interface FieldProps {
  label: string
  /** What is wrong, below it: the server's sentence or the form's own. */
  fault?: string | false | null
  hint?: ReactNode
  /** `field-wide` takes the whole width of a form in two columns. */
  className?: string
  /** The control: it carries the id, and says by `described` what stands below it. */
  children: (id: string, described: string | undefined) => ReactNode
}

/** A label above its control, and below it what is wrong with it or worth knowing. */
export function Field({ label, fault, hint, className, children }: FieldProps) {
  const id = useId()
  const note = fault || hint
  const described = note ? `${id}-note` : undefined
  return (
    <div className={className ? `field ${className}` : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children(id, described)}
      {note && (
        <p id={described} className={fault ? 't12 rouge' : 't12 quiet'}>
          {note}
        </p>
      )}
    </div>
  )
}

/** Fields in two columns; on a phone one below the other. */
export function Fields({ children }: { children: ReactNode }) {
  return <div className="fields">{children}</div>
}

export interface DayInputProps {
  id?: string
  /** Its spoken name where no field gives it one. */
  label?: string
  described?: string
  value: string
  /** YYYY-MM-DD, the first day that may be chosen. */
  min?: string
  onChange: (day: string) => void
}

/** The browser's own way to choose a day. */
export function DayInput({ id, label, described, value, min, onChange }: DayInputProps) {
  return (
    <input
      id={id}
      type="date"
      className="own-input"
      aria-label={label}
      aria-describedby={described}
      value={value}
      min={min}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

export interface OneOfProps<Value extends string> {
  id?: string
  label?: string
  described?: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}

/** The browser's own list of choices. */
export function OneOf<Value extends string>({ id, label, described, value, options, onChange }: OneOfProps<Value>) {
  return (
    <select
      id={id}
      className="own-input"
      aria-label={label}
      aria-describedby={described}
      value={value}
      onChange={(event) => onChange(event.target.value as Value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

/** Label and value, line by line; what is empty is left out. An empty label continues the line above. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== '' && value !== null && value !== undefined && value !== false)
        .map(([label, value], index) => (
          <Fragment key={label || `line-${index}`}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  )
}
