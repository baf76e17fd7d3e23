import type { imports } from '@baton/contract/imports'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import { readRow } from './cells.rules.ts'
import type { Field } from './field.rules.ts'
import { no } from './file.rules.ts'
import { plainHeading } from './headings.rules.ts'
import { decideMap } from './import.rules.ts'
import { type Import, loadImport, recount, saveImport } from './import-rows.ts'
import { decideSeen, KINDS } from './kinds.ts'

type MapColumns = RequestOf<(typeof imports)['PUT /v1/imports/:id/fields']>

const findCells = statement<{ line: number; cells: string[] }>(
  'imports.findCells',
  'select line, cells from imports.file_row where import_id = $1 order by line',
)

const writeKeys = statement(
  'imports.writeRowKeys',
  `update imports.file_row r set key = w.key, lead = w.lead, state = 'new', faults = '[]', subject_id = null
     from unnest($2::int[], $3::text[], $4::int[]) as w (line, key, lead) where r.import_id = $1 and r.line = w.line`,
)

const rememberHeadings = statement(
  'imports.rememberHeadings',
  `insert into imports.heading (kind, heading, field)
   select distinct on (h.heading) $1, h.heading, h.field from unnest($2::text[], $3::text[]) as h (heading, field) where h.heading <> ''
   on conflict (company_id, kind, heading) do update set field = excluded.field`,
)

/** Says which field each column fills, remembers it for the next file, and starts the dry run. */
export const mapColumns = command({
  load: (work, request: MapColumns) => {
    const known = loadImport(work, request.id)
    loadChains(work, 'import', [request.id])
    return { known, rows: work.read(findCells, [request.id]) }
  },
  run: (work, request, { known, rows }) => {
    const found = decideSeen(work.actor, known)
    const { fields, keyOf, updates } = KINDS[found.kind]
    decideMapping(found, request, fields)
    if (request.update && !updates) throw no.noUpdate()

    const columns = request.fields
    const leads = new Map<string, number>()
    const keyed = rows.map(({ line, cells }) => {
      const key = keyOf(readRow(fields, columns, cells, true).values)
      const lead = key === null ? line : (leads.get(key) ?? line)
      if (key !== null) leads.set(key, lead)
      return { line, key, lead }
    })
    work.write(writeKeys, [
      found.id,
      keyed.map(({ line }) => line),
      keyed.map(({ key }) => key),
      keyed.map(({ lead }) => lead),
    ])
    recount(work, found.id)
    work.write(rememberHeadings, [found.kind, found.headings.map(plainHeading), columns])
    return begin(
      work,
      saveImport(work, found, {
        ...CHECKING,
        fields: columns,
        updates: request.update,
        startedBy: work.actor.personId,
      }),
    )
  },
})

const CHECKING = { state: 'checking', reached: 0, stoppedBecause: null, finishedAt: null } as const

function begin(work: Work, after: Import) {
  record(work, {
    type: 'imports.mapped',
    kind: 'import',
    id: after.id,
    data: { fields: after.fields, ...(after.updates && { updates: true }) },
  })
  return { id: after.id, state: after.state, version: after.version }
}

function decideMapping(found: Import, { fields: columns, version }: MapColumns, fields: readonly Field[]): void {
  if (version !== found.version) throw no.stale(found.version).with({ current: { version: found.version } })
  decideMap(found)
  if (columns.length !== found.headings.length) throw no.columns(found.headings.length)
  const known = new Map(fields.map((field) => [field.name, field]))
  const used = new Set<string>()
  for (const name of columns) {
    if (name === null) continue
    if (!known.has(name)) throw no.fieldUnknown(name)
    if (used.has(name)) throw no.fieldTwice(`${known.get(name)!.zh} ${known.get(name)!.en}`)
    used.add(name)
  }
  const missing = fields.filter(({ required, name }) => required && !used.has(name))
  if (missing.length > 0)
    throw no.fieldMissing(missing.map(({ zh, en }) => `${zh} ${en}`)).with({ fields: missing.map(({ name }) => name) })
}
