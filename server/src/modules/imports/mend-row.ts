import type { imports } from '@baton/contract/imports'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record } from '../../kernel/work.ts'
import { readRow } from './cells.rules.ts'
import { tidyCell } from './csv.rules.ts'
import { no } from './file.rules.ts'
import { decideMend } from './import.rules.ts'
import { type FileRow, loadImport, ROW_COLUMNS, recount, saveImport } from './import-rows.ts'
import { decideSeen, KINDS } from './kinds.ts'

type MendRow = RequestOf<(typeof imports)['PATCH /v1/imports/:id/rows/:line']>

const findRow = statement<FileRow>(
  'imports.findRow',
  `select ${ROW_COLUMNS} from imports.file_row where import_id = $1 and line = $2`,
)

const writeCells = statement(
  'imports.writeCells',
  `update imports.file_row set cells = $3::jsonb, key = $4, lead = line, broken = null, state = 'new', faults = '[]'
    where import_id = $1 and line = $2`,
)

// Rows that share the old or the new key are one order, or doubles of each other: all of them are looked at again.
const regroup = statement(
  'imports.regroup',
  `update imports.file_row r set lead = m.lead, state = case when r.state in ('created', 'updated') then r.state else 'new' end
     from (select key, min(line) as lead from imports.file_row where import_id = $1 and key = any($2::text[]) group by key) m
    where r.import_id = $1 and r.key = m.key`,
)

/** Mends cells of a row; the check that follows looks at it again with all rows that share its key. */
export const mendRow = command({
  load: (work, request: MendRow) => {
    const known = loadImport(work, request.id)
    loadChains(work, 'import', [request.id])
    return { known, row: work.read(findRow, [request.id, request.line]).map(([row]) => row) }
  },
  run: (work, request, { known, row }) => {
    const found = decideSeen(work.actor, known)
    decideMend(found)
    if (!row) throw no.rowUnknown(request.line)
    if (row.state === 'created' || row.state === 'updated') throw no.rowDone(request.line)
    if (request.cells.some(({ column }) => column >= found.headings.length)) throw no.columns(found.headings.length)

    const { fields, keyOf } = KINDS[found.kind]
    const cells = found.headings.map((_, column) => row.cells[column] ?? '')
    for (const { column, text } of request.cells) cells[column] = tidyCell(text)
    const key = keyOf(readRow(fields, found.fields, cells, true).values)
    work.write(writeCells, [found.id, row.line, JSON.stringify(cells), key])
    work.write(regroup, [found.id, [row.key, key].filter((one) => one !== null)])
    recount(work, found.id)
    const after = saveImport(work, found, {
      state: 'checking',
      reached: 0,
      startedBy: work.actor.personId,
      stoppedBecause: null,
    })
    record(work, {
      type: 'imports.mended',
      kind: 'import',
      id: found.id,
      data: {
        line: row.line,
        cells: request.cells.map(({ column, text }) => ({ column, before: row.cells[column] ?? '', after: text })),
      },
    })
    return { id: found.id, state: after.state, version: after.version }
  },
})
