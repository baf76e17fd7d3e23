/** A named, prepared SQL statement. The name is unique, so that PostgreSQL parses and plans it once a connection. */
export interface Statement<Row> {
  readonly name: string
  readonly text: string
  /** Carries the row's type only; never set. */
  readonly row?: Row
}

const known = new Map<string, Statement<unknown>>()

/** Declares a statement. `$n` are its parameters; row-level security adds the company, so no statement names it in a WHERE. */
export function statement<Row = never>(name: string, text: string): Statement<Row> {
  if (known.has(name)) throw new Error(`Two statements are called ${name}`)
  const made = { name, text }
  known.set(name, made)
  return made
}

/** All statements that are loaded, for the tests that prepare and explain each. */
export const allStatements = (): ReadonlyMap<string, Statement<unknown>> => known
