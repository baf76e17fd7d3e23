import { isUtf8 } from 'node:buffer'
import { MOST_IMPORT_ROWS } from '@baton/contract/imports'
import { encodingOf, type RawRow, rowsOf, separatorOf, type TextEncoding, textOf, tidyCell } from './csv.rules.ts'
import type { Field } from './field.rules.ts'
import { no } from './file.rules.ts'
import { headingsAt } from './headings.rules.ts'
import { rowsOfWorkbook } from './xlsx.ts'

/** A file as rows of text under headings, whatever it was written with. */
export interface Table {
  encoding: string
  headings: string[]
  rows: RawRow[]
}

const MOST_COLUMNS = 200
const ZIP = Buffer.from('PK\u0003\u0004')
const OLD = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

/** Reads a CSV or XLSX file by what its bytes are, whatever its name says. Broken rows stay, marked as such; empty ones go. */
export async function readFile(
  file: Buffer,
  fields: readonly Field[],
  options: { encoding: TextEncoding | 'auto'; sheet?: string | undefined },
): Promise<Table> {
  if (file.subarray(0, 4).equals(OLD)) throw no.oldWorkbook()
  if (file.subarray(0, 4).equals(ZIP)) return tableOf('xlsx', await rowsOfWorkbook(file, options.sheet), fields)
  const encoding = options.encoding === 'auto' ? encodingOf(file, isUtf8(file)) : options.encoding
  // Texts hold no NUL; a picture or a program does, early.
  if (!encoding.startsWith('utf-16') && file.subarray(0, 4096).includes(0)) throw no.notText()
  const text = textOf(file, encoding)
  return tableOf(encoding, rowsOf(text, separatorOf(text)), fields)
}

function tableOf(encoding: string, read: Iterable<RawRow>, fields: readonly Field[]): Table {
  const rows: RawRow[] = []
  for (const { cells, ...row } of read) {
    const tidy = cells.map(tidyCell)
    if (tidy.every((cell) => cell === '')) continue
    if (rows.length > MOST_IMPORT_ROWS + 15) throw no.tooManyRows(MOST_IMPORT_ROWS)
    rows.push({ ...row, cells: tidy })
  }
  const at = headingsAt(rows, fields)
  const headings = withoutEmptyTail(rows[at]?.cells ?? [])
  const below = rows.slice(at + 1).map((row) => ({ ...row, cells: withoutEmptyTail(row.cells) }))
  if (headings.length === 0 || below.length === 0) throw no.empty()
  if (headings.length > MOST_COLUMNS) throw no.tooManyColumns(MOST_COLUMNS)
  if (below.length > MOST_IMPORT_ROWS) throw no.tooManyRows(MOST_IMPORT_ROWS)
  return { encoding, headings, rows: below }
}

function withoutEmptyTail(cells: readonly string[]): string[] {
  let length = cells.length
  while (length > 0 && cells[length - 1] === '') length -= 1
  return cells.slice(0, length)
}
