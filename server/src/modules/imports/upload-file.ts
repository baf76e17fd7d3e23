import { createHash } from 'node:crypto'
import type { ImportKind, imports } from '@baton/contract/imports'
import { type Context, command, type Kernel, perform } from '../../kernel/command.ts'
import { bytesOf } from '../../kernel/json.ts'
import type { Language } from '../../kernel/refusal.ts'
import { decideRight } from '../../kernel/right.ts'
import { type Handler, keyOf, type RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record } from '../../kernel/work.ts'
import { plainHeading, suggestFields } from './headings.rules.ts'
import { KINDS } from './kinds.ts'
import { readFile, type Table } from './read-file.ts'

type UploadFile = RequestOf<(typeof imports)['POST /v1/imports']>

const findHeadings = statement<{ heading: string; field: string | null }>(
  'imports.findHeadings',
  'select heading, field from imports.heading where kind = $1 and heading = any($2::text[])',
)

const writeImport = statement(
  'imports.writeImport',
  `with turn as (insert into imports.turn (kind) values ($2) on conflict do nothing)
   insert into imports.import (import_id, kind, file_name, encoding, headings, fields, state, rows, created_by, created_at)
   values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, 'mapping', $7, $8, $9)`,
)

const writeRows = statement(
  'imports.writeRows',
  `insert into imports.file_row (import_id, line, lead, cells, broken)
   select $1, r.line, r.line, r.cells::jsonb, r.broken from unnest($2::int[], $3::text[], $4::text[]) as r (line, cells, broken)`,
)

/** Takes a file, reads it into rows, and suggests which field each column fills. Nothing of it is created yet. */
export const uploadFile: Handler = async ({ kernel, http, answer, language, context, request }) => {
  const key = keyOf(http)
  const given = request as unknown as UploadFile
  decideRight(context!.actor, KINDS[given.kind].right)
  const { reply, replayed } = await keepFile(kernel, context!, given, bytesOf(http), { key, language })
  if (replayed) answer.header('Idempotent-Replayed', 'true')
  return answer.code(201).send(reply)
}

/** Keeps a file's rows under an import of their own, for a request over HTTP and for the command line. */
export async function keepFile(
  kernel: Kernel,
  context: Context,
  given: UploadFile,
  bytes: Buffer,
  { key, language }: { key: string; language: Language },
) {
  const { right, fields } = KINDS[given.kind]
  const table = await readFile(bytes, fields, given)
  const wish = { ...given, sha256: createHash('sha256').update(bytes).digest('hex') }
  const manner = { operation: 'POST /v1/imports', language, right }
  return await perform(kernel, context, keeping(table), wish, key, manner)
}

/** The rows travel beside the request, which names them by their hash. */
const keeping = ({ encoding, headings, rows }: Table) =>
  command({
    load: (work, { kind }: { kind: ImportKind; name: string; sha256: string }) => ({
      remembered: work.read(findHeadings, [kind, headings.map(plainHeading)]),
    }),
    run: (work, { kind, name, sha256 }, { remembered }) => {
      const id = work.newId()
      const known = new Map(remembered.map(({ heading, field }) => [heading, field]))
      const fields = suggestFields(headings, KINDS[kind].fields, known)
      const head = [JSON.stringify(headings), JSON.stringify(fields), rows.length, work.actor.personId, work.now]
      work.write(writeImport, [id, kind, name, encoding, ...head])
      work.write(writeRows, [
        id,
        rows.map(({ line }) => line),
        rows.map(({ cells }) => JSON.stringify(cells)),
        rows.map(({ broken }) => broken ?? null),
      ])
      record(work, {
        type: 'imports.uploaded',
        kind: 'import',
        id,
        begins: true,
        data: { kind, fileName: name, rows: rows.length, sha256 },
      })
      return { id, rows: rows.length, version: 1 }
    },
  })
