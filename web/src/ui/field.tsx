import { Fragment, type ReactNode, useId } from 'react'
import './field.css'
import './own-input.css'

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
