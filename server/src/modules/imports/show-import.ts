import type { ImportKind, imports } from '@baton/contract/imports'
import { query } from '../../kernel/command.ts'
import { keyOf, pageOf } from '../../kernel/cursor.ts'
import { mayOf } from '../../kernel/may.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { decideMap, decideMend, decideRun, decideStop, type Progress } from './import.rules.ts'
import { type FileRow, IMPORT_COLUMNS, type Import, ROW_COLUMNS } from './import-rows.ts'
import { decideSeen, KINDS } from './kinds.ts'

const findImport = statement<Import & { creator: string }>(
  'imports.showImport',
  `select ${IMPORT_COLUMNS}, (select p.name from people.read_person p where p.person_id = created_by) as creator
     from imports.import where import_id = $1`,
)

const findSamples = statement<{ cells: string[] }>(
  'imports.findSamples',
  'select cells from imports.file_row where import_id = $1 order by line limit 5',
)

/** One import as its page shows it. */
export const showImport = query({
  load: (work, { id }: RequestOf<(typeof imports)['GET /v1/imports/:id']>) => ({
    found: work.read(findImport, [id]).map(([one]) => one),
    samples: work.read(findSamples, [id]),
  }),
  run: (work, _request, { found, samples }) => {
    const {
      creator,
      createdBy,
      startedBy: _,
      reached: __,
      stoppedBecause,
      createdAt,
      finishedAt,
      ...one
    } = decideSeen(work.actor, found)
    return {
      ...one,
      createdBy: { id: createdBy, name: creator },
      createdAt: createdAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      stoppedBecause: stoppedBecause?.[work.language] ?? null,
      samples: samples.map(({ cells }) => one.headings.map((_heading, column) => cells[column] ?? '')),
      may: mayDo(work, one),
    }
  },
})

function mayDo(work: Work, { kind, ...progress }: Progress & { kind: ImportKind }) {
  const { right } = KINDS[kind]
  return mayOf(work, {
    map: { right, decide: () => decideMap(progress) },
    mend: { right, decide: () => decideMend(progress) },
    run: { right, decide: () => decideRun(progress) },
    stop: { right, decide: () => decideStop(progress) },
  })
}

const findSeen = statement<Pick<Import, 'kind' | 'createdBy' | 'headings'>>(
  'imports.findSeen',
  'select kind, created_by as "createdBy", headings from imports.import where import_id = $1',
)

const listAll = statement<FileRow>(
  'imports.listRows',
  `select ${ROW_COLUMNS} from imports.file_row where import_id = $1 and line > $2 order by line limit $3`,
)

const listInState = statement<FileRow>(
  'imports.listRowsInState',
  `select ${ROW_COLUMNS} from imports.file_row where import_id = $1 and state = $4 and line > $2 order by line limit $3`,
)

/** Rows by line. The cursor is the last line seen. */
export const listRows = query({
  load: (work, { id, state, cursor, limit }: RequestOf<(typeof imports)['GET /v1/imports/:id/rows']>) => {
    const values = [id, lineIn(cursor), limit + 1]
    return {
      seen: work.read(findSeen, [id]).map(([one]) => one),
      rows: state ? work.read(listInState, [...values, state]) : work.read(listAll, values),
    }
  },
  run: (work, { limit }, { seen, rows }) => {
    decideSeen(work.actor, seen)
    return pageOf(
      rows,
      limit,
      ({ line }) => [line],
      ({ line, state, cells, faults, subjectId }) => ({
        ...{ line, state, cells, subjectId },
        faults: faults.map(({ column, code, ...sentence }) => ({ column, code, message: sentence[work.language] })),
      }),
    )
  },
})

const lineIn = (cursor: string | undefined): number => (keyOf(cursor, 1)[0] as number | null) ?? 0

/** What the reader may import, with the fields of each kind. */
export const listKinds = query({
  load: () => ({}),
  run: (work) => ({
    rows: Object.values(KINDS)
      .filter(({ right }) => work.actor.rights.has(right))
      .map(({ kind, updates, fields }) => ({
        kind,
        updates: updates ?? false,
        fields: fields.map(({ name, zh, en, required, examples, hint }) => ({
          ...{ name, zh, en, required: required ?? false, example: examples[0], hint: hint ?? null },
        })),
      })),
  }),
})
