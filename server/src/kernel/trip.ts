import pg from 'pg'
import type { Statement } from './statement.ts'
import { Packet } from './wire.ts'

/** Makes a row of its fields as PostgreSQL sent them. */
type MakeRow = (fields: readonly (string | null)[]) => Record<string, unknown>

/** One for all connections, so that it is soon compiled well. */
const makers = new Map<string, MakeRow>()

/**
 * A function that makes the rows of one statement, compiled for its columns: rows that all have their columns in one order, set at once,
 * are several times cheaper to make and to read than those that are filled name by name. The names are those of our own statements.
 */
function rowMaker(columns: readonly { name: string; dataTypeID: number }[]): MakeRow {
  const key = columns.map(({ name, dataTypeID }) => `${dataTypeID} ${name}`).join('\n')
  const known = makers.get(key)
  if (known) return known
  const reads = columns.map(({ dataTypeID }) => pg.types.getTypeParser(dataTypeID, 'text'))
  const properties = columns.map(
    ({ name }, index) =>
      `${JSON.stringify(name)}: fields[${index}] === null ? null : reads[${index}](fields[${index}])`,
  )
  const made = new Function('reads', `return (fields) => ({ ${properties.join(', ')} })`)(reads) as MakeRow
  makers.set(key, made)
  return made
}

const noRow: MakeRow = () => ({})

/** What one statement of a trip answered. */
export interface Answer {
  rows: Record<string, unknown>[]
  /** The command as PostgreSQL names it, such as `INSERT` or `COMMIT`, and how many rows it touched. */
  command: string
  count: number
}

/** The driver's connection, as far as a trip needs it. */
interface Connection {
  stream: { write(bytes: Uint8Array): boolean }
}

/** How to make the rows of the statements that a connection has prepared, by the names under which it did. */
type Known = Map<string, MakeRow>
const prepared = new WeakMap<Connection, Known>()
const packet = new Packet()

/**
 * Statements that go in one packet with one Sync, so that PostgreSQL answers in one packet too and skips what follows an error. The
 * driver's own pipeline sends a Sync, asks for the columns and gets a packet for each statement. Columns are asked for once.
 */
export class Trip {
  private readonly answers: Answer[] = []
  private known: Known = new Map()
  private rows: Record<string, unknown>[] = []
  private makeRow: MakeRow | undefined
  private unreadable: Error | undefined

  constructor(
    private readonly asked: readonly { statement: Statement<unknown>; values: unknown[] }[],
    /** Told once; with an error, the answers are those before it. */
    private readonly settle: (error: Error | undefined, answers: Answer[]) => void,
  ) {}

  /** The driver gives the trip its connection when that is free. */
  submit(connection: Connection): Error | null {
    const known: Known = prepared.get(connection) ?? new Map()
    prepared.set(connection, known)
    this.known = known
    const fresh = new Set<string>()
    try {
      for (const { statement, values } of this.asked) {
        const { preparedAs, text } = statement
        if (!known.has(preparedAs) && !fresh.has(preparedAs)) {
          fresh.add(preparedAs)
          packet.prepare(preparedAs, text)
        }
        packet.execute(preparedAs, values)
      }
    } catch (error) {
      packet.discard()
      return error as Error
    }
    connection.stream.write(packet.close())
    return null
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
    this.makeRow = rowMaker(fields)
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    if (this.unreadable) return
    this.makeRow ??= this.known.get(this.current)!
    try {
      this.rows.push(this.makeRow(fields))
    } catch (error) {
      this.unreadable = error as Error
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    const { current, known } = this
    if (!known.has(current)) known.set(current, this.makeRow ?? noRow)
    const parts = text.split(' ')
    this.answers.push({ rows: this.rows, command: parts[0]!, count: Number(parts.at(-1)) || 0 })
    this.rows = []
    this.makeRow = undefined
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  handleError(error: Error): void {
    this.settle(error, this.answers)
  }

  handleReadyForQuery(): void {
    this.settle(this.unreadable, this.answers)
  }

  /** Under which name the statement that is being answered is prepared. */
  private get current(): string {
    return this.asked[this.answers.length]!.statement.preparedAs
  }
}
