/** A named, prepared SQL statement. The name is unique and tells in errors and measurements whose statement it is. */
export interface Statement<Row> {
  readonly name: string
  readonly text: string
  /** The name under which connections prepare it: that of the first statement with this text, so that each plans it once. */
  readonly preparedAs: string
  /** Carries the row's type only; never set. */
  readonly row?: Row
}

/** PostgreSQL cuts names behind this many bytes, and two statements would be one. */
const LONGEST_NAME = 63

const known = new Map<string, Statement<unknown>>()
const preparedNames = new Map<string, string>()

/** Declares a statement. `$n` are its parameters; row-level security adds the company, so no statement names it in a WHERE. */
export function statement<Row = never>(name: string, text: string): Statement<Row> {
  if (known.has(name)) throw new Error(`Two statements are called ${name}`)
  if (Buffer.byteLength(name) > LONGEST_NAME) throw new Error(`The statement's name ${name} is too long`)
  const preparedAs = preparedNames.get(text) ?? name
  preparedNames.set(text, preparedAs)
  const made = { name, text, preparedAs }
  known.set(name, made)
  return made
}

/** A statement composed of the parts that a request uses: known by a name that says which, so that there are few and each is prepared once. */
export function variant<Row>(name: string, text: string): Statement<Row> {
  const one = known.get(name)
  if (!one) return statement(name, text)
  if (one.text !== text) throw new Error(`Two different statements are called ${name}`)
  return one as Statement<Row>
}

/** All statements that are loaded, for the tests that prepare and explain each. */
export const allStatements = (): ReadonlyMap<string, Statement<unknown>> => known
