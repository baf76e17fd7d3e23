/** One invariant as a query: it returns the rows that break it, none while it holds. `baton verify` runs each as `baton_verify`. */
export interface Check {
  /** The number that the quality page gives it, such as "M1". */
  readonly id: string
  readonly title: string
  readonly sql: string
  /** The reading that it looks at, by its name, which is a table while the audit lasts. */
  readonly reads?: string
  /** Which rows of the reading it looks at; where all who share a reading say so, only such rows are kept. */
  readonly where?: string
}

/** A check that shows the rows of a reading for which a condition is true, which none should be. */
export const noneOf = (reads: string, where: string, shows: string): Pick<Check, 'sql' | 'reads' | 'where'> => ({
  reads,
  where,
  sql: `select ${shows} from ${reads} where ${where}`,
})

/** Rows that several checks look at, read once. */
export interface Reading {
  readonly name: string
  readonly title: string
  readonly sql: string
}
