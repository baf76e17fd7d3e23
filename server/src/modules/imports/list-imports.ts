import type { imports } from '@baton/contract/imports'
import { query } from '../../kernel/command.ts'
import { fromTop, pageOf } from '../../kernel/cursor.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import type { Import } from './import-rows.ts'
import { KINDS } from './kinds.ts'

type ListImports = RequestOf<(typeof imports)['GET /v1/imports']>

interface ListRow extends Import {
  creator: string
  at: string
}

const LIST = `select i.import_id as id, i.kind, i.file_name as "fileName", i.state, i.rows, i.ready, i.wrong, i.existing, i.created, i.updated,
       i.created_by as "createdBy", p.name as creator, i.created_at as "createdAt", i.created_at::text as at, i.finished_at as "finishedAt", i.version
  from imports.import i join people.read_person p on p.company_id = i.company_id and p.person_id = i.created_by`

const PAGE = `(i.created_at, i.import_id) < ($1::timestamptz, $2::uuid) order by i.created_at desc, i.import_id desc limit $3`

const listAll = statement<ListRow>('imports.listAll', `${LIST} where i.kind = any($4::text[]) and ${PAGE}`)
const listOwn = statement<ListRow>(
  'imports.listOwn',
  `${LIST} where i.created_by = $5 and i.kind = any($4::text[]) and ${PAGE}`,
)

/** Past and running imports, newest first, of the kinds that the reader may import. */
export const listImports = query({
  load: (work, request: ListImports) => {
    const { actor } = work
    const kinds = Object.values(KINDS).flatMap(({ kind, right }) => (actor.rights.has(right) ? [kind] : []))
    const values = [...fromTop(request.cursor), request.limit + 1, kinds]
    return {
      rows: actor.scope === 'all' ? work.read(listAll, values) : work.read(listOwn, [...values, actor.personId]),
    }
  },
  run: (_work, request, { rows }) => pageOf(rows, request.limit, ({ at, id }) => [at, id], shown),
})

const shown = ({ creator, createdBy, createdAt, finishedAt, at: _, ...row }: ListRow) => ({
  ...row,
  createdBy: { id: createdBy, name: creator },
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
})
