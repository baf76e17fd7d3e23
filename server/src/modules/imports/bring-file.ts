import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ImportDetail, ImportKind, imports } from '@baton/contract/imports'
import { type Command, type Context, type Kernel, perform } from '../../kernel/command.ts'
import { decideRight } from '../../kernel/right.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { linesOf } from './download-file.ts'
import { decideAssigned } from './headings.rules.ts'
import { KINDS } from './kinds.ts'
import { mapColumns } from './map-columns.ts'
import { runImport } from './run-import.ts'
import { showImport } from './show-import.ts'
import { keepFile } from './upload-file.ts'

/** A file that is to come in without anybody at a screen. */
export interface FileToBring {
  kind: ImportKind
  name: string
  bytes: Buffer
  encoding: RequestOf<(typeof imports)['POST /v1/imports']>['encoding']
  sheet?: string | undefined
  /** Columns by heading that are to fill a field, or none, otherwise than suggested. */
  columns: ReadonlyMap<string, string | null>
  /** Rows change what is there, where the file has a value. */
  update: boolean
  /** Check every row and create nothing. */
  dryRun: boolean
}

export interface Watch {
  onStep: (step: string) => void
  /** Rows that were looked at or written, of how many. */
  onRows: (done: number, all: number) => void
  /** Lets due reactions have their turn in this process; another one may serve them too. */
  wake: () => Promise<void>
}

const LOOK_MS = 200

/**
 * Takes a file through the steps of the import page in somebody's name: the same commands, one after the other. What was begun goes on
 * without this process, and is found on the import page.
 */
export async function bringFile(
  kernel: Kernel,
  context: Context,
  file: FileToBring,
  watch: Watch,
): Promise<{ outcome: ImportDetail; lines: (onlyWrong: boolean) => AsyncIterable<string> }> {
  const { right, fields } = KINDS[file.kind]
  const language = context.company.language
  decideRight(context.actor, right)
  const act = async <Request, Loads, Reply>(one: Command<Request, Loads, Reply>, request: Request): Promise<Reply> =>
    (await perform(kernel, context, one, request, randomUUID(), { operation: 'baton import', language, right })).reply
  const show = async (id: string) => (await perform(kernel, context, showImport, { id }, undefined, { language })).reply
  const settled = async (id: string, done: (one: ImportDetail) => number, of: (one: ImportDetail) => number) => {
    for (;;) {
      await watch.wake()
      const one = await show(id)
      watch.onRows(done(one), of(one))
      if (one.state !== 'checking' && one.state !== 'importing') return one
      await wait(LOOK_MS)
    }
  }

  watch.onStep(`Reading ${file.name}`)
  const { id } = (await keepFile(kernel, context, file, file.bytes, { key: randomUUID(), language })).reply
  const read = await show(id)
  const columns = decideAssigned(read.headings, read.fields, file.columns, fields)
  watch.onStep(`Checking ${read.rows} rows`)
  await act(mapColumns, { id, version: read.version, fields: columns, update: file.update })
  let outcome = await settled(
    id,
    ({ ready, wrong, existing }) => ready + wrong + existing,
    ({ rows }) => rows,
  )
  if (!file.dryRun && outcome.state === 'checked' && outcome.ready > 0) {
    const { ready } = outcome
    watch.onStep(`Importing ${ready} rows`)
    await act(runImport, { id })
    outcome = await settled(
      id,
      ({ created, updated }) => created + updated,
      () => ready,
    )
  }
  const { headings } = outcome
  return { outcome, lines: (onlyWrong) => linesOf(kernel, context, { id, headings }, language, onlyWrong) }
}
