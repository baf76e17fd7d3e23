import type { ImportKind, ImportRowState, ImportState } from '@baton/contract/imports'
import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { Fault } from './faults.rules.ts'

/** An import as it is kept. */
export interface Import {
  id: string
  kind: ImportKind
  fileName: string
  encoding: string
  headings: string[]
  fields: (string | null)[]
  state: ImportState
  rows: number
  ready: number
  wrong: number
  existing: number
  created: number
  updated: number
  /** Whether rows change what is there. */
  updates: boolean
  /** Up to which line the check or the import that is running has come. */
  reached: number
  stoppedBecause: { zh: string; en: string } | null
  createdBy: string
  createdAt: Date
  startedBy: string | null
  finishedAt: Date | null
  version: number
}

export const IMPORT_COLUMNS = `import_id as id, kind, file_name as "fileName", encoding, headings, fields, state, rows, ready, wrong, existing, created, updated, updates, reached,
       stopped_because as "stoppedBecause", created_by as "createdBy", created_at as "createdAt", started_by as "startedBy",
       finished_at as "finishedAt", version`

/** One row of a file as it is kept. */
export interface FileRow {
  line: number
  lead: number
  key: string | null
  cells: string[]
  broken: string | null
  state: ImportRowState
  faults: Fault[]
  subjectId: string | null
}

export const ROW_COLUMNS = 'line, lead, key, cells, broken, state, faults, subject_id as "subjectId"'

const lockImport = statement<Import>(
  'imports.lockImport',
  `select ${IMPORT_COLUMNS} from imports.import where import_id = $1 for no key update`,
)

/** The import that a request names, under lock; `decideSeen` says whether the actor may know of it. */
export const loadImport = (work: Work, id: string): Read<Import | undefined> =>
  work.read(lockImport, [id]).map(([one]) => one)

const updateImport = statement(
  'imports.updateImport',
  `update imports.import
      set state = $2, fields = $3::jsonb, started_by = $4, finished_at = $5, stopped_because = $6::jsonb, reached = $7, updates = $8, version = version + 1
    where import_id = $1`,
)

/** What of an import changes beside its rows. */
export type ImportChange = Partial<
  Pick<Import, 'state' | 'fields' | 'updates' | 'startedBy' | 'finishedAt' | 'stoppedBecause' | 'reached'>
>

/** Writes a changed import; answers what it is then. */
export function saveImport(work: Work, before: Import, change: ImportChange): Import {
  const after = { ...before, ...change, version: before.version + 1 }
  work.write(updateImport, [
    after.id,
    after.state,
    JSON.stringify(after.fields),
    after.startedBy,
    after.finishedAt,
    after.stoppedBecause && JSON.stringify(after.stoppedBecause),
    after.reached,
    after.updates,
  ])
  return after
}

const countRows = statement(
  'imports.countRows',
  `update imports.import i set ready = c.ready, wrong = c.wrong, existing = c.existing, created = c.created, updated = c.updated
     from (select count(*) filter (where state = 'ready') as ready, count(*) filter (where state = 'wrong') as wrong,
                  count(*) filter (where state = 'existing') as existing, count(*) filter (where state = 'created') as created,
                  count(*) filter (where state = 'updated') as updated
             from imports.file_row where import_id = $1) c
    where i.import_id = $1`,
)

/** Counts an import's rows by state, after they were written in the same transaction. */
export const recount = (work: Work, id: string): void => work.write(countRows, [id])

const writeStates = statement(
  'imports.writeStates',
  `update imports.file_row r set state = w.state, faults = w.faults::jsonb, subject_id = w.subject
     from unnest($2::int[], $3::text[], $4::text[], $5::uuid[]) as w (line, state, faults, subject)
    where r.import_id = $1 and r.line = w.line`,
)

/** What became of rows. */
export function saveStates(
  work: Work,
  importId: string,
  rows: readonly Pick<FileRow, 'line' | 'state' | 'faults' | 'subjectId'>[],
): void {
  if (rows.length === 0) return
  work.write(writeStates, [
    importId,
    rows.map(({ line }) => line),
    rows.map(({ state }) => state),
    rows.map(({ faults }) => JSON.stringify(faults)),
    rows.map(({ subjectId }) => subjectId),
  ])
}
