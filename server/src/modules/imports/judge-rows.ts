import type { ImportKind } from '@baton/contract/imports'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import { readRow } from './cells.rules.ts'
import { type Fault, faults } from './faults.rules.ts'
import { stoppedState } from './import.rules.ts'
import {
  type FileRow,
  type Import,
  type ImportChange,
  loadImport,
  recount,
  saveImport,
  saveStates,
} from './import-rows.ts'
import type { Found, How, Judged, Parsed } from './kind.ts'
import { KINDS } from './kinds.ts'

/** Rows with all that share a key with them, as they stood at a version of the import. */
export interface JudgeRows {
  id: string
  kind: ImportKind
  version: number
  /** Up to which line the rows were looked for. */
  reached: number
  how: How
  rows: Parsed[]
  found: Found
}

/** A row's cells by the import's columns, with what its reading found. */
export function parse({ kind, fields: columns, headings }: Import, row: FileRow): Parsed {
  const { fields, keyField, together } = KINDS[kind]
  const { values, faults: found } = readRow(fields, columns, row.cells, row.lead === row.line)
  const all: Fault[] = [...found]
  const places = Object.fromEntries(columns.flatMap((name, column) => (name === null ? [] : [[name, column]])))
  if (row.broken === 'quote') all.push(faults.quote())
  else if (row.cells.length > headings.length) all.push(faults.manyCells(row.cells.length, headings.length))
  if (!together && row.lead !== row.line) {
    const field = fields.find(({ name }) => name === keyField)!
    all.push({ ...faults.twice(field, row.lead), column: places[keyField] ?? null })
  }
  return { line: row.line, lead: row.lead, key: row.key, values, columns: places, faults: all }
}

const lockTurn = statement<{ kind: string }>(
  'imports.lockTurn',
  'select kind from imports.turn where kind = $1 order by kind for no key update',
)

/**
 * Checks some rows against the company's data and, when it is no dry run, writes those that are ready: in one transaction with what
 * became of each, so that a row is never written twice and none is forgotten.
 */
export const judgeRows = command({
  numbers: ({ kind, rows, how }: JudgeRows): Record<string, number> =>
    (how.writes && KINDS[kind].numbers?.(rows)) || {},
  load: (work, { id, kind, rows, found, how }) => {
    if (how.writes) work.read(lockTurn, [kind])
    const known = loadImport(work, id)
    const facts = KINDS[kind].load(work, rows, found, how)
    loadChains(work, 'import', [id])
    return { known, facts }
  },
  run: (work, { id, kind, version, reached, rows, found, how }, { known, facts }) => {
    // Somebody mended a row or stopped it since the rows were read; what that began looks at them again.
    if (known?.version !== version) return { passed: true }

    const judged: Judged<unknown>[] = KINDS[kind].judge(work, rows, facts, found, how)
    const { writes } = how
    const ready = judged.flatMap((one) => one.ready ?? [])
    if (writes && ready.length > 0) KINDS[kind].write(work, ready, id)
    saveStates(
      work,
      id,
      judged.map((one) => (one.state === 'ready' ? settled(one, writes) : { ...one, faults: byColumn(one.faults) })),
    )
    advance(work, known, reached, { judged: judged.length, ...(writes && written(judged)) })
    return { passed: false }
  },
})

/** As a reader meets them from left to right; what concerns the whole row stands last. */
const byColumn = (found: readonly Fault[]): Fault[] =>
  [...found].sort((one, other) => (one.column ?? Number.MAX_SAFE_INTEGER) - (other.column ?? Number.MAX_SAFE_INTEGER))

const written = (judged: readonly Judged<unknown>[]) => {
  const ready = judged.filter(({ state }) => state === 'ready')
  const updated = ready.filter(({ changes }) => changes).length
  return { created: ready.length - updated, ...(updated > 0 && { updated }) }
}

function settled(one: Judged<unknown>, writes: boolean) {
  if (!writes) return { ...one, state: 'ready' as const, subjectId: null }
  return { ...one, state: one.changes ? ('updated' as const) : ('created' as const) }
}

function advance(work: Work, before: Import, reached: number, data: Record<string, unknown>): void {
  recount(work, before.id)
  saveImport(work, before, { reached })
  record(work, { type: 'imports.advanced', kind: 'import', id: before.id, data })
}

/** Marks rows that could not be written for a reason that no rule foresaw, so that the others go on. */
export const setAside = command({
  load: (work, { id }: { id: string; version: number; lines: number[] }) => {
    const known = loadImport(work, id)
    loadChains(work, 'import', [id])
    return { known }
  },
  run: (work, { id, version, lines }, { known }) => {
    if (known?.version !== version) return { passed: true }
    const wrong = { state: 'wrong' as const, faults: [faults.failed()], subjectId: null }
    saveStates(
      work,
      id,
      lines.map((line) => ({ line, ...wrong })),
    )
    advance(work, known, known.reached, { setAside: lines })
    return { passed: false }
  },
})

interface EndImport {
  id: string
  version: number
  /** Why it stops before its end; absent when nothing is left to do. */
  because?: { zh: string; en: string }
}

/** Ends a check or an import: nothing is left to do, or the one in whose name it runs may no longer do it. */
export const endImport = command({
  load: (work, { id }: EndImport) => {
    const known = loadImport(work, id)
    loadChains(work, 'import', [id])
    return { known }
  },
  run: (work, { id, version, because }, { known }) => {
    if (known?.version !== version) return { passed: true }
    const { state, rows, ready, wrong, existing, created, updated } = known
    const change: ImportChange = because
      ? { state: stoppedState(known), stoppedBecause: because }
      : state === 'importing'
        ? { state: 'done', finishedAt: work.now }
        : { state: 'checked' }
    saveImport(work, known, change)
    const type = because ? 'imports.stopped' : state === 'importing' ? 'imports.finished' : 'imports.checked'
    record(work, { type, kind: 'import', id, data: { rows, ready, wrong, existing, created, updated, ...because } })
    return { passed: false }
  },
})
