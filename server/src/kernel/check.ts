/** One invariant as a query: it returns the rows that break it, none while it holds. `baton verify` runs each as `baton_verify`. */
export interface Check {
  /** The number that the quality page gives it, such as "M1". */
  readonly id: string
  readonly title: string
  readonly sql: string
}
