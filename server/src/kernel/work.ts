import { newId } from './identifiers.ts'
import { Read } from './read.ts'
import type { Statement } from './statement.ts'

/** Who acts. Rights are names of commands; `scope` says whose orders the person may read. */
export interface Actor {
  readonly personId: string
  readonly userId: string
  readonly name: string
  readonly departmentId: string
  /** The person, the department, and the departments headed (with those below): whose rows in `custody.visible` count. */
  readonly viewerIds: readonly string[]
  readonly headOf: readonly string[]
  readonly rights: ReadonlySet<string>
  readonly scope: Scope
  readonly roles: readonly string[]
}

export type Scope = 'own' | 'department' | 'below' | 'all'

export interface Company {
  readonly id: string
  readonly name: string
  readonly currency: string
  readonly timeZone: string
  readonly language: 'zh' | 'en'
  readonly settings: CompanySettings
  /** Active departments, as remembered with the rights; work finds its department by kind. */
  readonly calendar: Calendar
  readonly departments: readonly RememberedDepartment[]
  /** Everybody who ever worked here, by id, as remembered with the rights. */
  readonly persons: ReadonlyMap<string, RememberedPerson>
}

export interface RememberedPerson {
  readonly name: string
  readonly departmentId: string
  /** Whether the person works here still. */
  readonly active: boolean
  /** Whether they do and have any right, so that work can be given to them. */
  readonly entitled: boolean
}

export interface RememberedDepartment {
  readonly id: string
  readonly kind: string
  readonly headId: string | null
  /** Its own calendar, where it does not follow the company's. */
  readonly calendar?: Calendar | null
}

/** The working week, minutes from midnight, Monday 1 to Sunday 7; and the days that differ from it, by "2026-10-01". */
export interface Calendar {
  readonly shifts: readonly { readonly weekday: number; readonly from: number; readonly to: number }[]
  readonly days: ReadonlyMap<string, boolean>
}

/** Policies that a company sets for itself; absent ones have the defaults of `settingsOf`. */
export interface CompanySettings {
  /** How far below the list price sales may go without a reviewer, millionths. */
  readonly priceAllowance: number
  /** Hours in which a receiver is to answer. */
  readonly answerHours: number
  /** Days after shipment when a delivery counts as signed by policy; 0: never. */
  readonly signAfterDays: number
  /** What a new customer starts with: days after the invoice, and what is invoiced. */
  readonly termDays: number
  readonly invoiceBasis: 'signed' | 'shipped'
}

type Queued = { statement: Statement<unknown>; values: unknown[]; read: Read<unknown[]> | undefined }

/** An event as a command states it; the chain's sequence and hash are added when it is written. */
export interface NewEvent {
  type: string
  kind: string
  id: string
  data: Record<string, unknown>
  /** The subject's first event: it has no chain yet. */
  begins?: boolean
}

/**
 * One command's work with the database: first reads are queued and flushed together, then everything that is to be written.
 * It is the only handle to rows that a command has, so no statement can run outside its transaction and company.
 */
export class Work {
  readonly queue: Queued[] = []
  /** Reads at the end of trip 1: chain heads, which are locked after everything else. */
  readonly tail: Queued[] = []
  /** Writes that wait for their turn where transactions are written side by side. */
  readonly inTurn: Queued[] = []
  readonly events: NewEvent[] = []
  /** Changes that are no events of a journal, for open pages. */
  readonly tells: { kind: string; id: string; type: string }[] = []
  /** Chain heads locked in trip 1, by "kind:id". */
  readonly heads = new Map<string, { sequence: number; hash: Buffer }>()
  /** A statement that is to be the last before commit: it takes a gapless number. */
  last: { statement: Statement<{ number: bigint }>; values: unknown[]; complete: (number: bigint) => void } | undefined
  private phase: 'loading' | 'deciding' | 'over' = 'loading'

  constructor(
    readonly actor: Actor,
    readonly company: Company,
    readonly now: Date,
    private readonly numbers: Record<string, string[]>,
    /** Of the person who reads the reply. */
    readonly language: 'zh' | 'en' = company.language,
  ) {}

  /** Queues a read for trip 1. */
  read<Row>(statement: Statement<Row>, values: unknown[] = []): Read<Row[]> {
    if (this.phase !== 'loading') throw new Error(`${statement.name} reads after trip 1: a command has two round trips`)
    const read = new Read<unknown[]>()
    this.queue.push({ statement, values, read })
    return read as Read<Row[]>
  }

  /** Queues a read at the end of trip 1. */
  readLast<Row>(statement: Statement<Row>, values: unknown[]): Read<Row[]> {
    const read = this.read(statement, values)
    this.tail.push(this.queue.pop()!)
    return read
  }

  /** Queues a write for trip 2. */
  write(statement: Statement<unknown>, values: unknown[]): void {
    if (this.phase !== 'deciding') throw new Error(`${statement.name} writes before the decision`)
    this.queue.push({ statement, values, read: undefined })
  }

  /** Queues a write of what an import's transactions share, such as a counter: it follows all others, when the transaction before has committed. */
  writeInTurn(statement: Statement<unknown>, values: unknown[]): void {
    this.inTurn.push({ statement, values, read: undefined })
  }

  /**
   * Queues a write of rows whose columns are arrays. What a command writes by one statement in several places goes in one, at the first
   * one's place; values that are no arrays are the same for all.
   */
  writeRows(statement: Statement<unknown>, values: unknown[]): void {
    const same = this.queue.find((one) => one.statement === statement)
    if (same) {
      same.values = same.values.map((value, index) =>
        Array.isArray(value) ? [...value, ...(values[index] as unknown[])] : value,
      )
    } else {
      this.write(statement, values)
    }
  }

  /** The last write before commit: takes a number from its counter, so that nobody waits longer for it than the commit takes. */
  writeLast(statement: Statement<{ number: bigint }>, values: unknown[], complete: (number: bigint) => void): void {
    if (this.last) throw new Error('A command takes one gapless number')
    this.last = { statement, values, complete }
  }

  newId(): string {
    return newId(this.now)
  }

  /** A unique human number; gaps are allowed. The command says in `numbers` how many of each series it may take. */
  nextNumber(series: string): string {
    const number = this.numbers[series]?.shift()
    if (!number) throw new Error(`The command asked for too few numbers of ${series}`)
    return number
  }

  enter(phase: 'deciding' | 'over'): void {
    this.phase = phase
  }
}

/** Says that something became true. It is written with the command, chained to the subject's last event. */
export function record(work: Work, ...events: NewEvent[]): void {
  work.events.push(...events)
}

/** Tells open pages of a change that belongs to no journal, after the commit. */
export function tell(work: Work, ...changes: Work['tells']): void {
  work.tells.push(...changes)
}
