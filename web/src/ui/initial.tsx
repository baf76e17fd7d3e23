import { departmentClass } from './departments.ts'
import { initialOf } from './names.ts'
import './people.css'

export interface InitialProps {
  name: string
  /** The department's kind. */
  department: string
  size?: 16 | 20 | 28
  /** Round: a department's pool rather than a person. */
  pool?: boolean
}

/** Whoever is not me and holds nothing of mine: the first character on the department's tint. Silent; a name stands beside it. */
export function Initial({ name, department, size = 20, pool }: InitialProps) {
  const classes = ['initial', `initial-${size}`, departmentClass(department)]
  if (pool) classes.push('initial-pool')
  return (
    <i className={classes.join(' ')} aria-hidden="true">
      {initialOf(name)}
    </i>
  )
}
