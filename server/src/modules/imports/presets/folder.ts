import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseDecimal } from '@baton/contract/decimal'
import { parse } from 'csv-parse'
import { CannotStart } from '../../../kernel/postgres/cannot-start.ts'

/** What databases write for nothing when they are asked for text. */
const NOTHING = new Set(['', 'NULL', '[NULL]'])
const DAY = /^(\d{4}-\d{2}-\d{2})(?:[ T]00:00:00(?:\.0+)?)?$/
const MILLIONTHS = 6
/** What the decoder writes for bytes that are no UTF-8. */
const UNREADABLE = '\uFFFD'

/** One row of a file, read by the names of its columns. What cannot be read is refused with file and line. */
export class Row {
  constructor(
    private readonly file: string,
    private readonly line: number,
    private readonly cells: readonly string[],
    private readonly columns: readonly string[],
  ) {}

  /** The text of a column; empty when there is none. */
  text(column: string): string {
    const cell = this.cells[this.columns.indexOf(column)]!
    const text = cell.trim()
    if (text.includes(UNREADABLE)) throw this.fault(column, cell, 'text in UTF-8')
    return NOTHING.has(text) ? '' : text
  }

  /** A decimal as millionths; empty is zero. */
  decimal(column: string): bigint {
    const text = this.text(column)
    const value = text === '' ? 0n : parseDecimal(text, MILLIONTHS)
    if (value === null) throw this.fault(column, text, 'a number with at most six decimals')
    return value
  }

  /** A decimal of zero or more. */
  positive(column: string): bigint {
    const value = this.decimal(column)
    if (value < 0n) throw this.fault(column, this.text(column), 'a number of zero or more')
    return value
  }

  /** A day such as "2011-05-31", or null. */
  day(column: string): string | null {
    const text = this.text(column)
    if (text === '') return null
    const day = DAY.exec(text)?.[1]
    if (!day || Number.isNaN(Date.parse(day))) throw this.fault(column, text, 'a day like 2011-05-31')
    return day
  }

  yes(column: string): boolean {
    return ['true', '1'].includes(this.text(column).toLowerCase())
  }

  fault(column: string, found: string, wanted: string): CannotStart {
    return new CannotStart(
      `${this.file}, line ${this.line}: ${column} is "${found.slice(0, 60)}" and should be ${wanted}. Nothing was imported; mend the file and start again.`,
    )
  }
}

/** The rows of a file of the folder, read as a stream. `spills` is the column whose commas were not quoted, if there is one. */
export async function readTable(
  folder: string,
  file: string,
  columns: readonly string[],
  { spills }: { spills?: string } = {},
): Promise<Row[]> {
  const path = join(folder, file)
  await assertReadable(folder, path, file)
  const rows: Row[] = []
  let picked: number[] | undefined
  let width = 0
  const keep = (record: string[], { lines }: { lines: number }): null => {
    if (!picked) {
      picked = placesOf(file, record, columns)
      width = record.length
      return null
    }
    const cells = spills ? gathered(record, width, picked[columns.indexOf(spills)]!) : record
    if (cells.length !== width)
      throw new CannotStart(
        `${file}, line ${lines}: ${record.length} fields where the heading has ${width}. Nothing was imported; mend the line and start again.`,
      )
    rows.push(
      new Row(
        file,
        lines,
        picked.map((place) => cells[place]!),
        columns,
      ),
    )
    return null
  }
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true, on_record: keep })
  parser.resume()
  await pipeline(createReadStream(path), parser).catch((error: Error) => {
    throw error instanceof CannotStart
      ? error
      : new CannotStart(`${file} cannot be read as CSV: ${error.message}. Nothing was imported.`)
  })
  if (!picked) throw new CannotStart(`${file} is empty. Nothing was imported.`)
  return rows
}

async function assertReadable(folder: string, path: string, file: string): Promise<void> {
  const home = await stat(folder).catch(() => null)
  if (!home?.isDirectory()) throw new CannotStart(`There is no folder ${folder}. Name the folder with the data.`)
  const found = await stat(path).catch(() => null)
  if (!found?.isFile())
    throw new CannotStart(`The folder ${folder} has no file ${file}, which this preset needs. Nothing was imported.`)
}

/** Where the wanted columns stand. */
function placesOf(file: string, heading: readonly string[], columns: readonly string[]): number[] {
  const names = heading.map((name) => name.trim())
  const missing = columns.filter((column) => !names.includes(column))
  if (missing.length > 0)
    throw new CannotStart(
      `${file} has no column ${missing.join(', ')}; it has ${names.join(', ')}. Nothing was imported.`,
    )
  return columns.map((column) => names.indexOf(column))
}

/** A field whose commas were not quoted came apart: what is too much belongs to it. */
function gathered(cells: string[], width: number, place: number): string[] {
  const surplus = cells.length - width
  if (surplus <= 0) return cells
  return [
    ...cells.slice(0, place),
    cells.slice(place, place + surplus + 1).join(','),
    ...cells.slice(place + surplus + 1),
  ]
}
