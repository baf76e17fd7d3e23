/** One invariant as a query: it returns the rows that break it, none while it holds. `baton verify` runs each as `baton_verify`. */
export interface Check {
  /** The number that the quality page gives it, such as "M1". */
  readonly id: string
  readonly title: string
  readonly sql: string
  /** The readings that it looks at, by their names, which are tables while the audit lasts. */
  readonly reads?: readonly string[]
}

/** Rows that several checks look at, read once. */
export interface Reading {
  readonly name: string
  readonly title: string
  readonly sql: string
}
