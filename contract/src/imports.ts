import { z } from 'zod'
import { endpoints, idParam, may, nothing, page, pageOf, personRef, text } from './endpoint.ts'

export const importKind = z.enum(['customers', 'items', 'stock', 'persons', 'orders'])
export type ImportKind = z.output<typeof importKind>

/** mapping: columns are being named; checking: the dry run is on its way; checked: it can be imported; then importing and done. */
export const importState = z.enum(['mapping', 'checking', 'checked', 'importing', 'done'])
export type ImportState = z.output<typeof importState>

/** What became of a row; `existing`: what it names was already there and stays as it is; `updated`: what was there was changed. */
export const importRowState = z.enum(['new', 'ready', 'wrong', 'existing', 'created', 'updated'])
export type ImportRowState = z.output<typeof importRowState>

/** How the bytes of a text file are read; `auto`: by its first bytes, else UTF-8 when they are valid, else GB18030, which holds GBK. */
export const importEncoding = z.enum(['auto', 'utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252'])

/** Most bytes of a file, and most rows below its headings. */
export const MOST_IMPORT_BYTES = 20 * 1024 * 1024
export const MOST_IMPORT_ROWS = 50_000

const field = z.object({
  name: z.string(),
  zh: z.string(),
  en: z.string(),
  required: z.boolean(),
  /** A value as it may stand in a file. */
  example: z.string(),
  /** What a cell of it may hold, when that is not plain from its name. */
  hint: z.object({ zh: z.string(), en: z.string() }).nullable(),
})
export type ImportField = z.output<typeof field>

const counts = {
  rows: z.number(),
  ready: z.number(),
  wrong: z.number(),
  existing: z.number(),
  created: z.number(),
  updated: z.number(),
}

const importRow = z.object({
  id: z.string(),
  kind: importKind,
  fileName: z.string(),
  state: importState,
  ...counts,
  createdBy: personRef,
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  version: z.number(),
})
export type ImportListRow = z.output<typeof importRow>

const importDetail = importRow.extend({
  encoding: z.string(),
  /** Whether rows change what is there. */
  updates: z.boolean(),
  headings: z.array(z.string()),
  /** The field that each column fills; null: the column is left out. */
  fields: z.array(z.string().nullable()),
  /** The first rows of the file. */
  samples: z.array(z.array(z.string())),
  /** Why the last check or import stopped before its end. */
  stoppedBecause: z.string().nullable(),
  may,
})
export type ImportDetail = z.output<typeof importDetail>

const fileRow = z.object({
  line: z.number(),
  state: importRowState,
  cells: z.array(z.string()),
  /** What is wrong, why, and what to do; `column` null: the row as a whole. */
  faults: z.array(z.object({ column: z.number().nullable(), code: z.string(), message: z.string() })),
  subjectId: z.string().nullable(),
})
export type ImportFileRow = z.output<typeof fileRow>

const moved = z.object({ id: z.string(), state: importState, version: z.number() })

export const imports = endpoints({
  'GET /v1/imports/kinds': {
    summary: 'What I may import, with the fields of each kind',
    access: 'signedIn',
    reply: z.object({
      rows: z.array(z.object({ kind: importKind, updates: z.boolean(), fields: z.array(field) })),
    }),
  },
  'GET /v1/imports/templates/:kind': {
    summary: 'An example file of a kind: headings and two rows, CSV in UTF-8',
    access: 'signedIn',
    params: z.strictObject({ kind: importKind }),
    reply: z.unknown(),
    streams: 'text/csv',
  },
  'GET /v1/imports': {
    summary: 'Imports, newest first: my own, and those of others for who may read all',
    access: 'signedIn',
    query: z.strictObject({ ...page }),
    reply: pageOf(importRow),
  },
  'POST /v1/imports': {
    summary: 'Upload a CSV or XLSX file, at most 20 MB and 50,000 rows. Nothing is created before it is run.',
    access: 'signedIn',
    query: z.strictObject({
      kind: importKind,
      name: text(200, 1),
      encoding: importEncoding.default('auto'),
      /** Name of the sheet of a workbook; without it the first is read. */
      sheet: text(60, 1).optional(),
    }),
    bytes: MOST_IMPORT_BYTES,
    reply: z.object({ id: z.string(), rows: z.number(), version: z.number() }),
    status: 201,
  },
  'GET /v1/imports/:id': {
    summary: 'One import: its columns, how far it is, what came out',
    access: 'signedIn',
    params: idParam,
    reply: importDetail,
  },
  'GET /v1/imports/:id/rows': {
    summary: 'Rows of an import by line, all or those in one state, with what is wrong in each cell',
    access: 'signedIn',
    params: idParam,
    query: z.strictObject({ state: importRowState.optional(), ...page }),
    reply: pageOf(fileRow),
  },
  'GET /v1/imports/:id/file': {
    summary: 'The file with two more columns, result and reason; all rows, or only those that are wrong. CSV in UTF-8',
    access: 'signedIn',
    params: idParam,
    query: z.strictObject({ rows: z.enum(['all', 'wrong']).default('all') }),
    reply: z.unknown(),
    streams: 'text/csv',
  },
  'PUT /v1/imports/:id/fields': {
    summary: 'Say which field each column fills; every row is checked then, and nothing is created',
    access: 'signedIn',
    params: idParam,
    body: z.strictObject({
      fields: z.array(text(40, 1).nullable()).min(1).max(200),
      /** Change what is there: only fields that the file fills, of customers, items and employees. */
      update: z.boolean().default(false),
    }),
    reply: moved,
    versioned: true,
  },
  'PATCH /v1/imports/:id/rows/:line': {
    summary: 'Mend cells of a row; it is checked again with those that share its key',
    access: 'signedIn',
    params: idParam.extend({ line: z.coerce.number().int().min(1).max(10_000_000) }),
    body: z.strictObject({
      cells: z
        .array(z.strictObject({ column: z.number().int().min(0).max(199), text: text(4000) }))
        .min(1)
        .max(200),
    }),
    reply: moved,
  },
  'POST /v1/imports/:id/run': {
    summary: 'Import every row that is ready; rows that are wrong are left out and reported',
    access: 'signedIn',
    params: idParam,
    body: nothing.strict(),
    reply: moved,
  },
  'POST /v1/imports/:id/stop': {
    summary: 'Stop a check or an import after the rows that are being written; it can be run again',
    access: 'signedIn',
    params: idParam,
    body: nothing.strict(),
    reply: moved,
  },
})
