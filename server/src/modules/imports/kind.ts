import type { ImportKind } from '@baton/contract/imports'
import type { Loaded } from '../../kernel/read.ts'
import type { Statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { Value } from './cells.rules.ts'
import { type Fault, faults } from './faults.rules.ts'
import type { Field } from './field.rules.ts'

/** A row of a file as values by field, with what is wrong in its cells already. */
export interface Parsed {
  line: number
  /** The first line with its key. */
  lead: number
  key: string | null
  values: Record<string, Value | undefined>
  /** The column that fills each field. */
  columns: Record<string, number>
  faults: Fault[]
}

/** What a row comes to. One that is ready carries what is to be created; one that exists what it already is. */
export interface Judged<Ready> {
  line: number
  state: 'ready' | 'wrong' | 'existing'
  faults: Fault[]
  subjectId: string | null
  /** What is ready changes what is there. */
  changes?: true
  ready?: Ready
}

/** How rows are looked at: `writes` is false in the dry run, which takes no numbers; with `updates` they change what is there. */
export interface How {
  writes: boolean
  updates: boolean
}

/** Rows found by their texts before the command begins, in the order of the kind's `lookups`. */
export type Found = Record<string, unknown>[][]

/** One kind of thing that can be imported: its fields, and how rows are checked against the company's data and written, many at once. */
export interface Kind<Loads, Ready> {
  kind: ImportKind
  /** The right to create such a thing by hand is the right to import it. */
  right: string
  fields: readonly Field[]
  /** The fields whose texts tell two rows apart, for the key; and the one that is named when they do not. */
  keyOf(values: Record<string, Value | undefined>): string | null
  keyField: string
  /** Rows that share a key make one thing together. */
  together?: boolean
  /** What must be known before trip 1. */
  lookups?(rows: readonly Parsed[]): [Statement<unknown>, unknown[]][]
  numbers?(rows: readonly Parsed[]): Record<string, number>
  /** Rows may change what is there, when the import says so. */
  updates?: true
  load(work: Work, rows: readonly Parsed[], found: Found, how: How): Loads
  judge(work: Work, rows: readonly Parsed[], facts: Loaded<Loads>, found: Found, how: How): Judged<Ready>[]
  write(work: Work, ready: readonly Ready[], importId: string): void
}

/** Keeps a kind's types together; the registry forgets them. */
export const kindOf = <Loads, Ready>(made: Kind<Loads, Ready>): Kind<Loads, Ready> => made

export const textValue = (row: Parsed, field: string): string => (row.values[field] as string | undefined) ?? ''

/** The texts of a field over many rows, each once. */
export const textsOf = (rows: readonly Parsed[], ...fields: string[]): string[] => [
  ...new Set(rows.flatMap((row) => fields.map((field) => textValue(row, field))).filter((text) => text !== '')),
]

/** A fault at the cell of a field. */
export const at = (row: Parsed, field: string, fault: Fault): Fault => ({
  ...fault,
  column: row.columns[field] ?? null,
})

export const wrong = (row: Parsed, found: readonly Fault[]): Judged<never> => ({
  line: row.line,
  state: 'wrong',
  faults: [...row.faults, ...found],
  subjectId: null,
})

export const existing = (row: Parsed, subjectId: string, remarks: readonly Fault[]): Judged<never> => ({
  line: row.line,
  state: 'existing',
  faults: [...remarks],
  subjectId,
})

/** What a row makes, or what it changes. */
export type MadeOrChanged<New, Change> = { made: New } | { changed: Change }

export const madeOf = <New, Change>(ready: readonly MadeOrChanged<New, Change>[]): New[] =>
  ready.flatMap((one) => ('made' in one ? one.made : []))
export const changedOf = <New, Change>(ready: readonly MadeOrChanged<New, Change>[]): Change[] =>
  ready.flatMap((one) => ('changed' in one ? one.changed : []))

/**
 * A row of something that is there. With `updates` it changes what it fills otherwise; else that stays, and what differs is named. Empty cells ask
 * for nothing. `change` has each field as it is and as the row wants it, `shown` as it is shown.
 */
export function standing<Change extends { before: object; after: object }>(
  row: Parsed,
  subjectId: string,
  fields: readonly Field[],
  change: Change,
  { shown, updates }: { shown: Record<string, string>; updates: boolean },
): Judged<{ changed: Change }> {
  const before = change.before as Record<string, unknown>
  const after = change.after as Record<string, unknown>
  const names = Object.keys(shown).filter((name) => before[keptAs(name)] !== after[keptAs(name)])
  const fault = updates ? faults.changes : faults.differs
  const told = names.map((name) => at(row, name, fault(fields.find((one) => one.name === name)!, shown[name]!)))
  if (!updates || names.length === 0) return existing(row, subjectId, told)
  return { line: row.line, state: 'ready', faults: told, subjectId, changes: true, ready: { changed: change } }
}

/** What a column is called where its value is kept, when that is another name. */
const KEPT: Record<string, string> = { owner: 'ownerId', taxRate: 'taxCode', department: 'departmentId' }
const keptAs = (name: string): string => KEPT[name] ?? name

/** A value of a row, or what is there when its cell is empty or its column absent. */
export const valueOr = <Value>(row: Parsed, field: string, kept: Value): Value =>
  row.values[field] === undefined || row.values[field] === '' ? kept : (row.values[field] as Value)

/** The first of several that a text names, by number before name; `ambiguous` when several bear the name. */
export function named<T extends { number: string; names: readonly string[] }>(
  all: readonly T[],
  text: string,
): T | 'unknown' | 'ambiguous' {
  const byNumber = all.find(({ number }) => number === text)
  if (byNumber) return byNumber
  const byName = all.filter(({ names }) => names.includes(text))
  return byName.length > 1 ? 'ambiguous' : (byName[0] ?? 'unknown')
}

const CURES: Record<string, { zh: string; en: string }> = {
  customer: { zh: '请核对，或先建立或导入这个客户。', en: 'Check it, or create or import this customer first.' },
  item: { zh: '请核对，或先建立或导入这个货品。', en: 'Check it, or create or import this item first.' },
  owner: {
    zh: '请写在职员工的工号或姓名，或留空。',
    en: 'Name an active employee by number or name, or leave it empty.',
  },
}

/** What a row's text names, or the fault in its place. */
export function resolve<T extends { number: string; names: readonly string[] }>(
  row: Parsed,
  field: Field,
  all: readonly T[],
  cure: { zh: string; en: string } = CURES[field.name] ?? listed(all),
): { one: T } | { fault: Fault } {
  const text = textValue(row, field.name)
  const one = named(all, text)
  if (one === 'unknown') return { fault: at(row, field.name, faults.unknown(field, text, cure)) }
  return one === 'ambiguous' ? { fault: at(row, field.name, faults.ambiguous(field, text)) } : { one }
}

/** Few enough to be listed: the cure names them. */
function listed(all: readonly { number: string; names: readonly string[] }[]): { zh: string; en: string } {
  const zh = all.slice(0, 12).map(({ names, number }) => names[0] ?? number)
  const en = all.slice(0, 12).map(({ names, number }) => names[1] ?? names[0] ?? number)
  return { zh: `请用：${zh.join('、')}。`, en: `Use one of: ${en.join(', ')}.` }
}
