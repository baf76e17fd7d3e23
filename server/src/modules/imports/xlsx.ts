import { inflateRawSync } from 'node:zlib'
import { MOST_IMPORT_ROWS } from '@baton/contract/imports'
import { readSheet } from 'read-excel-file/universal'
import type { RawRow } from './csv.rules.ts'
import { no } from './file.rules.ts'
import { mergedIn, partOfSheet, spreadMerged } from './merged-cells.rules.ts'

/** Most bytes that a workbook may hold unpacked; a file of a few kilobytes can claim gigabytes. */
const MOST_UNPACKED = 200 * 1024 * 1024
const MOST_ENTRIES = 2000
/** Cells that merged ones may fill in all: as many as a sheet of the most rows has in a hundred columns. */
const MOST_SPREAD = MOST_IMPORT_ROWS * 100
const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50

/**
 * Unpacks every part within a limit before the workbook is read, so that what the file claims about itself need not be believed, and
 * counts the rows of its largest sheet.
 */
export function decideUnpackable(file: Buffer, most = MOST_UNPACKED): void {
  let left = most
  for (const entry of entriesOf(file)) {
    if (entry.unpacked > left) throw no.tooLargeInside()
    const data = unpack(file, entry, left)
    left -= data.length
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(entry.name) && rowsIn(data) > MOST_IMPORT_ROWS + 100)
      throw no.tooManyRows(MOST_IMPORT_ROWS)
  }
}

interface Entry {
  name: string
  method: number
  packed: number
  unpacked: number
  at: number
}

function entriesOf(file: Buffer): Entry[] {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > file.length || file.readUInt32LE(end) !== END) throw no.brokenWorkbook()
  const count = file.readUInt16LE(end + 10)
  if (count > MOST_ENTRIES) throw no.tooLargeInside()
  const entries: Entry[] = []
  let at = file.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== ENTRY) throw no.brokenWorkbook()
    const length = file.readUInt16LE(at + 28)
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + length),
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      unpacked: file.readUInt32LE(at + 24),
      at: file.readUInt32LE(at + 42),
    })
    at += 46 + length + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return entries
}

function unpack(file: Buffer, { at, packed, unpacked, method }: Entry, most: number): Buffer {
  if (at + 30 > file.length || file.readUInt32LE(at) !== LOCAL) throw no.brokenWorkbook()
  const begin = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28)
  const data = file.subarray(begin, begin + packed)
  if (data.length !== packed) throw no.brokenWorkbook()
  if (method === 0) return data
  if (method !== 8) throw no.brokenWorkbook()
  try {
    const whole = inflateRawSync(data, { maxOutputLength: Math.max(most, 1) })
    // A part that unpacks to something else than it says would be cut by the reader, without a word.
    if (whole.length !== unpacked) throw no.brokenWorkbook()
    return whole
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw no.tooLargeInside()
    throw no.brokenWorkbook()
  }
}

const ROW = Buffer.from('<row')

function rowsIn(sheet: Buffer): number {
  let rows = 0
  for (let at = sheet.indexOf(ROW); at >= 0; at = sheet.indexOf(ROW, at + 4)) rows += 1
  return rows
}

/** The rows of one sheet of a workbook, the first when none is named. */
export async function rowsOfWorkbook(file: Buffer, sheet: string | undefined): Promise<RawRow[]> {
  decideUnpackable(file)
  const bytes = new Uint8Array(file).buffer
  const rows = await readSheet(bytes, sheet ?? 1).catch((error: Error) => {
    if (error.name === 'SheetNotFoundError') throw no.sheetUnknown(sheet ?? '')
    throw no.brokenWorkbook()
  })
  const read = rows.map((cells, index) => ({ line: index + 1, cells: cells.map(shown) }))
  if (!spreadMerged(read, mergedIn(endOfSheet(file, sheet)), MOST_SPREAD)) throw no.brokenWorkbook()
  return read
}

/** What follows the cells of a sheet, where it says which of them are merged; empty where the workbook does not say where the sheet is. */
function endOfSheet(file: Buffer, sheet: string | undefined): string {
  const entries = entriesOf(file)
  const part = (name: string | undefined): Buffer => {
    const entry = entries.find((one) => one.name === name)
    return entry ? unpack(file, entry, MOST_UNPACKED) : Buffer.alloc(0)
  }
  const text = (name: string) => part(name).toString('utf8')
  const cells = part(partOfSheet(text('xl/workbook.xml'), text('xl/_rels/workbook.xml.rels'), sheet))
  return cells.subarray(Math.max(0, cells.lastIndexOf('sheetData>'))).toString('utf8')
}

/** A cell as a person sees it, near enough to be read again: days without the hour, numbers with the fifteen digits that are kept. */
function shown(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)))
  return String(cell)
}
